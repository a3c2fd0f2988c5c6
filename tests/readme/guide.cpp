// SPDX-License-Identifier: EUPL-1.2
#include "tests/readme/guide.hpp"

#include <algorithm>
#include <array>
#include <regex>
#include <sstream>

#include "tests/readme/page.hpp"

namespace quitrent::readme {
namespace {

constexpr auto kTopLevel = std::to_array<std::string_view>(
    {".ci", ".clang-format", ".clangd", ".github", "CMakeLists.txt", "README.md", "api", "market",
     "registry", "tax", "tests", "tools"});

std::vector<std::string> lines_in(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string{text}};
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// Whether the word is a path of the tree, and not a command with flags.
bool is_path(std::string_view word) {
  const std::string_view first = word.substr(0, word.find('/'));
  return std::ranges::find(kTopLevel, first) != kTopLevel.end() &&
         word.find_first_of(" *<") == std::string_view::npos;
}

/// The text between backticks in the first cell of a table's row; empty if the line is no such row.
std::string file_of_row(const std::string& line) {
  if (!line.starts_with("| `")) return {};
  return line.substr(3, line.find('`', 3) - 3);
}

}  // namespace

std::vector<Recipe> recipes_of(std::string_view page) {
  std::vector<Recipe> recipes;
  bool inside = false;
  for (const std::string& line : lines_in(page)) {
    if (line.starts_with("## ")) inside = line == "## Recipes";
    if (!inside) continue;
    if (line.starts_with("### ")) {
      recipes.push_back({line.substr(4), {}, {}});
    } else if (!recipes.empty() && line.starts_with("grep ")) {
      recipes.back().search = line;
    } else if (const std::string file = file_of_row(line); !recipes.empty() && !file.empty()) {
      recipes.back().files.insert(file);
    }
  }
  return recipes;
}

std::set<std::string> paths_of(std::string_view page) {
  std::string text;
  bool inside = false;
  for (const std::string& line : lines_in(page)) {
    if (line.starts_with("```")) inside = !inside;
    if (!inside) text += line + '\n';
  }
  static const std::regex named{R"rx(`([^`\n]+)`|\]\(([^)\n:]+)\))rx"};
  std::set<std::string> paths;
  for (std::sregex_iterator at{text.begin(), text.end(), named}, end; at != end; ++at) {
    if ((*at)[2].matched) {
      // A link is relative to the page, which is in .github.
      const std::string link = (*at)[2].str();
      paths.insert(link.starts_with("../") ? link.substr(3) : ".github/" + link);
      continue;
    }
    const std::string word = (*at)[1].str();
    const std::string first = word.substr(0, word.find(' '));
    if (is_path(first)) paths.insert(first);
  }
  return paths;
}

std::vector<std::string> commands_of(std::string_view page) {
  std::vector<std::string> commands;
  for (const Block& block : blocks_of(page)) {
    if (block.language != "sh") continue;
    for (const std::string& line : lines_in(block.text)) commands.push_back(line);
  }
  return commands;
}

std::vector<std::string> words_of(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  for (const char character : command) {
    if (quote == 0 && (character == '\'' || character == '"')) {
      quote = character;
    } else if (character == quote) {
      quote = 0;
    } else if (character == ' ' && quote == 0) {
      if (!word.empty()) words.push_back(std::move(word));
      word.clear();
    } else {
      word += character;
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

Pictured pictured_in(std::string_view text) {
  Pictured found;
  for (const std::string& line : lines_in(text)) {
    const std::size_t colon = std::min(line.find(':'), line.size());
    if (line.starts_with("room ")) found.rooms.insert(line.substr(5, colon - 5));
    if (line.starts_with("stop ")) found.stops.insert(line.substr(5, colon - 5));
  }
  return found;
}

}  // namespace quitrent::readme
