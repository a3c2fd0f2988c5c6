// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchases.hpp"

#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/purchases/purchase_answer.hpp"
#include "api/http/purchases/purchase_bodies.hpp"
#include "api/views/views.hpp"
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

/// The purchase for the answer. The books give the close of a pending purchase, since holds and
/// outages move it.
market::PurchaseReceipt receipt_of(HandlerContext& context, PurchaseView purchase) {
  if (purchase.status == market::PurchaseStatus::pending) {
    purchase.closes_at = context.engine.inquire([&purchase](const market::Books& books, Instant) {
      const market::PendingPurchase* const pending = books.pending(purchase.pending_number);
      return pending == nullptr ? purchase.closes_at : pending->closes_at;
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

Answer get_purchases(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "purchases");
  if (!page) return std::unexpected(page.error());
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  PageWriter writer{*context.answer_memory, page->limit};
  std::int64_t last = 0;
  std::optional<std::string> next;
  context.views.purchases_after(static_cast<std::int64_t>(page->after), [&](PurchaseView purchase) {
    const std::int64_t number = purchase.number;
    const bool kept = writer.add([&](JsonWriter& json) {
      json.raw(purchase_json(receipt_of(context, std::move(purchase)), as_of));
    });
    if (kept) {
      last = number;
    } else {
      next = page->cursor_after(static_cast<std::uint64_t>(last));
    }
    return kept;
  });
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_purchase(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<PurchaseKind>(call.names[0]);
  if (!id) return not_found("purchase");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  auto purchase = context.views.purchase(*id);
  if (!purchase) return not_found("purchase");
  return tagged_answer(call.request,
                       purchase_json(receipt_of(context, std::move(*purchase)), as_of));
}

}  // namespace

std::span<const Route> purchase_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/purchases", member, BodyForm::json, post_purchase},
      {post, "/v1/quotes", anyone, BodyForm::json, post_quote},
      {get, "/v1/purchases", anyone, BodyForm::none, get_purchases, Query::read},
      {get, "/v1/purchases/{id}", anyone, BodyForm::none, get_purchase},
  });
  return kRoutes;
}

}  // namespace quitrent::api
