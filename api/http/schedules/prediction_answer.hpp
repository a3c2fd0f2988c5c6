// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "api/http/json/json_writer.hpp"
#include "market/state/prediction.hpp"

namespace quitrent::api {

/// Writes what the simulation that a proposer saw predicts; null where there is none. Its digest
/// and its entry of the journal say from what.
void write_prediction(JsonWriter& json, const std::optional<market::Prediction>& prediction);

/// Writes from what a prediction was made: digest, entry and program, and over which period.
void write_prediction_origin(JsonWriter& json, const market::Prediction& prediction);

/// Millionths as a decimal with at most six decimals, such as `12.5`.
std::string millionths_text(std::uint64_t millionths);

/// Writes `{low, middle, high}`; `text` writes each figure.
template <class Figure, class Text>
void write_range(JsonWriter& json, const market::PredictedRange<Figure>& range, const Text& text) {
  json.begin_object()
      .text("low", text(range.low))
      .text("middle", text(range.middle))
      .text("high", text(range.high))
      .end_object();
}

}  // namespace quitrent::api
