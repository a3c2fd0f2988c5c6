// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/run_prediction.hpp"

#include <cstdint>
#include <optional>
#include <utility>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {
namespace {

/// A sum of 0 or more.
Debt as_debt(const tax::TaxSum& sum) {
  const tax::Int128 micro = sum.micro();
  ensure(micro >= 0, "a sum of taxes or assessments is 0 or more");
  return Debt::from_words(static_cast<std::uint64_t>(micro >> 64U),
                          static_cast<std::uint64_t>(micro));
}

std::unexpected<Refusal> simulation_refused(RefusalCode code, std::string detail) {
  return std::unexpected(
      Refusal{.code = code, .detail = std::move(detail), .pointer = {}, .current = {}});
}

/// The prediction of a run for the proposal, or why it is none of it.
Outcome<std::optional<market::Prediction>> prediction_for(const market::ProposeSchedule& request,
                                                          const SimulationRun* run) {
  if (run == nullptr) {
    return simulation_refused(RefusalCode::not_found,
                              "The register keeps no such simulation; simulate the schedule anew.");
  }
  if (run->state != SimulationState::done) {
    return simulation_refused(RefusalCode::wrong_state, "The simulation is not done.");
  }
  if (run->digest != sha256(request.toml)) {
    return simulation_refused(
        RefusalCode::digest_mismatch,
        "The simulation is of another text; its digest is " + to_text(run->digest) + ".");
  }
  if (request.baseline && *request.baseline != run->baseline_digest) {
    return simulation_refused(RefusalCode::stale,
                              "The simulation compares the schedule with another baseline.");
  }
  if (run->report.over.begin != run->effective) {
    return simulation_refused(
        RefusalCode::invalid_field,
        "Simulate the schedule from its first second on, " + to_text(run->effective) + ".");
  }
  return prediction_of(*run);
}

}  // namespace

market::Prediction prediction_of(const SimulationRun& run) {
  const SimulationReport& report = run.report;
  const tax::Behaviour& behaviour = report.behaviour;
  market::Prediction prediction{.simulation = run.id,
                                .digest = run.result_digest,
                                .sequence = report.provenance.sequence,
                                .register_digest = run.register_digest,
                                .version = run.version,
                                .over = report.over};
  prediction.newly_delinquent_in_30_days = report.delinquencies[0].counts.newly;
  prediction.newly_delinquent_in_90_days = report.delinquencies[1].counts.newly;
  const auto opened = [&behaviour](std::size_t at) {
    return static_cast<std::uint32_t>(behaviour.opened.at(at).assets_ppm);
  };
  const auto purchases = [&behaviour](std::size_t at) {
    return static_cast<std::uint64_t>(behaviour.turnover.at(at).reform_millionths);
  };
  const auto assessed = [&behaviour](std::size_t at) {
    return as_debt(behaviour.redeclared.at(at).assessed);
  };
  prediction.opened = {opened(0), opened(1), opened(2)};
  prediction.purchases = {purchases(0), purchases(1), purchases(2)};
  prediction.assessed = {assessed(0), assessed(1), assessed(2)};
  for (const tax::TaxLine& line : report.breakdown.by_class) {
    const auto asset_class = parse_asset_class(line.name);
    ensure(asset_class.has_value(), "a row of the classes names a class");
    prediction.by_class.push_back({.asset_class = *asset_class,
                                   .assets = line.totals.assets,
                                   .assessed = as_debt(line.totals.assessed),
                                   .baseline = as_debt(line.totals.baseline),
                                   .reform = as_debt(line.totals.reform)});
  }
  return prediction;
}

void add_prediction(market::ProposeSchedule& request, const SimulationRuns& runs,
                    const std::string& simulation) {
  const auto id = parse_identifier<SimulationKind>(simulation);
  const auto run = id ? runs.find(*id) : nullptr;
  request.prediction = prediction_for(request, run.get());
  if (request.prediction) request.baseline = run->baseline_digest;
}

}  // namespace quitrent::api
