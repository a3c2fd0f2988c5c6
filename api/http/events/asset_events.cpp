// SPDX-License-Identifier: EUPL-1.2
#include "api/http/events/asset_events.hpp"

#include <array>

#include "api/http/assets/title.hpp"
#include "api/http/events/event_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

Answer get_asset_events(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const auto after = parameters.number("after");
  const auto page = numbered_page(parameters, "events of " + std::string{call.names[0]}, after);
  if (!page) return std::unexpected(page.error());
  const auto id = known_asset(context, call);
  if (!id) return not_found("asset");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  PageWriter writer{*context.answer_memory, page->limit};
  std::uint64_t last = 0;
  std::optional<std::string> next;
  context.views.events_of(*id, page->after, [&](const NumberedEvent& event) {
    const bool kept = writer.add([&event](JsonWriter& json) {
      write_event(json, {.number = event.number, .entry = event.sequence, .at = event.at},
                  event.event);
    });
    if (kept) {
      last = event.number;
    } else {
      next = page->cursor_after(last);
    }
    return kept;
  });
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = as_of});
}

}  // namespace

std::span<const Route> asset_event_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/events", anyone, BodyForm::none, get_asset_events, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
