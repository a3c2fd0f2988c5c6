// SPDX-License-Identifier: EUPL-1.2
#include "market/state/act_books.hpp"

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {

ActBooks::ActBooks(const ActBooks* base)
    : charter_{base == nullptr ? nullptr : &base->charter_, nullptr},
      acts_{base == nullptr ? nullptr : &base->acts_},
      credits_{base == nullptr ? nullptr : &base->credits_},
      counted_{base == nullptr ? nullptr : &base->counted_} {}

const tax::Charter& ActBooks::charter() const {
  static const tax::Charter kDefaults;
  const CharterRecorded* const recorded = recorded_charter();
  return recorded == nullptr ? kDefaults : recorded->charter;
}

Money ActBooks::credited_by_one(Ordinal party, Instant now) const {
  Money sum;
  const std::vector<CountedCredit>* const credits = counted_.find(party);
  if (credits == nullptr) return sum;
  for (const CountedCredit& credit : *credits) {
    if (now - credit.at < kCreditsWithin) sum += credit.amount;
  }
  return sum;
}

void ActBooks::end(const ActEnded& event) {
  const RecordedAct* const before = act(event.id);
  ensure(before != nullptr, "an act was proposed before it ends");
  acts_.put(event.id, {.proposed = before->proposed, .ended = event});
}

void ActBooks::count(const CreditCounted& credit) {
  const std::vector<CountedCredit>* const before = counted_.find(credit.party);
  std::vector<CountedCredit> credits;
  if (before != nullptr) credits = *before;
  std::erase_if(credits, [&credit](const CountedCredit& one) {
    return credit.at - one.at >= kCreditsWithin;
  });
  if (!credits.empty() && credits.back().at == credit.at) {
    credits.back().amount += credit.amount;
  } else {
    credits.push_back({.at = credit.at, .amount = credit.amount});
  }
  counted_.put(credit.party, std::move(credits));
}

void ActBooks::merge(ActBooks&& overlay) {
  charter_.merge(overlay.charter_);
  acts_.merge(std::move(overlay.acts_));
  credits_.merge(std::move(overlay.credits_));
  counted_.merge(std::move(overlay.counted_));
}

}  // namespace quitrent::market
