// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/asset_list.hpp"

#include <array>
#include <charconv>

#include "api/http/assets/asset_answer.hpp"
#include "api/http/assets/asset_filters.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/searches.hpp"
#include "api/views/views.hpp"
#include "registry/title/external_identifier.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kAssets = "assets";

/// How often a page is made at most whose prices are those of one second.
constexpr int kAttempts = 3;

/// A cursor: it holds the filters as a query, and then the position.
std::string cursor_of(const AssetQuery& query, const AssetPosition& position) {
  std::string content = filters_text(query);
  content +=
      "&rank=" + std::to_string(position.rank) + "&place=" + std::to_string(position.ordinal);
  return cursor_text(kAssets, content);
}

std::optional<AssetQuery> query_from_cursor(std::string_view cursor,
                                            const tax::LicenceTable& licences) {
  const auto content = cursor_content(kAssets, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  AssetQuery query = asset_filters_from(parameters, licences);
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

/// Assets as they were written.
struct WrittenAssets {
  std::optional<AssetPosition> last;  ///< of the last one, where the page ends before the list
  bool in_second = true;              ///< each is shown as of the second of the page's prices
};

/// Writes assets, each under its own lock of the books, so that nobody waits long for them.
WrittenAssets write_assets(HandlerContext& context, const AssetPage& found, PageWriter& page) {
  WrittenAssets written{.last = found.next};
  for (std::size_t at = 0; at < found.assets.size(); ++at) {
    const bool kept = page.add([&](JsonWriter& json) {
      context.engine.inquire([&](const market::Books& books, Instant now) {
        const Asset* const asset = books.asset(found.assets[at]);
        if (asset != nullptr) write_asset(json, books, *asset, now);
        written.in_second = written.in_second && found.at.value_or(now) == now;
      });
    });
    if (kept) continue;
    written.last = found.positions[at - 1];
    break;
  }
  return written;
}

/// The assets that the views find. Where they find none, searches again for the canonical form of
/// the words ("US 6,004,596 B1"), which `query` then holds. The problem `overloaded` where the
/// search takes too long.
std::expected<AssetPage, Problem> found_assets(HandlerContext& context, AssetQuery& query) {
  const LookAtBooks books = [&context](const auto& look) { context.engine.inquire(look); };
  try {
    AssetPage page = context.views.assets(query, books);
    std::string number = page.assets.empty() && !query.after ? canonical_number(query.words) : "";
    if (number.empty()) return page;
    query.words = std::move(number);
    return context.views.assets(query, books);
  } catch (const SearchTooLong&) {
    return std::unexpected(search_too_long());
  }
}

/// The filters, the position and the limit that a request asks for.
std::expected<AssetQuery, Problem> asked_assets(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  AssetQuery query = asset_filters_from(parameters, context.licences);
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    auto kept = query_from_cursor(*cursor, context.licences);
    // A search that found nothing went on with the canonical form of its words.
    const std::string number = canonical_number(query.words);
    if (kept && !number.empty() && number == kept->words) query.words = number;
    if (!kept || (has_asset_filters(parameters) && filters_text(query) != filters_text(*kept))) {
      return std::unexpected(bad_cursor());
    }
    query = std::move(*kept);
  }
  query.limit = limit;
  return query;
}

Answer get_assets(HandlerContext& context, const Call& call) {
  const auto asked = asked_assets(context, call);
  if (!asked) return std::unexpected(asked.error());
  const Instant as_of = context.engine.status().as_of;
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  for (int attempt = 1;; ++attempt) {
    AssetQuery query = *asked;
    const auto found = found_assets(context, query);
    if (!found) return std::unexpected(found.error());
    PageWriter page{*context.answer_memory, query.limit};
    const WrittenAssets written = write_assets(context, *found, page);
    // A price in an auction falls with each second: order and filter hold in the second shown.
    if (!written.in_second && attempt < kAttempts) continue;
    std::optional<std::string> next;
    if (written.last) next = cursor_of(query, *written.last);
    return page_answer(call.request, page, {.next_cursor = std::move(next), .as_of = as_of});
  }
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
