// SPDX-License-Identifier: EUPL-1.2
//
// The terms of a registered asset: the holder states new ones, a registrar finds them false,
// everybody may read how their degree is computed.
#include "api/http/terms/terms.hpp"

#include <array>

#include "api/http/assets/acts.hpp"
#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "market/state/figures.hpp"
#include "market/terms/clawback.hpp"
#include "tax/degree_timeline.hpp"

namespace quitrent::api {
namespace {

/// The terms of an asset in the books, with their degree and tax.
struct TermsOnRecord {
  AssetClass asset_class = AssetClass::patent;
  Terms terms;
  AssetState state = AssetState::active;
  Share degree;  ///< the taxed degree
  std::vector<tax::DegreeStep> steps;
  std::optional<Money> assessment = {};
  std::optional<AnnualRate> rate = {};
  std::optional<Money> tax_per_year = {};
  std::optional<Money> clawback = {};  ///< nothing where there is no commitment to withdraw
};

TermsOnRecord terms_on_record(const market::Books& books, Ordinal ordinal, Instant now) {
  const Asset& asset = books.asset(ordinal);
  const tax::ScheduleTimeline& timeline = *books.timeline();
  TermsOnRecord status{.asset_class = asset.asset_class,
                       .terms = asset.particulars->terms,
                       .state = shown_state(asset.status),
                       .degree = market::degree_at(timeline, asset, now),
                       .steps = {}};
  if (is_terminal(asset.status.state)) return status;
  status.steps = degree_steps(timeline, asset.asset_class, asset.particulars->levels, now);
  const market::AssetFigures shown = figures(books, asset, now);
  status.assessment = asset.status.assessment;
  status.rate = shown.rate;
  status.tax_per_year = shown.tax_per_year;
  status.clawback = clawback_now(books, ordinal, now);
  return status;
}

Answer put_terms(HandlerContext& context, const Call& call) {
  return asset_after(context, call, [&context](const JsonValue& body, const AssetId& asset) {
    return terms_from(body, context.licences, asset);
  });
}

Answer post_finding(HandlerContext& context, const Call& call) {
  return asset_after(context, call, [&context](const JsonValue& body, const AssetId& asset) {
    return finding_from(body, context.licences, asset);
  });
}

Answer get_asset_degree(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  if (!id) return not_found("asset");
  const auto [timeline, now] = schedules_now(context);
  const auto found = context.engine.inquire(
      [&id, at = now](const market::Books& books, Instant) -> std::optional<TermsOnRecord> {
        const auto ordinal = books.asset_ordinal(*id);
        if (!ordinal) return std::nullopt;
        return terms_on_record(books, *ordinal, at);
      });
  if (!found) return not_found("asset");
  const std::optional<tax::Weights> weights = timeline->regime(found->asset_class, now).weights;
  auto explanation =
      explained_degree(degree_facts(context), weights, found->asset_class, found->terms);
  if (!explanation) {
    return std::unexpected(problem(
        ProblemCode::unknown_terms,
        "The licence table in use cannot read the terms on record: " + explanation.error().what));
  }
  JsonWriter json;
  json.begin_object().text("asset", to_text(*id)).text("state", to_text(found->state));
  write_degree(json, {.asset_class = found->asset_class,
                      .explanation = *std::move(explanation),
                      .steps = found->steps,
                      .assessment = found->assessment,
                      .rate = found->rate,
                      .tax_per_year = found->tax_per_year});
  json.text("taxed_degree", to_text(found->degree));
  text_or_null(json, "clawback", found->clawback);
  json.text("currency", timeline->currency()).text("as_of", to_text(now)).end_object();
  return tagged_answer(call.request, json.take());
}

}  // namespace

std::span<const Route> terms_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {put, "/v1/assets/{id}/terms", member, BodyForm::json, put_terms},
      {get, "/v1/assets/{id}/degree", anyone, BodyForm::none, get_asset_degree},
      {post, "/v1/assets/{id}/findings", registrar, BodyForm::json, post_finding},
  });
  return kRoutes;
}

}  // namespace quitrent::api
