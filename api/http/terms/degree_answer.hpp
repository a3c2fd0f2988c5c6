// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <vector>

#include "api/http/json/json_writer.hpp"
#include "registry/title/evidence.hpp"
#include "registry/vocabulary/money.hpp"
#include "registry/vocabulary/rate.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/explanation.hpp"

namespace quitrent::api {

/// What somebody who asks for the degree of terms is told.
struct EvaluatedDegree {
  AssetClass asset_class = AssetClass::patent;
  tax::DegreeExplanation told;          ///< of the terms as they are now
  std::vector<tax::DatedDegree> steps;  ///< that later terms bring
  std::optional<Money> assessment;      ///< that was asked about
  std::optional<AnnualRate> rate;       ///< on it; nothing for a class that is not taken
  std::optional<Money> tax_per_year;    ///< at that rate
};

/// Writes the members of an answer about terms; the object is the caller's to open and close.
void write_degree(JsonWriter& json, const EvaluatedDegree& evaluated);

/// Writes an identifier of the table with the degree of what stands under it alone.
void write_known_licence(JsonWriter& json, const tax::LicenceLine& line, Share degree);
/// Likewise a reference that a registrar has recorded.
void write_known_licence(JsonWriter& json, const RecordedProfile& profile, Share degree);
/// Writes what a registrar recorded of a licence, as members of the caller's object.
void write_recorded_levels(JsonWriter& json, const RecordedProfile& profile);

/// Writes levels by letter: `{"A": "0/24", ...}`.
void write_levels(JsonWriter& json, const OpennessLevels& levels);
/// Writes what terms leave closed, each choice of the licensee: `[{from, vector}]`, `from` null for
/// what holds from the beginning.
void write_dated_levels(JsonWriter& json, const std::vector<DatedOpennessLevels>& levels);

}  // namespace quitrent::api
