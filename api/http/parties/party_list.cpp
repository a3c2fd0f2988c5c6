// SPDX-License-Identifier: EUPL-1.2
//
// The parties as everybody sees them: name, roles, and how many assets they hold, sold and bought.
#include "api/http/parties/party_list.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/parties/party_answers.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/searches.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kParties = "parties";

/// The filters of the list, without position and limit.
PartyQuery party_filters_from(Parameters& parameters) {
  PartyQuery query;
  query.role = word_of(parameters, "role", parse_role, lawful_values(kRoles));
  query.words = searched_words(parameters);
  return query;
}

bool same_filters(const PartyQuery& left, const PartyQuery& right) {
  return left.role == right.role && left.words == right.words;
}

/// A cursor: it holds the filters as a query, and then the position.
std::string cursor_of(const PartyQuery& query, Ordinal last) {
  std::string content = "place=" + std::to_string(last);
  if (query.role) content += "&role=" + std::string{to_text(*query.role)};
  if (!query.words.empty()) content += "&q=" + percent_encoded(query.words);
  return cursor_text(kParties, content);
}

std::optional<PartyQuery> party_query_from(std::string_view cursor) {
  const auto content = cursor_content(kParties, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  PartyQuery query = party_filters_from(parameters);
  const auto last = parameters.number("place");
  if (parameters.fault() || !last || *last >= kNone) return std::nullopt;
  query.after = static_cast<Ordinal>(*last);
  return query;
}

/// Writes a party. Cash, debts, freezes and keys are private and not in it.
void write_listed_party(JsonWriter& json, HandlerContext& context, const PartyView& view,
                        Instant as_of) {
  context.engine.inquire(
      [&](const market::Books& books, Instant) { write_party(json, books.party(view.ordinal)); });
  json.number("holds", view.holds)
      .number("sold", view.sold)
      .number("bought", view.bought)
      .text("as_of", to_text(as_of))
      .end_object();
}

/// The requested page; in `query` its filters and limit.
std::expected<PartyPage, Problem> party_page(HandlerContext& context, const Call& call,
                                             PartyQuery& query) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  query = party_filters_from(parameters);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    auto kept = party_query_from(*cursor);
    const bool filtered = parameters.text("role") || parameters.text("q");
    if (!kept || (filtered && !same_filters(query, *kept))) return std::unexpected(bad_cursor());
    query = std::move(*kept);
  }
  query.limit = limit;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  try {
    return context.views.parties(query);
  } catch (const SearchTooLong&) {
    return std::unexpected(search_too_long());
  }
}

Answer get_parties(HandlerContext& context, const Call& call) {
  const Instant as_of = context.engine.status().as_of;
  PartyQuery query;
  const auto found = party_page(context, call, query);
  if (!found) return std::unexpected(found.error());
  PageWriter page{*context.answer_memory, query.limit};
  std::optional<Ordinal> last;
  for (const PartyView& view : found->parties) {
    const bool kept =
        page.add([&](JsonWriter& json) { write_listed_party(json, context, view, as_of); });
    if (!kept) break;
    last = view.ordinal;
  }
  std::optional<std::string> next;
  const bool whole = page.count() == found->parties.size();
  if (last && !(whole && found->is_last)) next = cursor_of(query, *last);
  return page_answer(call.request, page, {.next_cursor = std::move(next), .as_of = as_of});
}

Answer get_party(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<PartyKind>(call.names[0]);
  if (!id) return not_found("party");
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const auto view = context.views.party(*id);
  if (!view) return not_found("party");
  JsonWriter json;
  write_listed_party(json, context, *view, as_of);
  return tagged_answer(call.request, json.take());
}

}  // namespace

std::span<const Route> party_list_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/parties", anyone, BodyForm::none, get_parties, Query::read},
      {get, "/v1/parties/{id}", anyone, BodyForm::none, get_party},
  });
  return kRoutes;
}

}  // namespace quitrent::api
