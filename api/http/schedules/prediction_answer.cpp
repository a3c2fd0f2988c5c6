// SPDX-License-Identifier: EUPL-1.2
#include "api/http/schedules/prediction_answer.hpp"

#include "registry/vocabulary/share.hpp"

namespace quitrent::api {
namespace {

constexpr std::uint64_t kMillionthsOfOne = 1'000'000;

std::string opened_text(std::uint32_t ppm) {
  return to_text(Share::from_ppm(static_cast<std::int32_t>(ppm)));
}

void write_predicted_class(JsonWriter& json, const market::PredictedClass& row) {
  json.begin_object()
      .text("class", to_text(row.asset_class))
      .number("assets", row.assets)
      .text("assessed", to_text(row.assessed))
      .text("revenue_baseline", to_text(row.baseline))
      .text("revenue", to_text(row.reform))
      .end_object();
}

}  // namespace

std::string millionths_text(std::uint64_t millionths) {
  std::string text = std::to_string(millionths / kMillionthsOfOne);
  if (millionths % kMillionthsOfOne == 0) return text;
  std::string decimals = std::to_string(kMillionthsOfOne + millionths % kMillionthsOfOne);
  decimals.front() = '.';
  return text + decimals.substr(0, decimals.find_last_not_of('0') + 1);
}

void write_prediction_origin(JsonWriter& json, const market::Prediction& prediction) {
  json.text("digest", to_text(prediction.digest))
      .number("sequence", prediction.sequence)
      .text("register_digest", to_text(prediction.register_digest))
      .text("version", prediction.version)
      .text("from", to_text(prediction.over.begin))
      .text("to", to_text(prediction.over.end));
}

void write_prediction(JsonWriter& json, const std::optional<market::Prediction>& prediction) {
  if (!prediction) {
    json.null();
    return;
  }
  json.begin_object().text("id", to_text(prediction->simulation));
  write_prediction_origin(json, *prediction);
  json.key("newly_delinquent")
      .begin_object()
      .number("within_30_days", prediction->newly_delinquent_in_30_days)
      .number("within_90_days", prediction->newly_delinquent_in_90_days)
      .end_object();
  write_range(json.key("opened"), prediction->opened, opened_text);
  write_range(json.key("purchases_a_year"), prediction->purchases, millionths_text);
  write_range(json.key("assessed"), prediction->assessed,
              [](const Debt& sum) { return to_text(sum); });
  json.key("by_class").begin_array();
  for (const market::PredictedClass& row : prediction->by_class) write_predicted_class(json, row);
  json.end_array().end_object();
}

}  // namespace quitrent::api
