// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/composed_text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "registry/vocabulary/compositions.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

using Codes = std::vector<std::uint32_t>;

/// A character, and the one that always replaces it.
using Replacement = std::pair<char16_t, char16_t>;
// UnicodeData.txt: canonical decompositions of one character, of the same scripts.
constexpr auto kReplacements = std::to_array<Replacement>(
    {{0x340, 0x300},  {0x341, 0x301},  {0x343, 0x313},  {0x374, 0x2b9},  {0x37e, 0x3b},
     {0x387, 0xb7},   {0x1f71, 0x3ac}, {0x1f73, 0x3ad}, {0x1f75, 0x3ae}, {0x1f77, 0x3af},
     {0x1f79, 0x3cc}, {0x1f7b, 0x3cd}, {0x1f7d, 0x3ce}, {0x1fbb, 0x386}, {0x1fbe, 0x3b9},
     {0x1fc9, 0x388}, {0x1fcb, 0x389}, {0x1fd3, 0x390}, {0x1fdb, 0x38a}, {0x1fe3, 0x3b0},
     {0x1feb, 0x38e}, {0x1fee, 0x385}, {0x1fef, 0x60},  {0x1ff9, 0x38c}, {0x1ffb, 0x38f},
     {0x1ffd, 0xb4},  {0x2126, 0x3a9}, {0x212a, 0x4b},  {0x212b, 0xc5}});

/// Marks from `first` to `last` in another position than above the letter (class 230).
struct MarkClass {
  std::uint32_t first, last;
  int number;
};
// UnicodeData.txt: Canonical_Combining_Class.
constexpr auto kMarkClasses = std::to_array<MarkClass>(
    {{0x315, 0x315, 232}, {0x316, 0x319, 220}, {0x31a, 0x31a, 232}, {0x31b, 0x31b, 216},
     {0x31c, 0x320, 220}, {0x321, 0x322, 202}, {0x323, 0x326, 220}, {0x327, 0x328, 202},
     {0x329, 0x333, 220}, {0x334, 0x338, 1},   {0x339, 0x33c, 220}, {0x345, 0x345, 240},
     {0x347, 0x349, 220}, {0x34d, 0x34e, 220}, {0x34f, 0x34f, 0},   {0x353, 0x356, 220},
     {0x358, 0x358, 232}, {0x359, 0x35a, 220}, {0x35c, 0x35c, 233}, {0x35d, 0x35e, 234},
     {0x35f, 0x35f, 233}, {0x360, 0x361, 234}, {0x362, 0x362, 233}});

/// The combining class of a mark: its position at the letter. 0 for other characters.
int mark_class(std::uint32_t code) {
  if (code < 0x300 || code > 0x36f) return 0;
  for (const MarkClass& marks : kMarkClasses) {
    if (code >= marks.first && code <= marks.last) return marks.number;
  }
  return 230;
}

/// Adds the letter and the marks of a character.
void add_parts(Codes& codes, std::uint32_t code) {
  Codes marks;  // the last one first
  for (;;) {
    const auto replacement = std::ranges::find(kReplacements, code, &Replacement::first);
    if (replacement != kReplacements.end()) code = replacement->second;
    const auto found = std::ranges::lower_bound(
        compositions(), code, {}, [](const Composition& one) { return std::uint32_t{one[2]}; });
    if (found == compositions().end() || (*found)[2] != code) break;
    marks.push_back((*found)[1]);
    code = (*found)[0];
  }
  codes.push_back(code);
  codes.insert(codes.end(), marks.rbegin(), marks.rend());
}

/// Sorts the marks after each letter by their combining class.
void sort_marks(Codes& codes) {
  for (auto begin = codes.begin(); begin != codes.end();) {
    const auto is_letter = [](std::uint32_t code) { return mark_class(code) == 0; };
    begin = std::find_if_not(begin, codes.end(), is_letter);
    const auto end = std::find_if(begin, codes.end(), is_letter);
    std::stable_sort(begin, end, [](std::uint32_t left, std::uint32_t right) {
      return mark_class(left) < mark_class(right);
    });
    begin = end;
  }
}

std::optional<std::uint32_t> composite(std::uint32_t letter, std::uint32_t mark) {
  const auto found = std::ranges::find_if(
      compositions(), [&](const Composition& one) { return one[0] == letter && one[1] == mark; });
  return found == compositions().end() ? std::nullopt : std::optional<std::uint32_t>{(*found)[2]};
}

/// Composes letters and marks where one character exists for both.
Codes put_together(const Codes& codes) {
  Codes together;
  std::optional<std::size_t> letter;
  int before = 0;  // class of the last mark that stays after the letter
  for (const std::uint32_t code : codes) {
    const int number = mark_class(code);
    if (number == 0) {
      letter = together.size();
      before = 0;
      together.push_back(code);
      continue;
    }
    const auto both = letter && before < number ? composite(together[*letter], code) : std::nullopt;
    if (both) {
      together[*letter] = *both;
    } else {
      before = number;
      together.push_back(code);
    }
  }
  return together;
}

void add_utf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) return add(code);
  if (code < 0x800) {
    add(0xc0U | code >> 6U);
  } else if (code < 0x10000) {
    add(0xe0U | code >> 12U);
    add(0x80U | (code >> 6U & 0x3fU));
  } else {
    add(0xf0U | code >> 18U);
    add(0x80U | (code >> 12U & 0x3fU));
    add(0x80U | (code >> 6U & 0x3fU));
  }
  add(0x80U | (code & 0x3fU));
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::string composed_text(std::string_view text) {
  if (is_ascii(text) || !is_utf8(text)) return std::string{text};
  Codes codes;
  while (!text.empty()) {
    const auto character = first_character(text).value_or(Character{});
    add_parts(codes, character.code);
    text.remove_prefix(character.bytes);
  }
  sort_marks(codes);
  std::string composed;
  for (const std::uint32_t code : put_together(codes)) add_utf8(composed, code);
  return composed;
}

}  // namespace quitrent
