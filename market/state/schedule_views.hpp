// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "market/state/books.hpp"
#include "tax/schedule/difference.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::market {

/// The schedule that a text of the register states. Requires that it was read before it was filed.
std::shared_ptr<const tax::Schedule> schedule_from(const std::string& toml);

/// A schedule of the register, and what became of it.
struct ScheduleView {
  ScheduleId id;
  ScheduleState state = ScheduleState::proposed;
  const std::string* toml = nullptr;           ///< as long as the books
  const ScheduleProposal* proposal = nullptr;  ///< null: it founded the register, or is older
  /// First second in which it is, or was, in force; nothing where it is not published.
  std::optional<Instant> in_force_from = {};
};

/// Every schedule, published or not: the published ones in their order, then the others in the
/// order of proposal.
std::vector<ScheduleView> schedules_of(const Books& books, Instant now);
/// The schedule with this identifier; nothing where there is none.
std::optional<ScheduleView> schedule_of(const Books& books, const ScheduleId& id, Instant now);
/// The schedule in force.
ScheduleView schedule_in_force(const Books& books, Instant now);

/// The rates that a schedule changes: against those published before it, or when it was proposed.
std::vector<tax::ChangedRate> rates_changed_by(const Books& books, const ScheduleView& schedule);

}  // namespace quitrent::market
