// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "market/state/prediction.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::market {

/// Writes what a simulation predicts.
void encode_prediction(ByteWriter& writer, const Prediction& prediction);
/// Reads it. Throws DamagedBytes, also for a version, a share or an order of classes that no
/// prediction has.
Prediction prediction_of(ByteReader& reader);

}  // namespace quitrent::market
