// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "market/state/prediction.hpp"
#include "registry/title/asset.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::market {

// Events about schedules on their way. Source: MECHANISM.md, sections 10 and 12. What follows from
// time has no event: a proposal lapses or is stale at its own second, a schedule comes into force.

/// Public: a person proposed a schedule.
struct ScheduleProposed {
  ScheduleId id;
  std::string toml;   ///< as it was filed
  Digest digest;      ///< of the text; an approval names it
  Instant effective;  ///< first second in which it would be in force
  NamedParty by;
  Instant at;
  Instant lapses_at;                          ///< first second in which nobody may approve it
  Digest baseline;                            ///< of the text of the schedule that it would follow
  std::optional<Prediction> prediction = {};  ///< of the simulation that the proposer saw
  std::vector<AssetId> subjects() const { return {}; }
};

/// How a person ended the proposal of a schedule.
enum class ProposalEnd : std::uint8_t { approved = 0, withdrawn = 1 };
/// The end as it stands in JSON.
constexpr std::string_view to_text(ProposalEnd end) {
  switch (end) {
    case ProposalEnd::approved:
      return "approved";
    case ProposalEnd::withdrawn:
      return "withdrawn";
  }
  return {};
}

/// Public: another policy officer than the proposer approved a schedule, or any withdrew it. The
/// publication of an approved schedule is an event of its own.
struct ScheduleDecided {
  ScheduleId id;
  ProposalEnd end = ProposalEnd::approved;
  NamedParty by;
  Instant at;
  std::vector<AssetId> subjects() const { return {}; }
};

}  // namespace quitrent::market
