// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quitrent {

/// Why a well-formed filing was turned down; nothing was recorded. Where several apply the earlier
/// one wins; of a purchase, per item first. Sources: API.md, Conventions; MECHANISM.md, section 6.
enum class RefusalCode : int {
  // Shape that only the books can judge.
  unknown_terms = 10,        ///< licence terms that this register cannot read
  class_not_scheduled = 11,  ///< the schedule names no such class
  invalid_field = 12,        ///< a value that is never lawful in this field
  out_of_range = 13,         ///< an amount beyond what is lawful
  // The thing, its version, the caller's right.
  not_found = 20,         ///< no such thing, or nothing that the caller may see
  version_mismatch = 21,  ///< the asset is not in the version that the caller expected
  forbidden = 22,         ///< not the caller's to do
  // Purchases, per item, and what else a state forbids.
  wrong_state = 30,          ///< the state of the asset does not allow the call
  not_for_sale = 31,         ///< the state of the asset allows no purchase
  own_asset = 32,            ///< the buyer holds or last held it
  held = 33,                 ///< a registrar's hold forbids it
  purchase_pending = 34,     ///< another purchase is under way
  price_above_maximum = 35,  ///< the price is above what the buyer is ready to pay
  terms_changed = 36,        ///< the terms are not those that the buyer saw
  // Uniqueness.
  duplicate_identifier = 37,  ///< another asset bears this identifier
  duplicate_reference = 38,   ///< this reference was counted already
  // How often.
  too_many_changes = 39,  ///< the holder changed the asset as often as one day allows
  // The party as a whole.
  party_frozen = 40,        ///< the party may neither pay out nor buy
  debt_outstanding = 41,    ///< a shortfall of tax must be paid first
  below_cover = 42,         ///< the escrow would be below the cover
  insufficient_funds = 43,  ///< the party's cash does not suffice
  // What a licence, a lien or an earlier promise forbids.
  encumbered = 44,             ///< a lien or a licence stands against it
  below_secured = 45,          ///< the assessment would not cover what liens secure
  terms_irrevocable = 46,      ///< a promise to the public cannot be taken back
  lineage_requires_open = 47,  ///< what came out of a share-alike work must be as open
  clawback_due = 48,           ///< a commitment is taken back only against what it saved
  contest_pending = 49,        ///< the party has contested this degree already
  // Of the office.
  idempotency_key_reused = 52,  ///< the same key came with another request
  too_many_kept_answers = 53    ///< no room to keep the answer that the key asks for
};

/// The code as it stands in an answer: words joined by hyphens.
std::string_view to_text(RefusalCode code);

/// A lawful "no". Nothing was recorded.
struct Refusal {
  RefusalCode code = RefusalCode::not_found;  ///< which rule says no
  std::string detail;                         ///< one sentence that says what to do next
  std::string pointer;                        ///< JSON pointer to the field at fault, or empty
  /// The values to look at again, as name and text, in order.
  std::vector<std::pair<std::string, std::string>> current = {};
};

}  // namespace quitrent
