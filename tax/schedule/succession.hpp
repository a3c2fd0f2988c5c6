// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/charter.hpp"
#include "tax/schedule/schedule.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {

/// A schedule that is to follow others.
struct Succession {
  /// Every published schedule, at least one, in the order in which they come into force. The first
  /// is the founding schedule, with the second of the founding.
  std::vector<PublishedSchedule> before = {};
  Schedule next = {};                         ///< as it was read
  Instant approved_at = {};                   ///< the second of its approval
  std::vector<AssetClass> live_classes = {};  ///< the classes with assets that live
};

/// What forbids a schedule that follows others, in the order of positions; empty: it may be
/// approved. Besides breaches():
///   it states `effective`, later than the approval and than every schedule before it, so that it
///   changes no time that is past, at most ten years after the approval, and keeps the currency;
///   it names every class with live assets;
///   a rate rises at the earliest `notice_of_increase` after the approval, and everything else
///   changes at the earliest `notice_of_decrease` after it; a change of the weights of a class
///   counts as a rise, since it raises the degree of some terms;
///   no effective rate changes by more than the greater of `largest_step` of the old rate and
///   `largest_step_points`; between two changes of the rates of a class lie `between_steps`.
/// A rate is the effective rate at an edge of a bracket and at a point of a curve, of either side;
/// what lies between changes no more than these. The rates of a class that was not taken before are
/// no change. The dates within the schedule are changes too. A change that the schedules before
/// bring for the same second is law already: it needs no notice and no bound of its size. Source:
/// MECHANISM.md, section 10.
std::vector<ScheduleFault> succession_faults(const Charter& charter, const Succession& succession);

}  // namespace quitrent::tax
