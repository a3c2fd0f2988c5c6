// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "market/codec/events.hpp"
#include "market/decide.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"
#include "market/invariant/title_record.hpp"
#include "market/state/books.hpp"
#include "tax/schedule/founding.hpp"

namespace quitrent::trial {

using namespace market;
using namespace tax;

/// A register on trial. It handles filings and time as the engine does, without a journal, and
/// checks itself after each step: all laws hold; a decision taken twice is the same; events written
/// as bytes are read back unchanged; a refusal leaves no trace; no party has both cash and debt;
/// books replayed from bytes alone equal the books that merged overlays. Throws std::logic_error if
/// a check fails.
class TrialRegister {
 public:
  /// Founds a register at `start`.
  explicit TrialRegister(Instant start, std::string_view schedule_toml = founding_schedule_toml(),
                         std::optional<ActRules> charter = {});

  /// The present second of the register.
  Instant now() const { return now_; }
  /// Moves the present second to `to`, which is not before now. Every change that is due by then
  /// happens at its own second.
  void advance(Instant to);
  /// The register is down from now until `to`. At `to` the outage counts as a hold on every asset
  /// over that time, before any change that fell due in it happens.
  void outage(Instant to);
  /// Files a request at the present second.
  Outcome<Receipt> file(const PartyId& by, Filing::Request request);

  /// The operator that the founding made.
  PartyId founder() const { return founder_; }
  /// Files a request; if it becomes an act of two, `second` approves it in the same second.
  Outcome<Receipt> file_as_two(const PartyId& by, const PartyId& second, Filing::Request request);
  /// Approves an act under its own digest.
  Outcome<Receipt> approve(const PartyId& by, const ActId& act);

  /// Registers a member.
  PartyId member(const std::string& name) { return party(name, Role::member); }
  /// Registers a party with one role.
  PartyId party(const std::string& name, Role role);
  /// Credits cash under a reference of its own.
  void credit(const PartyId& party, Money amount);
  /// Registers an asset; the registration must not be refused.
  AssetId asset(const PartyId& holder, RegisterAsset request);

  const Books& books() const { return books_; }
  const DueQueue& queue() const { return queue_; }
  /// The next change of the whole register; nothing if none is ever due.
  std::optional<DueChange> next_due() const { return queue_.first(books_, newest_); }
  const TitleRecord& record() const { return record_; }
  /// The ordinal of a party of the register.
  Ordinal ordinal(const PartyId& party) const { return *books_.party_ordinal(party); }
  /// An asset of the register.
  const Asset& at(const AssetId& id) const { return *books_.asset(id); }
  /// How many time-driven changes have happened.
  std::size_t changes() const { return changes_; }
  /// Every part of every entry so far, in order.
  const std::vector<EncodedFacts>& entries() const { return entries_; }
  /// The second of each of these entries.
  const std::vector<Instant>& entered_at() const { return entered_at_; }
  /// The books as bytes. Checks first that the books read from these bytes are the same.
  std::string bytes() const;

 private:
  Seed next_seed();
  void enter(const std::vector<Event>& events);
  void requeue_all();
  void replay(const EncodedFacts& facts);
  void hold_to_account() const;

  Instant now_;
  Instant newest_;
  Books books_;
  Books replayed_;
  DueQueue queue_;
  TitleRecord record_;
  PartyId founder_;
  std::uint64_t drawn_ = 0;
  std::size_t changes_ = 0;
  std::vector<EncodedFacts> entries_;
  std::vector<Instant> entered_at_;
};

/// A registration of a patent without identifiers or commitment, with this assessment and escrow.
RegisterAsset patent(Money assessment, Money escrow);

/// An amount in whole units of the currency.
constexpr Money units(std::int64_t whole) { return Money::from_micro(whole * 1'000'000); }

}  // namespace quitrent::trial
