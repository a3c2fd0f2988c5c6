// SPDX-License-Identifier: EUPL-1.2
#include "tax/invented_asset.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "tax/degree_timeline.hpp"

namespace quitrent::tax {
namespace {

constexpr Money kEnough = Money::from_micro(std::numeric_limits<std::int64_t>::max());

Share degree_in(const Taxed& taxed, Instant at) {
  Share degree = taxed.degree;
  for (const DegreeStep& step : taxed.steps) {
    if (step.from <= at) degree = step.degree;
  }
  return degree;
}

/// The first second after `begin` in which something changes, at most `end`.
Instant next_change(const ScheduleTimeline& timeline, const Taxed& taxed, Period over) {
  Instant next = over.end;
  if (const auto change = timeline.next_change(taxed.asset_class, over.begin)) {
    next = std::min(next, *change);
  }
  for (const DegreeStep& step : taxed.steps) {
    if (step.from > over.begin) next = std::min(next, step.from);
  }
  return next;
}

/// Where the point lies from which the multiplier of a degree is computed.
SourcePosition curve_position(const Regime& regime, Share degree) {
  SourcePosition position;
  for (const CurvePoint& point : regime.points) {
    if (point.degree <= degree) position = point.position;
  }
  return position;
}

/// Adds the slices of a time in which nothing changes; each levy begins with the same remainder,
/// and covers one part more.
void add_slices(const ScheduleTimeline& timeline, const Taxed& taxed, Period over,
                ExplainedTax& tax) {
  const Regime& regime = timeline.regime(taxed.asset_class, over.begin);
  const Share degree = degree_in(taxed, over.begin);
  const AccrualState state{
      .escrow = kEnough, .arrears = {}, .carry = tax.carry, .levied_to = over.begin};
  Money before;
  for (std::size_t at = 0; at < regime.brackets.size(); ++at) {
    const Bracket& bracket = regime.brackets[at];
    if (bracket.above >= taxed.assessment) break;
    const bool is_last = at + 1 == regime.brackets.size();
    const Money top =
        is_last ? taxed.assessment : least(taxed.assessment, regime.brackets[at + 1].above);
    const Taxed part{
        .asset_class = taxed.asset_class, .assessment = top, .degree = degree, .steps = {}};
    const Levy levy = levied(timeline, part, state, over.end);
    const Share factor = multiplier(regime.points, degree);
    tax.slices.push_back({.over = over,
                          .above = bracket.above,
                          .part = top - bracket.above,
                          .degree = degree,
                          .multiplier = factor,
                          .base = bracket.base,
                          .rate = effective_rate(bracket.base, factor),
                          .amount = levy.paid - before,
                          .bracket = bracket.position,
                          .curve = curve_position(regime, degree)});
    before = levy.paid;
    tax.carry = levy.carry;
  }
  tax.total = saturating_add(tax.total, before);
}

/// The degrees of the terms over the period; the refusal in one sentence.
std::expected<Taxed, std::string> taxed_from(const ScheduleTimeline& timeline,
                                             const DegreeFacts& facts, const InventedAsset& asset,
                                             Instant at) {
  Taxed taxed{.asset_class = asset.asset_class,
              .assessment = asset.assessment,
              .degree = asset.degree.value_or(kWhole),
              .steps = {}};
  if (!asset.licence && !asset.commitment) return taxed;
  Terms terms;
  terms.form = asset.licence ? TermsForm::licence : TermsForm::commitment;
  if (terms.form != terms_form(asset.asset_class)) {
    return std::unexpected("A " + std::string{to_text(asset.asset_class)} + " has no " +
                           std::string{to_text(terms.form)} + '.');
  }
  terms.spdx = asset.licence.value_or("");
  terms.commitment = asset.commitment.value_or(Commitment::none);
  if (const auto whole = whole_terms(facts.licences, terms); !whole) {
    return std::unexpected(whole.error().what);
  }
  const auto levels = levels_of(facts, asset.asset_class, terms);
  if (!levels) return std::unexpected(levels.error().what);
  taxed.degree = degree_at(timeline, asset.asset_class, *levels, at);
  taxed.steps = degree_steps(timeline, asset.asset_class, *levels, at);
  return taxed;
}

}  // namespace

ExplainedTax explained_tax(const ScheduleTimeline& timeline, const Taxed& taxed, Period over) {
  ExplainedTax tax;
  while (over.begin < over.end) {
    const Instant end = next_change(timeline, taxed, over);
    add_slices(timeline, taxed, {over.begin, end}, tax);
    over.begin = end;
  }
  return tax;
}

std::expected<ExplainedTax, std::string> tax_of(const ScheduleTimeline& timeline,
                                                const DegreeFacts& facts,
                                                const InventedAsset& asset, Period over) {
  if (asset.assessment <= Money{} || asset.assessment > kHighestAssessment) {
    return std::unexpected("The assessment is not between 0.000001 and 1000000000000.");
  }
  if (over.end <= over.begin) return std::unexpected("The period ends before it begins.");
  if (!timeline.schedules(asset.asset_class, over.begin)) {
    return std::unexpected("The schedule does not take the class " +
                           std::string{to_text(asset.asset_class)} + '.');
  }
  const auto taxed = taxed_from(timeline, facts, asset, over.begin);
  if (!taxed) return std::unexpected(taxed.error());
  ExplainedTax tax = explained_tax(timeline, *taxed, over);
  if (tax.total < kEnough) return tax;
  return std::unexpected("The tax passes the largest amount; ask for a shorter period.");
}

}  // namespace quitrent::tax
