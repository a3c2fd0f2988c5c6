// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::tax {

/// The words of a text about licences, in small letters, without what says nothing of which
/// licence it is: `GNU GPL v2.0` is gpl, 2.0.
using LicenceWords = std::vector<std::string>;

/// Texts up to this length are compared with identifiers. Unit: bytes.
inline constexpr std::size_t kLongestWords = 64;

/// More changes than this make another word. Unit: letters.
inline constexpr std::size_t kFarthest = 2;

/// Splits a text into its words; letters are parted from a version behind them.
LicenceWords licence_words(std::string_view text);

/// What people agree on when they write a licence: letters and version, `GPL-3.0-only` is `gpl3`.
std::string licence_gist(std::string_view text);

/// Whether a word is a version such as `2.0` or `1.3c`.
bool is_version(std::string_view word);

/// The letters of a text alone, small.
std::string letters_of(std::string_view text);

/// How many letters one has to add, drop, change or swap with the next; more than kFarthest where
/// it is more than that, or where `right` is longer than kLongestWords by more.
std::size_t distance(std::string_view left, std::string_view right);

/// How many changes make a slip of the pen of a text of `size` letters; a short one has none.
std::size_t slip_of(std::size_t size);

/// How far a text is from saying that all rights are kept, or that there is no licence; 0 for
/// `UNLICENSED`, `NoLicense`, `All rights reserved`; more than kFarthest where it is far from it.
std::size_t distance_to_all_rights(std::string_view text);

/// Whether words leave open which licence is meant: `see LICENSE`, `other`, `dual`.
bool leaves_licence_open(std::string_view text);

/// Whether an identifier says whatever of a text narrows a licence, such as NC, ND or commercial,
/// so that it grants nothing that the text keeps back.
bool says_what_narrows(std::string_view id, std::string_view text);

}  // namespace quitrent::tax
