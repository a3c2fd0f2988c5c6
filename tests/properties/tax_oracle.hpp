// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>

#include "tax/accrual.hpp"
#include "tax/schedule_timeline.hpp"
#include "tools/chance.hpp"

namespace quitrent {

using namespace tax;

/// An exact fraction.
using Rational = boost::multiprecision::cpp_rational;
/// A whole number of any size.
using Whole = boost::multiprecision::cpp_int;

/// The whole part of a fraction of 0 or more.
Whole rounded_down(const Rational& number);

/// Where random numbers may go.
struct Bounds {
  std::int64_t highest_value = 1'000'000'000'000'000'000;
  std::int64_t highest_rate = 10'000'000'000'000;
  std::int64_t last_second = kEndOfTime.seconds();
};

/// One random case: a schedule, an asset under it, and how far its tax is levied.
struct TaxCase {
  Schedule schedule;
  std::shared_ptr<const ScheduleTimeline> timeline;
  std::vector<DegreeStep> steps;
  Taxed taxed;  ///< refers to `steps`, so a case cannot be copied
  AccrualState accrual_state;
  Instant to;  ///< not before the second up to which tax is levied
  TaxCase() = default;
  TaxCase(const TaxCase&) = delete;
  TaxCase& operator=(const TaxCase&) = delete;
  TaxCase(TaxCase&&) = default;
  TaxCase& operator=(TaxCase&&) = default;
};

/// Rolls a case; every list it makes is ascending.
TaxCase tax_case(Chance& chance, const Bounds& bounds);

/// What a failing test prints of a case.
std::string described(const TaxCase& rolled);

/// The tax of a period in micro-units, as a fraction. It follows directly from the schedule and the
/// rules of MECHANISM.md, sections 2 and 3, without ScheduleTimeline.
Rational tax_between(const TaxCase& rolled, Instant begin, Instant end);

}  // namespace quitrent
