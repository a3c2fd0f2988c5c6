// SPDX-License-Identifier: EUPL-1.2
#include "market/governance/schedules.hpp"

#include <algorithm>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {

Outcome<Receipt> decide_founding(const Case& filed, const FoundRegister& request) {
  const Instant now = filed.draft.now();
  const auto party = PartyId::derived(filed.seed, 0, now);
  filed.draft.record(SchedulePublished{.id = ScheduleId::derived(filed.seed, 1, now),
                                       .toml = request.schedule_toml,
                                       .effective = now});
  filed.draft.record(request.founded);
  if (request.basis) filed.draft.record(DegreeBasisRecorded{*request.basis});
  if (request.charter) filed.draft.record(CharterRecorded{.charter = *request.charter});
  Roles roles{Role::operator_};
  filed.draft.record(PartyRegistered{
      .id = party, .name = request.operator_name, .roles = roles, .key = request.operator_key});
  return PartyReceipt{party};
}

Outcome<Receipt> decide_schedule(const Case& filed, const PublishSchedule& request) {
  const Instant now = filed.draft.now();
  const Books& books = filed.draft.books();
  const auto schedule = tax::read_new_schedule(request.toml);
  ensure(schedule.has_value(), "a schedule was read without fault before it was filed");
  const Instant latest = std::max(now, books.schedules().back().effective);
  if (!schedule->effective || *schedule->effective <= latest) {
    return refused(RefusalCode::invalid_field,
                   "The schedule must take effect after " + to_text(latest) + '.', "/effective");
  }
  if (schedule->currency != books.timeline()->currency()) {
    return refused(RefusalCode::invalid_field, "A register keeps its one currency.", "/currency");
  }
  filed.draft.record(SchedulePublished{.id = ScheduleId::derived(filed.seed, 0, now),
                                       .toml = request.toml,
                                       .effective = *schedule->effective});
  return PlainReceipt{};
}

}  // namespace quitrent::market
