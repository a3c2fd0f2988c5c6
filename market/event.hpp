// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "registry/ledger/account.hpp"
#include "registry/ledger/debt.hpp"
#include "registry/title/conveyance.hpp"
#include "registry/title/party.hpp"

namespace quitrent {

// Events are facts: what a filing or the passing of time made true. Each carries what it leaves
// behind, so that to apply one is to put it in place, and cannot fail.

/// The tax that a change settled first, from the last levy on. Source: MECHANISM.md, section 3.
struct LevyFact {
  Period over = {};    ///< seconds that were settled
  Money paid = {};     ///< from escrow to revenue
  Money arrears = {};  ///< due and unpaid
};

/// Public: an asset enters the register. Title begins with `holder`.
struct AssetRegistered {
  AssetId id;
  AssetClass asset_class = AssetClass::patent;
  Share degree;
  Instant expires_at;  ///< kEndOfTime: never
  std::shared_ptr<const Particulars> particulars;
  NamedParty holder;
  Standing standing;
};

/// What changed an asset's figures while title stayed.
enum class StandingCause : std::uint8_t {
  levy = 0,               ///< tax was settled, nothing else
  assessment = 1,         ///< `amount` is the new assessment
  escrow_deposit = 2,     ///< `amount` came in
  escrow_withdrawal = 3,  ///< `amount` went out
  delinquency = 4,        ///< the escrow ran dry
  schedule = 5            ///< a schedule took effect
};

/// The cause as it stands in JSON.
std::string_view to_text(StandingCause cause);

/// Public: the figures of an asset changed.
struct StandingChanged {
  AssetId asset;
  StandingCause cause = StandingCause::levy;
  LevyFact levy;
  Money amount;  ///< see the cause; 0 where it has none
  Standing standing;
};

/// Where the price of a sale went, first to last. Source: MECHANISM.md, section 6.
struct Waterfall {
  Money price = {};      ///< what the buyer paid for title
  Money arrears = {};    ///< to revenue
  Money surcharge = {};  ///< to revenue
  Money seller = {};     ///< to the holder before
  Money refund = {};     ///< escrow returned to the holder before
};

/// Public: title passed, or ended.
struct AssetConveyed {
  AssetId asset;
  std::optional<PurchaseId> purchase;  ///< with cause purchase or auction
  Conveyance conveyance;               ///< the new link of the chain
  NamedParty from;                     ///< in title before
  LevyFact levy;
  Waterfall waterfall;
  Standing standing;
};

/// Public: a schedule is published; the first one founds the register.
struct SchedulePublished {
  ScheduleId id;
  std::string toml;   ///< the schedule as it was handed in
  Instant effective;  ///< first second in which it is in force
};

/// Private: somebody may take part from now on.
struct PartyRegistered {
  PartyId id;
  std::string name;
  Roles roles;
  Digest key;  ///< keyed hash of the API key
};

/// Private: money moved.
struct MoneyPosted {
  Posting posting;
};

/// Private: what a party owes from now on.
struct DebtChanged {
  std::uint32_t party = 0;  ///< ordinal
  Debt debt;
};

/// One fact.
using Event = std::variant<AssetRegistered, StandingChanged, AssetConveyed, SchedulePublished,
                           PartyRegistered, MoneyPosted, DebtChanged>;

/// Whether everybody may read the event; all others concern cash, keys and persons.
constexpr bool is_public(const Event& event) { return event.index() <= 3; }

}  // namespace quitrent
