// SPDX-License-Identifier: EUPL-1.2
#include "market/invariant/laws.hpp"

#include <functional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/codec/values.hpp"
#include "market/due/due_queue.hpp"
#include "market/state/apply.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::trial;

namespace {

/// A register of one active and one expired asset. A test may break a copy of its books.
struct Scene {
  TrialRegister trial{*day(2030, 1, 1)};
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");
  AssetId asset, expired;

  Scene() {
    trial.credit(ana, units(1'000));
    RegisterAsset request = patent(units(36'500), units(100));
    Particulars particulars = *request.particulars;
    particulars.identifiers = {{"patent", "US1"}};
    request.particulars = std::make_shared<const Particulars>(particulars);
    asset = trial.asset(ana, request);
    RegisterAsset ending = patent(units(36'500), units(100));
    ending.expires_at = *day(2030, 1, 11);
    expired = trial.asset(ana, ending);
    trial.advance(*day(2030, 1, 11));
  }
  Books books() const { return decoded_books(encoded_books(trial.books())); }
  std::string wrong(const Books& broken) const {
    return broken_law(broken, trial.record(), trial.queue(), trial.now()).value_or("nothing");
  }
};

/// A snapshot of the register in which an account holds `put` instead of `held`.
Books with_balance(const Scene& scene, Account account, Money put) {
  const auto entry = [&](Money amount) {
    ByteWriter writer;
    writer.byte(static_cast<std::uint8_t>(account.kind));
    writer.number(account.owner);
    encode_money(writer, amount);
    return writer.take();
  };
  std::string bytes = encoded_books(scene.trial.books());
  const std::string held = entry(scene.trial.books().ledger().balance(account));
  const std::size_t position = bytes.rfind(held);
  REQUIRE(position != std::string::npos);
  bytes.replace(position, held.size(), entry(put));
  return decoded_books(bytes);
}

AssetStatusChanged changed(const Scene& scene, const AssetId& id,
                           const std::function<void(AssetStatus&)>& change) {
  AssetStatusChanged event;
  event.asset = id;
  event.status = scene.trial.at(id).status;
  change(event.status);
  return event;
}

AssetConveyed conveyed(const Scene& scene, const PartyId& from, const PartyId& to, Instant at) {
  const Books& books = scene.trial.books();
  AssetConveyed event;
  event.asset = scene.asset;
  event.conveyance = {.cause = ConveyanceCause::rectification,
                      .has_holder = true,
                      .holder = books.named(scene.trial.ordinal(to)),
                      .at = at,
                      .price = {}};
  event.from = books.named(scene.trial.ordinal(from));
  event.status = scene.trial.at(scene.asset).status;
  return event;
}

MoneyPosted moved(Account from, Account to, Money amount) {
  return {{.kind = PostingKind::levy, .lines = {{from, -amount}, {to, amount}}}};
}

}  // namespace

TEST_CASE("books that nobody has touched keep every law") {
  const Scene scene;
  CHECK(scene.wrong(scene.books()) == "nothing");
}

TEST_CASE("money that appears or vanishes is not conserved") {
  const Scene scene;
  const Account bank{AccountKind::bank, 0};
  const Account cash{AccountKind::cash, scene.trial.ordinal(scene.ana)};
  const std::string law = "money is not conserved: ";
  CHECK(scene.wrong(with_balance(scene, cash, units(874))) ==
        law + "of 1000.00 that came in only 999.00 is there");
  CHECK(scene.wrong(with_balance(scene, cash, units(876))) ==
        law + "account 3/0 holds money that never came in");
  CHECK(scene.wrong(with_balance(scene, cash, -units(1))) ==
        law + "account 2/" + std::to_string(cash.owner) + " is negative: -1.00");
  CHECK(scene.wrong(with_balance(scene, bank, units(1))) == law + "the bank owes 1.00 to nobody");
  CHECK(scene.wrong(with_balance(scene, bank, -kRegisterCapacity - units(1))) ==
        law + "the register holds more than it can: 9000000000001.00");
}

TEST_CASE("an escrow that is not in its account is not funded") {
  const Scene scene;
  const std::string name = to_text(scene.asset);
  const std::string law = "escrow is not funded: ";
  const Account revenue{AccountKind::revenue, 0};
  const auto wrong = [&](const Event& event) {
    Books books = scene.books();
    market::apply(books, event);
    return scene.wrong(books);
  };
  const Ordinal asset = *scene.trial.books().asset_ordinal(scene.asset);
  const Ordinal expired = *scene.trial.books().asset_ordinal(scene.expired);
  CHECK(wrong(changed(scene, scene.asset, [](AssetStatus& now) { now.escrow = units(101); })) ==
        law + name + " shows an escrow of 101.00, its account holds 100.00");
  CHECK(wrong(moved({AccountKind::escrow, asset}, revenue, units(1))) ==
        law + name + " shows an escrow of 100.00, its account holds 99.00");
  CHECK(wrong(moved(revenue, {AccountKind::escrow, expired}, units(1))) ==
        law + to_text(scene.expired) + " shows an escrow of 0.00, its account holds 1.00");
  CHECK(wrong(changed(scene, scene.asset, [](AssetStatus& now) { now.arrears = units(1); })) ==
        law + name + " has arrears in state active");
  CHECK(wrong(changed(scene, scene.asset, [](AssetStatus& now) {
          now.state = AssetState::delinquent;
          now.arrears = units(36'501);
        })) == law + name + " has arrears above its assessment");
  // Figures and account agree, but an ended asset holds money.
  Books books = scene.books();
  market::apply(books, moved(revenue, {AccountKind::escrow, expired}, units(1)));
  market::apply(books,
                changed(scene, scene.expired, [](AssetStatus& now) { now.escrow = units(1); }));
  CHECK(scene.wrong(books) == law + to_text(scene.expired) + " ended with an escrow");
}

TEST_CASE("a state that does not fit the chain of title is noticed") {
  const Scene scene;
  const std::string law = "not one holder per asset: ";
  const auto wrong = [&](const Event& event) {
    Books books = scene.books();
    market::apply(books, event);
    return scene.wrong(books);
  };
  CHECK(wrong(changed(scene, scene.expired, [](AssetStatus& now) {
          now.state = AssetState::delinquent;
        })) == law + to_text(scene.expired) + " is delinquent, but nobody is in title");
  CHECK(wrong(changed(scene, scene.asset, [](AssetStatus& now) {
          now.state = AssetState::auction;
        })) == law + to_text(scene.asset) + " is auction, but somebody is in title");
  CHECK(wrong(conveyed(scene, scene.ana, scene.ben, scene.trial.now())) ==
        law + to_text(scene.asset) + " is held by another than its chain of title says");
}

TEST_CASE("a chain of title that its events do not tell is broken") {
  const Scene scene;
  const std::string name = to_text(scene.asset);
  const std::string law = "the chain is broken: ";
  const Instant now = scene.trial.now();
  // The conveyance is applied to the books but not shown to the record: the chain grows without it.
  Books grown = scene.books();
  market::apply(grown, conveyed(scene, scene.ana, scene.ana, now));
  CHECK(scene.wrong(grown) == law + name + " has lost or won a link of its chain");
  struct Row {
    const char* why;
    AssetConveyed applied;
    AssetConveyed recorded;
    std::string what;
  };
  AssetConveyed dearer = conveyed(scene, scene.ana, scene.ben, now);
  dearer.conveyance.price = units(1);
  const std::vector<Row> rows{
      {"another price", conveyed(scene, scene.ana, scene.ben, now), dearer,
       name + " has another chain of title than its events"},
      {"by somebody else", conveyed(scene, scene.ben, scene.ben, now),
       conveyed(scene, scene.ben, scene.ben, now),
       name + " was conveyed by somebody who was not in title"},
      {"before it was registered", conveyed(scene, scene.ana, scene.ben, Instant{}),
       conveyed(scene, scene.ana, scene.ben, Instant{}),
       name + " was conveyed before it was conveyed the last time"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Books books = scene.books();
    TitleRecord record = scene.trial.record();
    market::apply(books, row.applied);
    record.observe(row.recorded);
    CHECK(broken_law(books, record, scene.trial.queue(), now).value_or("") == law + row.what);
  }
  const auto dates = [&](Instant conveyed_at) {
    ByteWriter writer;
    encode_instant(writer, scene.trial.at(scene.asset).registered_at);
    encode_instant(writer, scene.trial.at(scene.asset).taxed_alike_since);
    encode_instant(writer, scene.trial.at(scene.asset).held_since);
    encode_instant(writer, conveyed_at);
    return writer.take();
  };
  std::string bytes = scene.trial.bytes();
  const std::string held = dates(scene.trial.at(scene.asset).conveyed_at);
  const std::size_t position = bytes.find(held);
  REQUIRE(position != std::string::npos);
  bytes.replace(position, held.size(), dates(now));
  CHECK(scene.wrong(decoded_books(bytes)) == law + name + " changed hands at another second");
  TitleRecord forgetful;
  CHECK(broken_law(scene.books(), forgetful, scene.trial.queue(), now).value_or("") ==
        "not one holder per asset: " + name + " was never registered");
  CHECK(broken_law(Books{}, scene.trial.record(), {}, now).value_or("") ==
        law + "the events registered 2 assets, the books hold 0");
}

TEST_CASE("a queue or an index that does not follow the books is noticed") {
  const Scene scene;
  const std::string law = "an index does not match the books: ";
  const auto with_queue = [&](const DueQueue& queue, Instant now) {
    return broken_law(scene.trial.books(), scene.trial.record(), queue, now).value_or("nothing");
  };
  const Ordinal asset = *scene.trial.books().asset_ordinal(scene.asset);
  const auto next = next_change(scene.trial.books(), asset);
  REQUIRE(next.has_value());
  CHECK(with_queue({}, scene.trial.now()) == law + "the queue holds 0 changes instead of 1");
  DueQueue late = scene.trial.queue();
  late.reschedule(asset, DueChange{next->at + Duration::from_seconds(1), next->kind, asset});
  CHECK(with_queue(late, scene.trial.now()) ==
        law + to_text(scene.asset) + " is not queued for its next change at " + to_text(next->at));
  CHECK(with_queue(scene.trial.queue(), next->at) ==
        law + "a change was due at " + to_text(next->at) + " and has not happened");
  // Two assets have one identifier: one of them cannot be found by it.
  Books twice = scene.books();
  TitleRecord record = scene.trial.record();
  const Asset& row = scene.trial.at(scene.asset);
  AssetRegistered second;
  second.id = AssetId::derived({}, 9, scene.trial.now());
  second.particulars = row.particulars;
  second.holder = scene.trial.books().named(row.holder);
  second.expires_at = kEndOfTime;
  second.status.levied_to = scene.trial.now();
  market::apply(twice, second);
  record.observe(second);
  const std::string wrong =
      broken_law(twice, record, scene.trial.queue(), scene.trial.now()).value_or("");
  CHECK(wrong.starts_with(law));
  CHECK(wrong.ends_with("is not found as patent US1"));
}
