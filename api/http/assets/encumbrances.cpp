// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/encumbrances.hpp"

#include <algorithm>

#include "api/http/assets/act_bodies.hpp"
#include "api/http/assets/acts.hpp"
#include "api/http/assets/encumbrance_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// Writes one thing that stands against an asset.
template <class Item>
using WriteItem = void (*)(JsonWriter&, const Item&);

/// Writes the licence, lien or hold that a filing recorded.
template <class Item>
Render recorded_render(std::vector<Item> Encumbrances::* list, WriteItem<Item> write) {
  return [list, write](const market::Books& after, const market::Receipt& receipt, Instant) {
    const auto& recorded = std::get<market::EncumbranceReceipt>(receipt);
    const Asset* const asset = after.asset(recorded.asset);
    const auto& items = (*asset->encumbrances).*list;
    const auto item = std::ranges::find_if(
        items, [&recorded](const Item& one) { return one.id.uuid == recorded.subject; });
    ensure(item != items.end(), "what was recorded stands against the asset");
    JsonWriter json;
    write(json, *item);
    return json.take();
  };
}

/// Records something against the asset of the route; its place is below that of its list.
template <class Request>
Answer recorded(HandlerContext& context, const Call& call, ReadAct<Request> read,
                const Render& render) {
  auto reply = acted(context, call, read, render);
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), std::string{call.request.path} + "/");
}

/// Whether it counts at `now`.
bool in_force(const RecordedLicence& licence, Instant now) { return licence.ends_at > now; }
bool in_force(const Lien& /*lien*/, Instant /*now*/) { return true; }
bool in_force(const Hold& hold, Instant now) { return hold.ends_at > now; }

/// What of one kind stands against the asset of the route now, in the order of recording.
template <class Item>
Answer listed(HandlerContext& context, const Call& call, std::vector<Item> Encumbrances::* list,
              WriteItem<Item> write) {
  Parameters parameters{call.request.query};
  ListQuery query{.list = std::string{call.request.path}, .limit = parameters.limit()};
  query.cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  return context.engine.inquire([&](const market::Books& books, Instant now) -> Answer {
    const Asset* const asset = books.asset(*id);
    if (asset == nullptr) return not_found("asset");
    std::vector<ListRow> rows;
    if (asset->encumbrances) {
      for (const Item& item : (*asset->encumbrances).*list) {
        if (!in_force(item, now)) continue;
        JsonWriter json;
        write(json, item);
        rows.push_back({.key = to_text(item.id), .json = json.take()});
      }
    }
    return list_answer(call.request, query, rows, {.memory = *context.under_way, .as_of = now});
  });
}

}  // namespace

Answer post_licence(HandlerContext& context, const Call& call) {
  return recorded(context, call, licence_from,
                  recorded_render(&Encumbrances::licences, write_licence));
}

Answer get_licences(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::licences, write_licence);
}

Answer delete_licence(HandlerContext& context, const Call& call) {
  return asset_without<market::EndLicence, RecordedLicenceKind>(context, call, "licence");
}

Answer post_lien(HandlerContext& context, const Call& call) {
  return recorded(context, call, lien_from, recorded_render(&Encumbrances::liens, write_lien));
}

Answer get_liens(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::liens, write_lien);
}

Answer delete_lien(HandlerContext& context, const Call& call) {
  return asset_without<market::ReleaseLien, LienKind>(context, call, "lien");
}

Answer post_hold(HandlerContext& context, const Call& call) {
  return recorded(context, call, hold_from, recorded_render(&Encumbrances::holds, write_hold));
}

Answer get_holds(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::holds, write_hold);
}

Answer delete_hold(HandlerContext& context, const Call& call) {
  return asset_without<market::LiftHold, HoldKind>(context, call, "hold");
}

}  // namespace quitrent::api
