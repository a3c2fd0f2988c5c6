// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <string>

#include "tools/simulation/report.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {

/// One table as CSV (RFC 4180, UTF-8): lines that begin with `#` say where it comes from, then the
/// names of the columns, then the rows, exact and without grouping. A text that a spreadsheet would
/// take for a formula has an apostrophe before it.
std::string csv_text(const ShownTable& table, const Provenance& provenance);

/// Writes every table of the report as a file of the folder, which is made where it is missing.
/// Throws PolicyFault.
void write_csv(const SimulationReport& report, const std::filesystem::path& folder);

}  // namespace quitrent
