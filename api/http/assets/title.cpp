// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/title.hpp"

#include <array>

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

/// Writes a link of a chain of title; `following` is the link after it, null for the last link.
void write_link(JsonWriter& json, const Conveyance& link, const Conveyance* following) {
  json.begin_object();
  write_holder(json.key("holder"), link.has_holder ? &link.holder : nullptr);
  json.text("from", to_text(link.at));
  instant_or_null(json, "to", following == nullptr ? kEndOfTime : following->at);
  json.text("cause", to_text(link.cause));
  if (link.cause == ConveyanceCause::purchase || link.cause == ConveyanceCause::auction) {
    json.text("price", to_text(link.price));
  } else {
    json.null("price");
  }
  json.end_object();
}

Answer get_title(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const auto page = numbered_page(parameters, "title of " + std::string{call.names[0]});
  if (!page) return std::unexpected(page.error());
  const auto id = known_asset(context, call);
  if (!id) return not_found("asset");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  // One link more than is shown: it says when the last shown link ended.
  const std::vector<TitleLink> chain =
      context.views.chain_of_title(*id, page->after, page->limit + 1);
  PageWriter writer{*context.answer_memory, page->limit};
  std::optional<std::string> next;
  for (std::size_t at = 0; at < chain.size(); ++at) {
    const Conveyance* const following = at + 1 < chain.size() ? &chain[at + 1].conveyance : nullptr;
    const bool kept =
        writer.add([&](JsonWriter& json) { write_link(json, chain[at].conveyance, following); });
    if (kept) continue;
    next = cursor_text(page->list, std::to_string(chain[at - 1].number));
    break;
  }
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

}  // namespace

std::optional<AssetId> known_asset(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return std::nullopt;
  const bool known = context.engine.inquire(
      [&id](const market::Books& books, Instant) { return books.asset(*id) != nullptr; });
  return known ? id : std::nullopt;
}

std::span<const Route> title_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/title", anyone, BodyForm::none, get_title, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
