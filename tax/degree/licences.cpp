// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/licences.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licence_reader.hpp"

namespace quitrent::tax {
namespace {

/// A number that depends on the kind and the identifier but not on the case of its letters
/// (FNV-1a).
std::uint32_t caseless_hash(LicenceKind kind, std::string_view id) {
  constexpr std::uint32_t kBasis = 2'166'136'261U;
  constexpr std::uint32_t kPrime = 16'777'619U;
  std::uint32_t hash = (kBasis ^ static_cast<std::uint32_t>(kind)) * kPrime;
  // The bit that distinguishes capitals from small letters is always set; a comparison decides.
  for (const char c : id) hash = (hash ^ (static_cast<std::uint8_t>(c) | 0x20U)) * kPrime;
  return hash ^ (hash >> 15U);
}

bool same_caseless(std::string_view left, std::string_view right) {
  return left.size() == right.size() && std::ranges::equal(
                                            left, right, {}, [](char c) { return lower_case(c); },
                                            [](char c) { return lower_case(c); });
}

}  // namespace

void LicenceTable::place_lines() {
  std::size_t slots = 16;
  while (slots < lines_.size() * 2) slots *= 2;
  positions_.assign(slots, 0);
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    std::size_t slot = caseless_hash(lines_[line].kind, lines_[line].id) & (slots - 1);
    while (positions_[slot] != 0) slot = (slot + 1) & (slots - 1);
    positions_[slot] = static_cast<std::uint16_t>(line + 1);
  }
}

const LicenceTable& founding_licences() {
  static const LicenceTable table = [] {
    auto read = read_licences(founding_licences_tsv());
    ensure(read.has_value(), "the table of licences that the program carries can be read");
    return *std::move(read);
  }();
  return table;
}

const LicenceLine* LicenceTable::find(LicenceKind kind, std::string_view id) const {
  if (positions_.empty()) return nullptr;
  const std::size_t last = positions_.size() - 1;
  for (std::size_t slot = caseless_hash(kind, id) & last; positions_[slot] != 0;
       slot = (slot + 1) & last) {
    const LicenceLine& line = lines_[positions_[slot] - std::size_t{1}];
    if (line.kind == kind && same_caseless(line.id, id)) return &line;
  }
  return nullptr;
}

const LicenceLine* LicenceTable::licence(std::string_view id) const {
  return find(LicenceKind::licence, id);
}

const LicenceLine* LicenceTable::reference(std::string_view id) const {
  for (const LicenceKind kind :
       {LicenceKind::reference, LicenceKind::exception_reference, LicenceKind::part_reference}) {
    const LicenceLine* const found = find(kind, id);
    if (found != nullptr) return found->id == id ? found : nullptr;
  }
  return nullptr;
}

std::string_view LicenceTable::spdx_release() const {
  const auto spdx = std::ranges::find(sources_, "spdx", &LicenceSource::id);
  return spdx == sources_.end() ? std::string_view{} : spdx->version;
}

const LicenceLine* LicenceTable::exception(std::string_view id) const {
  return find(LicenceKind::exception, id);
}

}  // namespace quitrent::tax
