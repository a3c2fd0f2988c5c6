// SPDX-License-Identifier: EUPL-1.2
//
// The assets derived from an asset, and the contests of its degree.
#include "api/views/lineage.hpp"

#include <algorithm>
#include <variant>

#include "api/views/chain.hpp"

namespace quitrent::api {

LineagePage derived_from(ViewReader& reader, const AssetId& asset, std::optional<Ordinal> after,
                         std::size_t limit) {
  LineagePage page;
  const auto parent = reader.ordinal_of(asset);
  if (!parent) return page;
  std::vector<Ordinal> ordinals;
  {
    Statement& statement = reader.prepared(
        "SELECT child FROM lineage WHERE parent = ? AND child > ? ORDER BY child LIMIT ?");
    const Rows rows{statement};
    statement.bind(1, *parent)
        .bind(2, after ? static_cast<std::int64_t>(*after) : -1)
        .bind(3, static_cast<std::int64_t>(limit + 1));
    while (statement.step()) ordinals.push_back(static_cast<Ordinal>(statement.number(0)));
  }
  const auto lock = reader.catalogue().reading();
  // The tables may be ahead of the catalogue. A later read shows what it does not hold yet.
  std::erase_if(ordinals,
                [&reader](Ordinal ordinal) { return ordinal >= reader.catalogue().asset_count(); });
  if (ordinals.size() > limit) {
    ordinals.resize(limit);
    page.next = ordinals.back();
  }
  const Catalogue& catalogue = reader.catalogue();
  for (const Ordinal ordinal : ordinals) page.assets.push_back(catalogue.asset(ordinal).id);
  return page;
}

namespace {

/// Notes in the list what an event decides or changes about a contest. Whether that ends a contest
/// of the list.
bool end_contest(std::vector<ContestView>& contests, const market::Event& event) {
  const auto* decided = std::get_if<market::ContestDecided>(&event);
  const auto* changed = std::get_if<market::ContestChanged>(&event);
  if (decided == nullptr && changed == nullptr) return false;
  const ContestId& id = decided != nullptr ? decided->contest.id : changed->contest.id;
  const auto found = std::ranges::find_if(
      contests, [&id](const ContestView& view) { return view.contest.id == id; });
  if (found == contests.end()) return false;
  if (decided != nullptr) {
    found->decided = *decided;
    return true;
  }
  found->lapsed = changed->change == market::ContestChange::lapsed;
  found->contest.bond = changed->contest.bond;
  return found->lapsed;
}

}  // namespace

std::vector<ContestView> contests_of(ViewReader& reader, const AssetId& asset, Sequence after,
                                     std::size_t limit) {
  std::vector<ContestView> contests;
  const auto ordinal = reader.ordinal_of(asset);
  if (!ordinal) return contests;
  std::vector<Sequence> entries;
  {
    Statement& statement = reader.prepared(
        "SELECT sequence FROM contest_record WHERE asset = ? AND sequence > ?"
        " ORDER BY sequence");
    const Rows rows{statement};
    statement.bind(1, *ordinal).bind(2, static_cast<std::int64_t>(after));
    while (statement.step()) entries.push_back(static_cast<Sequence>(statement.number(0)));
  }
  // The decision on a contest comes later, perhaps after many other contests.
  std::size_t waiting = 0;
  for (const Sequence sequence : entries) {
    if (contests.size() == limit && waiting == 0) break;
    each_public_event(reader.entry_at(sequence), [&](const NumberedEvent& numbered) {
      if (const auto* filed = std::get_if<market::ContestFiled>(&numbered.event)) {
        if (filed->contest.asset != asset || contests.size() == limit) return;
        contests.push_back({.filed = sequence, .contest = filed->contest, .decided = {}});
        ++waiting;
        return;
      }
      if (end_contest(contests, numbered.event)) --waiting;
    });
  }
  return contests;
}

}  // namespace quitrent::api
