// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <vector>

#include "api/http/json/json_writer.hpp"
#include "registry/title/evidence.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/degree_basis.hpp"
#include "tax/evaluated_degree.hpp"

namespace quitrent::api {

/// Writes the members of an answer about terms. The caller begins and ends the object.
void write_degree(JsonWriter& json, const tax::EvaluatedDegree& evaluated);

/// Writes an identifier of the table, with the degree of an asset whose only licence it is.
void write_known_licence(JsonWriter& json, const tax::LicenceLine& line, Share degree);
/// Writes a reference that a registrar has recorded, with the degree of an asset whose only licence
/// it is.
void write_known_licence(JsonWriter& json, const RecordedProfile& profile, Share degree);
/// Writes the profile that a registrar recorded for a licence, as members of the caller's object.
void write_recorded_levels(JsonWriter& json, const RecordedProfile& profile);

/// Writes what degrees follow from, as members of the caller's object: the digests of the licence
/// table, of the default weights of the register and of those that the program carries, and the
/// weights themselves.
void write_degree_basis(JsonWriter& json, const tax::DegreeBasis& basis);
/// Writes weights by letter: `{"A": "0.180000", ...}`.
void write_weights(JsonWriter& json, const tax::Weights& weights);
/// Writes levels by letter: `{"A": "0/24", ...}`.
void write_levels(JsonWriter& json, const OpennessLevels& levels);
/// Writes the openness levels of terms, one row for each choice of the licensee: `[{from,
/// vector}]`. `from` is null for a choice that applies from the beginning.
void write_dated_levels(JsonWriter& json, const std::vector<DatedOpennessLevels>& levels);

}  // namespace quitrent::api
