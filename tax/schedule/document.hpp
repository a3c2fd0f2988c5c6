// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule_fault.hpp"

namespace quitrent::tax {

/// The kind of a value in a TOML document, as far as schedules use it.
enum class ValueKind : std::uint8_t { text, truth, day, table, list, other };

/// A value of a TOML document, with its position.
struct DocumentValue {
  ValueKind kind = ValueKind::other;
  std::string key;                      ///< its key, or the key of the list that contains it
  SourcePosition key_position;          ///< of the key; of the value where there is no key
  SourcePosition position;              ///< of the value
  SourcePosition end;                   ///< behind the value; of no use for a table with a header
  std::string text;                     ///< kind text
  bool truth = false;                   ///< kind truth
  std::optional<Instant> day;           ///< kind day, its first second; nothing outside 1970…9999
  std::vector<DocumentValue> children;  ///< members of a table, items of a list
};

/// Reads a TOML document as a table. The fault is the first error of grammar.
std::expected<DocumentValue, ScheduleFault> parse_document(std::string_view toml);

/// A document, and its errors of grammar.
struct ReadDocument {
  std::optional<DocumentValue> document;   ///< nothing where an error cannot be passed over
  std::vector<ScheduleFault> faults = {};  ///< in the order of positions
};

/// Reads a TOML document as parse_document() does, but passes over errors that concern one value
/// only: a text without quotes, a day that is in no calendar, a key that is there twice. Such a
/// value is another one in the document, at the position of the fault.
ReadDocument read_document(std::string_view toml);

}  // namespace quitrent::tax
