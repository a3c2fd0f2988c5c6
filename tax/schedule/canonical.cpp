// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/canonical.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/text.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/comments.hpp"
#include "tax/schedule/document.hpp"
#include "tax/schedule/parameter_notes.hpp"
#include "tax/schedule/parameters.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kWidestLine = 100;

/// A text in quotes, with the escapes of TOML.
std::string quoted(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string quoted{'"'};
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      quoted += {'\\', c};
    } else if (c == '\n') {
      quoted += "\\n";
    } else if (c == '\t') {
      quoted += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      quoted += "\\u00";
      quoted += {digits[byte / 16], digits[byte % 16]};
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

/// The value of a parameter that is no table, in its shortest spelling.
std::string spelled(const DocumentValue& value, ParameterKind kind) {
  switch (kind) {
    case ParameterKind::day:
      return stated_day(value.day.value_or(Instant{}));
    case ParameterKind::truth:
      return value.truth ? "true" : "false";
    case ParameterKind::duration:
      return quoted(stated(parse_duration(value.text).value_or(Duration{})));
    case ParameterKind::money:
      return quoted(stated(parse_money(value.text).value_or(Money{})));
    case ParameterKind::money_or_fail:
      if (value.text == "fail") return quoted(value.text);
      return quoted(stated(parse_money(value.text).value_or(Money{})));
    case ParameterKind::rate:
      return quoted(stated(parse_percent(value.text).value_or(AnnualRate{})));
    case ParameterKind::percent_share:
      return quoted(stated_percent(parse_percent_share(value.text).value_or(Share{})));
    case ParameterKind::share:
      return quoted(stated(parse_share(value.text).value_or(Share{})));
    default:
      return quoted(value.text);
  }
}

/// Whether the tables of a list have headers.
bool has_headers(const Parameter& parameter) {
  return parameter.kind == ParameterKind::tables && parameter.holds != ParameterTable::bracket &&
         parameter.holds != ParameterTable::point && parameter.holds != ParameterTable::share;
}

const DocumentValue* member_of(const DocumentValue& table, std::string_view key) {
  const auto found = std::ranges::find(table.children, key, &DocumentValue::key);
  return found == table.children.end() ? nullptr : &*found;
}

/// The place of a class in the order of classes; the order of other tables stays as it is.
std::size_t place_of(const DocumentValue& table) {
  const DocumentValue* const name = member_of(table, "name");
  if (name == nullptr) return 0;
  const auto known = parse_asset_class(name->text);
  return known ? static_cast<std::size_t>(*known) : 0;
}

/// Writes a document that the reader accepts.
class CanonicalWriter {
 public:
  CanonicalWriter(const Comments& comments, const Charter* charter)
      : comments_{comments}, charter_{charter} {}

  std::string written(const DocumentValue& document) {
    write_block(comments_.at_begin);
    write_table(document, ParameterTable::schedule, "");
    if (!comments_.at_end.empty()) text_ += '\n';
    write_block(comments_.at_end);
    while (text_.ends_with("\n\n")) text_.pop_back();
    return std::move(text_);
  }

 private:
  const AttachedComments& comments(const DocumentValue& value) const {
    static const AttachedComments none;
    const auto found = comments_.by_value.find(&value);
    return found == comments_.by_value.end() ? none : found->second;
  }

  /// One line; an empty one twice in sequence is one.
  void write_line(const std::string& line) {
    if (line.empty() && (text_.empty() || text_.ends_with("\n\n"))) return;
    text_ += line.empty() ? "\n" : std::string(indent_, ' ') + line + '\n';
  }
  /// A block with an empty line in it has one before it too: otherwise its begin would belong to
  /// what stands above it.
  void write_block(const std::vector<std::string>& block) {
    if (std::ranges::find(block, std::string{}) != block.end()) write_line({});
    for (const std::string& line : block) write_line(line);
  }
  /// The empty line behind them tells that they do not belong to what follows.
  void write_below(const DocumentValue& value) {
    if (comments(value).below.empty()) return;
    write_block(comments(value).below);
    write_line({});
  }
  static std::string with(std::string line, const std::string& comment) {
    return comment.empty() ? line : std::move(line) + ' ' + comment;
  }

  void write_table(const DocumentValue& table, ParameterTable kind, const std::string& path) {
    for (const Parameter& parameter : parameters_of(kind)) {
      const DocumentValue* const value = member_of(table, parameter.key);
      if (value == nullptr) {
        note_absent(parameter);
      } else if (has_headers(parameter)) {
        write_headers(*value, parameter, path + std::string{parameter.key});
      } else {
        write_member(*value, parameter);
      }
    }
  }

  void write_headers(const DocumentValue& list, const Parameter& parameter,
                     const std::string& path) {
    std::vector<const DocumentValue*> tables;
    for (const DocumentValue& table : list.children) tables.push_back(&table);
    if (parameter.holds == ParameterTable::asset_class) {
      std::ranges::stable_sort(tables, {},
                               [](const DocumentValue* table) { return place_of(*table); });
    }
    const bool is_inner = parameter.holds == ParameterTable::scale;
    indent_ += is_inner ? 2 : 0;
    // The list itself has comments only where it stood in brackets.
    const AttachedComments& own = comments(list);
    std::vector<std::string> above = own.above;
    if (!own.behind.empty()) above.push_back(own.behind);
    above.insert(above.end(), own.within.begin(), own.within.end());
    above.insert(above.end(), own.below.begin(), own.below.end());
    if (!above.empty() && !is_inner) write_line({});
    write_block(above);
    for (const DocumentValue* const table : tables) {
      if (!is_inner && (table != tables.front() || above.empty())) write_line({});
      write_block(comments(*table).above);
      note(parameter);
      write_line(with("[[" + path + "]]", comments(*table).behind));
      write_below(*table);
      write_table(*table, parameter.holds, path + '.');
    }
    indent_ -= is_inner ? 2 : 0;
  }

  /// An inline table: `{ above = "0", rate = "3%" }`.
  static std::string inline_table(const DocumentValue& table, ParameterTable kind) {
    std::string text = "{";
    for (const Parameter& parameter : parameters_of(kind)) {
      const DocumentValue* const value = member_of(table, parameter.key);
      if (value == nullptr) continue;
      text += text.size() > 1 ? ", " : " ";
      text += std::string{parameter.key} + " = " + spelled(*value, parameter.kind);
    }
    return text + " }";
  }

  /// The comments of the members of a table that is written in one line stand above it.
  void write_inner(const DocumentValue& table) {
    for (const DocumentValue& member : table.children) {
      write_block(comments(member).above);
      if (!comments(member).behind.empty()) write_line(comments(member).behind);
      write_block(comments(member).within);
      write_block(comments(member).below);
    }
  }

  void write_member(const DocumentValue& value, const Parameter& parameter) {
    const AttachedComments& own = comments(value);
    write_block(own.above);
    note(parameter);
    const std::string key = std::string{parameter.key} + " = ";
    if (parameter.kind == ParameterKind::table) {
      write_inner(value);
      write_line(with(key + inline_table(value, parameter.holds), own.behind));
    } else if (parameter.kind == ParameterKind::tables) {
      write_list(value, parameter, key);
    } else {
      write_line(with(key + spelled(value, parameter.kind), own.behind));
    }
    write_below(value);
  }

  void write_list(const DocumentValue& list, const Parameter& parameter, const std::string& key) {
    const AttachedComments& own = comments(list);
    std::string line = key + '[';
    bool is_short = own.within.empty();
    for (const DocumentValue& item : list.children) {
      line += (line.ends_with('[') ? "" : ", ") + inline_table(item, parameter.holds);
      is_short = is_short && !has_comments(item);
    }
    line += ']';
    if (is_short && indent_ + character_count(line) <= kWidestLine) {
      write_line(with(line, own.behind));
      return;
    }
    write_line(key + '[');
    indent_ += 2;
    for (const DocumentValue& item : list.children) {
      write_block(comments(item).above);
      write_block(comments(item).below);
      write_inner(item);
      write_line(with(inline_table(item, parameter.holds) + ',', comments(item).behind));
    }
    write_block(own.within);
    indent_ -= 2;
    write_line(with("]", own.behind));
  }

  bool has_comments(const DocumentValue& item) const {
    return comments_.by_value.contains(&item) ||
           std::ranges::any_of(item.children, [this](const DocumentValue& member) {
             return comments_.by_value.contains(&member);
           });
  }

  /// In a file to begin from: says what a parameter is, where it stands first.
  void note(const Parameter& parameter) {
    if (charter_ == nullptr || !noted_.insert(&parameter).second) return;
    for (const std::string& line : notes_of(parameter, *charter_)) write_line(line);
  }
  /// In a file to begin from: a parameter that may be left out, in a comment.
  void note_absent(const Parameter& parameter) {
    if (charter_ == nullptr || !noted_.insert(&parameter).second) return;
    if (parameter.kind == ParameterKind::tables) write_line({});
    for (const std::string& line : notes_of(parameter, *charter_)) write_line(line);
    for (const std::string& line : example_of(parameter)) write_line("# " + line);
  }

  const Comments& comments_;
  const Charter* charter_;
  std::set<const Parameter*> noted_;
  std::string text_;
  std::size_t indent_ = 0;
};

std::expected<std::string, std::vector<ScheduleFault>> written(std::string_view toml,
                                                               const Charter* charter) {
  InspectedSchedule read = inspect_schedule(toml);
  if (!read.faults.empty()) return std::unexpected(std::move(read.faults));
  const auto document = parse_document(toml);
  ensure(document.has_value(), "a schedule without fault is TOML");
  return CanonicalWriter{comments_of(toml, *document), charter}.written(*document);
}

}  // namespace

std::expected<std::string, std::vector<ScheduleFault>> canonical_toml(std::string_view toml) {
  return written(toml, nullptr);
}

std::expected<std::string, std::vector<ScheduleFault>> commented_toml(std::string_view toml,
                                                                      const Charter& charter) {
  return written(toml, &charter);
}

}  // namespace quitrent::tax
