// SPDX-License-Identifier: EUPL-1.2
#include "tests/market/trial_register.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "market/codec/books.hpp"
#include "market/invariant/indexes_match_books.hpp"
#include "market/invariant/laws.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::trial {

using namespace market;
namespace {

void hold(bool kept, const std::string& what) {
  if (!kept) throw std::logic_error(what);
}

bool same(const EncodedFacts& left, const EncodedFacts& right) {
  return left.public_events == right.public_events && left.private_events == right.private_events &&
         left.public_count == right.public_count;
}

/// The events of both parts, private ones first.
std::vector<Event> events_of(const EncodedFacts& facts) {
  std::vector<Event> events = decoded(facts.private_events);
  for (Event& event : decoded(facts.public_events)) events.push_back(std::move(event));
  return events;
}

/// Decides twice, and checks that the second decision equals the first.
Outcome<Decision> decided(const Books& books, const Filing& filing, Instant now) {
  auto first = decide(books, filing, now);
  const auto second = decide(books, filing, now);
  hold(first.has_value() == second.has_value(), "a filing was decided in two ways");
  if (first) {
    hold(same(encoded(first->events), encoded(second->events)), "a decision has two outcomes");
  } else {
    hold(first.error().code == second.error().code, "a filing was refused for two reasons");
  }
  return first;
}

/// A charter with these rules of acts, and the default bounds of schedules.
std::optional<tax::Charter> whole_charter(const std::optional<ActRules>& rules) {
  if (!rules) return std::nullopt;
  return tax::Charter{.acts = *rules};
}

}  // namespace

TrialRegister::TrialRegister(Instant start, std::string_view schedule_toml,
                             std::optional<ActRules> charter)
    : now_{start} {
  const Filing filing{.by = {},
                      .seed = next_seed(),
                      .request = FoundRegister{.schedule_toml = std::string{schedule_toml},
                                               .operator_name = "Operator",
                                               .operator_key = sha256("operator"),
                                               .charter = whole_charter(charter)}};
  const auto decision = decided(books_, filing, now_);
  hold(decision.has_value(), "a register is founded");
  founder_ = std::get<PartyReceipt>(decision->receipt).party;
  enter(decision->events);
}

Seed TrialRegister::next_seed() {
  const Digest digest = sha256("seed " + std::to_string(++drawn_));
  Seed seed;
  std::copy_n(digest.bytes.begin(), seed.bytes.size(), seed.bytes.begin());
  return seed;
}

void TrialRegister::advance(Instant to) {
  hold(to >= now_, "time does not run backwards");
  for (auto due = next_due(); due && due->at <= to; due = next_due()) {
    hold(due->at >= now_, "a change was due before its time came");
    now_ = due->at;
    const std::vector<Event> events = changes_of(books_, *due);
    hold(same(encoded(events), encoded(changes_of(books_, *due))), "a change has two outcomes");
    ++changes_;
    enter(events);
  }
  now_ = to;
  hold_to_account();
}

void TrialRegister::outage(Instant to) {
  hold(to >= now_, "time does not run backwards");
  enter(outage_of({now_, to}));
  enter(closes_after_outage(books_));
  requeue_all();
  advance(to);
}

void TrialRegister::requeue_all() {
  for (Ordinal ordinal = 0; ordinal < books_.asset_count(); ++ordinal) {
    queue_.reschedule(ordinal, next_change(books_, ordinal));
  }
}

Outcome<Receipt> TrialRegister::file(const PartyId& by, Filing::Request request) {
  const Filing filing{.by = by, .seed = next_seed(), .request = std::move(request)};
  const std::string before = encoded_books(books_);
  auto decision = decided(books_, filing, now_);
  hold(encoded_books(books_) == before, "deciding changed the books");
  if (!decision) return std::unexpected(std::move(decision.error()));
  enter(decision->events);
  advance(now_);  // changes that the filing made due in its own second follow it
  return std::move(decision->receipt);
}

Outcome<Receipt> TrialRegister::approve(const PartyId& by, const ActId& act) {
  const RecordedAct* const recorded = books_.acts().act(act);
  return file(by, ApproveAct{act, recorded ? recorded->proposed.digest : Digest{}});
}

Outcome<Receipt> TrialRegister::file_as_two(const PartyId& by, const PartyId& second,
                                            Filing::Request request) {
  auto outcome = file(by, std::move(request));
  const auto* proposed = outcome ? std::get_if<ActReceipt>(&*outcome) : nullptr;
  return proposed == nullptr ? outcome : approve(second, ActId{proposed->act});
}

PartyId TrialRegister::party(const std::string& name, Role role) {
  const auto receipt = file(
      founder_, RegisterParty{.name = name, .roles = Roles{role}, .key = sha256("key of " + name)});
  hold(receipt.has_value(), "a party is registered");
  return std::get<PartyReceipt>(*receipt).party;
}

void TrialRegister::credit(const PartyId& party, Money amount) {
  const auto receipt = file(
      founder_,
      CreditCash{.party = party, .amount = amount, .reference = "trial " + std::to_string(drawn_)});
  hold(receipt.has_value(), "cash is credited");
}

AssetId TrialRegister::asset(const PartyId& holder, RegisterAsset request) {
  const auto receipt = file(holder, std::move(request));
  hold(receipt.has_value(), "an asset is registered");
  return std::get<AssetReceipt>(*receipt).asset;
}

void TrialRegister::enter(const std::vector<Event>& events) {
  Books overlay{books_};
  for (const Event& event : events) {
    market::apply(overlay, event);
    record_.observe(event);
  }
  books_.merge(std::move(overlay));
  const bool follows = std::ranges::any_of(events, [this](const Event& event) {
    return std::holds_alternative<SchedulePublished>(event) && books_.schedules().size() > 1;
  });
  if (follows) {
    reforecast(books_, 0, books_.asset_count());
    requeue_all();
  }
  for (const Event& event : events) {
    for (const AssetId& id : subjects(event)) {
      const Ordinal asset = *books_.asset_ordinal(id);
      queue_.reschedule(asset, next_change(books_, asset));
    }
  }
  newest_ = now_;
  replay(encoded(events));
  if (follows) reforecast(replayed_, 0, replayed_.asset_count());
}

void TrialRegister::replay(const EncodedFacts& facts) {
  const std::vector<Event> events = events_of(facts);
  hold(same(encoded(events), facts), "events do not come back from their bytes");
  for (const Event& event : events) market::apply(replayed_, event);
  entries_.push_back(facts);
  entered_at_.push_back(now_);
}

void TrialRegister::hold_to_account() const {
  const auto wrong = broken_law(books_, record_, queue_, now_);
  hold(!wrong.has_value(), wrong.value_or(""));
  for (Ordinal party = 0; party < books_.party_count(); ++party) {
    hold(!books_.debt(party).outstanding() || books_.cash(party) == Money{},
         books_.party(party).name + " has cash and owes");
  }
  hold(encoded_books(books_) == encoded_books(replayed_), "replayed books differ from merged ones");
}

std::string TrialRegister::bytes() const {
  std::string whole = encoded_books(books_);
  const Books back = decoded_books(whole);
  hold(encoded_books(back) == whole, "books do not come back from their bytes");
  const auto wrong = indexes_match_books::violation(back, queue_, now_);
  hold(!wrong.has_value(), wrong.value_or(""));
  return whole;
}

RegisterAsset patent(Money assessment, Money escrow) {
  Particulars particulars{.name = "Machine", .identifiers = {}, .terms = {}};
  particulars.terms.form = TermsForm::commitment;
  return {.asset_class = AssetClass::patent,
          .particulars = std::make_shared<const Particulars>(std::move(particulars)),
          .assessment = assessment,
          .escrow = escrow};
}

}  // namespace quitrent::trial
