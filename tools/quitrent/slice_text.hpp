// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/instant.hpp"
#include "tax/invented_asset.hpp"

namespace quitrent {

/// What states the lines that slices come from: each name from its first second on, ascending; the
/// first one also before. At least one.
struct SliceSources {
  std::vector<std::pair<Instant, std::string>> names;
  /// The name that applies in a second.
  const std::string& at(Instant second) const;
};

/// The slices of a tax as a table of one line each, with the lines of the schedules that they come
/// from, and their sum. `indent` stands before each line.
std::string slice_lines(const tax::ExplainedTax& tax, const SliceSources& sources,
                        const std::string& indent);
/// The same where one file states all lines.
std::string slice_lines(const tax::ExplainedTax& tax, const std::string& file,
                        const std::string& indent);

/// The same for programs: `{slices: [...], total, carry}`.
nlohmann::ordered_json slice_json(const tax::ExplainedTax& tax, const SliceSources& sources);
/// The same where one file states all lines.
nlohmann::ordered_json slice_json(const tax::ExplainedTax& tax, const std::string& file);

}  // namespace quitrent
