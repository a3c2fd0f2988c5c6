// SPDX-License-Identifier: EUPL-1.2
#include "market/state/schedule_views.hpp"

#include <algorithm>
#include <utility>

#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/recorded_schedule.hpp"

namespace quitrent::market {

std::shared_ptr<const tax::Schedule> schedule_from(const std::string& toml) {
  auto schedule = tax::recorded_schedule(toml);
  ensure(schedule != nullptr, "a schedule was read without fault before it was filed");
  return schedule;
}

namespace {

/// The published schedule at `index` of the order of publication.
ScheduleView published_view(const Books& books, std::size_t index, Instant now) {
  const auto& all = books.schedules();
  const SchedulePublished& published = all[index];
  ScheduleView view{.id = published.id,
                    .state = ScheduleState::approved,
                    .toml = &published.toml,
                    .proposal = books.schedule_proposals().proposal(published.id),
                    .in_force_from = published.effective};
  if (published.effective > now) return view;
  const bool followed = index + 1 < all.size() && all[index + 1].effective <= now;
  view.state = followed ? ScheduleState::superseded : ScheduleState::in_force;
  return view;
}

ScheduleView proposed_view(const ScheduleProposal& proposal, Instant now) {
  return {.id = proposal.proposed.id,
          .state = proposal.state(now),
          .toml = &proposal.proposed.toml,
          .proposal = &proposal};
}

/// The place of a published schedule in the order of publication; nothing for any other.
std::optional<std::size_t> publication_of(const Books& books, const ScheduleId& id) {
  const auto& all = books.schedules();
  const auto found = std::ranges::find(all, id, &SchedulePublished::id);
  if (found == all.end()) return std::nullopt;
  return static_cast<std::size_t>(found - all.begin());
}

/// The number of schedules that were published before this one, or when it was proposed.
std::size_t published_below(const Books& books, const ScheduleView& schedule) {
  if (const auto index = publication_of(books, schedule.id)) return *index;
  std::size_t count = 0;
  for (const SchedulePublished& published : books.schedules()) {
    ++count;
    if (sha256(published.toml) == schedule.proposal->proposed.baseline) break;
  }
  return count;
}

}  // namespace

std::vector<ScheduleView> schedules_of(const Books& books, Instant now) {
  std::vector<ScheduleView> views;
  for (std::size_t index = 0; index < books.schedules().size(); ++index) {
    views.push_back(published_view(books, index, now));
  }
  for (const auto& [id, proposal] : books.schedule_proposals().all()) {
    if (!publication_of(books, id)) views.push_back(proposed_view(*proposal, now));
  }
  return views;
}

std::optional<ScheduleView> schedule_of(const Books& books, const ScheduleId& id, Instant now) {
  if (const auto index = publication_of(books, id)) return published_view(books, *index, now);
  const ScheduleProposal* const proposal = books.schedule_proposals().proposal(id);
  if (proposal == nullptr) return std::nullopt;
  return proposed_view(*proposal, now);
}

ScheduleView schedule_in_force(const Books& books, Instant now) {
  std::size_t index = 0;
  while (index + 1 < books.schedules().size() && books.schedules()[index + 1].effective <= now) {
    ++index;
  }
  return published_view(books, index, now);
}

std::vector<tax::ChangedRate> rates_changed_by(const Books& books, const ScheduleView& schedule) {
  const std::size_t below = published_below(books, schedule);
  if (below == 0) return {};
  const tax::Schedule& before = books.timeline()->published()[below - 1].schedule;
  return tax::difference_between(before, *schedule_from(*schedule.toml)).rates;
}

}  // namespace quitrent::market
