// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
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

/// A register on trial: does with filings and time what the engine does, without a journal, and
/// holds itself to account. After each step all laws hold, a decision taken twice is the same,
/// events come back from their bytes unchanged, a refusal left no trace, no party has both cash and
/// debt, and books that were replayed from bytes alone equal the ones that merged overlays. Throws
/// std::logic_error where something of this does not hold.
class TrialRegister {
 public:
  /// Founds a register at `start`.
  explicit TrialRegister(Instant start, std::string_view schedule_toml = founding_schedule_toml());

  /// The second at which it stands.
  Instant now() const { return now_; }
  /// Stands at `to`, not before now, once every change due by then has happened at its own second.
  void advance(Instant to);
  /// The register was down from now on until `to`: at that second whoever looks finds a hold on
  /// every asset over the time between, before all that fell due in it.
  void outage(Instant to);
  /// Files at the present second.
  Outcome<Receipt> file(const PartyId& by, Filing::Request request);

  /// The operator that the founding made.
  PartyId founder() const { return founder_; }
  /// Registers a member.
  PartyId member(const std::string& name);
  /// Credits cash under a reference of its own.
  void credit(const PartyId& party, Money amount);
  /// Registers an asset that must be lawful.
  AssetId asset(const PartyId& holder, RegisterAsset request);

  const Books& books() const { return books_; }
  const DueQueue& queue() const { return queue_; }
  /// The next change of all; nothing where none is due ever.
  std::optional<DueChange> next_due() const { return queue_.first(books_, newest_); }
  const TitleRecord& record() const { return record_; }
  /// The place of a party of the register.
  Ordinal ordinal(const PartyId& party) const { return *books_.party_ordinal(party); }
  /// An asset of the register.
  const Asset& at(const AssetId& id) const { return *books_.asset(id); }
  /// How many changes time has brought.
  std::size_t changes() const { return changes_; }
  /// Every part of every entry so far, in order.
  const std::vector<EncodedFacts>& entries() const { return entries_; }
  /// The second of each of these entries.
  const std::vector<Instant>& entered_at() const { return entered_at_; }
  /// The books as bytes; checks first that they come back from their bytes.
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

/// A patent without identifiers or commitment, assessed and prepaid so much.
RegisterAsset patent(Money assessment, Money escrow);

/// Units of the currency as money.
constexpr Money units(std::int64_t whole) { return Money::from_micro(whole * 1'000'000); }

}  // namespace quitrent::trial
