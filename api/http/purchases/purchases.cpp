// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchases.hpp"

#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/purchases/purchase_answer.hpp"
#include "api/http/purchases/purchase_bodies.hpp"
#include "market/sale/quote.hpp"
#include "market/state/figures.hpp"

namespace quitrent::api {
namespace {

std::string quote_json(const market::Quote& quote, const market::Books& books, const Asset& asset,
                       Instant now) {
  const tax::ScheduleTimeline& timeline = *books.timeline();
  JsonWriter json;
  json.begin_object()
      .text("price", to_text(quote.price))
      .text("cover", to_text(quote.cover))
      .text("total", to_text(quote.total))
      .text("tax_per_day", to_text(quote.tax_per_day));
  text_or_null(json, "funded_until", quote.funded_until);
  instant_or_null(json, "completes_at", quote.closes_at > now ? quote.closes_at : kEndOfTime);
  json.text("terms_digest", to_text(market::terms_digest(books, asset, now)))
      .text("currency", timeline.currency())
      .text("as_of", to_text(now))
      .end_object();
  return json.take();
}

Answer post_purchase(HandlerContext& context, const Call& call) {
  auto request = purchase_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  const Render render = [](const market::Books&, const market::Receipt& receipt, Instant now) {
    return purchase_json(std::get<market::PurchaseReceipt>(receipt), now);
  };
  auto reply = filed(context, call, {.request = std::move(*request), .render = render});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "/v1/purchases/");
}

Answer post_quote(HandlerContext& context, const Call& call) {
  const auto asked = quote_from(call.body);
  if (!asked) return std::unexpected(asked.error());
  return context.engine.inquire([&asked](const market::Books& books, Instant now) -> Answer {
    const Asset* const asset = books.asset(asked->asset);
    if (asset == nullptr) return not_found("asset");
    const auto quote = quoted(books, *asset, {asked->assessment, asked->escrow}, now);
    if (!quote) return std::unexpected(problem(quote.error()));
    return json_answer(200, quote_json(*quote, books, *asset, now));
  });
}

}  // namespace

std::span<const Route> purchase_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/purchases", member, BodyForm::json, post_purchase},
      {post, "/v1/quotes", anyone, BodyForm::json, post_quote},
  });
  return kRoutes;
}

}  // namespace quitrent::api
