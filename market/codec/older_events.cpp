// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/older_events.hpp"

#include "market/codec/encumbrances.hpp"
#include "market/codec/findings.hpp"
#include "market/codec/register.hpp"
#include "market/codec/terms.hpp"

namespace quitrent::market {
namespace {

/// The numbers of layouts that journals of earlier programs contain. events.cpp has those that
/// are written today.
enum class OlderTag : std::uint8_t {
  asset_registered = 1,
  asset_conveyed = 3,
  encumbrances_changed = 5,
  register_levied = 9,
  terms_changed = 11,
  profile_recorded = 12,
  contest_filed = 13,
  contest_decided = 14,
  terms_changed_by_finding = 27,
  debt_changed = 67,
};

TermsChanged terms_changed_by_finding(ByteReader& reader) {
  TermsChanged event = terms_changed(reader, terms_without_documents_of);
  event.finding = finding_of(reader);
  return event;
}

DebtChanged debt_changed(ByteReader& reader) {
  DebtChanged event{.party = small_number_of(reader)};
  event.debt = debt_of(reader);
  return event;
}

}  // namespace

std::optional<Event> older_event_of(ByteReader& reader, std::uint8_t number) {
  switch (static_cast<OlderTag>(number)) {
    case OlderTag::asset_registered:
      return asset_registered(reader, terms_without_documents_of);
    case OlderTag::asset_conveyed:
      return asset_conveyed(reader, whole_encumbrance_change_of);
    case OlderTag::encumbrances_changed:
      return encumbrances_changed(reader, whole_encumbrance_change_of);
    case OlderTag::register_levied:
      return register_levied(reader);
    case OlderTag::terms_changed:
      return terms_changed(reader, terms_without_documents_of);
    case OlderTag::profile_recorded:
      return ProfileRecorded{profile_by_name_of(reader)};
    case OlderTag::contest_filed:
      return ContestFiled{contest_without_bond_of(reader)};
    case OlderTag::contest_decided:
      return contest_without_bond_decided(reader);
    case OlderTag::terms_changed_by_finding:
      return terms_changed_by_finding(reader);
    case OlderTag::debt_changed:
      return debt_changed(reader);
  }
  return std::nullopt;
}

}  // namespace quitrent::market
