// SPDX-License-Identifier: EUPL-1.2
#include "api/http/simulations/simulation_report.hpp"

#include "registry/vocabulary/decimal.hpp"

namespace quitrent::api {
namespace {

/// What names the assets of a simulation.
struct Naming {
  const market::Books& books;
  const tax::RegisterColumns& assets;
  const tax::SimulatedTaxes& taxes;

  NamedAsset at(std::size_t row) const {
    const Asset& asset = books.asset(assets.asset[row]);
    const NamedParty holder = books.named(assets.holder[row]);
    return {.id = to_text(asset.id),
            .name = asset.particulars->name,
            .asset_class = std::string{to_text(asset.asset_class)},
            .holder = to_text(holder.id),
            .holder_name = holder.name,
            .assessment = assets.assessment[row],
            .baseline = taxes.baseline[row],
            .reform = taxes.reform[row]};
  }
  std::vector<NamedAsset> all(const std::vector<tax::ChangedAsset>& changed) const {
    std::vector<NamedAsset> named;
    for (const tax::ChangedAsset& one : changed) named.push_back(at(one.row));
    return named;
  }
};

template <class Values, class Text>
std::string joined(const Values& values, Text&& text) {
  std::string line;
  for (const auto& value : values) line += (line.empty() ? "" : ", ") + text(value);
  return line;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> Provenance::lines() const {
  std::vector<std::pair<std::string, std::string>> all{{"register", register_file},
                                                       {"sequence", std::to_string(sequence)},
                                                       {"register_at", register_at},
                                                       {"register_digest", register_digest},
                                                       {"baseline", baseline_title},
                                                       {"baseline_digest", baseline_digest},
                                                       {"reform", reform_title},
                                                       {"reform_digest", reform_digest},
                                                       {"reform_effective", reform_effective},
                                                       {"cap", cap},
                                                       {"program", program},
                                                       {"command", command}};
  all.insert(all.end() - 2, options.begin(), options.end());
  if (command.empty()) all.pop_back();
  if (register_file.empty()) all.erase(all.begin());
  return all;
}

SimulationReport named_report(const market::Books& books, const tax::RegisterColumns& assets,
                              tax::Simulation& found) {
  const Naming naming{books, assets, found.taxes};
  SimulationReport report;
  report.winners = naming.all(found.changes.winners.largest);
  report.losers = naming.all(found.changes.losers.largest);
  for (std::size_t at = 0; at < found.delinquencies.size(); ++at) {
    NamedDelinquencies& named = report.delinquencies.at(at);
    named.counts = std::move(found.delinquencies.at(at));
    for (const std::size_t row : named.counts.largest) named.largest.push_back(naming.at(row));
  }
  report.breakdown = std::move(found.breakdown);
  report.changes = std::move(found.changes);
  report.concentration = std::move(found.concentration);
  report.covers = found.covers;
  report.behaviour = found.behaviour;
  report.rates = std::move(found.rates);
  report.revenue = std::move(found.revenue);
  report.unmoved = std::move(found.unmoved);
  return report;
}

std::vector<std::pair<std::string, std::string>> simulation_options(
    Period over, const tax::BehaviourParameters& parameters) {
  const auto percent = [](std::int64_t count, int decimals) {
    return format_decimal(count, decimals, 0) + '%';
  };
  return {{"from", to_text(over.begin)},
          {"to", to_text(over.end)},
          {"discount",
           joined(parameters.discount, [&](AnnualRate one) { return percent(one.ppb(), 7); })},
          {"opening", joined(parameters.opening, [&](Share one) { return percent(one.ppm(), 4); })},
          {"turnover", percent(parameters.turnover.ppb(), 7)},
          {"response", joined(parameters.response_ppm,
                              [](std::int64_t one) { return format_decimal(one, 6, 0); })}};
}

}  // namespace quitrent::api
