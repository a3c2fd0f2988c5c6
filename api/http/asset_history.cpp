// SPDX-License-Identifier: EUPL-1.2
//
// An asset as it stood at a past second, and the tax of a period, slice by slice.
#include <algorithm>
#include <string>

#include "api/http/answers.hpp"
#include "api/http/handlers.hpp"
#include "api/http/parameters.hpp"
#include "api/views/views.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kFuture = "The register knows what is past; this is in the future.";

void write_slice(JsonWriter& json, const TaxSlice& slice) {
  const TaxedStretch& stretch = slice.stretch;
  json.begin_object()
      .text("from", to_text(stretch.over.begin))
      .text("to", to_text(stretch.over.end))
      .text("state", to_text(stretch.state))
      .key("holder");
  write_holder(json, &stretch.holder);
  json.text("assessment", to_text(stretch.assessment))
      .text("degree", to_text(slice.degree))
      .text("rate", to_text(slice.rate))
      .number("seconds", static_cast<std::uint64_t>(stretch.over.length().seconds()))
      .text("amount", to_text(slice.amount))
      .text("carried", std::to_string(slice.carry))
      .end_object();
}

std::string tax_json(const TaxHistory& history, Period period, Instant as_of) {
  JsonWriter json;
  json.begin_object().key("slices").begin_array();
  WideMoney total;
  for (const TaxSlice& slice : tax_slices(history, period)) {
    write_slice(json, slice);
    total.grow(slice.amount);
  }
  json.end_array()
      .text("total", to_text(total))
      .text("from", to_text(period.begin))
      .text("to", to_text(period.end))
      .text("currency", history.calendar->currency())
      .text("as_of", to_text(as_of))
      .end_object();
  return json.take();
}

}  // namespace

Answer get_asset_as_of(Desk& desk, const Call& call) {
  const Instant now = desk.office.status().as_of;
  Parameters parameters{call.request.query};
  const Instant at = parameters.instant("as_of").value_or(now);
  if (at > now) parameters.refuse("as_of", std::string{kFuture});
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  const auto past = desk.views.asset_at(*id, at);
  if (!past) return not_found("asset");
  return tagged_answer(call.request, asset_json(past->books(), *past->asset(), at));
}

Answer get_asset_tax(Desk& desk, const Call& call) {
  const Instant now = desk.office.status().as_of;
  Parameters parameters{call.request.query};
  const auto from = parameters.instant("from");
  const Instant to = parameters.instant("to").value_or(now);
  if (to > now) parameters.refuse("to", std::string{kFuture});
  if (from && *from > to) parameters.refuse("to", "The end is not before the beginning.");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  if (auto behind = views_behind(desk)) return std::unexpected(std::move(*behind));
  const auto history = desk.views.tax_history(*id, now);
  if (!history) return not_found("asset");
  // Without a beginning the period begins with the register's knowledge of the asset.
  const Instant begin = from.value_or(std::min(history->registered_at, to));
  return tagged_answer(call.request, tax_json(*history, {begin, to}, now));
}

}  // namespace quitrent
