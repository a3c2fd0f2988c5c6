// SPDX-License-Identifier: EUPL-1.2
//
// Everything that needs integers wider than 64 bits: accrual, cover, delinquency and clawback use
// one sum.
#include "tax/accrual.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <optional>

#include <boost/multiprecision/cpp_int.hpp>

#include "registry/vocabulary/ensure.hpp"
#include "tax/clawback.hpp"
#include "tax/cover.hpp"
#include "tax/delinquency.hpp"

namespace quitrent::tax {
namespace {

using Wide = boost::multiprecision::checked_int128_t;
using Wider = boost::multiprecision::checked_int256_t;

/// An interval of time in which the tax per second is constant.
struct TaxedStretch {
  Instant begin;
  std::int64_t seconds;
  Wide per_second;  ///< µ x ppb; parts below 2^63 at rates below 2^63 stay below 2^126
};

Wide tax_per_second(const Regime& regime, Money assessment, Share degree) {
  const std::vector<Bracket>& brackets = regime.brackets;
  Wide sum = 0;
  if (brackets.empty()) return sum;
  const Share factor = multiplier(regime.points, degree);
  for (std::size_t index = 0; index < brackets.size(); ++index) {
    const std::int64_t above = brackets[index].above.micro();
    if (assessment.micro() <= above) break;
    const std::int64_t top = index + 1 < brackets.size()
                                 ? std::min(assessment.micro(), brackets[index + 1].above.micro())
                                 : assessment.micro();
    sum += Wide{top - above} * effective_rate(brackets[index].base, factor).ppb();
  }
  return sum;
}

Share degree_at(const Taxed& taxed, Instant at) {
  Share degree = taxed.degree;
  for (const DegreeStep& step : taxed.steps) {
    if (step.from <= at) degree = step.degree;
  }
  return degree;
}

/// Calls `visit` for each interval of `over`, in order, until it answers false.
template <class Visit>
void visit_intervals(const ScheduleTimeline& timeline, const Taxed& taxed, Period over,
                     Visit visit) {
  const std::span<const Regime> regimes = timeline.regimes(taxed.asset_class);
  auto next_regime =
      std::ranges::upper_bound(regimes, over.begin, std::ranges::less{}, &Regime::from);
  ensure(next_regime != regimes.begin(), "the first regime begins before every instant");
  const Regime* regime = &*std::prev(next_regime);
  auto next_step =
      std::ranges::upper_bound(taxed.steps, over.begin, std::ranges::less{}, &DegreeStep::from);
  Share degree = next_step == taxed.steps.begin() ? taxed.degree : std::prev(next_step)->degree;
  for (Instant begin = over.begin; begin < over.end;) {
    Instant end = over.end;
    if (next_regime != regimes.end()) end = std::min(end, next_regime->from);
    if (next_step != taxed.steps.end()) end = std::min(end, next_step->from);
    const Wide per_second = tax_per_second(*regime, taxed.assessment, degree);
    if (!visit(TaxedStretch{begin, (end - begin).seconds(), per_second})) return;
    begin = end;
    for (; next_regime != regimes.end() && next_regime->from <= begin; ++next_regime) {
      regime = &*next_regime;
    }
    for (; next_step != taxed.steps.end() && next_step->from <= begin; ++next_step) {
      degree = next_step->degree;
    }
  }
}

/// Below these limits the sum over a period is always below 2^127: 2^38 s x 2^88 + 2^55.
constexpr std::int64_t kNarrowSeconds = std::int64_t{1} << 38;
constexpr int kNarrowBits = 88;

/// The sum of part x rate x seconds where it always fits into 128 bits; nothing where it may not.
std::optional<Wide> narrow_sum(const ScheduleTimeline& timeline, const Taxed& taxed, Period over) {
  if (over.length().seconds() >= kNarrowSeconds) return std::nullopt;
  std::optional<Wide> sum = 0;
  visit_intervals(timeline, taxed, over, [&sum](const TaxedStretch& interval) {
    if ((interval.per_second >> kNarrowBits) == 0) {
      *sum += interval.per_second * interval.seconds;
    } else {
      sum.reset();
    }
    return sum.has_value();
  });
  return sum;
}

/// The sum of part x rate x seconds in 256 bits, which always hold it: 2^126 x 2^64.
Wider wide_sum(const ScheduleTimeline& timeline, const Taxed& taxed, Period over) {
  Wider sum = 0;
  visit_intervals(timeline, taxed, over, [&sum](const TaxedStretch& interval) {
    sum += Wider{interval.per_second} * interval.seconds;
    return true;
  });
  return sum;
}

/// The sum of part x rate x seconds, in 128 bits where it fits.
Wider exact_sum(const ScheduleTimeline& timeline, const Taxed& taxed, Period over) {
  if (const auto sum = narrow_sum(timeline, taxed, over)) return Wider{*sum};
  return wide_sum(timeline, taxed, over);
}

/// A tax in whole micro-units and the remainder.
struct Split {
  Money due;           ///< at most the highest Money
  std::int64_t carry;  ///< in [0, kCarryLimit)
};

template <class Number>
Split split(const Number& sum) {
  Number due;
  Number carry;
  divide_qr(sum, Number{kCarryLimit}, due, carry);
  constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
  return {Money::from_micro(due > highest ? highest : static_cast<std::int64_t>(due)),
          static_cast<std::int64_t>(carry)};
}

/// Takes a tax from escrow first; at most `room` of the rest becomes arrears.
template <class Number>
Levy levy_of(const Number& sum, Period over, Money escrow, Money room) {
  Number due;
  Number carry;
  divide_qr(sum, Number{kCarryLimit}, due, carry);
  Levy levy{over, escrow, room, static_cast<std::int64_t>(carry)};
  if (due <= escrow.micro()) {
    levy.paid = Money::from_micro(static_cast<std::int64_t>(due));
    levy.arrears = Money{};
  } else if (due - escrow.micro() < room.micro()) {
    levy.arrears = Money::from_micro(static_cast<std::int64_t>(due - escrow.micro()));
  }
  return levy;
}

Split split_sum(const ScheduleTimeline& timeline, const Taxed& taxed, Period over,
                std::int64_t addend) {
  if (const auto sum = narrow_sum(timeline, taxed, over)) return split<Wide>(*sum + addend);
  return split<Wider>(wide_sum(timeline, taxed, over) + addend);
}

}  // namespace

Levy levied(const ScheduleTimeline& timeline, const Taxed& taxed, const AccrualState& accrual_state,
            Instant to) {
  ensure(accrual_state.escrow >= Money{} && accrual_state.carry >= 0 &&
             accrual_state.carry < kCarryLimit,
         "a settlement holds no negative escrow and a carry below the limit");
  const Period over{accrual_state.levied_to, std::max(accrual_state.levied_to, to)};
  if (over.begin == over.end) return {over, {}, {}, accrual_state.carry};
  const Money room = greatest(Money{}, taxed.assessment - accrual_state.arrears);
  if (const auto sum = narrow_sum(timeline, taxed, over)) {
    return levy_of<Wide>(*sum + accrual_state.carry, over, accrual_state.escrow, room);
  }
  return levy_of<Wider>(wide_sum(timeline, taxed, over) + accrual_state.carry, over,
                        accrual_state.escrow, room);
}

std::vector<BracketRate> bracket_rates(const ScheduleTimeline& timeline, const Taxed& taxed,
                                       Instant at) {
  std::vector<BracketRate> rates;
  const Regime& regime = timeline.regime(taxed.asset_class, at);
  const Share factor = multiplier(regime.points, degree_at(taxed, at));
  for (const Bracket& bracket : regime.brackets) {
    rates.push_back({bracket.above, effective_rate(bracket.base, factor)});
  }
  return rates;
}

AnnualRate average_rate(const ScheduleTimeline& timeline, const Taxed& taxed, Instant at) {
  if (taxed.assessment <= Money{}) return {};
  const Regime& regime = timeline.regime(taxed.asset_class, at);
  const Wide tax = tax_per_second(regime, taxed.assessment, degree_at(taxed, at));
  // A mean of 64-bit rates fits into 64 bits.
  return AnnualRate::from_ppb(static_cast<std::int64_t>(tax / taxed.assessment.micro()));
}

Money tax_over(const ScheduleTimeline& timeline, const Taxed& taxed, Duration length, Instant at) {
  const Regime& regime = timeline.regime(taxed.asset_class, at);
  const Wide tax = tax_per_second(regime, taxed.assessment, degree_at(taxed, at));
  return split<Wider>(Wider{tax} * std::max<std::int64_t>(length.seconds(), 0)).due;
}

Money clawback(const ScheduleTimeline& timeline, std::span<const Undertaxed> intervals) {
  Wider difference = 0;
  for (const auto& [asset_class, interval, degree] : intervals) {
    if (interval.degree >= degree) continue;
    const Taxed before{asset_class, interval.assessment, interval.degree, {}};
    const Taxed after{asset_class, interval.assessment, degree, {}};
    difference += exact_sum(timeline, after, interval.over);
    difference -= exact_sum(timeline, before, interval.over);
  }
  return split<Wider>(difference).due;
}

Money cover(const ScheduleTimeline& timeline, const Taxed& taxed, Instant now, Instant expires_at) {
  const Instant end = std::min(now + timeline.procedure(now).escrow_cover, expires_at);
  // Adds the greatest remainder, so that a fraction is rounded up.
  return split_sum(timeline, taxed, {now, std::max(now, end)}, kCarryLimit - 1).due;
}

std::optional<Instant> funded_until(const ScheduleTimeline& timeline, const Taxed& taxed,
                                    const AccrualState& accrual_state, Instant expires_at) {
  ensure(accrual_state.escrow >= Money{} && accrual_state.carry >= 0 &&
             accrual_state.carry < kCarryLimit,
         "a settlement holds no negative escrow and a carry below the limit");
  // Below 2^64 x 2^55. Each product that is subtracted is less than `missing`.
  Wide missing = (Wide{accrual_state.escrow.micro()} + 1) * kCarryLimit - accrual_state.carry;
  std::optional<Instant> depleted;
  const auto visit = [&](const TaxedStretch& interval) {
    if (interval.per_second == 0) return true;
    const Wide seconds = (missing + interval.per_second - 1) / interval.per_second;
    if (seconds <= interval.seconds) {
      depleted = interval.begin + Duration::from_seconds(static_cast<std::int64_t>(seconds));
      return false;
    }
    missing -= interval.per_second * interval.seconds;
    return true;
  };
  visit_intervals(timeline, taxed, {accrual_state.levied_to, std::min(expires_at, kEndOfTime)},
                  visit);
  // The second of expiry itself is not before expiry.
  if (depleted && *depleted >= std::min(expires_at, kEndOfTime)) depleted.reset();
  return depleted;
}

}  // namespace quitrent::tax
