// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/refusal.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

constexpr auto kTexts = std::to_array<std::pair<RefusalCode, std::string_view>>({
    {RefusalCode::unknown_terms, "unknown-terms"},
    {RefusalCode::class_not_scheduled, "class-not-scheduled"},
    {RefusalCode::invalid_field, "invalid-field"},
    {RefusalCode::out_of_range, "out-of-range"},
    {RefusalCode::not_found, "not-found"},
    {RefusalCode::version_mismatch, "version-mismatch"},
    {RefusalCode::forbidden, "forbidden"},
    {RefusalCode::wrong_state, "wrong-state"},
    {RefusalCode::not_for_sale, "not-for-sale"},
    {RefusalCode::own_asset, "own-asset"},
    {RefusalCode::held, "held"},
    {RefusalCode::purchase_pending, "purchase-pending"},
    {RefusalCode::price_above_maximum, "price-above-maximum"},
    {RefusalCode::terms_changed, "terms-changed"},
    {RefusalCode::too_many_changes, "too-many-changes"},
    {RefusalCode::party_frozen, "party-frozen"},
    {RefusalCode::debt_outstanding, "debt-outstanding"},
    {RefusalCode::below_cover, "below-cover"},
    {RefusalCode::insufficient_funds, "insufficient-funds"},
    {RefusalCode::duplicate_identifier, "duplicate-identifier"},
    {RefusalCode::duplicate_reference, "duplicate-reference"},
    {RefusalCode::encumbered, "encumbered"},
    {RefusalCode::below_secured, "below-secured"},
    {RefusalCode::terms_irrevocable, "terms-irrevocable"},
    {RefusalCode::lineage_requires_open, "lineage-requires-open"},
    {RefusalCode::clawback_due, "clawback-due"},
    {RefusalCode::contest_pending, "contest-pending"},
    {RefusalCode::idempotency_key_reused, "idempotency-key-reused"},
    {RefusalCode::too_many_kept_answers, "too-many-kept-answers"},
});

}  // namespace

std::string_view to_text(RefusalCode code) {
  const auto* const found =
      std::ranges::find(kTexts, code, &std::pair<RefusalCode, std::string_view>::first);
  promise(found != kTexts.end(), "every refusal has a text");
  return found->second;
}

}  // namespace quitrent
