// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/title/act.hpp"
#include "tax/schedule/charter.hpp"

namespace quitrent::market {

// Events about acts of two persons, and about what they depend on. Source: MECHANISM.md, section
// 12. The lapse of an act has no event: it follows from the second that its proposal states.

/// Public: a person proposed an act that needs two.
struct ActProposed {
  ProposedAct act;
  std::vector<AssetId> subjects() const {
    return act.asset ? std::vector{*act.asset} : std::vector<AssetId>{};
  }
};

/// Public: an act was approved and done, or was withdrawn. What it did is told by further events.
struct ActEnded {
  ActId id;
  std::optional<AssetId> asset = {};  ///< of the act
  ActState state = ActState::done;    ///< done or withdrawn
  NamedParty by;                      ///< who approved it or withdrew it
  Instant at;
  std::vector<AssetId> subjects() const {
    return asset ? std::vector{*asset} : std::vector<AssetId>{};
  }
};

/// How much of a charter an event records.
enum class CharterExtent : std::uint8_t {
  acts = 0,  ///< what it says about acts of two; an earlier program recorded no more
  whole = 1
};
/// The extent in words.
constexpr std::string_view to_text(CharterExtent extent) {
  switch (extent) {
    case CharterExtent::acts:
      return "acts";
    case CharterExtent::whole:
      return "whole";
  }
  return {};
}

/// Public: what the register's charter says. Until a register records it, the defaults of
/// MECHANISM.md apply.
struct CharterRecorded {
  tax::Charter charter;  ///< the defaults where the extent leaves values out
  CharterExtent extent = CharterExtent::whole;
  std::vector<AssetId> subjects() const { return {}; }
};

/// Public: holds were lifted, and the time for which registrars hold the asset ends at `at`. The
/// time that a hold adds follows from the hold itself.
struct HeldTimeEnded {
  AssetId asset;
  Instant at;
  std::vector<AssetId> subjects() const { return {asset}; }
};

/// Private: what a proposed act of the kind credit would credit.
struct CreditProposed {
  ActId act;
  PartyId party;
  Money amount;           ///< 1 µ or more
  std::string reference;  ///< 1 to 200 characters
  std::vector<AssetId> subjects() const { return {}; }
};

/// Private: one operator alone credited a party, where the charter limits that.
struct CreditCounted {
  std::uint32_t party = 0;  ///< ordinal
  Instant at;
  Money amount;
  std::vector<AssetId> subjects() const { return {}; }
};

}  // namespace quitrent::market
