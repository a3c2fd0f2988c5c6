// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/outcome_answer.hpp"

#include <array>
#include <string_view>

#include "api/http/json/json_writer.hpp"
#include "api/http/json/members.hpp"
#include "api/http/schedules/prediction_answer.hpp"

namespace quitrent::api {
namespace {

/// A kind of activity that an outcome counts, and where its amount is shown; empty: nowhere.
struct CountedKind {
  ActivityKind kind;
  std::string_view name;
  std::string_view amount = {};
};

constexpr auto kCountedKinds = std::to_array<CountedKind>({
    {ActivityKind::purchased, "purchases", "price"},
    {ActivityKind::bought_at_auction, "auction_purchases", "auction_price"},
    {ActivityKind::raised, "raised", "raised_by"},
    {ActivityKind::lowered, "lowered", "lowered_by"},
    {ActivityKind::registered, "registered"},
    {ActivityKind::opened, "opened"},
    {ActivityKind::opened_to_all, "opened_to_all"},
    {ActivityKind::closed, "closed"},
    {ActivityKind::corrected, "corrected"},
    {ActivityKind::became_delinquent, "became_delinquent"},
    {ActivityKind::foreclosed, "foreclosed"},
    {ActivityKind::redeemed, "redeemed"},
    {ActivityKind::escheated, "escheated"},
    {ActivityKind::dedicated, "dedicated"},
    {ActivityKind::expired, "expired"},
    {ActivityKind::withdrawn, "withdrawn"},
    {ActivityKind::struck, "struck"},
    {ActivityKind::rectified, "rectified"},
});
static_assert(kCountedKinds.size() == kActivityKinds, "an outcome counts every kind");

/// Begins an object, writes members of it, and leaves it open.
void write_predicted(JsonWriter& json, const PredictedFigures& predicted) {
  json.begin_object()
      .number("assets", predicted.assets)
      .text("assessed", to_text(predicted.assessed))
      .text("revenue_baseline", to_text(predicted.baseline))
      .text("revenue", to_text(predicted.reform))
      .text("revenue_baseline_so_far", to_text(predicted.baseline_so_far))
      .text("revenue_so_far", to_text(predicted.reform_so_far));
}

void write_tally(JsonWriter& json, const CountedKind& counted, const ActivityTally& tally) {
  json.number(counted.name, tally.count);
  if (!counted.amount.empty()) json.text(counted.amount, to_text(tally.amount));
}

/// Begins an object, writes members of it, and leaves it open.
void write_held(JsonWriter& json, const HeldAssets& held, const WideMoney& revenue) {
  json.begin_object()
      .number("assets", held.assets)
      .text("assessed", to_text(held.assessed))
      .text("revenue", to_text(revenue));
}

/// Whether nothing of the class is to be told.
bool is_idle(const ActualFigures& actual, std::size_t of_class) {
  return actual.held.at(of_class).assets == 0 &&
         !actual.received.by_class.at(of_class).outstanding() &&
         actual.activity.by_class.at(of_class) == decltype(actual.activity.by_class)::value_type{};
}

void write_class(JsonWriter& json, AssetClass asset_class,
                 const std::optional<PredictedFigures>& predicted, const ActualFigures& actual) {
  const auto of_class = static_cast<std::size_t>(asset_class);
  json.begin_object().text("class", to_text(asset_class)).key("predicted");
  if (predicted) {
    write_predicted(json, *predicted);
    json.end_object();
  } else {
    json.null();
  }
  write_held(json.key("actual"), actual.held.at(of_class), actual.received.by_class.at(of_class));
  for (const CountedKind& counted : kCountedKinds) {
    write_tally(json, counted, actual.activity.of(asset_class, counted.kind));
  }
  json.end_object().end_object();
}

void write_predicted_total(JsonWriter& json, const market::Prediction& prediction,
                           const Period& compared) {
  const Duration elapsed = compared.length();
  const PredictedFigures all = predicted_in_all(prediction, levied_period(compared).length());
  write_predicted(json, all);
  write_range(json.key("assessed_anew"), prediction.assessed,
              [](const Debt& sum) { return to_text(sum); });
  write_range(json.key("purchases_a_year"), prediction.purchases, millionths_text);
  write_range(json.key("purchases_so_far"), prediction.purchases, [elapsed](std::uint64_t yearly) {
    return millionths_text(purchases_so_far(yearly, elapsed));
  });
  write_range(json.key("opened"), prediction.opened, [&all](std::uint32_t ppm) {
    return millionths_text(opened_millionths(all.assets, ppm));
  });
  json.number("newly_delinquent_within_30_days", prediction.newly_delinquent_in_30_days)
      .number("newly_delinquent_within_90_days", prediction.newly_delinquent_in_90_days)
      .end_object();
}

void write_actual_total(JsonWriter& json, const ActualFigures& actual) {
  HeldAssets all;
  for (const HeldAssets& held : actual.held) {
    all.assets += held.assets;
    all.assessed.grow(held.assessed);
  }
  write_held(json, all, received(actual.received));
  json.text("debts", to_text(actual.received.debts));
  for (const CountedKind& counted : kCountedKinds) {
    write_tally(json, counted, in_all(actual.activity, counted.kind));
  }
  json.number("became_delinquent_within_30_days", actual.delinquent_in_30_days)
      .number("became_delinquent_within_90_days", actual.delinquent_in_90_days)
      .end_object();
}

void write_origin(JsonWriter& json, const std::optional<market::Prediction>& prediction) {
  json.key("prediction");
  if (!prediction) {
    json.null();
    return;
  }
  json.begin_object().text("simulation", to_text(prediction->simulation));
  write_prediction_origin(json, *prediction);
  json.end_object();
}

}  // namespace

std::string outcome_json(const ComparedSchedule& schedule, const ActualFigures& actual,
                         Instant now) {
  const Period period = compared_period(schedule, now);
  const Period levied = levied_period(period);
  const auto& prediction = schedule.prediction;
  JsonWriter json;
  json.begin_object()
      .text("schedule", to_text(schedule.id))
      .text("state", to_text(schedule.state))
      .text("in_force_from", to_text(schedule.in_force_from))
      .text("from", to_text(period.begin))
      .text("until", to_text(period.end))
      .text("levied_from", to_text(levied.begin))
      .text("levied_until", to_text(levied.end));
  write_origin(json, prediction);
  json.key("by_class").begin_array();
  for (const AssetClass asset_class : kAssetClasses) {
    const auto predicted = prediction ? predicted_of(*prediction, asset_class, levied.length())
                                      : std::optional<PredictedFigures>{};
    if (!predicted && is_idle(actual, static_cast<std::size_t>(asset_class))) continue;
    write_class(json, asset_class, predicted, actual);
  }
  json.end_array().key("total").begin_object().key("predicted");
  if (prediction) {
    write_predicted_total(json, *prediction, period);
  } else {
    json.null();
  }
  write_actual_total(json.key("actual"), actual);
  json.end_object().text("currency", schedule.currency).text("as_of", to_text(now)).end_object();
  return json.take();
}

}  // namespace quitrent::api
