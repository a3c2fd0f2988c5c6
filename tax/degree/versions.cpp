// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/versions.hpp"

#include <algorithm>
#include <compare>
#include <optional>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::tax {
namespace {

/// An identifier in three parts: `GFDL-`, `1.3`, `-invariants`.
struct Versioned {
  std::string_view stem, version, rest;
};

/// Whether a part of an identifier looks like a version: `2.0`, `1.3a`, `2015`.
bool is_version(std::string_view part) {
  if (part.empty() || !is_digit(part.front())) return false;
  if (part.back() >= 'a' && part.back() <= 'z') part.remove_suffix(1);
  return part.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::optional<Versioned> versioned(std::string_view id) {
  for (const std::string_view ending : {"+", "-only", "-or-later"}) {
    if (id.ends_with(ending)) id.remove_suffix(ending.size());
  }
  for (std::size_t begin = 0; begin < id.size();) {
    const std::size_t end = std::min(id.find('-', begin), id.size());
    const std::string_view part = id.substr(begin, end - begin);
    const bool stands_out = part.find('.') != std::string_view::npos || end == id.size();
    if (begin > 0 && stands_out && is_version(part)) {
      return Versioned{id.substr(0, begin), part, id.substr(end)};
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::string_view leading_digits(std::string_view text) {
  return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

/// Orders versions number by number: 1.9 before 1.10, 1.3a before 1.3c.
std::strong_ordering version_order(std::string_view left, std::string_view right) {
  while (!left.empty() && !right.empty()) {
    const std::string_view left_number = leading_digits(left);
    const std::string_view right_number = leading_digits(right);
    if (left_number.size() != right_number.size()) {
      return left_number.size() <=> right_number.size();
    }
    if (left_number != right_number) return left_number <=> right_number;
    left.remove_prefix(left_number.size());
    right.remove_prefix(right_number.size());
    if (left.empty() || right.empty()) break;
    if (left.front() != right.front()) return left.front() <=> right.front();
    left.remove_prefix(1);
    right.remove_prefix(1);
  }
  return left.size() <=> right.size();
}

}  // namespace

std::vector<const LicenceLine*> later_versions(const LicenceTable& licences,
                                               const LicenceLine& licence) {
  std::vector<const LicenceLine*> later;
  const auto own = versioned(licence.id);
  if (!own) return later;
  for (const LicenceLine& line : licences.lines()) {
    if (line.kind != LicenceKind::licence || line.deprecated) continue;
    if (!line.id.starts_with(own->stem)) continue;
    const auto other = versioned(line.id);
    if (!other || other->stem != own->stem || other->rest != own->rest) continue;
    if (version_order(other->version, own->version) > 0) later.push_back(&line);
  }
  return later;
}

}  // namespace quitrent::tax
