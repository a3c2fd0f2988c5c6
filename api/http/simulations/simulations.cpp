// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulations.hpp"

#include <array>
#include <exception>
#include <memory>
#include <string>
#include <utility>

#include "api/http/schedules/schedule_bodies.hpp"
#include "api/http/simulations/run_answer.hpp"
#include "api/http/simulations/simulation_body.hpp"
#include "api/http/simulations/simulation_runs.hpp"

namespace quitrent::api {
namespace {

/// The problem of a simulation that failed. Throws what the machine threw, and Overloaded.
Problem why_failed(const SimulationRun& run) {
  switch (run.failure) {
    case SimulationFailure::broken:
      std::rethrow_exception(run.cause);
    case SimulationFailure::ended:
      throw Overloaded(run.why);
    case SimulationFailure::impossible:
      break;
  }
  if (!run.faults.empty()) return schedule_problem(run.faults);
  return problem(ProblemCode::invalid_field, "The simulation cannot be made: " + run.why + ".");
}

Answer post_simulation(HandlerContext& context, const Call& call) {
  auto ask = simulation_ask_from(call, context.version);
  if (!ask) return std::unexpected(std::move(ask.error()));
  auto run = std::make_unique<SimulationRun>();
  run->ask = *std::move(ask);
  run->version = context.version;
  const auto begun = context.simulations->begin(context.engine, std::move(run), context.limits);
  const SimulationState state = begun->state;
  if (state == SimulationState::failed) return std::unexpected(why_failed(*begun));
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
