// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/prediction.hpp"

#include "market/codec/values.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/share.hpp"

namespace quitrent::market {
namespace {

void encode_predicted_class(ByteWriter& writer, const PredictedClass& row) {
  writer.byte(static_cast<std::uint8_t>(row.asset_class));
  writer.number(row.assets);
  encode_debt(writer, row.assessed);
  encode_debt(writer, row.baseline);
  encode_debt(writer, row.reform);
}

PredictedClass predicted_class_of(ByteReader& reader) {
  PredictedClass row;
  row.asset_class = symbol_of<AssetClass>(reader, kAssetClasses.size());
  row.assets = reader.number();
  row.assessed = debt_of(reader);
  row.baseline = debt_of(reader);
  row.reform = debt_of(reader);
  return row;
}

/// A share in parts per million.
std::uint32_t opened_of(ByteReader& reader) {
  const std::uint32_t ppm = small_number_of(reader);
  require(ppm <= static_cast<std::uint32_t>(kWhole.ppm()), "a predicted share above the whole");
  return ppm;
}

}  // namespace

void encode_prediction(ByteWriter& writer, const Prediction& prediction) {
  encode_identifier(writer, prediction.simulation);
  writer.fixed(view(prediction.digest));
  writer.number(prediction.sequence);
  writer.fixed(view(prediction.register_digest));
  writer.text(prediction.version);
  encode_instant(writer, prediction.over.begin);
  encode_instant(writer, prediction.over.end);
  writer.number(prediction.newly_delinquent_in_30_days);
  writer.number(prediction.newly_delinquent_in_90_days);
  const auto& [opened_low, opened_middle, opened_high] = prediction.opened;
  for (const std::uint32_t ppm : {opened_low, opened_middle, opened_high}) writer.number(ppm);
  const auto& [few, middle, many] = prediction.purchases;
  for (const std::uint64_t millionths : {few, middle, many}) writer.number(millionths);
  encode_debt(writer, prediction.assessed.low);
  encode_debt(writer, prediction.assessed.middle);
  encode_debt(writer, prediction.assessed.high);
  writer.number(prediction.by_class.size());
  for (const PredictedClass& row : prediction.by_class) encode_predicted_class(writer, row);
}

Prediction prediction_of(ByteReader& reader) {
  Prediction prediction;
  prediction.simulation = identifier_of<SimulationKind>(reader);
  prediction.digest = digest_of(reader);
  prediction.sequence = reader.number();
  prediction.register_digest = digest_of(reader);
  prediction.version = reader.text();
  require(!prediction.version.empty() && prediction.version.size() <= kMostVersionBytes,
          "a version of a program that is empty or too long");
  prediction.over.begin = instant_of(reader);
  prediction.over.end = instant_of(reader);
  require(prediction.over.begin < prediction.over.end, "a prediction over an empty period");
  prediction.newly_delinquent_in_30_days = reader.number();
  prediction.newly_delinquent_in_90_days = reader.number();
  auto& [opened_low, opened_middle, opened_high] = prediction.opened;
  for (std::uint32_t* ppm : {&opened_low, &opened_middle, &opened_high}) *ppm = opened_of(reader);
  auto& [few, middle, many] = prediction.purchases;
  for (std::uint64_t* millionths : {&few, &middle, &many}) *millionths = reader.number();
  prediction.assessed.low = debt_of(reader);
  prediction.assessed.middle = debt_of(reader);
  prediction.assessed.high = debt_of(reader);
  for (std::size_t left = reader.count(); left > 0; --left) {
    prediction.by_class.push_back(predicted_class_of(reader));
    const std::size_t rows = prediction.by_class.size();
    require(rows == 1 || prediction.by_class[rows - 2].asset_class <
                             prediction.by_class[rows - 1].asset_class,
            "the classes of a prediction are out of order");
  }
  return prediction;
}

}  // namespace quitrent::market
