// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/headline.hpp"

#include <fmt/format.h>

#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

std::string share_of(std::uint64_t part, std::uint64_t whole) {
  const std::int64_t ppm = whole == 0 ? 0 : static_cast<std::int64_t>(part * 1'000'000 / whole);
  return percent_of_ppm(ppm);
}

}  // namespace

std::vector<HeadlineFigure> headline_of(const SimulationReport& report) {
  const tax::TaxTotals& all = report.breakdown.all;
  const tax::Delinquencies& late = report.delinquencies.back().counts;
  return {{.name = "Change of revenue",
           .value = with_sign(all.difference()),
           .note = fmt::format("{}: {} instead of {} {}", relative_change(all),
                               grouped(to_text(all.reform)), grouped(to_text(all.baseline)),
                               report.currency)},
          {.name = "Assets that pay more",
           .value = std::to_string(all.higher),
           .note = fmt::format("{} of {} taxed assets", share_of(all.higher, all.assets),
                               grouped(std::to_string(all.assets)))},
          {.name = "Assets that pay less",
           .value = std::to_string(all.lower),
           .note = share_of(all.lower, all.assets) + " of them"},
          {.name = "Newly delinquent",
           .value = std::to_string(late.newly),
           .note = fmt::format("within 90 days, if nobody pays in; within 30 days {}",
                               grouped(std::to_string(report.delinquencies[0].counts.newly)))}};
}

}  // namespace quitrent
