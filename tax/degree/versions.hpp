// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// The later versions of a listed licence, earliest identifier first: what a `+` behind it adds. A
/// family shares all but the version: `LPPL-1.3a` of `LPPL-1.0`, not `CC-BY-4.0` of `CC-BY-ND-3.0`;
/// `-only` and `-or-later` do not count, deprecated identifiers are left out. The number in
/// `BSD-2-Clause` is no version: one has a point in it or ends the identifier.
/// Source: MECHANISM.md, section 9.
std::vector<const LicenceLine*> later_versions(const LicenceTable& licences,
                                               const LicenceLine& licence);

}  // namespace quitrent::tax
