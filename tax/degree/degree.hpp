// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/degree/evaluation.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// Why terms have no degree; the refusal is `unknown-terms`.
struct DegreeFault {
  std::string what;     ///< one sentence for the holder, with a full stop
  std::string pointer;  ///< JSON pointer within the terms: `/spdx`, `/then`, or empty
};

/// A licence expression in its normal form (Expression::normal_form): `mit or isc` is `MIT OR ISC`.
/// Refuses what read_expression refuses.
std::expected<std::string, DegreeFault> normal_form(const LicenceTable& licences,
                                                    std::string_view spdx);

/// Whether every licence that terms name, those of later days included, is whole. Refuses what is
/// no terms of its own, such as an exception alone (see parts.hpp), unless `before`, the terms on
/// record, name it too; and what read_expression refuses. Source: MECHANISM.md, section 9.
std::expected<void, DegreeFault> whole_terms(const LicenceTable& licences, const Terms& terms,
                                             const Terms& before = {});

/// The proprietary degree of terms, 0 (open to all) to 1 (all rights reserved). `scheduled` are the
/// weights of the class that the schedule states (ScheduleTimeline::weights); nothing: those of the
/// table.
///   a work: what its licence expression leaves closed at best, access closed where the source is
///   withheld;
///   a patent or design: its commitment, always under the table's weights;
///   a trademark: 1.
/// Refuses what whole_terms refuses, later terms (`then`), and terms of another form than the class
/// takes. Source: MECHANISM.md, section 9.
std::expected<Share, DegreeFault> degree(const LicenceTable& licences,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms);

/// The same with the profiles that a registrar has recorded for references.
std::expected<Share, DegreeFault> degree(const DegreeFacts& facts,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms);

/// What terms leave closed from now on, every later licence (`then`) included: all choices of the
/// licensee, by instant; the first hold from kBeginningOfTime on. Terms may stand on record since
/// long: what is no terms of its own is taken with its levels. Refuses else what degree refuses but
/// for `then`, and later terms that are not each on a later day than those before (`/then/on`). The
/// degree under any weights follows from it, see tax/degree_timeline.hpp. Source: MECHANISM.md,
/// section 9.
std::expected<std::vector<DatedOpennessLevels>, DegreeFault> levels_of(const DegreeFacts& facts,
                                                                       AssetClass asset_class,
                                                                       const Terms& terms);

/// Whether whoever builds on the work under these terms must share alike: no choice of the licensee
/// has the degree of the terms without a licence that keeps derivatives from being enclosed. Never
/// for a commitment, nor for terms that the table cannot read: a duty rests on published facts.
/// Source: MECHANISM.md, section 9.
bool is_share_alike(const DegreeFacts& facts, const Weights& weights, const Terms& terms);

}  // namespace quitrent::tax
