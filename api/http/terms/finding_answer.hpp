// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>
#include <vector>

#include "api/http/json/json_writer.hpp"
#include "market/state/books.hpp"
#include "registry/title/finding.hpp"

namespace quitrent::api {

/// Writes what each party owes because of a finding: `[{party, clawback, surcharge}]`.
void write_finding_parts(JsonWriter& json, std::string_view name,
                         const std::vector<FindingPart>& parts);

/// Writes a finding as the event that records it shows it.
void write_finding(JsonWriter& json, const Finding& finding);

/// Writes the findings about an asset that are not due yet.
void write_findings(JsonWriter& json, const market::Books& books, const AssetId& asset);

}  // namespace quitrent::api
