// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/json/json_value.hpp"
#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent::api {

/// Whether a field must be present. An optional field may also be `null`.
enum class Presence { required, optional };

/// Which amounts a field accepts. Source: API.md, Conventions.
enum class AmountRange {
  zero_or_more,  ///< 0 µ or more
  above_zero,    ///< 1 µ or more
  assessment     ///< 1 µ … 10^18 µ
};

/// The length of a text, in characters (code points), or of a list, in items.
struct Bounds {
  std::size_t least = 1;
  std::size_t most = 200;
};

/// Reads the fields of one object of a body by name and type. Notes every fault with the pointer of
/// its field, so that a client sees all faults at once. A faulty or absent field reads as nothing;
/// a caller that needs the field checks first that `faults` is empty. Fields that were not read are
/// faults: call done() last.
class Shape {
 public:
  /// Reads `value`, which is at `pointer` of the body. `value` and `faults` must outlive the shape.
  Shape(const JsonValue& value, std::string pointer, std::vector<FieldFault>& faults);

  /// Whether the value is an object. Where it is not, the constructor has noted a fault.
  bool is_object() const { return object_; }
  /// The field itself. Null where it is absent, and where an optional field is `null`. An absent
  /// required field is a fault.
  const JsonValue* field(std::string_view name, Presence presence);
  /// An amount as a decimal string.
  std::optional<Money> amount(std::string_view name, Presence presence, AmountRange range);
  /// A text with at least one visible character, without control characters or controls of writing
  /// direction.
  std::optional<std::string> text(std::string_view name, Presence presence, Bounds bounds = {});
  /// A text of any content. The caller checks it and notes which values are allowed.
  std::optional<std::string> word(std::string_view name, Presence presence);
  /// `true` or `false`.
  std::optional<bool> truth(std::string_view name, Presence presence);
  /// A whole number of 0 or more that fits 32 bits.
  std::optional<std::uint32_t> count(std::string_view name, Presence presence);
  /// An RFC 3339 instant from 1970 to kLatestInstant.
  std::optional<Instant> instant(std::string_view name, Presence presence);
  /// A digest, `sha256:` and 64 hexadecimal digits.
  std::optional<Digest> digest(std::string_view name, Presence presence);
  /// An identifier of one kind.
  template <class Id>
  std::optional<Id> identifier(std::string_view name, Presence presence) {
    const auto given = word(name, presence);
    if (!given) return std::nullopt;
    auto id = parse_identifier_of(Id{}, *given);
    if (!id)
      fault(name, ProblemCode::invalid_field, "This is no identifier of the kind asked for.");
    return id;
  }
  /// The items of an array whose length is within `bounds`; null where it is absent or faulty.
  const std::vector<JsonValue>* items(std::string_view name, Presence presence, Bounds bounds);
  /// The JSON pointer of a field.
  std::string pointer(std::string_view name) const { return pointer_ + "/" + std::string{name}; }
  /// Notes a fault of a field.
  void fault(std::string_view name, ProblemCode code, std::string detail);
  /// Notes every field whose name was not read.
  void done();

 private:
  template <class Kind>
  static std::optional<Identifier<Kind>> parse_identifier_of(Identifier<Kind> /*kind*/,
                                                             std::string_view text) {
    return parse_identifier<Kind>(text);
  }

  const JsonValue& value_;
  std::string pointer_;
  std::vector<FieldFault>& faults_;
  bool object_;
  std::vector<std::string_view> known_;
};

}  // namespace quitrent::api
