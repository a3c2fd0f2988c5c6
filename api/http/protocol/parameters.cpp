// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/parameters.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "api/http/protocol/limits.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent::api {
namespace {

constexpr std::size_t kLongestValue = 1'000;

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return std::nullopt;
}

}  // namespace

bool is_clean_utf8(std::string_view text) {
  return is_utf8(text) && text_fault(text) != TextFault::control;
}

std::optional<std::string> percent_decoded(std::string_view text, PlusSign plus) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+' && plus == PlusSign::space) {
      decoded += ' ';
    } else if (text[at] != '%') {
      decoded += text[at];
    } else {
      if (at + 2 >= text.size()) return std::nullopt;
      const auto high = hex_digit(text[at + 1]);
      const auto low = hex_digit(text[at + 2]);
      if (!high || !low) return std::nullopt;
      decoded += static_cast<char>(*high << 4U | *low);
      at += 2;
    }
  }
  return decoded;
}

std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      encoded += c;
    } else {
      const auto code = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[code >> 4U];
      encoded += digits[code & 15U];
    }
  }
  return encoded;
}

Parameters::Parameters(std::string_view query) {
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(query.size(), part.size() + 1));
    if (part.empty()) continue;
    const std::size_t equals = part.find('=');
    auto name = percent_decoded(part.substr(0, equals));
    auto value = percent_decoded(equals == std::string_view::npos ? std::string_view{}
                                                                  : part.substr(equals + 1));
    if (!name || !value || !is_clean_utf8(*name) || !is_clean_utf8(*value) ||
        value->size() > kLongestValue) {
      refuse(name && is_clean_utf8(*name) ? *name : "", "This parameter cannot be read.");
      continue;
    }
    const bool twice =
        std::ranges::any_of(given_, [&name](const auto& other) { return other.first == *name; });
    if (twice) refuse(*name, "This parameter stands twice.");
    given_.emplace_back(std::move(*name), std::move(*value));
  }
}

std::optional<std::string> Parameters::text(std::string_view name) {
  known_.emplace_back(name);
  const auto found =
      std::ranges::find_if(given_, [name](const auto& other) { return other.first == name; });
  if (found == given_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint64_t> Parameters::number(std::string_view name) {
  const auto given = text(name);
  if (!given) return std::nullopt;
  std::uint64_t value = 0;
  const char* const end = given->data() + given->size();
  const auto read = std::from_chars(given->data(), end, value);
  if (given->empty() || read.ec != std::errc{} || read.ptr != end) {
    refuse(name, "This parameter is a whole number of 0 or more.");
    return std::nullopt;
  }
  return value;
}

std::size_t Parameters::limit(std::size_t absent) {
  const auto value = number("limit");
  if (!value) return absent;
  if (*value < 1 || *value > kLargestPage) {
    refuse("limit", "A page holds 1 to " + std::to_string(kLargestPage) + " things.");
    return absent;
  }
  return *value;
}

std::optional<Instant> Parameters::instant_or_day(std::string_view name) {
  const auto given = text(name);
  if (!given) return std::nullopt;
  const auto read = given->contains('T') ? parse_instant(*given) : parse_day(*given);
  if (!read) {
    refuse(name,
           "This parameter is a day such as 2026-01-01, or an instant such as "
           "2026-01-01T00:00:00Z.");
  }
  return read;
}

std::optional<Instant> Parameters::instant(std::string_view name) {
  const auto given = text(name);
  if (!given) return std::nullopt;
  const auto read = parse_instant(*given);
  if (!read) refuse(name, "This parameter is an instant such as 2026-01-01T00:00:00Z.");
  return read;
}

void Parameters::refuse(std::string_view name, std::string detail) {
  faults_.push_back({.pointer = std::string{name},
                     .code = ProblemCode::invalid_parameter,
                     .detail = std::move(detail)});
}

std::optional<Problem> Parameters::fault() {
  for (const auto& [name, value] : given_) {
    if (std::ranges::find(known_, name) == known_.end()) {
      refuse(name, "No such parameter is known here.");
    }
  }
  if (faults_.empty()) return std::nullopt;
  return problem(std::move(faults_));
}

}  // namespace quitrent::api
