// SPDX-License-Identifier: EUPL-1.2
//
// Laws of accrual, cover and depletion over random cases, compared with plain fractions.
#include <algorithm>
#include <limits>

#include <doctest/doctest.h>

#include "tax/cover.hpp"
#include "tax/delinquency.hpp"
#include "tests/properties/tax_oracle.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr int kCases = 100'000;
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

/// The carry as a fraction of a micro-unit.
Rational carry_fraction(std::int64_t carry) { return Rational{carry, kCarryLimit}; }

/// Adds a levy to the accrual state from which it was made.
void accrue(AccrualState& accrual_state, const Levy& levy) {
  accrual_state.escrow -= levy.paid;
  accrual_state.arrears += levy.arrears;
  accrual_state.carry = levy.carry;
  accrual_state.levied_to = levy.over.end;
}

/// Stops at the first case that breaks the law, and prints it: more cases would add nothing.
#define HOLDS(law, rolled)        \
  do {                            \
    const bool holds = (law);     \
    INFO(described(rolled));      \
    REQUIRE_MESSAGE(holds, #law); \
  } while (false)

TEST_CASE("a levy is what fractions say, at every size") {
  Chance chance{20'261'122};
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {});
    const AccrualState& before = rolled.accrual_state;
    const Levy levy = levied(*rolled.timeline, rolled.taxed, before, rolled.to);
    const Rational exact =
        carry_fraction(before.carry) + tax_between(rolled, before.levied_to, rolled.to);
    const Whole due = rounded_down(exact);
    const Whole paid = std::min<Whole>(due, before.escrow.micro());
    const Whole room =
        std::max<Whole>(0, Whole{rolled.taxed.assessment.micro()} - before.arrears.micro());
    HOLDS(paid == levy.paid.micro(), rolled);
    HOLDS((std::min<Whole>(due - paid, room)) == levy.arrears.micro(), rolled);
    HOLDS(exact - due == carry_fraction(levy.carry), rolled);
    HOLDS(levy.over == (Period{before.levied_to, rolled.to}), rolled);
  }
}

TEST_CASE("levying often or seldom comes to the same, to the last part of the carry") {
  Chance chance{3};
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {});
    AccrualState at_once = rolled.accrual_state;
    accrue(at_once, levied(*rolled.timeline, rolled.taxed, at_once, rolled.to));
    AccrualState in_steps = rolled.accrual_state;
    for (std::int64_t steps = chance.between(1, 4); steps > 0; --steps) {
      const std::int64_t left = (rolled.to - in_steps.levied_to).seconds();
      const Instant next = in_steps.levied_to + Duration::from_seconds(chance.of_any_size(left));
      accrue(in_steps, levied(*rolled.timeline, rolled.taxed, in_steps, next));
    }
    accrue(in_steps, levied(*rolled.timeline, rolled.taxed, in_steps, rolled.to));
    HOLDS(at_once.escrow == in_steps.escrow, rolled);
    HOLDS(at_once.arrears == in_steps.arrears, rolled);
    HOLDS(at_once.carry == in_steps.carry, rolled);
    HOLDS(at_once.levied_to == in_steps.levied_to, rolled);
  }
}

TEST_CASE("an asset is funded until exactly the first second at which it is not") {
  Chance chance{4};
  int depleted = 0;
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {});
    const AccrualState& before = rolled.accrual_state;
    const auto exceeds = [&](Instant at) {
      const Rational exact =
          carry_fraction(before.carry) + tax_between(rolled, before.levied_to, at);
      return rounded_down(exact) > before.escrow.micro();
    };
    // `to` is used as the expiry.
    const auto until = funded_until(*rolled.timeline, rolled.taxed, before, rolled.to);
    if (until) {
      ++depleted;
      HOLDS(*until > before.levied_to, rolled);
      HOLDS(*until < rolled.to, rolled);
      HOLDS(exceeds(*until), rolled);
      HOLDS(!exceeds(*until + Duration::from_seconds(-1)), rolled);
    } else if (rolled.to > before.levied_to) {
      HOLDS(!exceeds(rolled.to + Duration::from_seconds(-1)), rolled);
    }
  }
  CHECK(depleted > kCases / 10);
}

TEST_CASE("levied second by second, arrears begin in the second that was foretold") {
  Chance chance{5};
  int depleted = 0;
  for (int round = 0; round < 2'000; ++round) {
    TaxCase rolled = tax_case(chance, {.highest_value = 1'000'000'000, .last_second = 500});
    rolled.accrual_state.escrow = Money::from_micro(chance.of_any_size(1'000'000));
    rolled.accrual_state.arrears = {};
    const auto until =
        funded_until(*rolled.timeline, rolled.taxed, rolled.accrual_state, kEndOfTime);
    AccrualState walking = rolled.accrual_state;
    while (walking.levied_to.seconds() < 600 && walking.arrears == Money{}) {
      accrue(walking, levied(*rolled.timeline, rolled.taxed, walking,
                             walking.levied_to + Duration::from_seconds(1)));
    }
    if (walking.arrears > Money{}) {
      ++depleted;
      HOLDS(until == walking.levied_to, rolled);
    } else if (rolled.taxed.assessment > Money{}) {
      HOLDS((!until || until->seconds() > 600), rolled);
    }
  }
  CHECK(depleted > 200);
}

TEST_CASE("cover is the coming tax rounded up, held where no account can follow") {
  Chance chance{6};
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {});
    const Instant now = rolled.accrual_state.levied_to;
    const Instant end = std::min(now + rolled.timeline->procedure(now).escrow_cover, rolled.to);
    const Rational exact = tax_between(rolled, now, end);
    Whole up = rounded_down(exact);
    if (exact > up) ++up;
    HOLDS((std::min<Whole>(up, kHighest)) ==
              cover(*rolled.timeline, rolled.taxed, now, rolled.to).micro(),
          rolled);
  }
}

TEST_CASE("an asset with its cover is funded for as long as the cover reaches") {
  Chance chance{7};
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {});
    const Instant now = rolled.accrual_state.levied_to;
    const Money covered = cover(*rolled.timeline, rolled.taxed, now, rolled.to);
    if (covered > kRegisterCapacity) continue;
    const auto until =
        funded_until(*rolled.timeline, rolled.taxed, {covered, {}, 0, now}, rolled.to);
    if (until) HOLDS(*until - now > rolled.timeline->procedure(now).escrow_cover, rolled);
  }
}

TEST_CASE("rates that are shown are those that are charged") {
  Chance chance{8};
  for (int round = 0; round < kCases; ++round) {
    const TaxCase rolled = tax_case(chance, {.last_second = 1'000'000'000});
    const Instant at = rolled.accrual_state.levied_to;
    // The tax of a year at today's rates alone, without a change of schedule or degree.
    const Rational second = tax_between(rolled, at, at + Duration::from_seconds(1));
    const Whole yearly = rounded_down(second * 31'536'000);
    HOLDS((std::min<Whole>(yearly, kHighest)) ==
              tax_over(*rolled.timeline, rolled.taxed, kYear, at).micro(),
          rolled);
    const Money value = rolled.taxed.assessment;
    const AnnualRate shown = average_rate(*rolled.timeline, rolled.taxed, at);
    const Whole average = value > Money{}
                              ? rounded_down(second * 31'536'000 * 1'000'000'000 / value.micro())
                              : Whole{0};
    HOLDS(average == shown.ppb(), rolled);
  }
}

}  // namespace
}  // namespace quitrent
