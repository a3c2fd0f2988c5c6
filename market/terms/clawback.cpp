// SPDX-License-Identifier: EUPL-1.2
#include "market/terms/clawback.hpp"

#include <algorithm>

#include "market/state/figures.hpp"
#include "tax/course.hpp"

namespace quitrent {
namespace {

/// The part of a stretch from its beginning until weights change, or a clawback before had its end.
Period evenly_owed(const Calendar& calendar, AssetClass asset_class, const Period& over,
                   std::span<const Settled> settled) {
  Period part = over;
  for (const Instant change : calendar.weight_changes(asset_class)) {
    if (change > over.begin) part.end = std::min(part.end, change);
  }
  for (const Settled& before : settled) {
    if (before.until > over.begin) part.end = std::min(part.end, before.until);
  }
  return part;
}

/// On what the asset was taxed in the reach of a clawback.
std::vector<PastStretch> taxed_in_reach(const Books& books, Ordinal ordinal, Instant now) {
  const Asset& asset = books.asset(ordinal);
  std::vector<PastStretch> stretches = books.past(ordinal);
  if (accrues(asset.standing)) {
    const auto open = stretches_of(*books.calendar(), asset, now);
    stretches.insert(stretches.end(), open.begin(), open.end());
  }
  const Instant reached = now + Duration::from_seconds(-kClawbackReach.seconds());
  for (PastStretch& stretch : stretches) stretch.over.begin = std::max(stretch.over.begin, reached);
  std::erase_if(stretches,
                [](const PastStretch& stretch) { return stretch.over.begin >= stretch.over.end; });
  return stretches;
}

}  // namespace

Money clawback_of(const Books& books, Ordinal ordinal, std::span<const DatedLevels> levels,
                  Instant now) {
  const Calendar& calendar = *books.calendar();
  const AssetClass asset_class = books.asset(ordinal).asset_class;
  const std::vector<DatedLevels> owed = choices_at(levels, now);
  const std::vector<Settled> settled = books.settled(ordinal);
  std::vector<Undertaxed> undertaxed;
  for (const PastStretch& stretch : taxed_in_reach(books, ordinal, now)) {
    for (Period rest = stretch.over; rest.begin < rest.end;) {
      PastStretch part = stretch;
      part.over = evenly_owed(calendar, asset_class, rest, settled);
      rest.begin = part.over.end;
      const Instant at = part.over.begin;
      for (const Settled& before : settled) {
        if (before.until <= at || before.part > Money{}) continue;
        part.degree = std::max(part.degree, degree_at(calendar, asset_class, before.levels, at));
      }
      undertaxed.push_back({part, degree_at(calendar, asset_class, owed, at)});
    }
  }
  Money paid;
  for (const Settled& before : settled) {
    if (now - before.until < kClawbackReach) paid = held_sum(paid, before.part);
  }
  return greatest(Money{}, clawback(calendar, asset_class, undertaxed) - paid);
}

bool is_revocable(const Terms& terms) {
  return terms.form == TermsForm::commitment && terms.commitment != Commitment::royalty_free;
}

std::optional<Money> clawback_now(const Books& books, Ordinal ordinal, Instant now) {
  const Asset& asset = books.asset(ordinal);
  const bool owes = shown_state(asset.standing) == AssetState::active &&
                    is_revocable(asset.particulars->terms) &&
                    degree_at(*books.calendar(), asset, now) < kWhole;
  if (!owes) return std::nullopt;
  return clawback_of(books, ordinal, {}, now);
}

}  // namespace quitrent
