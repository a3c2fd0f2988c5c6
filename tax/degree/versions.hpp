// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// The later versions of a listed licence, the earliest first: the versions that a `+` after it
/// adds. All but the version is equal in a family: `LPPL-1.3a` is a version of `LPPL-1.0`,
/// `CC-BY-4.0` is none of `CC-BY-ND-3.0`. `-only` and `-or-later` are ignored, and deprecated
/// identifiers are left out. A version has a point in it or ends the identifier; so the number in
/// `BSD-2-Clause` is none. Source: MECHANISM.md, section 9.
std::vector<const LicenceLine*> later_versions(const LicenceTable& licences,
                                               const LicenceLine& licence);

}  // namespace quitrent::tax
