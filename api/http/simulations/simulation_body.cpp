// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulation_body.hpp"

#include <string>
#include <utility>
#include <vector>

#include "api/http/json/shape.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/schedules/schedule_bodies.hpp"

namespace quitrent::api {
namespace {

constexpr const char* kEmptyPeriod = "The end is after the beginning.";

bool is_empty_period(const SimulationAsk& ask) {
  return ask.from && ask.to && *ask.to <= *ask.from;
}

FromBody<SimulationAsk> ask_of_toml(const Call& call) {
  Parameters parameters{call.request.query};
  SimulationAsk ask{.toml = std::string{call.request.body},
                    .from = parameters.instant_or_day("from"),
                    .to = parameters.instant_or_day("to")};
  if (is_empty_period(ask)) parameters.refuse("to", kEmptyPeriod);
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  return ask;
}

FromBody<SimulationAsk> ask_of_json(const Call& call) {
  if (auto fault = Parameters{call.request.query}.fault()) {
    return std::unexpected(std::move(*fault));
  }
  std::vector<FieldFault> faults;
  Shape shape{call.body, "", faults};
  SimulationAsk ask{.toml = shape.word("toml", Presence::required).value_or(""),
                    .from = shape.instant("from", Presence::optional),
                    .to = shape.instant("to", Presence::optional)};
  if (is_empty_period(ask)) shape.fault("to", ProblemCode::invalid_field, kEmptyPeriod);
  shape.done();
  if (!faults.empty()) return std::unexpected(problem(std::move(faults)));
  return ask;
}

}  // namespace

FromBody<SimulationAsk> simulation_ask_from(const Call& call, std::string_view version) {
  auto ask = call.is_toml ? ask_of_toml(call) : ask_of_json(call);
  if (!ask) return ask;
  const auto schedule = schedule_from(ask->toml, version);
  if (!schedule) return std::unexpected(schedule.error());
  return ask;
}

}  // namespace quitrent::api
