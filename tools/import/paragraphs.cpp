// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/paragraphs.hpp"

#include <algorithm>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::debian {
namespace {

constexpr std::string_view kBlanks = " \t\r";

/// Where the colon of `Name:` stands; npos where the line begins no field.
std::size_t colon_of(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == 0 || colon == std::string_view::npos) return std::string_view::npos;
  const bool is_name =
      std::ranges::all_of(line.substr(0, colon), [](char c) { return c > ' ' && c < '\x7f'; });
  return is_name && line.front() != '-' ? colon : std::string_view::npos;
}

/// Puts paragraphs together, line by line.
class Reader {
 public:
  std::expected<void, ParagraphFault> take(std::string_view line, int number) {
    if (line.starts_with('#')) return {};
    const std::string_view content = trimmed(line);
    if (content.empty()) {
      open_ = false;
      return {};
    }
    if (line.front() == ' ' || line.front() == '\t') return continued(content, number);
    const std::size_t colon = colon_of(line);
    if (colon == std::string_view::npos) {
      return std::unexpected(ParagraphFault{number, "neither a field nor the rest of one"});
    }
    if (!open_) paragraphs_.push_back({.fields = {}, .line = number});
    open_ = true;
    Paragraph& paragraph = paragraphs_.back();
    const std::string_view name = line.substr(0, colon);
    paragraph.fields.push_back({.name = std::string{name},
                                .first_line = std::string{trimmed(line.substr(colon + 1))},
                                .further_lines = {}});
    return {};
  }
  std::vector<Paragraph> taken() { return std::move(paragraphs_); }

 private:
  std::expected<void, ParagraphFault> continued(std::string_view content, int number) {
    if (!open_) return std::unexpected(ParagraphFault{number, "an indented line outside a field"});
    paragraphs_.back().fields.back().further_lines.emplace_back(content == "." ? "" : content);
    return {};
  }

  std::vector<Paragraph> paragraphs_;
  bool open_ = false;
};

}  // namespace

const Field* Paragraph::field(std::string_view name) const {
  const auto found = std::ranges::find_if(
      fields, [name](const Field& field) { return same_name(field.name, name); });
  return found == fields.end() ? nullptr : &*found;
}

std::size_t Paragraph::count(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      fields, [name](const Field& field) { return same_name(field.name, name); }));
}

std::expected<std::vector<Paragraph>, ParagraphFault> read_paragraphs(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // a byte order mark
  Reader reader;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (auto taken = reader.take(text.substr(0, end), ++number); !taken) {
      return std::unexpected(std::move(taken.error()));
    }
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return reader.taken();
}

bool same_name(std::string_view left, std::string_view right) {
  return std::ranges::equal(left, right, {}, lower_case, lower_case);
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

}  // namespace quitrent::debian
