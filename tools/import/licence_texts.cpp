// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/licence_texts.hpp"

#include <algorithm>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::debian {
namespace {

constexpr std::size_t kMarkDigits = 12;

std::string mark_of(std::string_view text) {
  const std::string digest = to_text(sha256(text));
  return digest.substr(digest.find(':') + 1, kMarkDigits);
}

/// The words of the lines, each followed by a blank.
std::string words_of(std::span<const std::string> lines) {
  std::string words;
  for (std::string_view rest : lines) {
    while (!(rest = trimmed(rest)).empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t"), rest.size());
      words.append(rest.substr(0, end)).append(" ");
      rest.remove_prefix(end);
    }
  }
  return words;
}

}  // namespace

LicenceTexts::LicenceTexts(std::span<const Paragraph> paragraphs, std::string_view file)
    : whole_{mark_of(file)} {
  for (const Paragraph& paragraph : paragraphs) {
    const Field* licence = paragraph.field("License");
    if (licence == nullptr) continue;
    const std::string words = words_of(licence->further_lines);
    if (!words.empty()) marks_.emplace(in_lower_case(licence->first_line), mark_of(words));
  }
}

std::string LicenceTexts::mark(std::string_view label) const {
  const auto found = marks_.find(in_lower_case(trimmed(label)));
  return found == marks_.end() ? whole_ : found->second;
}

}  // namespace quitrent::debian
