// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/run_answer.hpp"

#include <string_view>

#include <nlohmann/json.hpp>

#include "api/http/simulations/simulation_answer.hpp"
#include "registry/vocabulary/decimal.hpp"

namespace quitrent::api {
namespace {

std::string_view state_text(SimulationState state) {
  switch (state) {
    case SimulationState::running:
      return "running";
    case SimulationState::done:
      return "done";
    case SimulationState::failed:
      return "failed";
  }
  return {};
}

}  // namespace

std::string run_json(const SimulationRun& run) {
  const SimulationState state = run.state;
  nlohmann::ordered_json json{{"id", to_text(run.id)},
                              {"state", state_text(state)},
                              {"progress", format_decimal(run.progress_ppm, 6, 2)},
                              {"digest", to_text(run.digest)}};
  if (state == SimulationState::failed) json["failure"] = run.why + '.';
  if (state == SimulationState::done) {
    json["baseline_digest"] = to_text(run.baseline_digest);
    json["sequence"] = run.report.provenance.sequence;
    json["register_digest"] = to_text(run.register_digest);
    json["result_digest"] = to_text(run.result_digest);
    json["provenance"] = provenance_json(run.report.provenance);
    json["result"] = result_json(run.report);
  }
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace quitrent::api
