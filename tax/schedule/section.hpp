// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "registry/vocabulary/share.hpp"
#include "tax/schedule/document.hpp"
#include "tax/schedule/parameters.hpp"

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
  void add(SourcePosition position, std::string what, Severity severity = Severity::error);
  /// Whether no fault is reported.
  bool none() const { return faults_.empty(); }
  /// Returns all reported faults, in the order of their positions.
  std::vector<ScheduleFault> sorted();

  /// Whether something is reported at a position.
  bool has(SourcePosition position) const;

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
  /// One of `known` values, which have a to_text(); the fault says that another text `is_no` value
  /// of it, with the nearest one or all.
  template <class Value, std::size_t Count>
  std::optional<Value> word(const DocumentValue* node, const std::array<Value, Count>& known,
                            std::string_view is_no) {
    const auto written = name(node);
    if (!written) return std::nullopt;
    std::array<std::string_view, Count> words;
    for (std::size_t at = 0; at < Count; ++at) {
      words[at] = to_text(known[at]);
      if (words[at] == *written) return known[at];
    }
    unknown_word(*node, words, is_no);
    return std::nullopt;
  }
  /// The items of a list that is not empty. More than `most` are a fault, but not in a schedule
  /// that is recorded already.
  std::span<const DocumentValue> items(const DocumentValue* node,
                                       std::size_t most = std::numeric_limits<std::size_t>::max());

 private:
  /// Reports a value that is not of the wanted kind, with an example of one that is.
  void wrong_kind(const DocumentValue& node, std::string_view wanted);
  /// Reports a text that is none of `known`.
  void unknown_word(const DocumentValue& node, std::span<const std::string_view> known,
                    std::string_view is_no);

  NameRule names_;
  std::vector<ScheduleFault> faults_;  // by position; at one position in the order of reporting
};

/// The faults of a reader after those of the grammar, in the order of positions. Where the grammar
/// has a fault, the reader saw another value: what it says about that one is left out.
std::vector<ScheduleFault> joined_faults(const std::vector<ScheduleFault>& grammar,
                                         const std::vector<ScheduleFault>& read);

/// One table of a document. It is read key by key; which keys it takes, parameters_of() says.
class Section {
 public:
  /// Reads `table` as one of `kind`. Reports a fault if it is no table.
  Section(const DocumentValue& table, ParameterTable kind, Faults& faults);
  /// The value of a key; null if it is missing, which is reported where the key is required.
  const DocumentValue* value(std::string_view key);
  /// Reports every key that the table does not take, with what is right instead.
  void finish();

 private:
  const DocumentValue& table_;
  ParameterTable kind_;
  Faults& faults_;
};

}  // namespace quitrent::tax
