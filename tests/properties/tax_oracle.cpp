// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/tax_oracle.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <sstream>

#include "tests/tax/schedule_timelines.hpp"

namespace quitrent {

using namespace tax;
namespace {

/// Strictly ascending numbers, `count` or fewer, of 1 to `most`.
std::set<std::int64_t> ascending(Chance& chance, std::int64_t count, std::int64_t most) {
  std::set<std::int64_t> numbers;
  for (std::int64_t position = 0; position < count; ++position) {
    numbers.insert(std::max<std::int64_t>(1, chance.of_any_size(most)));
  }
  return numbers;
}

Share share_of(std::int64_t ppm) { return Share::from_ppm(static_cast<std::int32_t>(ppm)); }

std::vector<Bracket> random_brackets(Chance& chance, const Bounds& bounds) {
  std::vector<Bracket> brackets{bracket(0, chance.of_any_size(bounds.highest_rate))};
  for (const std::int64_t above : ascending(chance, chance.between(0, 2), bounds.highest_value)) {
    brackets.push_back(bracket(above, chance.of_any_size(bounds.highest_rate)));
  }
  return brackets;
}

DegreeCurve random_curve(Chance& chance, Instant from) {
  DegreeCurve curve{from, {{Share{}, Share{}}}};
  std::int64_t multiplier = 0;
  for (const std::int64_t degree : ascending(chance, chance.between(0, 2), 999'999)) {
    multiplier += chance.between(0, 1'000'000 - multiplier);
    curve.points.push_back({share_of(degree), share_of(multiplier)});
  }
  curve.points.push_back({kWhole, share_of(chance.between(multiplier, 1'000'000))});
  return curve;
}

Rational multiplier_by_the_rule(const DegreeCurve& curve, Share degree) {
  for (std::size_t right = 1; right < curve.points.size(); ++right) {
    const CurvePoint& from = curve.points[right - 1];
    const CurvePoint& to = curve.points[right];
    if (degree < from.degree || degree > to.degree) continue;
    const Rational slope{to.multiplier.ppm() - from.multiplier.ppm(),
                         to.degree.ppm() - from.degree.ppm()};
    const Rational exact = from.multiplier.ppm() + slope * (degree.ppm() - from.degree.ppm());
    return Rational{rounded_down(exact)} / 1'000'000;
  }
  return 0;
}

Rational yearly_tax(const TaxCase& rolled, Instant at) {
  Share degree = rolled.taxed.degree;
  for (const DegreeStep& step : rolled.steps) {
    if (step.from <= at) degree = step.degree;
  }
  Rational factor = 0;
  for (const DegreeCurve& curve : rolled.schedule.curves) {
    if (curve.from <= at) factor = multiplier_by_the_rule(curve, degree);
  }
  const Scale* in_force = nullptr;
  for (const Scale& scale : rolled.schedule.classes[0].scales) {
    if (scale.from <= at) in_force = &scale;
  }
  Rational tax = 0;
  if (in_force == nullptr) return tax;
  const std::int64_t value = rolled.taxed.assessment.micro();
  for (std::size_t position = 0; position < in_force->brackets.size(); ++position) {
    const Bracket& bracket = in_force->brackets[position];
    const std::int64_t top = position + 1 < in_force->brackets.size()
                                 ? in_force->brackets[position + 1].above.micro()
                                 : std::numeric_limits<std::int64_t>::max();
    const std::int64_t part =
        std::max<std::int64_t>(0, std::min(value, top) - bracket.above.micro());
    const Whole rate = rounded_down(Rational{bracket.base.ppb()} * factor);
    tax += Rational{part} * rate / 1'000'000'000;
  }
  return tax;
}

}  // namespace

Whole rounded_down(const Rational& number) { return numerator(number) / denominator(number); }

TaxCase tax_case(Chance& chance, const Bounds& bounds) {
  TaxCase rolled;
  std::vector<Scale> scales;
  if (chance.between(0, 7) > 0) scales.push_back(scale(0, random_brackets(chance, bounds)));
  for (const std::int64_t from : ascending(chance, chance.between(0, 2), bounds.last_second)) {
    scales.push_back(scale(from, random_brackets(chance, bounds)));
  }
  rolled.schedule = schedule_of(std::move(scales));
  rolled.schedule.curves = {random_curve(chance, Instant{})};
  for (const std::int64_t from : ascending(chance, chance.between(0, 1), bounds.last_second)) {
    rolled.schedule.curves.push_back(random_curve(chance, Instant::from_seconds(from)));
  }
  rolled.schedule.procedures[0].escrow_cover =
      Duration::from_seconds(chance.of_any_size(bounds.last_second));
  rolled.timeline = ScheduleTimeline::founded_on(rolled.schedule);
  for (const std::int64_t from : ascending(chance, chance.between(0, 2), bounds.last_second)) {
    rolled.steps.push_back({Instant::from_seconds(from), share_of(chance.of_any_size(1'000'000))});
  }
  rolled.taxed = {AssetClass::patent, Money::from_micro(chance.of_any_size(bounds.highest_value)),
                  share_of(chance.of_any_size(1'000'000)), rolled.steps};
  const std::int64_t begin = chance.of_any_size(bounds.last_second);
  rolled.accrual_state = {Money::from_micro(chance.of_any_size(9'000'000'000'000'000'000)),
                          Money::from_micro(chance.of_any_size(bounds.highest_value)),
                          chance.of_any_size(kCarryLimit - 1), Instant::from_seconds(begin)};
  rolled.to = Instant::from_seconds(begin + chance.of_any_size(bounds.last_second - begin));
  return rolled;
}

std::string described(const TaxCase& rolled) {
  std::ostringstream text;
  text << "value " << rolled.taxed.assessment.micro() << " degree " << rolled.taxed.degree.ppm()
       << " escrow " << rolled.accrual_state.escrow.micro() << " arrears "
       << rolled.accrual_state.arrears.micro() << " carry " << rolled.accrual_state.carry
       << " from " << rolled.accrual_state.levied_to.seconds() << " to " << rolled.to.seconds();
  for (const DegreeStep& step : rolled.steps) {
    text << "\n  step " << step.from.seconds() << ' ' << step.degree.ppm();
  }
  for (const Scale& scale : rolled.schedule.classes[0].scales) {
    text << "\n  scale " << scale.from.seconds();
    for (const Bracket& bracket : scale.brackets) {
      text << " (" << bracket.above.micro() << ' ' << bracket.base.ppb() << ')';
    }
  }
  for (const DegreeCurve& curve : rolled.schedule.curves) {
    text << "\n  curve " << curve.from.seconds();
    for (const CurvePoint& point : curve.points) {
      text << " (" << point.degree.ppm() << ' ' << point.multiplier.ppm() << ')';
    }
  }
  return text.str();
}

Rational tax_between(const TaxCase& rolled, Instant begin, Instant end) {
  std::set<Instant> breaks;
  const auto add = [&](Instant at) {
    if (at > begin && at < end) breaks.insert(at);
  };
  for (const Scale& scale : rolled.schedule.classes[0].scales) add(scale.from);
  for (const DegreeCurve& curve : rolled.schedule.curves) add(curve.from);
  for (const DegreeStep& step : rolled.steps) add(step.from);
  breaks.insert(end);
  Rational tax = 0;
  for (const Instant next : breaks) {
    if (begin >= next) break;
    tax += yearly_tax(rolled, begin) * Rational{(next - begin).seconds(), 31'536'000};
    begin = next;
  }
  return tax;
}

}  // namespace quitrent
