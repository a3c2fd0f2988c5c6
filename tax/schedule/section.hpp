// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tax/schedule/document.hpp"

namespace quitrent::tax {

/// Which names are accepted. Names of a recorded schedule are not checked again.
enum class NameRule : std::uint8_t {
  as_recorded,  ///< without ASCII control characters
  shown         ///< with a visible character too, without any control or control of direction
};

/// Collects faults and reads single values. Every reading function returns nothing for a null node
/// (a missing key, reported elsewhere) and for a value that it reports itself.
class Faults {
 public:
  /// Checks names by this rule.
  explicit Faults(NameRule names = NameRule::as_recorded) : names_{names} {}
  /// Reports a fault.
  void add(SourcePosition position, std::string what);
  /// Whether no fault is reported.
  bool none() const { return faults_.empty(); }
  /// Returns all reported faults, in the order of their positions.
  std::vector<ScheduleFault> sorted();

  /// Text of 1 to 200 characters that the rule for names accepts.
  std::optional<std::string> name(const DocumentValue* node);
  /// Any text; for a value of another kind, the fault says that `wanted` is expected.
  std::optional<std::string> text(const DocumentValue* node, std::string_view wanted);
  /// `true` or `false`.
  std::optional<bool> truth(const DocumentValue* node);
  /// A day of 1970…9999 as its first second.
  std::optional<Instant> day(const DocumentValue* node);
  /// A duration from `0s`.
  std::optional<Duration> duration(const DocumentValue* node);
  /// An amount of 0 or more.
  std::optional<Money> money(const DocumentValue* node);
  /// A percentage from 0% to 1'000'000% with at most 7 decimals.
  std::optional<AnnualRate> rate(const DocumentValue* node);
  /// A decimal from 0 to 1 with at most 6 decimals.
  std::optional<Share> share(const DocumentValue* node);
  /// A percentage from 0% to 100% with at most 4 decimals.
  std::optional<Share> percent_share(const DocumentValue* node);
  /// The items of a list that is not empty.
  std::span<const DocumentValue> items(const DocumentValue* node);

 private:
  /// Reports a value that is not of the wanted kind, with an example of one that is.
  void wrong_kind(const DocumentValue& node, std::string_view wanted);

  NameRule names_;
  std::vector<ScheduleFault> faults_;  // by position; at one position in the order of reporting
};

/// One table of a document. It is read key by key.
class Section {
 public:
  /// Reads `table`; faults call it `title`. Reports a fault if it is no table.
  Section(const DocumentValue& table, std::string_view title, Faults& faults);
  /// The value of a required key; null if it is missing, which is reported.
  const DocumentValue* required(std::string_view key);
  /// The value of an optional key; null if it is missing.
  const DocumentValue* optional(std::string_view key);
  /// Reports every key that was neither required nor optional.
  void finish();

 private:
  const DocumentValue& table_;
  std::string_view title_;
  Faults& faults_;
  std::vector<std::string_view> known_;
};

}  // namespace quitrent::tax
