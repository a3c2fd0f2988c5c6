// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/grammar_error.hpp"

#include <algorithm>

#include "registry/vocabulary/letter_case.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent::tax {
namespace {

/// One line of a document. Unit: bytes.
struct Line {
  std::size_t begin = 0;
  std::string_view text;
};

Line line_at(std::string_view toml, int number) {
  std::size_t begin = 0;
  for (int at = 1; at < number; ++at) {
    const std::size_t end = toml.find('\n', begin);
    if (end == std::string_view::npos) return {toml.size(), {}};
    begin = end + 1;
  }
  if (begin == 0 && toml.starts_with("\xEF\xBB\xBF")) begin = 3;
  std::string_view text = toml.substr(begin, toml.find('\n', begin) - begin);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return {begin, text};
}

/// The column of a byte of a line.
int column_of(std::string_view line, std::size_t byte) {
  return static_cast<int>(character_count(line.substr(0, byte))) + 1;
}

/// A value without quotes in a line: its bytes, and its key if the line has it.
struct BareValue {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string_view key = {};
};

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
  return text;
}

/// The end of a quoted text that begins at `at`; the size of the line where it does not end.
std::size_t end_of_text(std::string_view line, std::size_t at) {
  const char quote = line[at];
  for (++at; at < line.size(); ++at) {
    if (line[at] == '\\' && quote == '"') {
      ++at;
    } else if (line[at] == quote) {
      return at + 1;
    }
  }
  return line.size() + 1;
}

/// Finds values in one line, from left to right.
class LineReader {
 public:
  explicit LineReader(std::string_view line) : line_{line} {}

  /// The next value without quotes; nothing at the end of the line or of what can be read.
  std::optional<BareValue> next() {
    while (at_ < line_.size()) {
      const char c = line_[at_];
      if (c == '#') return std::nullopt;
      if (c == '"' || c == '\'') {
        const std::size_t end = end_of_text(line_, at_);
        if (end > line_.size()) open_text_ = at_;
        at_ = end;
      } else if (c == '=') {
        const std::size_t key = line_.substr(0, at_).find_last_of("{,") + 1;
        ++at_;
        if (auto value = value_at(trimmed(line_.substr(key, at_ - 1 - key)))) return value;
      } else {
        depth_ += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
        in_list_ = c == '[' || (in_list_ && c == ',');
        ++at_;
        if (!in_list_ || depth_ < 1) continue;
        if (auto value = value_at({})) return value;
      }
    }
    return std::nullopt;
  }
  /// Where a text begins that does not end in the line.
  std::optional<std::size_t> open_text() const { return open_text_; }

 private:
  std::optional<BareValue> value_at(std::string_view key) {
    at_ = std::min(line_.find_first_not_of(" \t", at_), line_.size());
    if (at_ == line_.size() || std::string_view{"\"'[]{}#,"}.contains(line_[at_])) return {};
    const std::size_t end =
        std::min(line_.find_first_of(depth_ > 0 ? ",]}#" : "#", at_), line_.size());
    const std::string_view text = trimmed(line_.substr(at_, end - at_));
    const BareValue value{at_, at_ + text.size(), key};
    at_ = end;
    return value;
  }

  std::string_view line_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool in_list_ = false;
  std::optional<std::size_t> open_text_;
};

bool is_day_like(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return std::ranges::count_if(text, is_digit) == 8;
}

/// A text without straight or printed quotes.
std::string without_quotes(std::string_view text) {
  std::string plain;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view rest = text.substr(at);
    // The printed quotes of UTF-8, U+2018 to U+201F.
    if (rest.starts_with("\xE2\x80") && rest.size() > 2 &&
        static_cast<unsigned char>(rest[2]) >= 0x98 && static_cast<unsigned char>(rest[2]) < 0xA0) {
      at += 2;
    } else if (rest[0] != '"' && rest[0] != '\'') {
      plain += rest[0];
    }
  }
  return plain;
}

/// What to write in place of a value without quotes.
std::string right_value(const BareValue& value, std::string_view text) {
  const std::string lead = value.key.empty() ? std::string{} : std::string{value.key} + " = ";
  const std::string low = in_lower_case(text);
  for (const std::string_view yes : {"true", "yes", "on"}) {
    if (low == yes) return "did you mean " + lead + "true?";
  }
  for (const std::string_view no : {"false", "no", "off"}) {
    if (low == no) return "did you mean " + lead + "false?";
  }
  return "text stands in quotes: write " + lead + '"' + without_quotes(text) + '"';
}

/// The document with one interval replaced by a value of the same length.
std::string replaced(std::string_view toml, std::size_t begin, std::size_t size) {
  std::string other = size < 2 ? std::string(size, '0') : "\"\"" + std::string(size - 2, ' ');
  std::string text{toml};
  return text.replace(begin, size, other);
}

GrammarError twice(std::string_view toml, const Line& line, SourcePosition position) {
  const std::size_t equals = line.text.find('=');
  const bool is_header = trimmed(line.text).starts_with('[');
  if (is_header) {
    std::string name{trimmed(line.text)};
    name = name.substr(0, name.find(']'));
    std::erase(name, '[');
    const std::string what =
        "not TOML: [" + name + "] is there already; a further table of a list is [[" + name + "]]";
    return {{position.line, position.column, what}};
  }
  if (equals == std::string_view::npos || line.text.find('{') < equals) {
    return {{position.line, position.column, "not TOML: a key is there twice in one table"}};
  }
  const std::string_view key = trimmed(line.text.substr(0, equals));
  GrammarError error{{position.line, column_of(line.text, line.text.find(key)),
                      "not TOML: \"" + std::string{key} + "\" is there twice in this table"}};
  // Only a value that ends in its line can be passed over.
  const bool is_open = line.text.contains("\"\"\"") || line.text.contains("'''") ||
                       std::ranges::count(line.text, '[') != std::ranges::count(line.text, ']');
  if (!is_open) {
    std::string text{toml};
    error.without = text.replace(line.begin, line.text.size(), std::string(line.text.size(), ' '));
  }
  return error;
}

}  // namespace

GrammarError grammar_error(std::string_view toml, SourcePosition position,
                           std::string_view description) {
  const Line line = line_at(toml, position.line);
  if (description.contains("cannot redefine existing")) return twice(toml, line, position);
  GrammarError error{{position.line, position.column, "not TOML: " + std::string{description}}};
  std::optional<BareValue> last;
  LineReader reader{line.text};
  for (auto value = reader.next(); value; value = reader.next()) {
    if (column_of(line.text, value->begin) <= position.column) last = value;
  }
  const auto open = reader.open_text();
  if (open && column_of(line.text, *open) <= position.column && !line.text.contains("\"\"\"")) {
    error.fault.column = column_of(line.text, *open);
    error.fault.what = "not TOML: the text that begins here has no closing quote";
    return error;
  }
  if (!last || column_of(line.text, last->end) + 1 < position.column) return error;
  const std::string_view text = line.text.substr(last->begin, last->end - last->begin);
  error.fault.column = column_of(line.text, last->begin);
  error.fault.what =
      "not TOML: " + (is_day_like(text) ? std::string{text} + " is no day of the calendar"
                                        : right_value(*last, text));
  error.without = replaced(toml, line.begin + last->begin, text.size());
  return error;
}

std::size_t most_points(std::string_view toml) {
  std::size_t most = 0;
  for (std::size_t begin = 0; begin < toml.size();) {
    const std::size_t end = std::min(toml.find('\n', begin), toml.size());
    const std::string_view line = toml.substr(begin, end - begin);
    std::size_t points = 0;
    for (std::size_t at = 0; at < line.size() && line[at] != '#'; ++at) {
      if (line[at] == '"' || line[at] == '\'') at = end_of_text(line, at) - 1;
      if (at < line.size() && line[at] == '.') ++points;
    }
    most = std::max(most, points);
    begin = end + 1;
  }
  return most;
}

}  // namespace quitrent::tax
