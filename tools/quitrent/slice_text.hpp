// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tax/invented_asset.hpp"

namespace quitrent {

/// The slices of a tax as a table of one line each, with the lines of `file` that they come from,
/// and their sum. `indent` stands before each line.
std::string slice_lines(const tax::ExplainedTax& tax, const std::string& file,
                        const std::string& indent);

/// The same for programs: `{slices: [...], total, carry}`.
nlohmann::ordered_json slice_json(const tax::ExplainedTax& tax, const std::string& file);

}  // namespace quitrent
