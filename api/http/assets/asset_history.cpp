// SPDX-License-Identifier: EUPL-1.2
//
// An asset at a past second, and its tax over a period, slice by slice.
#include "api/http/assets/asset_history.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "api/http/assets/asset_answer.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/protocol/period_page.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kFuture = "The register knows what is past; this is in the future.";

void write_slice(JsonWriter& json, const TaxSlice& slice) {
  const TaxedInterval& interval = slice.interval;
  json.begin_object()
      .text("from", to_text(interval.over.begin))
      .text("to", to_text(interval.over.end))
      .text("state", to_text(interval.state))
      .key("holder");
  write_holder(json, &interval.holder);
  json.text("assessment", to_text(interval.assessment))
      .text("degree", to_text(slice.degree))
      .text("rate", to_text(slice.rate))
      .number("seconds", static_cast<std::uint64_t>(interval.over.length().seconds()))
      .text("amount", to_text(slice.amount))
      .text("carried", std::to_string(slice.carry))
      .end_object();
}

/// Most slices on a page, and the number where the query names no limit.
constexpr std::size_t kSlicesAPage = 200;

/// Name of the list of an asset's slices in cursors.
std::string slices_of(const AssetId& asset) { return "tax of " + to_text(asset); }

/// A request for an asset's tax.
struct TaxQuery {
  AssetId asset;
  Period over;
  Instant from;  ///< beginning of the page, within the period
  std::size_t limit = kSlicesAPage;
};

/// One page of slices.
struct TaxPage {
  std::vector<TaxSlice> slices;
  std::optional<Instant> next;  ///< beginning of the next page; nothing on the last page
};

TaxPage tax_page(HandlerContext& context, const TaxQuery& query) {
  TaxPage page;
  const auto history = context.views.tax_history(query.asset, {query.from, query.over.end});
  if (!history) return page;  // the asset was registered later
  page.slices = tax_slices(*history, {query.from, std::min(query.over.end, history->until)});
  if (history->until < query.over.end) page.next = history->until;
  if (page.slices.size() > query.limit) {
    page.next = page.slices[query.limit].interval.over.begin;
    page.slices.resize(query.limit);
  }
  return page;
}

/// All tax that fell due from the registration up to a second.
WideMoney charged(HandlerContext& context, const AssetId& asset, Instant at) {
  const auto history = context.views.tax_history(asset, {at, at});
  return history ? tax_up_to(*history, at).charged : WideMoney{};
}

/// The tax of the whole period. `page` is any page of it.
WideMoney total_tax(HandlerContext& context, const TaxQuery& query, const TaxPage& page) {
  if (page.next || query.from != query.over.begin) {
    return difference(charged(context, query.asset, query.over.end),
                      charged(context, query.asset, query.over.begin));
  }
  WideMoney total;
  for (const TaxSlice& slice : page.slices) total.grow(slice.amount);
  return total;
}

Response tax_answer(HandlerContext& context, const Call& call, const TaxQuery& query,
                    Instant as_of) {
  const TaxPage page = tax_page(context, query);
  JsonWriter json;
  json.begin_object().key("slices").begin_array();
  for (const TaxSlice& slice : page.slices) write_slice(json, slice);
  json.end_array();
  std::optional<std::string> next;
  if (page.next) {
    next = period_cursor(slices_of(query.asset),
                         {.period = query.over, .first = page.next->seconds(), .second = 0});
  }
  if (next) {
    json.text("next_cursor", *next);
  } else {
    json.null("next_cursor");
  }
  json.text("total", to_text(total_tax(context, query, page)))
      .text("from", to_text(query.over.begin))
      .text("to", to_text(query.over.end))
      .text("currency", schedules_now(context).first->currency())
      .text("as_of", to_text(as_of))
      .end_object();
  Response response = tagged_answer(call.request, json.take());
  if (next) add_link(response, call.request.path, *next, query.limit);
  return response;
}

Answer get_asset_tax(HandlerContext& context, const Call& call) {
  const Instant now = context.engine.status().as_of;
  Parameters parameters{call.request.query};
  const AskedPeriod asked = asked_period(parameters, now);
  const Instant to = asked.to.value_or(now);
  const std::size_t limit = parameters.limit(kSlicesAPage);
  if (to > now) parameters.refuse("to", std::string{kFuture});
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  const auto registered_at = context.engine.inquire([&id](const market::Books& books, Instant) {
    const Asset* const asset = books.asset(*id);
    return asset == nullptr ? std::nullopt : std::optional{asset->registered_at};
  });
  if (!registered_at) return not_found("asset");
  // Without `from` the period begins at the registration of the asset.
  TaxQuery query{.asset = *id,
                 .over = {asked.from.value_or(std::min(*registered_at, to)), to},
                 .from = {},
                 .limit = limit};
  query.from = query.over.begin;
  const auto position = period_position(slices_of(*id), asked);
  if (!position) return std::unexpected(position.error());
  if (*position) {
    query.over = (*position)->period;
    query.from = Instant::from_seconds((*position)->first);
    const bool within = query.from >= query.over.begin && query.from <= query.over.end;
    if (!within || query.over.end > now) return std::unexpected(bad_cursor());
  }
  return tax_answer(context, call, query, now);
}

}  // namespace

std::expected<PastAsset, Problem> past_asset(HandlerContext& context, const Call& call) {
  const Instant now = context.engine.status().as_of;
  Parameters parameters{call.request.query};
  const Instant at = parameters.instant("as_of").value_or(now);
  if (at > now) parameters.refuse("as_of", std::string{kFuture});
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  if (auto behind = views_behind(context)) return std::unexpected(std::move(*behind));
  auto replay = context.views.asset_at(*id, at);
  if (!replay) return not_found("asset");
  return PastAsset{*id, at, *std::move(replay)};
}

Answer get_asset_as_of(HandlerContext& context, const Call& call) {
  const auto past = past_asset(context, call);
  if (!past) return std::unexpected(past.error());
  return tagged_answer(call.request,
                       asset_json(past->replay.books(), *past->replay.asset(), past->at));
}

std::span<const Route> asset_history_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/assets/{id}/tax", anyone, BodyForm::none, get_asset_tax, Query::read},
  });
  return kRoutes;
}

}  // namespace quitrent::api
