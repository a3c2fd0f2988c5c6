// SPDX-License-Identifier: EUPL-1.2
#include "tests/layout/source_text.hpp"

#include <algorithm>
#include <cctype>
#include <regex>

namespace quitrent::layout {
namespace {

bool is_word(char character) {
  return std::isalnum(static_cast<unsigned char>(character)) != 0 || character == '_';
}

void blank(std::string& code, std::size_t begin, std::size_t end) {
  for (std::size_t at = begin; at < std::min(end, code.size()); ++at) {
    if (code[at] != '\n') code[at] = ' ';
  }
}

/// The position of the closing quote of the literal whose quote opens at `open`.
std::size_t closing_quote(std::string_view text, std::size_t open) {
  std::size_t at = open + 1;
  while (at < text.size() && text[at] != text[open] && text[at] != '\n') {
    at += text[at] == '\\' ? 2U : 1U;
  }
  return std::min(at, text.size());
}

/// The position after the raw string whose quote opens at `open`.
std::size_t raw_string_end(std::string_view text, std::size_t open) {
  const std::size_t bracket = text.find('(', open);
  if (bracket == std::string_view::npos) return text.size();
  const std::string closing = ")" + std::string{text.substr(open + 1, bracket - open - 1)} + "\"";
  const std::size_t end = text.find(closing, bracket);
  return end == std::string_view::npos ? text.size() : end + closing.size();
}

std::size_t position_or_end(std::string_view text, std::string_view what, std::size_t from) {
  return std::min(text.find(what, from), text.size());
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = position_or_end(text, "\n", 0);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string code_of(std::string_view text) {
  std::string code{text};
  std::size_t at = 0;
  while (at < text.size()) {
    const bool after_word = at > 0 && is_word(text[at - 1]);
    std::size_t next = at + 1;
    if (text.substr(at, 2) == "//") {
      next = position_or_end(text, "\n", at);
      blank(code, at, next);
    } else if (text.substr(at, 2) == "/*") {
      next = std::min(position_or_end(text, "*/", at + 2) + 2, text.size());
      blank(code, at, next);
    } else if (text[at] == '"' && after_word && text[at - 1] == 'R') {
      next = raw_string_end(text, at);
      blank(code, at + 1, next - 1);
    } else if (text[at] == '"' || (text[at] == '\'' && !after_word)) {
      const std::size_t close = closing_quote(text, at);
      blank(code, at + 1, close);
      next = close + 1;
    }
    at = next;
  }
  return code;
}

std::size_t columns_of(std::string_view line) {
  return static_cast<std::size_t>(std::ranges::count_if(
      line, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

std::set<std::string> unordered_names(std::string_view text) {
  static const std::regex alias{R"(\busing\s+(\w+)\s*=\s*(std::)?unordered_(multi)?(map|set)\b)"};
  const std::string code = code_of(text);
  std::vector<std::string> types{R"(unordered_(?:multi)?(?:map|set)\s*<)"};
  for (std::sregex_iterator at{code.begin(), code.end(), alias}, end; at != end; ++at) {
    types.push_back("\\b" + (*at)[1].str() + "\\b");
  }
  std::set<std::string> names;
  static const std::regex name{R"(^[\s&]*(\w+)\s*[;{=,)])"};
  for (const std::string& type : types) {
    const std::regex pattern{type};
    for (std::sregex_iterator at{code.begin(), code.end(), pattern}, end; at != end; ++at) {
      auto after = static_cast<std::size_t>(at->position() + at->length());
      for (int depth = type.ends_with('<') ? 1 : 0; depth > 0 && after < code.size(); ++after) {
        depth += code[after] == '<' ? 1 : 0;
        depth -= code[after] == '>' ? 1 : 0;
      }
      const std::string rest = code.substr(after, 120);
      std::smatch match;
      if (std::regex_search(rest, match, name)) names.insert(match[1].str());
    }
  }
  return names;
}

}  // namespace quitrent::layout
