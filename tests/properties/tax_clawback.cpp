// SPDX-License-Identifier: EUPL-1.2
//
// Laws of the clawback over random pasts, compared with plain fractions.
#include <algorithm>
#include <limits>
#include <vector>

#include <doctest/doctest.h>

#include "tax/clawback.hpp"
#include "tests/properties/tax_oracle.hpp"

namespace quitrent {

using namespace tax;
namespace {

constexpr int kPasts = 20'000;

/// A past of some intervals, with gaps, each on an assessment and at a degree of its own.
std::vector<PastInterval> rolled_past(Chance& chance, const TaxCase& rolled) {
  std::vector<PastInterval> past;
  std::int64_t from = rolled.accrual_state.levied_to.seconds();
  const std::int64_t last = rolled.to.seconds();
  for (std::int64_t left = chance.between(1, 4); left > 0 && from < last; --left) {
    const std::int64_t begin =
        from + (chance.between(0, 2) == 0 ? chance.of_any_size(last - from) : 0);
    const std::int64_t end = begin + chance.of_any_size(last - begin);
    past.push_back(
        {.over = {Instant::from_seconds(begin), Instant::from_seconds(end)},
         .assessment = Money::from_micro(chance.of_any_size(1'000'000'000'000'000'000)),
         .degree = Share::from_ppm(static_cast<std::int32_t>(chance.between(0, 1'000'000)))});
    from = end;
  }
  return past;
}

/// The tax of an interval at another degree, as a fraction.
Rational tax_at(TaxCase& rolled, const PastInterval& interval, Share degree) {
  rolled.steps.clear();
  rolled.taxed.assessment = interval.assessment;
  rolled.taxed.degree = degree;
  return tax_between(rolled, interval.over.begin, interval.over.end);
}

Money computed(const TaxCase& rolled, const std::vector<PastInterval>& past, Share degree) {
  std::vector<Undertaxed> all;
  for (const PastInterval& interval : past) all.push_back({AssetClass::patent, interval, degree});
  return clawback(*rolled.timeline, all);
}

TEST_CASE("a clawback is the difference of both taxes as fractions say, rounded down once") {
  Chance chance{21};
  int due_at_all = 0;
  for (int round = 0; round < kPasts; ++round) {
    CAPTURE(round);
    TaxCase rolled = tax_case(chance, {});
    const std::vector<PastInterval> past = rolled_past(chance, rolled);
    const Share degree = Share::from_ppm(static_cast<std::int32_t>(chance.between(0, 1'000'000)));
    Rational saved = 0;
    for (const PastInterval& interval : past) {
      if (interval.degree >= degree) continue;
      saved += tax_at(rolled, interval, degree) - tax_at(rolled, interval, interval.degree);
    }
    const Whole due =
        std::min<Whole>(rounded_down(saved), std::numeric_limits<std::int64_t>::max());
    REQUIRE(due == computed(rolled, past, degree).micro());
    due_at_all += due > 0 ? 1 : 0;
  }
  CHECK(due_at_all > kPasts / 10);
}

TEST_CASE("parting a past anywhere, or in any order, changes no clawback") {
  Chance chance{22};
  for (int round = 0; round < kPasts; ++round) {
    CAPTURE(round);
    const TaxCase rolled = tax_case(chance, {});
    const std::vector<PastInterval> past = rolled_past(chance, rolled);
    std::vector<PastInterval> parted;
    for (PastInterval interval : past) {
      const Instant whole_end = interval.over.end;
      const std::int64_t length = interval.over.length().seconds();
      interval.over.end = interval.over.begin + Duration::from_seconds(chance.of_any_size(length));
      parted.push_back(interval);
      interval.over = {interval.over.end, whole_end};
      parted.push_back(interval);
    }
    std::ranges::reverse(parted);
    const Share degree = Share::from_ppm(static_cast<std::int32_t>(chance.between(0, 1'000'000)));
    REQUIRE(computed(rolled, parted, degree) == computed(rolled, past, degree));
  }
}

TEST_CASE("a clawback grows with the degree, and what is at or above it counts nothing") {
  Chance chance{23};
  for (int round = 0; round < kPasts; ++round) {
    CAPTURE(round);
    const TaxCase rolled = tax_case(chance, {});
    std::vector<PastInterval> past = rolled_past(chance, rolled);
    const auto lower = static_cast<std::int32_t>(chance.between(0, 1'000'000));
    const auto higher = static_cast<std::int32_t>(chance.between(lower, 1'000'000));
    const Money due = computed(rolled, past, Share::from_ppm(lower));
    REQUIRE(due >= Money{});
    REQUIRE(due <= computed(rolled, past, Share::from_ppm(higher)));
    std::erase_if(past, [lower](const PastInterval& one) { return one.degree.ppm() >= lower; });
    REQUIRE(due == computed(rolled, past, Share::from_ppm(lower)));
  }
}

}  // namespace
}  // namespace quitrent
