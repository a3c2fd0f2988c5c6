// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/section.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/text.hpp"
#include "tax/schedule/meant_value.hpp"

namespace quitrent::tax {
namespace {

constexpr std::size_t kLongestName = 200;
/// 1'000'000% in parts per billion.
constexpr std::int64_t kHighestRate = 10'000'000'000'000;

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

bool is_control(char c) { return (c >= 0 && c < 0x20) || c == 0x7f; }

std::string percent_fault(const std::string& key, DecimalFault fault) {
  if (fault == DecimalFault::not_decimal) return key + " is not a percentage such as \"2.5%\"";
  return key + ' ' + std::string{explanation(fault)};
}

}  // namespace

void Faults::add(SourcePosition position, std::string what, Severity severity) {
  const auto position_of = [](const ScheduleFault& fault) {
    return std::pair{fault.line, fault.column};
  };
  const auto after = std::ranges::upper_bound(faults_, std::pair{position.line, position.column},
                                              std::ranges::less{}, position_of);
  faults_.insert(after, {position.line, position.column, std::move(what), severity});
}

bool Faults::has(SourcePosition position) const {
  return std::ranges::find(faults_, position, &ScheduleFault::position) != faults_.end();
}

std::vector<ScheduleFault> Faults::sorted() { return std::exchange(faults_, {}); }

void Faults::wrong_kind(const DocumentValue& node, std::string_view wanted) {
  add(node.position, quoted(node.key) + " must be " + std::string{wanted});
}

std::optional<std::string> Faults::text(const DocumentValue* node, std::string_view wanted) {
  if (node == nullptr) return std::nullopt;
  if (node->kind == ValueKind::text) return node->text;
  wrong_kind(*node, wanted);
  return std::nullopt;
}

std::optional<std::string> Faults::name(const DocumentValue* node) {
  std::optional<std::string> found = text(node, "text in quotes");
  if (!found) return std::nullopt;
  const std::size_t characters = character_count(*found);
  const bool lawful = names_ == NameRule::as_recorded ? std::ranges::none_of(*found, is_control)
                                                      : !text_fault(*found).has_value();
  if (characters > 0 && characters <= kLongestName && lawful) return found;
  add(node->position,
      quoted(node->key) +
          " must have 1 to 200 characters, a visible one among them, and neither control "
          "characters nor controls of the direction of writing");
  return std::nullopt;
}

std::optional<bool> Faults::truth(const DocumentValue* node) {
  if (node == nullptr) return std::nullopt;
  if (node->kind == ValueKind::truth) return node->truth;
  wrong_kind(*node, "true or false");
  return std::nullopt;
}

std::optional<Instant> Faults::day(const DocumentValue* node) {
  if (node == nullptr) return std::nullopt;
  if (node->kind == ValueKind::day && node->day) return node->day;
  wrong_kind(*node, node->kind == ValueKind::day ? "a day of the years 1970 to 9999"
                                                 : "a day such as 2026-01-01, without quotes");
  return std::nullopt;
}

std::optional<Duration> Faults::duration(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"30d\"");
  if (!written) return std::nullopt;
  const auto read = parse_duration(*written);
  if (!read) {
    add(node->position, quoted(node->key) +
                            " is not a duration: a whole number and s, m, h or d, such as \"30d\"" +
                            meant_duration(*written));
  }
  return read;
}

std::optional<Money> Faults::money(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"1250.00\"");
  if (!written) return std::nullopt;
  const auto read = parse_money(*written);
  if (read) return *read;
  add(node->position,
      quoted(node->key) + ' ' + std::string{explanation(read.error())} + meant_money(*written));
  return std::nullopt;
}

std::optional<AnnualRate> Faults::rate(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"2.5%\"");
  if (!written) return std::nullopt;
  const auto read = parse_percent(*written);
  if (!read) {
    add(node->position, percent_fault(quoted(node->key), read.error()) + meant_percent(*written));
    return std::nullopt;
  }
  if (read->ppb() <= kHighestRate) return *read;
  add(node->position, quoted(node->key) + " is above 1000000%");
  return std::nullopt;
}

std::optional<Share> Faults::share(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"0.5\"");
  if (!written) return std::nullopt;
  const auto read = parse_share(*written);
  if (read) return *read;
  const DecimalFault fault = read.error();
  add(node->position, quoted(node->key) +
                          (fault == DecimalFault::out_of_range || fault == DecimalFault::not_decimal
                               ? " is not a decimal from 0 to 1"
                               : ' ' + std::string{explanation(fault)}) +
                          meant_share(*written));
  return std::nullopt;
}

std::optional<Share> Faults::percent_share(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"40%\"");
  if (!written) return std::nullopt;
  const auto read = parse_percent_share(*written);
  if (read) return *read;
  add(node->position,
      read.error() == DecimalFault::out_of_range
          ? quoted(node->key) + " is above 100%"
          : percent_fault(quoted(node->key), read.error()) + meant_percent(*written));
  return std::nullopt;
}

void Faults::unknown_word(const DocumentValue& node, std::span<const std::string_view> known,
                          std::string_view is_no) {
  std::string right = nearest_word(node.text, known);
  if (right.empty()) {
    right = ": ";
    for (std::size_t at = 0; at < known.size(); ++at) {
      if (at > 0) right += at + 1 == known.size() ? " or " : ", ";
      right += known[at];
    }
  }
  add(node.position, quoted(node.text) + ' ' + std::string{is_no} + right);
}

std::span<const DocumentValue> Faults::items(const DocumentValue* node, std::size_t most) {
  if (node == nullptr) return {};
  if (node->kind != ValueKind::list) {
    wrong_kind(*node, node->kind == ValueKind::table
                          ? "a list: a header has two brackets on each side, [[ and ]]"
                          : "a list");
  } else if (node->children.empty()) {
    add(node->position, quoted(node->key) + " is empty");
  } else if (node->children.size() > most && names_ == NameRule::shown) {
    add(node->position, quoted(node->key) + " has " + std::to_string(node->children.size()) +
                            " items; at most " + std::to_string(most) + " are lawful");
  }
  return node->kind == ValueKind::list ? node->children : std::span<const DocumentValue>{};
}

std::vector<ScheduleFault> joined_faults(const std::vector<ScheduleFault>& grammar,
                                         const std::vector<ScheduleFault>& read) {
  Faults all;
  for (const ScheduleFault& fault : grammar) all.add(fault.position(), fault.what, fault.severity);
  Faults joined = all;
  for (const ScheduleFault& fault : read) {
    if (!all.has(fault.position())) joined.add(fault.position(), fault.what, fault.severity);
  }
  return joined.sorted();
}

Section::Section(const DocumentValue& table, ParameterTable kind, Faults& faults)
    : table_{table}, kind_{kind}, faults_{faults} {
  if (table.kind != ValueKind::table) {
    faults.add(table.position, quoted(table.key) + " must hold tables");
  }
}

const DocumentValue* Section::value(std::string_view key) {
  const Parameter* const known = parameter_of(kind_, key);
  if (known == nullptr) broken_invariant("the reader reads keys of the table of parameters");
  if (table_.kind != ValueKind::table) return nullptr;
  const auto found = std::ranges::find(table_.children, key, &DocumentValue::key);
  if (found != table_.children.end()) return &*found;
  if (known->presence == Presence::required) {
    faults_.add(table_.position, std::string{title_of(kind_)} + " lacks " + quoted(key));
  }
  return nullptr;
}

void Section::finish() {
  if (table_.kind != ValueKind::table) return;
  for (const DocumentValue& member : table_.children) {
    if (parameter_of(kind_, member.key) != nullptr) continue;
    faults_.add(member.key_position, std::string{title_of(kind_)} + " takes no " +
                                         quoted(member.key) + right_key(kind_, member.key));
  }
}

}  // namespace quitrent::tax
