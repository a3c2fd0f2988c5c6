// SPDX-License-Identifier: EUPL-1.2
#include "tests/readme/page.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace quitrent::readme {
namespace {

std::string without_spaces(std::string_view text) {
  std::string kept;
  std::ranges::copy_if(text, std::back_inserter(kept),
                       [](unsigned char character) { return std::isspace(character) == 0; });
  return kept;
}

/// Whether `answer` contains the parts of `line` between `...`, in this order.
bool matches_line(std::string_view answer, std::string_view line) {
  constexpr std::string_view anything = "...";
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(anything), line.size());
    const std::size_t found = answer.find(line.substr(0, end));
    if (found == std::string_view::npos) return false;
    answer.remove_prefix(found + end);
    line.remove_prefix(std::min(end + anything.size(), line.size()));
  }
  return true;
}

}  // namespace

std::vector<Block> blocks_of(std::string_view page) {
  std::vector<Block> blocks;
  bool inside = false;
  std::istringstream lines{std::string{page}};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({line.substr(3), ""});
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

std::vector<std::string> lines_missing(std::string_view expected, std::string_view answer) {
  const std::string compact = without_spaces(answer);
  std::vector<std::string> missing;
  std::istringstream lines{std::string{expected}};
  for (std::string line; std::getline(lines, line);) {
    std::string wanted = without_spaces(line);
    if (wanted.ends_with(',')) wanted.pop_back();
    if (!matches_line(compact, wanted)) missing.push_back(line);
  }
  return missing;
}

}  // namespace quitrent::readme
