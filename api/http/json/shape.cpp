// SPDX-License-Identifier: EUPL-1.2
#include "api/http/json/shape.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "registry/vocabulary/instant_reading.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent::api {
namespace {

using Kind = JsonValue::Kind;

/// A key as a part of a JSON pointer (RFC 6901).
std::string escaped(std::string_view key) {
  std::string text;
  for (const char c : key) {
    if (c == '~') {
      text += "~0";
    } else if (c == '/') {
      text += "~1";
    } else {
      text += c;
    }
  }
  return text;
}

std::string sentence(std::string_view text) { return "The amount " + std::string{text} + "."; }

std::string_view sentence(TextFault fault) {
  constexpr std::array<std::string_view, 3> kSentences{
      "Control characters are not taken.", "Controls of the direction of writing are not taken.",
      "This text shows nothing; it needs a visible character."};
  return kSentences.at(static_cast<std::size_t>(fault));
}

}  // namespace

Shape::Shape(const JsonValue& value, std::string pointer, std::vector<FieldFault>& faults)
    : value_{value},
      pointer_{std::move(pointer)},
      faults_{faults},
      object_{value.kind == Kind::object} {
  if (object_) return;
  faults_.push_back({.pointer = pointer_,
                     .code = ProblemCode::invalid_field,
                     .detail = "An object is expected here."});
}

void Shape::fault(std::string_view name, ProblemCode code, std::string detail) {
  faults_.push_back({.pointer = pointer(name), .code = code, .detail = std::move(detail)});
}

const JsonValue* Shape::field(std::string_view name, Presence presence) {
  known_.push_back(name);
  if (!object_) return nullptr;
  const JsonValue* found = value_.member(name);
  if (found == nullptr && presence == Presence::required) {
    fault(name, ProblemCode::missing_field, "This field is required.");
  }
  if (found != nullptr && found->kind == Kind::null && presence == Presence::optional) {
    return nullptr;
  }
  return found;
}

std::optional<Money> Shape::amount(std::string_view name, Presence presence, AmountRange range) {
  const JsonValue* given = field(name, presence);
  if (given == nullptr) return std::nullopt;
  if (given->kind == Kind::number) {
    fault(name, ProblemCode::amount_not_string, "Write the amount as a string, such as \"12.50\".");
    return std::nullopt;
  }
  if (given->kind != Kind::string) {
    fault(name, ProblemCode::invalid_field, "An amount is a string, such as \"12.50\".");
    return std::nullopt;
  }
  const auto money = parse_money(given->text);
  if (!money) {
    const bool beyond = money.error() == DecimalFault::out_of_range;
    fault(name, beyond ? ProblemCode::out_of_range : ProblemCode::invalid_amount,
          sentence(explanation(money.error())));
    return std::nullopt;
  }
  if (range != AmountRange::zero_or_more && *money == Money{}) {
    fault(name, ProblemCode::out_of_range, "The amount must be above zero.");
    return std::nullopt;
  }
  if (range == AmountRange::assessment && *money > kHighestAssessment) {
    fault(name, ProblemCode::out_of_range,
          "An assessment is at most " + to_text(kHighestAssessment) + ".");
    return std::nullopt;
  }
  return *money;
}

std::optional<std::string> Shape::word(std::string_view name, Presence presence) {
  const JsonValue* given = field(name, presence);
  if (given == nullptr) return std::nullopt;
  if (given->kind == Kind::string) return given->text;
  fault(name, ProblemCode::invalid_field, "This field is a string.");
  return std::nullopt;
}

std::optional<std::string> Shape::text(std::string_view name, Presence presence, Bounds bounds) {
  auto given = word(name, presence);
  if (!given) return std::nullopt;
  const std::size_t characters = character_count(*given);
  if (characters < bounds.least || characters > bounds.most) {
    fault(name, ProblemCode::invalid_field,
          "This text has " + std::to_string(bounds.least) + " to " + std::to_string(bounds.most) +
              " characters.");
    return std::nullopt;
  }
  if (const auto wrong = text_fault(*given)) {
    fault(name, ProblemCode::invalid_field, std::string{sentence(*wrong)});
    return std::nullopt;
  }
  return given;
}

std::optional<bool> Shape::truth(std::string_view name, Presence presence) {
  const JsonValue* given = field(name, presence);
  if (given == nullptr) return std::nullopt;
  if (given->kind != Kind::boolean) {
    fault(name, ProblemCode::invalid_field, "This field is true or false.");
    return std::nullopt;
  }
  return given->truth;
}

std::optional<std::uint32_t> Shape::count(std::string_view name, Presence presence) {
  const JsonValue* given = field(name, presence);
  if (given == nullptr) return std::nullopt;
  if (given->kind != Kind::number || !given->whole ||
      *given->whole > std::numeric_limits<std::uint32_t>::max()) {
    fault(name, ProblemCode::invalid_field, "This field is a whole number of 0 or more.");
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(*given->whole);
}

std::optional<Instant> Shape::instant(std::string_view name, Presence presence) {
  const auto given = word(name, presence);
  if (!given) return std::nullopt;
  const auto read = read_instant(*given);
  if (read) return *read;
  if (read.error() == InstantFault::out_of_range) {
    fault(name, ProblemCode::out_of_range,
          "An instant is one of 1970 to " + to_text(kLatestInstant) + ".");
  } else {
    fault(name, ProblemCode::invalid_field,
          "This field is an instant in whole seconds, such as 2026-01-01T00:00:00Z.");
  }
  return std::nullopt;
}

std::optional<Digest> Shape::digest(std::string_view name, Presence presence) {
  const auto given = word(name, presence);
  if (!given) return std::nullopt;
  const auto read = parse_digest(*given);
  if (!read) {
    fault(name, ProblemCode::invalid_field, "This field is sha256: and 64 hexadecimal digits.");
  }
  return read;
}

const std::vector<JsonValue>* Shape::items(std::string_view name, Presence presence,
                                           Bounds bounds) {
  const JsonValue* given = field(name, presence);
  if (given == nullptr) return nullptr;
  if (given->kind != Kind::array) {
    fault(name, ProblemCode::invalid_field, "This field is a list.");
    return nullptr;
  }
  if (given->items.size() < bounds.least || given->items.size() > bounds.most) {
    fault(name, ProblemCode::invalid_field,
          "This list has " + std::to_string(bounds.least) + " to " + std::to_string(bounds.most) +
              " items.");
    return nullptr;
  }
  return &given->items;
}

void Shape::done() {
  if (!object_) return;
  for (const auto& [key, member] : value_.members) {
    if (std::ranges::find(known_, key) != known_.end()) continue;
    faults_.push_back({.pointer = pointer_ + "/" + escaped(key),
                       .code = ProblemCode::unknown_field,
                       .detail = "No such field is known here."});
  }
}

}  // namespace quitrent::api
