// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/section.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "registry/vocabulary/text.hpp"

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

void Faults::add(SourcePosition position, std::string what) {
  const auto position_of = [](const ScheduleFault& fault) {
    return std::pair{fault.line, fault.column};
  };
  const auto after = std::ranges::upper_bound(faults_, std::pair{position.line, position.column},
                                              std::ranges::less{}, position_of);
  faults_.insert(after, {position.line, position.column, std::move(what)});
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
    add(node->position,
        quoted(node->key) + " is not a duration: a whole number and s, m, h or d, such as \"30d\"");
  }
  return read;
}

std::optional<Money> Faults::money(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"1250.00\"");
  if (!written) return std::nullopt;
  const auto read = parse_money(*written);
  if (read) return *read;
  add(node->position, quoted(node->key) + ' ' + std::string{explanation(read.error())});
  return std::nullopt;
}

std::optional<AnnualRate> Faults::rate(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"2.5%\"");
  if (!written) return std::nullopt;
  const auto read = parse_percent(*written);
  if (!read) {
    add(node->position, percent_fault(quoted(node->key), read.error()));
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
  add(node->position,
      quoted(node->key) + (fault == DecimalFault::out_of_range || fault == DecimalFault::not_decimal
                               ? " is not a decimal from 0 to 1"
                               : ' ' + std::string{explanation(fault)}));
  return std::nullopt;
}

std::optional<Share> Faults::percent_share(const DocumentValue* node) {
  const auto written = text(node, "text in quotes, such as \"40%\"");
  if (!written) return std::nullopt;
  const auto read = parse_percent_share(*written);
  if (read) return *read;
  add(node->position, read.error() == DecimalFault::out_of_range
                          ? quoted(node->key) + " is above 100%"
                          : percent_fault(quoted(node->key), read.error()));
  return std::nullopt;
}

std::span<const DocumentValue> Faults::items(const DocumentValue* node) {
  if (node == nullptr) return {};
  if (node->kind != ValueKind::list) {
    wrong_kind(*node, "a list");
  } else if (node->children.empty()) {
    add(node->position, quoted(node->key) + " is empty");
  }
  return node->kind == ValueKind::list ? node->children : std::span<const DocumentValue>{};
}

Section::Section(const DocumentValue& table, std::string_view title, Faults& faults)
    : table_{table}, title_{title}, faults_{faults} {
  if (table.kind != ValueKind::table) {
    faults.add(table.position, quoted(table.key) + " must hold tables");
  }
}

const DocumentValue* Section::optional(std::string_view key) {
  known_.push_back(key);
  if (table_.kind != ValueKind::table) return nullptr;
  const auto found = std::ranges::find(table_.children, key, &DocumentValue::key);
  return found == table_.children.end() ? nullptr : &*found;
}

const DocumentValue* Section::required(std::string_view key) {
  const DocumentValue* const found = optional(key);
  if (found == nullptr && table_.kind == ValueKind::table) {
    faults_.add(table_.position, std::string{title_} + " lacks " + quoted(key));
  }
  return found;
}

void Section::finish() {
  if (table_.kind != ValueKind::table) return;
  for (const DocumentValue& member : table_.children) {
    if (std::ranges::find(known_, member.key) == known_.end()) {
      faults_.add(member.key_position, std::string{title_} + " takes no " + quoted(member.key));
    }
  }
}

}  // namespace quitrent::tax
