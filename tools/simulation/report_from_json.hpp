// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "tools/simulation/report.hpp"

namespace quitrent {

/// Reads `{provenance, result}`, as json_report() writes them and a register answers them, back
/// into a report: json_report(), text_report(), csv_text() and page_report() of it are those of the
/// first report. Other members are passed over. What no form shows is not in it: rows of columns,
/// and the parameters of behaviour. `whose`: who answered, such as an address or a file. Throws
/// PolicyFault where something is missing, of another type, or does not add up.
SimulationReport report_from_json(const nlohmann::ordered_json& answer, const std::string& whose);

}  // namespace quitrent
