// SPDX-License-Identifier: EUPL-1.2
//
// Why the quotient is exact. A piece holds A = due_below x D + rest_below at its threshold, and a
// slope B < D, with D = kCarryLimit < 2^55. For a part x < 2^60 the estimate is
// e = floor(x M / 2^64) with M = floor(B 2^64 / D). M is at most 1 below B 2^64 / D, so x M / 2^64
// is at most 2^-4 below x B / D, and 0 <= x B - e D < (1 + 2^-4) D. With rest_below < D and
// carry < D the remainder is below 3.1 x D < 2^57: it is known from its lower 64 bits, and the
// quotient is at most 3 too low.
#include "tax/simulation/tax_table.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace quitrent::tax {
namespace {

/// A part of the period in which neither regime nor degree changes.
struct EvenPart {
  const Regime* regime;
  Share degree;
  std::int64_t seconds;
};

/// The instants at which `over` breaks for these terms, both ends included.
std::vector<Instant> breaks_in(const ScheduleTimeline& timeline, const Taxed& terms, Period over) {
  std::vector<Instant> breaks{over.begin, over.end};
  const auto add = [&](Instant at) {
    if (at > over.begin && at < over.end) breaks.push_back(at);
  };
  for (const Regime& regime : timeline.regimes(terms.asset_class)) add(regime.from);
  for (const DegreeStep& step : terms.steps) add(step.from);
  std::ranges::sort(breaks);
  const auto surplus = std::ranges::unique(breaks);
  breaks.erase(surplus.begin(), surplus.end());
  return breaks;
}

std::vector<EvenPart> even_parts(const ScheduleTimeline& timeline, const Taxed& terms,
                                 Period over) {
  std::vector<EvenPart> parts;
  if (over.end <= over.begin) return parts;
  const std::vector<Instant> breaks = breaks_in(timeline, terms, over);
  for (std::size_t index = 0; index + 1 < breaks.size(); ++index) {
    Share degree = terms.degree;
    for (const DegreeStep& step : terms.steps) {
      if (step.from <= breaks[index]) degree = step.degree;
    }
    parts.push_back({.regime = &timeline.regime(terms.asset_class, breaks[index]),
                     .degree = degree,
                     .seconds = (breaks[index + 1] - breaks[index]).seconds()});
  }
  return parts;
}

/// The marginal rate of the part of an assessment just above `above`, times the seconds.
Int128 marginal_slope(const std::vector<EvenPart>& parts, Money above) {
  Int128 slope = 0;
  for (const EvenPart& part : parts) {
    if (part.regime->brackets.empty()) continue;
    const Share factor = multiplier(part.regime->points, part.degree);
    AnnualRate base;
    for (const Bracket& bracket : part.regime->brackets) {
      if (bracket.above <= above) base = bracket.base;
    }
    // Below 2^44 x 2^39.
    slope += Int128{effective_rate(base, factor).ppb()} * part.seconds;
  }
  return slope;
}

}  // namespace

struct TaxTable::Folded {
  std::vector<Money> above{Money{}};
  std::vector<std::uint64_t> slope;
  Money highest = kHighestAssessment;
};

TaxTable::TaxTable(std::shared_ptr<const ScheduleTimeline> timeline, std::vector<Taxed> terms,
                   Period over)
    : timeline_{std::move(timeline)}, terms_{std::move(terms)}, over_{over} {
  std::vector<Folded> rows;
  rows.reserve(terms_.size());
  for (const Taxed& one : terms_) {
    rows.push_back(folded(one));
    width_ = std::max(width_, rows.back().slope.size());
  }
  above_.assign(rows.size() * width_, std::numeric_limits<std::int64_t>::max());
  pieces_.resize(rows.size() * width_);
  highest_.resize(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) place(row, rows[row]);
}

TaxTable::Folded TaxTable::folded(const Taxed& terms) const {
  Folded function;
  const std::vector<EvenPart> parts = even_parts(*timeline_, terms, over_);
  for (const EvenPart& part : parts) {
    for (const Bracket& bracket : part.regime->brackets) function.above.push_back(bracket.above);
  }
  std::ranges::sort(function.above);
  const auto surplus = std::ranges::unique(function.above);
  function.above.erase(surplus.begin(), surplus.end());
  for (std::size_t index = 0; index < function.above.size(); ++index) {
    const Int128 slope = marginal_slope(parts, function.above[index]);
    if (slope >= kCarryLimit) {
      // More than the whole part is taxed away: levied() computes it.
      function.highest = least(function.highest, function.above[index]);
      break;
    }
    function.slope.push_back(static_cast<std::uint64_t>(slope));
  }
  function.above.resize(function.slope.size());
  if (function.slope.empty()) {
    function.above = {Money{}};
    function.slope = {0};
  }
  return function;
}

void TaxTable::place(std::size_t row, const Folded& function) {
  highest_[row] = function.highest.micro();
  Product sum = 0;  // below 2^60 x 2^55
  for (std::size_t index = 0; index < function.slope.size(); ++index) {
    const auto above = static_cast<std::uint64_t>(function.above[index].micro());
    if (index > 0) {
      const auto before = static_cast<std::uint64_t>(function.above[index - 1].micro());
      sum += Product{above - before} * function.slope[index - 1];
    }
    const std::uint64_t slope = function.slope[index];
    above_[row * width_ + index] = above;
    pieces_[row * width_ + index] = {
        .slope = slope,
        .reciprocal = static_cast<std::uint64_t>((Product{slope} << 64U) / kLimit),
        .due_below = static_cast<std::uint64_t>(sum / kLimit),
        .rest_below = static_cast<std::uint64_t>(sum % kLimit)};
  }
}

Charge TaxTable::charge_until(std::uint32_t row, const Ending& ending) const {
  Taxed taxed = terms_[row];
  taxed.assessment = ending.assessment;
  constexpr Money kUnlimited = Money::from_micro(std::numeric_limits<std::int64_t>::max());
  const Levy levy =
      levied(*timeline_, taxed,
             {.escrow = kUnlimited, .arrears = {}, .carry = ending.carry, .levied_to = over_.begin},
             std::min(ending.until, over_.end));
  return {levy.paid, levy.carry};
}

}  // namespace quitrent::tax
