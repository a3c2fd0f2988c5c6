// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "tax/degree/licences.hpp"

namespace quitrent {

/// The identifiers of `kind` that somebody who wrote `word` may have meant, for a sentence:
/// `GPL-3.0-only or GPL-3.0-or-later`; three at most, none of them deprecated. Empty where nothing
/// comes near. `GPL3`, `GPLv3` and `gpl-3` mean the same; else two letters may be wrong.
std::string near_identifiers(const LicenceTable& licences, LicenceKind kind, std::string_view word);

}  // namespace quitrent
