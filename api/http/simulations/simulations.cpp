// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulations.hpp"

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "api/http/simulations/run_answer.hpp"
#include "api/http/simulations/simulation_body.hpp"
#include "api/http/simulations/simulation_runs.hpp"

namespace quitrent::api {
namespace {

Answer post_simulation(HandlerContext& context, const Call& call) {
  auto ask = simulation_ask_from(call, context.version);
  if (!ask) return std::unexpected(std::move(ask.error()));
  auto run = std::make_unique<SimulationRun>();
  run->ask = *std::move(ask);
  run->version = context.version;
  const auto begun =
      context.simulations->begin(context.engine, std::move(run),
                                 std::chrono::milliseconds{context.limits.simulation_timeout_ms});
  const SimulationState state = begun->state;
  if (state == SimulationState::failed) {
    return std::unexpected(problem(ProblemCode::invalid_field,
                                   "The simulation cannot be made: " + begun->failure + "."));
  }
  Response response = json_answer(state == SimulationState::done ? 201 : 202, run_json(*begun));
  response.headers.emplace_back("Location", "/v1/simulations/" + to_text(begun->id));
  return response;
}

Answer get_simulation(HandlerContext& context, const Call& call) {
  const auto id = parse_identifier<SimulationKind>(call.names[0]);
  const auto run = id ? context.simulations->find(*id) : nullptr;
  if (run == nullptr) return not_found("simulation");
  return tagged_answer(call.request, run_json(*run));
}

}  // namespace

std::span<const Route> simulation_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {post, "/v1/simulations", policy, BodyForm::toml_or_json, post_simulation, Query::read},
      {get, "/v1/simulations/{id}", anyone, BodyForm::none, get_simulation},
  });
  return kRoutes;
}

}  // namespace quitrent::api
