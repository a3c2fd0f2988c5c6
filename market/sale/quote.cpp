// SPDX-License-Identifier: EUPL-1.2
#include "market/sale/quote.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/refusal.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent::market {
std::optional<Refusal> objection_to_sale(const Books& books, const Asset& asset,
                                         std::optional<Ordinal> buyer, Instant now) {
  const std::string state{to_text(asset.status.state)};
  if (is_terminal(asset.status.state)) {
    return refusal_with(RefusalCode::not_for_sale,
                        "In state " + state + " an asset is not for sale.", {"state", state});
  }
  if (asset.holder == buyer) {
    return refusal_with(RefusalCode::own_asset,
                        asset.has_holder() ? "The buyer holds this asset already."
                                           : "The buyer lost this asset; it may redeem it.",
                        {"holder", to_text(books.party(*buyer).id)});
  }
  if (is_held(books, asset, now)) {
    const std::string until = to_text(held_until(books, asset));
    return refusal_with(RefusalCode::held, "A registrar holds this asset until " + until + '.',
                        {"held_until", until});
  }
  if (asset.status.pending != 0) {
    const std::string until = to_text(books.pending(asset.status.pending)->closes_at);
    return refusal_with(RefusalCode::purchase_pending,
                        "Another purchase is under way; it closes at " + until + '.',
                        {"completes_at", until});
  }
  return std::nullopt;
}

Duration notice_before_sale(const Books& books, const Asset& asset, Instant now) {
  const bool at_once =
      asset.status.state == AssetState::auction || now < asset.status.no_notice_before;
  return at_once ? Duration{} : books.timeline()->notice(asset.asset_class, now);
}

std::optional<Refusal> objection_to_pending(const Books& books, const Asset& asset, Instant now,
                                            Instant closes_at) {
  if (closes_at == now) return std::nullopt;
  if (asset.status.state == AssetState::auction) {
    return refusal_with(RefusalCode::not_for_sale,
                        "An asset in auction does not wait; buy it apart from assets under notice.",
                        {"state", std::string{to_text(asset.status.state)}});
  }
  if (notice_before_sale(books, asset, now) == Duration{}) {
    const std::string until = to_text(std::max(now, asset.status.no_notice_before));
    return refusal_with(RefusalCode::not_for_sale,
                        "Purchases of this asset close at once now; buy it apart from assets under "
                        "notice.",
                        {"no_notice_before", until});
  }
  if (asset.expires_at <= closes_at) {
    const std::string expiry = to_text(asset.expires_at);
    return refusal_with(RefusalCode::not_for_sale,
                        "The asset expires at " + expiry + ", before the purchase would close at " +
                            to_text(closes_at) + '.',
                        {"expires_at", expiry});
  }
  return std::nullopt;
}

Outcome<Quote> quoted(const Books& books, const Asset& asset, const Offer& offer, Instant now) {
  if (auto wrong = objection_to_sale(books, asset, std::nullopt, now)) {
    wrong->pointer = "/asset";
    return std::unexpected(std::move(*wrong));
  }
  Quote quote;
  quote.closes_at = now + notice_before_sale(books, asset, now);
  if (auto wrong = objection_to_pending(books, asset, now, quote.closes_at)) {
    wrong->pointer = "/asset";
    return std::unexpected(std::move(*wrong));
  }
  quote.price = price_at(books, asset, now);
  if (offer.escrow && *offer.escrow > kRegisterCapacity - quote.price) {
    return std::unexpected(Refusal{.code = RefusalCode::out_of_range,
                                   .detail = "The register as a whole can hold no more than " +
                                             to_text(kRegisterCapacity) + '.',
                                   .pointer = "/escrow"});
  }
  const tax::ScheduleTimeline& timeline = *books.timeline();
  tax::Taxed bought = taxed(timeline, asset);
  tax::AccrualState begun = accrual_state(asset.status);
  // In an auction no tax accrues; the carry does not change.
  if (accrues(asset.status)) begun.carry = levied(timeline, bought, begun, quote.closes_at).carry;
  begun.levied_to = quote.closes_at;
  begun.arrears = {};
  bought.assessment = offer.assessment.value_or(asset.status.assessment);
  quote.cover = cover(timeline, bought, now, asset.expires_at);
  begun.escrow = offer.escrow.value_or(quote.cover);
  quote.total = saturating_add(quote.price, begun.escrow);
  quote.tax_per_day = tax_over(timeline, bought, Duration::from_days(1), now);
  quote.funded_until = funded_until(timeline, bought, begun, asset.expires_at);
  return quote;
}

}  // namespace quitrent::market
