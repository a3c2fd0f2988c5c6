// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "tax/degree/licences.hpp"

namespace quitrent::tax {

/// The identifiers of `kind` that somebody who wrote `words` may have meant, in words for a
/// sentence: `GPL-3.0-only or GPL-3.0-or-later`. None is deprecated. These rules are tried in
/// order; the first that finds an identifier wins:
///   the same letters and version, or the same full name: `GPL3`, `GPLv3`, `Apache License 2.0`;
///   a family without its version, or with a version that is not in the list: all plain versions of
///   it, else all identifiers that begin so;
///   a typing error: at most two letters, the same digits, the same letters of an acronym; of
///   identifiers that are equally near, only the most closed.
/// No identifier is more open than the words may mean: words that narrow a licence, such as NC, are
/// in every identifier; words that reserve all rights get none; and a more closed identifier one
/// typing error away is added to a family, unless exactly the letters of the family were written.
/// Where two families have the same letters (`BSL`), the closed one stands first, both with their
/// names. Empty where no identifier is near.
std::string near_identifiers(const LicenceTable& licences, LicenceKind kind,
                             std::string_view words);

/// What to do where the words name no licence, as the end of a sentence without a full stop:
/// `UNLICENSED` and `All rights reserved` reserve all rights; `see LICENSE` does not tell the
/// licence. Empty for other words.
std::string_view unnamed_hint(std::string_view words);

/// What to write instead of a sign between two licences, as a sentence with a space before it; both
/// AND and OR where the sign does not tell whether one may choose. Empty for other characters.
std::string_view sign_hint(char sign);

}  // namespace quitrent::tax
