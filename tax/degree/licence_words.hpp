// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::tax {

/// The words of a text about licences, in small letters, without words that do not tell which
/// licence it is: `GNU GPL v2.0` gives gpl, 2.0.
using LicenceWords = std::vector<std::string>;

/// The longest text that is compared with identifiers. Unit: bytes.
inline constexpr std::size_t kLongestWords = 64;

/// The most changes after which two words still count as near. Unit: letters.
inline constexpr std::size_t kFarthest = 2;

/// Splits a text into its words; letters are separated from a version after them.
LicenceWords licence_words(std::string_view text);

/// The letters and the version of a licence, without the rest: `GPL-3.0-only` gives `gpl3`.
std::string licence_gist(std::string_view text);

/// Whether a word is a version such as `2.0` or `1.3c`.
bool is_version(std::string_view word);

/// The letters of a text alone, small.
std::string letters_of(std::string_view text);

/// The number of letters to add, drop, change or swap with the next one. Above kFarthest where it
/// is larger than that, or where `right` is longer than kLongestWords by more than kFarthest.
std::size_t distance(std::string_view left, std::string_view right);

/// The most changes that count as a typing error in a text of `size` letters; 0 for a short text.
std::size_t slip_of(std::size_t size);

/// The distance of a text from a statement that all rights are reserved or that there is no
/// licence: 0 for `UNLICENSED`, `NoLicense`, `All rights reserved`; above kFarthest where it is far
/// from each.
std::size_t distance_to_all_rights(std::string_view text);

/// Whether a text does not tell which licence it means: `see LICENSE`, `other`, `dual`.
bool leaves_licence_open(std::string_view text);

/// Whether an identifier has every word of a text that narrows a licence, such as NC, ND or
/// commercial. Then the identifier grants nothing that the text reserves.
bool says_what_narrows(std::string_view id, std::string_view text);

}  // namespace quitrent::tax
