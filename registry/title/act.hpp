// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "registry/title/evidence.hpp"
#include "registry/title/party.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/instant.hpp"
#include "registry/vocabulary/money.hpp"

namespace quitrent {

/// The kinds of acts that may need two persons. Source: MECHANISM.md, section 12.
enum class ActKind : std::uint8_t {
  strike = 0,
  rectification = 1,
  expiry = 2,                ///< a change of the second of expiry
  hold_beyond_360_days = 3,  ///< a hold beyond kMostHeld in kHeldWithin
  credit = 4                 ///< a credit above ActRules::credit_by_one
};
/// The kind as it stands in JSON and in a charter.
constexpr std::string_view to_text(ActKind symbol) {
  switch (symbol) {
    case ActKind::strike:
      return "strike";
    case ActKind::rectification:
      return "rectification";
    case ActKind::expiry:
      return "expiry";
    case ActKind::hold_beyond_360_days:
      return "hold-beyond-360-days";
    case ActKind::credit:
      return "credit";
  }
  return {};
}
/// The kinds that a charter may name in `acts_of_two`.
inline constexpr std::array<ActKind, 4> kChartedActKinds{
    ActKind::strike, ActKind::rectification, ActKind::expiry, ActKind::hold_beyond_360_days};
/// Reads a kind; nothing for any other text.
std::optional<ActKind> parse_act_kind(std::string_view text);
/// The role that both persons have.
Role acting_role(ActKind kind);

/// The kinds of acts of two that a charter names in `acts_of_two`. A credit is none of them: its
/// limit is an amount.
class ActKinds {
 public:
  /// No kind.
  constexpr ActKinds() = default;
  /// The kinds that `bits` stands for, one bit per kind by its number; other bits are dropped.
  static constexpr ActKinds from_bits(std::uint8_t bits) {
    ActKinds kinds;
    kinds.bits_ = bits & 0x0fU;
    return kinds;
  }
  /// All kinds that a charter may name: the default of MECHANISM.md, section 12.
  static constexpr ActKinds all() { return from_bits(0x0fU); }
  /// One bit per kind, by the number of the kind.
  constexpr std::uint8_t bits() const { return bits_; }
  /// Adds a kind that a charter may name.
  constexpr void add(ActKind kind) {
    bits_ = static_cast<std::uint8_t>((bits_ | 1U << static_cast<unsigned>(kind)) & 0x0fU);
  }
  /// Whether the set has the kind.
  constexpr bool has(ActKind kind) const {
    return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
  }
  /// Equal where both have the same kinds.
  friend constexpr bool operator==(const ActKinds&, const ActKinds&) = default;

 private:
  std::uint8_t bits_ = 0;
};

/// What a charter says about acts of two persons. Defaults: MECHANISM.md, section 12.
struct ActRules {
  ActKinds of_two = ActKinds::all();               ///< the kinds that need two persons
  Duration lapse_after = Duration::from_days(14);  ///< how long an act may be approved; above 0
  /// The most that one operator may credit to one party within 24 hours; nothing: no limit.
  std::optional<Money> credit_by_one = {};
  /// Equal where all fields are.
  friend bool operator==(const ActRules&, const ActRules&) = default;
};

/// The state of an act of two.
enum class ActState : std::uint8_t { proposed = 0, done = 1, withdrawn = 2, lapsed = 3 };
/// The state as it stands in JSON.
constexpr std::string_view to_text(ActState symbol) {
  switch (symbol) {
    case ActState::proposed:
      return "proposed";
    case ActState::done:
      return "done";
    case ActState::withdrawn:
      return "withdrawn";
    case ActState::lapsed:
      return "lapsed";
  }
  return {};
}
/// Reads a state; nothing for any other text.
std::optional<ActState> parse_act_state(std::string_view text);

/// An act as one person proposed it. What it credits, and to whom, is not public and not here.
struct ProposedAct {
  ActId id;
  ActKind kind = ActKind::strike;
  NamedParty by;  ///< the person that proposed it
  Instant proposed_at = {};
  Instant lapses_at = {};               ///< first second in which nobody may approve it
  Digest digest = {};                   ///< over its content; an approval names it
  std::optional<AssetId> asset = {};    ///< nothing for a credit
  std::optional<PartyId> holder = {};   ///< rectification: who comes into title
  std::optional<Instant> instant = {};  ///< expiry: its new second; a hold: its end
  Authority because = {};               ///< empty for a credit
};

}  // namespace quitrent
