// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "registry/title/terms.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent {

/// Why terms have no degree; the refusal is `unknown-terms`.
struct DegreeFault {
  std::string what;     ///< one sentence for the holder, with a full stop
  std::string pointer;  ///< JSON pointer within the terms: `/spdx`, `/then`, or empty
};

/// A licence expression in the spelling of the list: `mit` is `MIT`. Takes a single SPDX licence
/// identifier in either case, a well-formed `LicenseRef-`, `NONE` or `NOASSERTION`; refuses all
/// else and more than 2'000 bytes. Source: MECHANISM.md, section 9.
std::expected<std::string, DegreeFault> normal_form(const LicenceTable& licences,
                                                    std::string_view spdx);

/// The proprietary degree of terms, 0 (open to all) to 1 (all rights reserved). `scheduled` are the
/// weights of the class that the schedule states (Calendar::weights); nothing: those of the table.
///   a work: its licence's profile, access closed where the source is withheld;
///   a patent or design: its commitment, always under the table's weights;
///   a trademark: 1.
/// Refuses what normal_form refuses, later terms (`then`), and terms of another form than the class
/// takes. Source: MECHANISM.md, section 9.
std::expected<Share, DegreeFault> degree(const LicenceTable& licences,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms);

}  // namespace quitrent
