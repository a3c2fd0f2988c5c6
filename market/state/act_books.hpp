// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "market/state/act_events.hpp"
#include "market/state/overlay.hpp"
#include "registry/title/asset.hpp"

namespace quitrent::market {

/// How long a credit by one operator counts towards ActRules::credit_by_one: 24 hours.
inline constexpr Duration kCreditsWithin = Duration::from_days(1);

/// An act of two as the books hold it.
struct RecordedAct {
  ProposedAct proposed;
  /// How it ended, if a person ended it.
  std::optional<ActEnded> ended = {};
  /// Its state at `now`: without an end by a person it lapses at its own second.
  ActState state(Instant now) const {
    if (ended) return ended->state;
    return now < proposed.lapses_at ? ActState::proposed : ActState::lapsed;
  }
};

/// A credit by one operator.
struct CountedCredit {
  Instant at;
  Money amount;  ///< of all credits of that second
};

/// The acts of two persons, what the charter says about them, and what single operators lately
/// credited. Either whole or an overlay over a base, which it does not change and which must
/// outlive it.
class ActBooks {
 public:
  /// Empty, or an overlay over `base`.
  explicit ActBooks(const ActBooks* base);
  /// What the charter says: as recorded, else the defaults.
  const tax::Charter& charter() const;
  /// What the charter says about acts of two.
  const ActRules& rules() const { return charter().acts; }
  /// How much of its charter the register has recorded, and what; null where it has recorded none.
  const CharterRecorded* recorded_charter() const { return charter_.get().get(); }
  /// The act, or null.
  const RecordedAct* act(const ActId& id) const { return acts_.find(id); }
  /// What an act of the kind credit would credit; null for any other act.
  const CreditProposed* credit(const ActId& id) const { return credits_.find(id); }
  /// Calls `visit(act)` for every act behind `after` in the order of identifiers, which is the
  /// order of proposal by seconds, until it answers false. Requires whole books.
  template <class Visit>
  void each_behind(const ActId& after, Visit&& visit) const {
    acts_.each_from(
        after, [&](const ActId& id, const RecordedAct& act) { return id == after || visit(act); });
  }
  /// What single operators credited to a party in the 24 hours before `now`, `now` included.
  Money credited_by_one(Ordinal party, Instant now) const;

  /// The credits by single operators that still counted at the newest one of their party.
  std::map<Ordinal, const std::vector<CountedCredit>*> counted() const { return counted_.all(); }

  /// Records what the charter says.
  void record(const CharterRecorded& recorded) {
    charter_.set(std::make_shared<const CharterRecorded>(recorded));
  }
  /// Adds an act.
  void propose(const ProposedAct& act) { acts_.put(act.id, {.proposed = act}); }
  /// Adds what an act of the kind credit would credit.
  void propose(const CreditProposed& credit) { credits_.put(credit.act, credit); }
  /// Ends an act. Requires that it is there.
  void end(const ActEnded& event);
  /// Counts a credit by one operator, and forgets those of the party that no longer count.
  void count(const CreditCounted& credit);
  /// Takes over the changes of an overlay.
  void merge(ActBooks&& overlay);

 private:
  OverlayValue<std::shared_ptr<const CharterRecorded>> charter_;
  OverlayMap<ActId, RecordedAct> acts_;
  OverlayMap<ActId, CreditProposed> credits_;
  OverlayMap<Ordinal, std::vector<CountedCredit>> counted_;
};

}  // namespace quitrent::market
