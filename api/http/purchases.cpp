// SPDX-License-Identifier: EUPL-1.2
#include "api/http/answers.hpp"
#include "api/http/bodies.hpp"
#include "api/http/handlers.hpp"
#include "market/figures.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent {
namespace {

/// What somebody who takes the asset over at `now` would pay and be taxed.
std::string quote_json(const Books& books, const Asset& asset, const QuoteBody& quote,
                       Instant now) {
  const AssetFigures shown = figures(books, asset, now);
  const Calendar& calendar = *books.calendar();
  Taxed bought = taxed(asset);
  Settlement begun = settlement(asset.standing);
  begun.carry = levied(calendar, bought, begun, now).carry;
  begun.levied_to = now;
  begun.arrears = {};
  bought.assessment = quote.assessment.value_or(asset.standing.assessment);
  const Money needed = cover(calendar, bought, now, asset.expires_at);
  begun.escrow = quote.escrow.value_or(needed);
  const auto funded = funded_until(calendar, bought, begun, asset.expires_at);
  JsonWriter json;
  json.begin_object()
      .text("price", to_text(*shown.price))
      .text("cover", to_text(needed))
      .text("total", to_text(held_sum(*shown.price, begun.escrow)))
      .text("tax_per_day", to_text(tax_over(calendar, bought, Duration::from_days(1), now)));
  if (funded) {
    json.text("funded_until", to_text(*funded));
  } else {
    json.null("funded_until");
  }
  json.text("terms_digest", to_text(shown.terms_digest))
      .text("currency", calendar.currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
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
    if (!figures(books, *asset, now).price) {
      return std::unexpected(
          problem(Refusal{.code = RefusalCode::not_for_sale,
                          .detail = "Nobody can buy this asset in its state.",
                          .pointer = "/asset",
                          .current = {{"state", std::string{to_text(asset->standing.state)}}}}));
    }
    if (quote->escrow && *quote->escrow > kRegisterCapacity - *figures(books, *asset, now).price) {
      return std::unexpected(
          problem(Refusal{.code = RefusalCode::out_of_range,
                          .detail = "The register as a whole can hold no more than " +
                                    to_text(kRegisterCapacity) + ".",
                          .pointer = "/escrow"}));
    }
    return json_answer(200, quote_json(books, *asset, *quote, now));
  });
}

}  // namespace quitrent
