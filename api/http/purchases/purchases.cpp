// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchases.hpp"

#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/purchases/purchase_answer.hpp"
#include "api/http/purchases/purchase_bodies.hpp"
#include "api/views/views.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent {
namespace {

/// Why nobody could buy the asset now, whoever asks: state, hold, pending, in this order.
std::optional<Refusal> against_quote(const Books& books, const Asset& asset, Instant now) {
  const auto refusal = [](RefusalCode code, std::string detail, std::string name,
                          std::string current) {
    return Refusal{.code = code,
                   .detail = std::move(detail),
                   .pointer = "/asset",
                   .current = {{std::move(name), std::move(current)}}};
  };
  const Standing& standing = asset.standing;
  if (is_terminal(standing.state)) {
    return refusal(RefusalCode::not_for_sale, "Nobody can buy this asset in its state.", "state",
                   std::string{to_text(standing.state)});
  }
  if (is_held(books, asset, now)) {
    const std::string until = to_text(held_until(books, asset));
    return refusal(RefusalCode::held, "A registrar holds this asset until " + until + ".",
                   "held_until", until);
  }
  if (standing.pending != 0) {
    const std::string until = to_text(books.pending(standing.pending)->closes_at);
    return refusal(RefusalCode::purchase_pending,
                   "A purchase is under way; it closes at " + until + ".", "completes_at", until);
  }
  return std::nullopt;
}

/// When a purchase filed now would close: at the end of the notice, or now where there is none.
Instant close_at(const Books& books, const Asset& asset, Instant now) {
  const Standing& standing = asset.standing;
  if (standing.state == AssetState::auction || now < standing.no_notice_before) return now;
  return now + books.calendar()->notice(asset.asset_class, now);
}

/// What somebody who buys the asset at `now` would pay and be taxed.
std::string quote_json(const Books& books, const Asset& asset, const QuoteBody& quote,
                       Instant now) {
  const Calendar& calendar = *books.calendar();
  const Money price = price_at(books, asset, now);
  const Instant close = close_at(books, asset, now);
  Taxed bought = taxed(calendar, asset);
  Settlement begun = settlement(asset.standing);
  // In an auction no tax accrues; the carry stays as it was.
  if (accrues(asset.standing)) begun.carry = levied(calendar, bought, begun, close).carry;
  begun.levied_to = close;
  begun.arrears = {};
  bought.assessment = quote.assessment.value_or(asset.standing.assessment);
  const Money needed = cover(calendar, bought, now, asset.expires_at);
  begun.escrow = quote.escrow.value_or(needed);
  JsonWriter json;
  json.begin_object()
      .text("price", to_text(price))
      .text("cover", to_text(needed))
      .text("total", to_text(held_sum(price, begun.escrow)))
      .text("tax_per_day", to_text(tax_over(calendar, bought, Duration::from_days(1), now)));
  text_or_null(json, "funded_until", funded_until(calendar, bought, begun, asset.expires_at));
  instant_or_null(json, "completes_at", close > now ? close : kEndOfTime);
  json.text("terms_digest", to_text(terms_digest(calendar, asset, now)))
      .text("currency", calendar.currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

/// The purchase as it is answered. When one that waits will close is what the books say: holds and
/// outages have moved it since.
PurchaseReceipt receipt_of(Desk& desk, PurchaseView purchase) {
  if (purchase.status == PurchaseStatus::pending) {
    purchase.closes_at = desk.office.inquire([&purchase](const Books& books, Instant) {
      const PendingPurchase* const waiting = books.pending(purchase.waited_as);
      return waiting == nullptr ? purchase.closes_at : waiting->closes_at;
    });
  }
  return {.purchase = purchase.id,
          .status = purchase.status,
          .buyer = purchase.buyer,
          .filed_at = purchase.at,
          .completed_at = purchase.completed_at,
          .closes_at = purchase.closes_at,
          .items = std::move(purchase.items)};
}

}  // namespace

Answer post_purchase(Desk& desk, const Call& call) {
  auto request = purchase_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  const Render render = [](const Books&, const Receipt& receipt, Instant now) {
    return purchase_json(std::get<PurchaseReceipt>(receipt), now);
  };
  auto reply = filed(desk, call, {.request = std::move(*request), .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "/v1/purchases/");
}

Answer post_quote(Desk& desk, const Call& call) {
  const auto quote = quote_from(call.body);
  if (!quote) return std::unexpected(quote.error());
  return desk.office.inquire([&quote](const Books& books, Instant now) -> Answer {
    const Asset* const asset = books.asset(quote->asset);
    if (asset == nullptr) return not_found("asset");
    if (auto wrong = against_quote(books, *asset, now)) return std::unexpected(problem(*wrong));
    if (quote->escrow && *quote->escrow > kRegisterCapacity - price_at(books, *asset, now)) {
      return std::unexpected(
          problem(Refusal{.code = RefusalCode::out_of_range,
                          .detail = "The register as a whole can hold no more than " +
                                    to_text(kRegisterCapacity) + ".",
                          .pointer = "/escrow"}));
    }
    return json_answer(200, quote_json(books, *asset, *quote, now));
  });
}

Answer get_purchases(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "purchases");
  if (!page) return std::unexpected(page.error());
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  PageWriter writer{*desk.under_way, page->limit};
  std::int64_t last = 0;
  std::optional<std::string> next;
  desk.views.purchases_after(static_cast<std::int64_t>(page->after), [&](PurchaseView purchase) {
    const std::int64_t number = purchase.number;
    const bool kept = writer.add([&](JsonWriter& json) {
      json.raw(purchase_json(receipt_of(desk, std::move(purchase)), as_of));
    });
    if (kept) {
      last = number;
    } else {
      next = cursor_text(page->list, std::to_string(last));
    }
    return kept;
  });
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_purchase(Desk& desk, const Call& call) {
  const auto id = parse_identifier<PurchaseKind>(call.names[0]);
  if (!id) return not_found("purchase");
  const Instant as_of = desk.office.status().as_of;
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  auto purchase = desk.views.purchase(*id);
  if (!purchase) return not_found("purchase");
  return tagged_answer(call.request, purchase_json(receipt_of(desk, std::move(*purchase)), as_of));
}

}  // namespace quitrent
