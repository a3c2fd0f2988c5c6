// SPDX-License-Identifier: EUPL-1.2
//
// Histories: the tables say which entries belong to a history; their content is in the journal.
#include "api/views/history.hpp"

#include <algorithm>
#include <variant>

#include "api/views/chain.hpp"
#include "market/codec/events.hpp"

namespace quitrent::api {
namespace {

bool is_about(const market::Event& event, const AssetId& asset) {
  const std::vector<AssetId> about = subjects(event);
  return std::ranges::find(about, asset) != about.end();
}

}  // namespace

std::vector<TitleLink> chain_of_title(ViewReader& reader, const AssetId& asset, std::uint64_t after,
                                      std::size_t limit) {
  std::vector<TitleLink> links;
  const auto row = reader.listed(asset);
  const Sequence first = reader.journal().holding_public(after + 1);
  if (!row || first == 0) return links;
  const auto add = [&](const NumberedEvent& numbered) {
    if (numbered.number <= after || links.size() >= limit) return;
    if (!is_about(numbered.event, asset)) return;
    if (const auto* conveyed = std::get_if<market::AssetConveyed>(&numbered.event)) {
      links.push_back({numbered.number, conveyed->conveyance});
    } else if (const auto* registered = std::get_if<market::AssetRegistered>(&numbered.event)) {
      links.push_back({numbered.number,
                       {.cause = ConveyanceCause::registration,
                        .has_holder = true,
                        .holder = registered->holder,
                        .at = numbered.at,
                        .price = {}}});
    }
  };
  RecordChain chain{reader, kAssetRecord, row->history, first - 1};
  for (auto interval = chain.next_conveyances(); !interval.empty();
       interval = chain.next_conveyances()) {
    for (const HistoryRecord& found : interval) {
      each_public_event(reader.entry_at(found.sequence), add);
      if (links.size() >= limit) return links;
    }
  }
  return links;
}

void events_of(ViewReader& reader, const AssetId& asset, std::uint64_t after,
               const TakeEvent& take) {
  const auto row = reader.listed(asset);
  const Sequence first = reader.journal().holding_public(after + 1);
  if (!row || first == 0) return;
  RecordChain chain{reader, kAssetRecord, row->history, first - 1};
  bool more = true;
  for (auto interval = chain.next(); !interval.empty(); interval = chain.next()) {
    for (const HistoryRecord& found : interval) {
      each_public_event(reader.entry_at(found.sequence), [&](const NumberedEvent& numbered) {
        if (more && numbered.number > after && is_about(numbered.event, asset)) {
          more = take(numbered);
        }
      });
      if (!more) return;
    }
  }
}

std::vector<NumberedEvent> events_after(ViewReader& reader, std::uint64_t after,
                                        std::size_t limit) {
  std::vector<NumberedEvent> events;
  const Sequence first = reader.journal().holding_public(after + 1);
  if (first == 0) return events;
  reader.journal().read(first - 1, [&](const Entry& entry) {
    each_public_event(entry, [&](NumberedEvent numbered) {
      if (numbered.number > after && events.size() < limit) events.push_back(std::move(numbered));
    });
    return events.size() < limit;
  });
  return events;
}

}  // namespace quitrent::api
