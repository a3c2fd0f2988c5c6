// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/encumbrances.hpp"

#include <algorithm>
#include <array>

#include "api/http/acts/act_answer.hpp"
#include "api/http/assets/act_body.hpp"
#include "api/http/assets/acts.hpp"
#include "api/http/assets/encumbrance_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// Reads the licensee: a party of the register by its id, or another person by name.
void read_licensee(ActBody& act, market::RecordLicence& request) {
  const JsonValue* const value = act.shape.field("licensee", Presence::required);
  if (value == nullptr) return;
  Shape licensee{*value, act.shape.pointer("licensee"), act.faults};
  request.licensee = licensee.identifier<PartyId>("party", Presence::optional);
  const auto name = licensee.text("name", Presence::optional);
  if (licensee.is_object()) {
    const bool by_party = licensee.field("party", Presence::optional) != nullptr;
    const bool by_name = licensee.field("name", Presence::optional) != nullptr;
    if (by_party == by_name) {
      licensee.fault("party", by_party ? ProblemCode::invalid_field : ProblemCode::missing_field,
                     "State either `party` or `name`.");
    }
  }
  licensee.done();
  request.licensee_name = name.value_or("");
}

/// `{licensee: {party?|name}, exclusive, scope, ends_at?, document_digest?}`.
FromBody<market::RecordLicence> licence_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  market::RecordLicence request{.asset = act.asset(asset),
                                .licensee = {},
                                .licensee_name = {},
                                .exclusivity = Exclusivity::non_exclusive,
                                .scope = {},
                                .ends_at = kEndOfTime,
                                .document = {}};
  read_licensee(act, request);
  if (act.shape.truth("exclusive", Presence::required).value_or(false)) {
    request.exclusivity = Exclusivity::exclusive;
  }
  request.scope = act.shape.text("scope", Presence::required).value_or("");
  request.ends_at = act.shape.instant("ends_at", Presence::optional).value_or(kEndOfTime);
  request.document = act.shape.digest("document_digest", Presence::optional);
  return act.finished(std::move(request));
}

/// `{creditor, secured, ends_at?, document_digest?}`.
FromBody<market::RecordLien> lien_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  const auto creditor = act.shape.identifier<PartyId>("creditor", Presence::required);
  const auto secured = act.shape.amount("secured", Presence::required, AmountRange::above_zero);
  const auto ends_at = act.shape.instant("ends_at", Presence::optional);
  const auto document = act.shape.digest("document_digest", Presence::optional);
  return act.finished(market::RecordLien{.asset = ref,
                                         .creditor = creditor.value_or(PartyId{}),
                                         .secured = secured.value_or(Money{}),
                                         .document = document,
                                         .ends_at = ends_at.value_or(kEndOfTime)});
}

/// `{reference, ends_at, document_digest?, beyond_360_days?}`.
FromBody<market::PlaceHold> hold_from(const JsonValue& body, const AssetId& asset) {
  ActBody act{body};
  const market::AssetRef ref = act.asset(asset);
  Authority authority = act.authority();
  const auto ends_at = act.shape.instant("ends_at", Presence::required);
  const bool beyond = act.shape.truth("beyond_360_days", Presence::optional).value_or(false);
  return act.finished(
      market::PlaceHold{.asset = ref,
                        .reference = std::move(authority.reference),
                        .ends_at = ends_at.value_or(Instant{}),
                        .document = authority.document,
                        .limit = beyond ? market::HoldLimit::beyond : market::HoldLimit::by_one});
}

/// Writes one encumbrance.
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

/// Files the recording of an encumbrance of the asset in the route. The header Location names it
/// below the path of its list.
template <class Request>
Answer recorded(HandlerContext& context, const Call& call, ReadAct<Request> read,
                const Render& render) {
  auto reply = acted(context, call, read, render);
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), std::string{call.request.path} + "/");
}

/// Whether the encumbrance is in force at `now`.
bool in_force(const RecordedLicence& licence, Instant now) { return licence.ends_at > now; }

bool in_force(const Lien& lien, Instant now) { return lien.ends_at > now; }

bool in_force(const Hold& hold, Instant now) { return hold.ends_at > now; }

/// Answers with the encumbrances of one kind that are in force for the asset of the route, in the
/// order of recording.
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
    return list_answer(call.request, query, rows, {.memory = *context.answer_memory, .as_of = now});
  });
}

/// `{reference?, document_digest?}`: the order of a court, on which a registrar ends what others
/// have. Nothing where the body states none: then the caller ends what is its own.
std::expected<std::optional<Authority>, Problem> order_of(const Call& call) {
  ActBody act{call.body};
  Authority authority{.reference = act.shape.text("reference", Presence::optional).value_or(""),
                      .document = act.shape.digest("document_digest", Presence::optional)};
  if (authority.reference.empty() && authority.document) {
    act.shape.fault("reference", ProblemCode::missing_field, "An order has a reference.");
  }
  const auto read = act.finished(std::move(authority));
  if (!read) return std::unexpected(read.error());
  if (read->reference.empty()) return std::nullopt;
  if (!call.caller->roles.has(Role::registrar)) {
    return std::unexpected(
        problem(ProblemCode::forbidden, "Only a registrar ends this on the order of a court."));
  }
  return *read;
}

Answer post_licence(HandlerContext& context, const Call& call) {
  return recorded(context, call, licence_from,
                  recorded_render(&Encumbrances::licences, write_licence));
}

Answer get_licences(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::licences, write_licence);
}

Answer delete_licence(HandlerContext& context, const Call& call) {
  const auto by_order = order_of(call);
  if (!by_order) return std::unexpected(by_order.error());
  return asset_without<RecordedLicenceKind>(
      context, call, "licence", [&](const market::AssetRef& asset, const LicenceId& licence) {
        return market::EndLicence{asset, licence, *by_order};
      });
}

Answer post_lien(HandlerContext& context, const Call& call) {
  return recorded(context, call, lien_from, recorded_render(&Encumbrances::liens, write_lien));
}

Answer get_liens(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::liens, write_lien);
}

Answer delete_lien(HandlerContext& context, const Call& call) {
  const auto by_order = order_of(call);
  if (!by_order) return std::unexpected(by_order.error());
  return asset_without<LienKind>(context, call, "lien",
                                 [&](const market::AssetRef& asset, const LienId& lien) {
                                   return market::ReleaseLien{asset, lien, *by_order};
                                 });
}

Answer post_hold(HandlerContext& context, const Call& call) {
  auto reply = acted(context, call, hold_from, or_act(hold_render()));
  if (!reply) return std::unexpected(std::move(reply.error()));
  if (is_act(*reply)) return proposed_answer(std::move(*reply));
  return created_answer(std::move(*reply), std::string{call.request.path} + "/");
}

Answer get_holds(HandlerContext& context, const Call& call) {
  return listed(context, call, &Encumbrances::holds, write_hold);
}

Answer delete_hold(HandlerContext& context, const Call& call) {
  return asset_without<HoldKind>(context, call, "hold",
                                 [](const market::AssetRef& asset, const HoldId& hold) {
                                   return market::LiftHold{asset, hold};
                                 });
}

}  // namespace

Render hold_render() { return recorded_render(&Encumbrances::holds, write_hold); }

std::span<const Route> encumbrance_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/licences", anyone, BodyForm::none, get_licences, Query::read},
      {post, "/v1/assets/{id}/licences", member, BodyForm::json, post_licence},
      {delete_, "/v1/assets/{id}/licences/{licence}", any_key, BodyForm::optional_json,
       delete_licence, Query::read},
      {get, "/v1/assets/{id}/liens", anyone, BodyForm::none, get_liens, Query::read},
      {post, "/v1/assets/{id}/liens", member, BodyForm::json, post_lien},
      {delete_, "/v1/assets/{id}/liens/{lien}", any_key, BodyForm::optional_json, delete_lien,
       Query::read},
      {get, "/v1/assets/{id}/holds", anyone, BodyForm::none, get_holds, Query::read},
      {post, "/v1/assets/{id}/holds", registrar, BodyForm::json, post_hold},
      {delete_, "/v1/assets/{id}/holds/{hold}", registrar, BodyForm::none, delete_hold,
       Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
