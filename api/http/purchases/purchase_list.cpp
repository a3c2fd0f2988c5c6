// SPDX-License-Identifier: EUPL-1.2
#include "api/http/purchases/purchase_list.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/purchases/purchase_answer.hpp"
#include "api/http/searches.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kPurchases = "purchases";

constexpr std::array kStatuses{market::PurchaseStatus::pending, market::PurchaseStatus::completed,
                               market::PurchaseStatus::cancelled};

std::optional<market::PurchaseStatus> parse_status(std::string_view text) {
  const auto* const found = std::ranges::find_if(
      kStatuses, [text](market::PurchaseStatus status) { return to_text(status) == text; });
  return found == kStatuses.end() ? std::nullopt : std::optional{*found};
}

/// The filters of the list, without position.
PurchaseQuery purchase_filters_from(Parameters& parameters) {
  PurchaseQuery query;
  const std::string party = "A party is named by its id, such as pty_01…";
  query.buyer = word_of(parameters, "buyer", parse_identifier<PartyKind>, party);
  query.seller = word_of(parameters, "seller", parse_identifier<PartyKind>, party);
  query.asset = word_of(parameters, "asset", parse_identifier<AssetKind>,
                        "An asset is named by its id, such as ast_01…");
  query.status = word_of(parameters, "state", parse_status, lawful_values(kStatuses));
  return query;
}

/// The filters as a query; empty where there are none.
std::string purchase_filters_text(const PurchaseQuery& query) {
  std::string text;
  if (query.buyer) text += "&buyer=" + to_text(*query.buyer);
  if (query.seller) text += "&seller=" + to_text(*query.seller);
  if (query.asset) text += "&asset=" + to_text(*query.asset);
  if (query.status) text += "&state=" + std::string{to_text(*query.status)};
  return text;
}

/// A cursor: the number of the purchase that was looked at last, and the filters.
std::string cursor_after(const PurchaseQuery& query, std::int64_t last) {
  return cursor_text(kPurchases, std::to_string(last) + purchase_filters_text(query));
}

std::optional<PurchaseQuery> purchase_query_from(std::string_view cursor) {
  const auto content = cursor_content(kPurchases, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{"after=" + *content};
  PurchaseQuery query = purchase_filters_from(parameters);
  const auto last = parameters.number("after");
  if (parameters.fault() || !last || *last > std::uint64_t{1} << 62U) return std::nullopt;
  query.after = static_cast<std::int64_t>(*last);
  return query;
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

/// One page of purchases; with filters it may be empty and still not the last.
Answer get_purchases(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  PurchaseQuery query = purchase_filters_from(parameters);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    const std::string beside = purchase_filters_text(query);
    const auto kept = purchase_query_from(*cursor);
    if (!kept || (!beside.empty() && beside != purchase_filters_text(*kept))) {
      return std::unexpected(bad_cursor());
    }
    query = *kept;
  }
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  PageWriter writer{*context.answer_memory, limit};
  std::int64_t last = query.after;
  bool full = false;
  try {
    const auto looked_at = context.views.purchases_after(query, [&](PurchaseView purchase) {
      const std::int64_t number = purchase.number;
      full = !writer.add([&](JsonWriter& json) {
        json.raw(purchase_json(receipt_of(context, std::move(purchase)), as_of));
      });
      if (!full) last = number;
      return !full;
    });
    if (looked_at) last = *looked_at;
    full = full || looked_at;
  } catch (const SearchTooLong&) {
    return std::unexpected(search_too_long());
  }
  std::optional<std::string> next;
  if (full) next = cursor_after(query, last);
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

std::span<const Route> purchase_list_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/purchases", anyone, BodyForm::none, get_purchases, Query::read},
      {get, "/v1/purchases/{id}", anyone, BodyForm::none, get_purchase},
  });
  return kRoutes;
}

}  // namespace quitrent::api
