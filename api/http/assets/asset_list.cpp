// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/asset_list.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/json/lawful_values.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/searches.hpp"
#include "api/views/views.hpp"
#include "registry/title/external_identifier.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kAssets = "assets";

std::optional<AssetOrder> parse_order(std::string_view text) {
  if (text == "registered_at") return AssetOrder::registered_at;
  if (text == "-assessment") return AssetOrder::dearest;
  if (text == "funded_until") return AssetOrder::soonest_unfunded;
  return std::nullopt;
}

/// The filters and the order of the list, without position and limit.
AssetQuery asset_filters_from(Parameters& parameters) {
  AssetQuery query;
  query.asset_class = word_of(parameters, "class", parse_asset_class, lawful_values(kAssetClasses));
  query.state = word_of(parameters, "state", parse_asset_state, lawful_values(kAssetStates));
  query.holder = word_of(parameters, "holder", parse_identifier<PartyKind>,
                         "A holder is named by its id, such as pty_01…");
  query.words = searched_words(parameters);
  query.order =
      word_of(parameters, "sort", parse_order, "Say registered_at, -assessment or funded_until.")
          .value_or(AssetOrder::registered_at);
  return query;
}

bool same_filters(const AssetQuery& left, const AssetQuery& right) {
  return left.asset_class == right.asset_class && left.state == right.state &&
         left.holder == right.holder && left.words == right.words && left.order == right.order;
}

/// Whether the query names a filter or the order.
bool has_filters(Parameters& parameters) {
  return std::ranges::any_of(
      std::array{"class", "state", "holder", "q", "sort"},
      [&parameters](std::string_view name) { return parameters.text(name).has_value(); });
}

std::string_view order_text(AssetOrder order) {
  switch (order) {
    case AssetOrder::registered_at:
      return "registered_at";
    case AssetOrder::dearest:
      return "-assessment";
    case AssetOrder::soonest_unfunded:
      return "funded_until";
  }
  return "";
}

/// A cursor: it holds the filters as a query, and then the position.
std::string cursor_of(const AssetQuery& query, const AssetPosition& position) {
  std::string content = "sort=" + std::string{order_text(query.order)};
  if (query.asset_class) content += "&class=" + std::string{to_text(*query.asset_class)};
  if (query.state) content += "&state=" + std::string{to_text(*query.state)};
  if (query.holder) content += "&holder=" + to_text(*query.holder);
  if (!query.words.empty()) content += "&q=" + percent_encoded(query.words);
  content +=
      "&rank=" + std::to_string(position.rank) + "&place=" + std::to_string(position.ordinal);
  return cursor_text(kAssets, content);
}

std::optional<AssetQuery> query_from_cursor(std::string_view cursor) {
  const auto content = cursor_content(kAssets, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  AssetQuery query = asset_filters_from(parameters);
  const auto rank = parameters.text("rank");
  const auto ordinal = parameters.number("place");
  if (parameters.fault() || !rank || !ordinal) return std::nullopt;
  AssetPosition position{.rank = 0, .ordinal = static_cast<Ordinal>(*ordinal)};
  const char* const end = rank->data() + rank->size();
  const auto read = std::from_chars(rank->data(), end, position.rank);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  query.after = position;
  return query;
}

/// Writes assets, each under its own lock of the books, so that nobody waits long for them. Where
/// the page ends before the list, the answer is the position of the last asset written.
std::optional<AssetPosition> write_assets(HandlerContext& context, const AssetPage& found,
                                          PageWriter& page) {
  for (std::size_t at = 0; at < found.assets.size(); ++at) {
    const bool kept = page.add([&](JsonWriter& json) {
      context.engine.inquire([&](const market::Books& books, Instant now) {
        const Asset* const asset = books.asset(found.assets[at]);
        if (asset != nullptr) write_asset(json, books, *asset, now);
      });
    });
    if (!kept) return found.positions[at - 1];
  }
  return found.next;
}

/// The assets that the views find. Where they find none, searches again for the canonical form of
/// the words ("US 6,004,596 B1"), which `query` then holds. The problem `overloaded` where the
/// search takes too long.
std::expected<AssetPage, Problem> found_assets(HandlerContext& context, AssetQuery& query) {
  try {
    AssetPage page = context.views.assets(query);
    std::string number = page.assets.empty() && !query.after ? canonical_number(query.words) : "";
    if (number.empty()) return page;
    query.words = std::move(number);
    return context.views.assets(query);
  } catch (const SearchTooLong&) {
    return std::unexpected(search_too_long());
  }
}

Answer get_assets(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  AssetQuery query = asset_filters_from(parameters);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    auto kept = query_from_cursor(*cursor);
    // A search that found nothing went on with the canonical form of its words.
    const std::string number = canonical_number(query.words);
    if (kept && !number.empty() && number == kept->words) query.words = number;
    if (!kept || (has_filters(parameters) && !same_filters(query, *kept)))
      return std::unexpected(bad_cursor());
    query = std::move(*kept);
  }
  query.limit = limit;
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const auto found = found_assets(context, query);
  if (!found) return std::unexpected(found.error());
  PageWriter page{*context.answer_memory, limit};
  const auto last = write_assets(context, *found, page);
  std::optional<std::string> next;
  if (last) next = cursor_of(query, *last);
  return page_answer(call.request, page, {.next_cursor = std::move(next), .as_of = as_of});
}

}  // namespace

std::span<const Route> asset_list_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets", anyone, BodyForm::none, get_assets, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
