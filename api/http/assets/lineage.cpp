// SPDX-License-Identifier: EUPL-1.2
//
// The assets from which an asset derives, and the assets that derive from it.
#include "api/http/assets/lineage.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/views/views.hpp"
#include "market/state/figures.hpp"

namespace quitrent::api {
namespace {

/// Writes a related asset: `{asset, name, relation, degree, state}`.
void write_relative(JsonWriter& json, const Asset& asset, Relation relation, Share degree) {
  json.begin_object()
      .text("asset", to_text(asset.id))
      .text("name", asset.particulars->name)
      .text("relation", to_text(relation))
      .text("degree", to_text(degree))
      .text("state", to_text(shown_state(asset.status)))
      .end_object();
}

/// The assets from which the asset derives; nothing where there is no such asset.
std::optional<std::string> origins_json(HandlerContext& context, const AssetId& id) {
  return context.engine.inquire(
      [&id](const market::Books& books, Instant now) -> std::optional<std::string> {
        const Asset* const asset = books.asset(id);
        if (asset == nullptr) return std::nullopt;
        JsonWriter json;
        json.begin_array();
        for (const Origin& origin : asset->particulars->derived_from) {
          const Asset& parent = *books.asset(origin.asset);
          write_relative(json, parent, origin.relation,
                         market::degree_at(*books.timeline(), parent, now));
        }
        json.end_array();
        return json.take();
      });
}

/// The assets that derive from the asset. Each is read under its own lock of the books, so that
/// nobody waits long for them.
std::string derived_json(HandlerContext& context, const AssetId& id,
                         const std::vector<AssetId>& children) {
  JsonWriter json;
  json.begin_array();
  for (const AssetId& child : children) {
    context.engine.inquire([&](const market::Books& books, Instant now) {
      const Asset* const asset = books.asset(child);
      if (asset == nullptr) return;
      const auto& origins = asset->particulars->derived_from;
      const auto origin = std::ranges::find(origins, id, &Origin::asset);
      if (origin == origins.end()) return;
      write_relative(json, *asset, origin->relation,
                     market::degree_at(*books.timeline(), *asset, now));
    });
  }
  json.end_array();
  return json.take();
}

std::optional<Ordinal> position_from(std::string_view list, std::string_view cursor) {
  const auto content = cursor_content(list, cursor);
  if (!content) return std::nullopt;
  Ordinal ordinal = 0;
  const char* const end = content->data() + content->size();
  const auto read = std::from_chars(content->data(), end, ordinal);
  if (content->empty() || read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return ordinal;
}

Answer get_lineage(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const std::string list{call.request.path};
  std::optional<Ordinal> after;
  if (cursor) {
    after = position_from(list, *cursor);
    if (!after) return std::unexpected(bad_cursor());
  }
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  const auto origins = id ? origins_json(context, *id) : std::nullopt;
  if (!origins) return not_found("asset");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const LineagePage page = context.views.derived_from(*id, after, limit);
  std::optional<std::string> next;
  if (page.next) next = cursor_text(list, std::to_string(*page.next));
  JsonWriter json;
  json.begin_object()
      .text("asset", to_text(*id))
      .raw("derived_from", *origins)
      .raw("derived", derived_json(context, *id, page.assets))
      .text_or_null("next_cursor", next)
      .text("as_of", to_text(as_of))
      .end_object();
  Response response = json_answer(200, json.take());
  if (next) add_link(response, call.request.path, *next, limit);
  return response;
}

}  // namespace

std::span<const Route> lineage_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/lineage", anyone, BodyForm::none, get_lineage, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
