// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/refusal.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/degree/evaluation.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// Why terms have no degree.
struct DegreeFault {
  std::string what;     ///< one sentence for the holder, with a full stop
  std::string pointer;  ///< JSON pointer within the terms: `/spdx`, `/then`, or empty
  RefusalCode code = RefusalCode::unknown_terms;
};

/// A licence expression in its normal form (Expression::normal_form): `mit or isc` is `MIT OR ISC`.
/// Refuses what read_expression refuses.
std::expected<std::string, DegreeFault> normal_form(const LicenceTable& licences,
                                                    std::string_view spdx);

/// Whether the expression is `NONE` or `NOASSERTION`, which grant nothing.
bool grants_nothing(std::string_view expression);

/// The licence expression of a work whose holder granted `granted` and states `stated` now, both in
/// normal form: the licensee has the choice, `granted OR stated`, each alternative once. `NONE` and
/// `NOASSERTION` grant nothing, so the other one stands alone. Source: MECHANISM.md, section 9.
std::string either_of(std::string_view granted, std::string_view stated);

/// Checks that every licence in the terms, those of later days included, is a complete licence.
/// Refuses an identifier that is no terms of its own, such as an exception alone (see parts.hpp),
/// unless `before`, the recorded terms, names it too. Also refuses what read_expression refuses.
/// Source: MECHANISM.md, section 9.
std::expected<void, DegreeFault> whole_terms(const LicenceTable& licences, const Terms& terms,
                                             const Terms& before = {});

/// The proprietary degree of terms, 0 (open to all) to 1 (all rights reserved). `scheduled` are the
/// weights of the class that the schedule states (ScheduleTimeline::weights); nothing: the weights
/// of the table.
///   a work: the least that its licence expression leaves closed; access is closed where the source
///   is withheld;
///   a patent or design: its commitment, always under the table's weights;
///   a trademark: 1.
/// Refuses what whole_terms refuses, later terms (`then`), and terms whose form is not that of the
/// class. Source: MECHANISM.md, section 9.
std::expected<Share, DegreeFault> degree(const LicenceTable& licences,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms);

/// The degree of terms, with the profiles that registrars have recorded for references and texts.
std::expected<Share, DegreeFault> degree(const DegreeFacts& facts,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms);

/// What the terms leave closed over time, every later licence (`then`) included: all choices of the
/// licensee, by instant. The first levels apply from kBeginningOfTime on. Recorded terms are
/// accepted even where they name something that is no terms of its own; its levels are used.
/// Otherwise refuses what degree() refuses except `then`, and later terms whose day is not after
/// the day of the previous ones (`/then/on`). The degree under any weights follows from the levels,
/// see tax/degree_timeline.hpp. Source: MECHANISM.md, section 9.
std::expected<std::vector<DatedOpennessLevels>, DegreeFault> levels_of(const DegreeFacts& facts,
                                                                       AssetClass asset_class,
                                                                       const Terms& terms);

/// Whether a work that derives from a work under these terms must be shared alike: the licensee
/// cannot reach the degree of the terms without a licence that forbids derivatives to be enclosed.
/// False for a commitment, and for terms that the table cannot read, since a duty needs published
/// facts. Source: MECHANISM.md, section 9.
bool is_share_alike(const DegreeFacts& facts, const Weights& weights, const Terms& terms);

}  // namespace quitrent::tax
