// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/refusal.hpp"

#include "registry/vocabulary/promise.hpp"

namespace quitrent {

std::string_view to_text(RefusalCode code) {
  switch (code) {
    case RefusalCode::unknown_terms:
      return "unknown-terms";
    case RefusalCode::class_not_scheduled:
      return "class-not-scheduled";
    case RefusalCode::invalid_field:
      return "invalid-field";
    case RefusalCode::out_of_range:
      return "out-of-range";
    case RefusalCode::not_found:
      return "not-found";
    case RefusalCode::version_mismatch:
      return "version-mismatch";
    case RefusalCode::forbidden:
      return "forbidden";
    case RefusalCode::wrong_state:
      return "wrong-state";
    case RefusalCode::not_for_sale:
      return "not-for-sale";
    case RefusalCode::own_asset:
      return "own-asset";
    case RefusalCode::held:
      return "held";
    case RefusalCode::purchase_pending:
      return "purchase-pending";
    case RefusalCode::price_above_maximum:
      return "price-above-maximum";
    case RefusalCode::terms_changed:
      return "terms-changed";
    case RefusalCode::too_many_changes:
      return "too-many-changes";
    case RefusalCode::party_frozen:
      return "party-frozen";
    case RefusalCode::debt_outstanding:
      return "debt-outstanding";
    case RefusalCode::below_cover:
      return "below-cover";
    case RefusalCode::insufficient_funds:
      return "insufficient-funds";
    case RefusalCode::duplicate_identifier:
      return "duplicate-identifier";
    case RefusalCode::duplicate_reference:
      return "duplicate-reference";
    case RefusalCode::encumbered:
      return "encumbered";
    case RefusalCode::below_secured:
      return "below-secured";
    case RefusalCode::terms_irrevocable:
      return "terms-irrevocable";
    case RefusalCode::lineage_requires_open:
      return "lineage-requires-open";
    case RefusalCode::clawback_due:
      return "clawback-due";
    case RefusalCode::contest_pending:
      return "contest-pending";
    case RefusalCode::idempotency_key_reused:
      return "idempotency-key-reused";
    case RefusalCode::too_many_kept_answers:
      return "too-many-kept-answers";
  }
  broken_promise("unknown refusal code");
}

}  // namespace quitrent
