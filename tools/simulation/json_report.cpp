// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/json_report.hpp"

#include <nlohmann/json.hpp>

#include "api/http/simulations/simulation_answer.hpp"

namespace quitrent {

std::string json_report(const SimulationReport& report) {
  using Json = nlohmann::ordered_json;
  const Json json{{"provenance", api::provenance_json(report.provenance)},
                  {"result", api::result_json(report)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace quitrent
