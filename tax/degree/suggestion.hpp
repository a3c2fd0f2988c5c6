// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// The identifiers of `kind` that somebody who wrote `words` may have meant, for a sentence:
/// `GPL-3.0-only or GPL-3.0-or-later`; none of them deprecated. In this order, the first that
/// finds any:
///   the same letters and version, or the same full name: `GPL3`, `GPLv3`, `Apache License 2.0`;
///   a family without its version, or with one that is not on the list: all plain versions of it,
///   else all that begin so;
///   a slip of the pen: two letters at most, the same digits, the same letters of an acronym; of
///   what is equally near the most closed alone.
/// Nothing is named that is more open than what the words may mean: words that narrow a licence,
/// such as NC, stand in whatever is named, words that keep all rights get no identifier, and a more
/// closed identifier one slip away is named beside a family, unless its bare letters were written.
/// Of two families that go by the same letters (`BSL`) the closed one stands first, both with their
/// names. Empty where nothing comes near.
std::string near_identifiers(const LicenceTable& licences, LicenceKind kind,
                             std::string_view words);

/// What to do instead where words name no licence at all, as the end of a sentence without a full
/// stop: `UNLICENSED` and `All rights reserved` keep all rights, `see LICENSE` leaves open which.
/// Empty for other words.
std::string_view unnamed_hint(std::string_view words);

/// What to write instead of a sign between two licences, as a sentence with a space before it;
/// where the sign leaves open whether one may choose, AND and OR both. Empty for other characters.
std::string_view sign_hint(char sign);

}  // namespace quitrent::tax
