// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/events.hpp"

#include <array>
#include <span>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/encumbrances.hpp"
#include "market/codec/values.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/accrual.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;
using quitrent::testing::hexadecimal;
using quitrent::testing::second;

namespace {

AssetStatus status() {
  return {.state = AssetState::delinquent,
          .pending = 4'294'967'294,
          .assessment = kHighestAssessment,
          .escrow = Money::from_micro(1),
          .arrears = Money::from_micro(2),
          .arisen = Money::from_micro(3),
          .surcharge_paid = Money::from_micro(4),
          .late_surcharge = Share::from_ppm(5),
          .carry = kCarryLimit - 1,
          .levied_to = second(6),
          .funded_until = second(7),
          .delinquent_at = second(8),
          .forecloses_at = kEndOfTime,
          .auction_ends_at = second(9),
          .auction_length = Duration::from_seconds(10),
          .notice_ends_at = second(11),
          .no_notice_before = second(12),
          .withdraws_at = second(13),
          .version = 4'294'967'295};
}

NamedParty somebody(std::uint8_t last) {
  NamedParty party{.id = {}, .name = "Öffentliche Hand"};
  party.id.uuid.bytes[15] = last;
  return party;
}

Particulars particulars() {
  Terms terms{.form = TermsForm::licence,
              .commitment = Commitment::royalty_free,
              .spdx = "MIT",
              .source_withheld = true,
              .then = {{"ISC", second(1)}, {"0BSD", second(-2)}}};
  return {.name = "Work",
          .identifiers = {{"doi", "1"}, {"", ""}},
          .terms = terms,
          .levels = {{kBeginningOfTime, {0, 1, 2, 3, 4, 5, 6, 24}},
                     {second(1), {24, 0, 0, 0, 0, 0, 0, 0}},
                     {second(1), {}}},
          .derived_from = {{AssetId{Uuid{{7}}}, Relation::version}, {{}, Relation::derived}}};
}

std::shared_ptr<const Encumbrances> encumbrances() {
  RecordedLicence licence{.id = LicenceId{Uuid{{1}}},
                          .licensee = somebody(7).id,
                          .licensee_name = "Öffentliche Hand",
                          .exclusivity = Exclusivity::exclusive,
                          .origin = LicenceOrigin::grant_back,
                          .scope = "baking",
                          .recorded_at = second(1),
                          .ends_at = second(2),
                          .document = sha256("contract")};
  RecordedLicence stranger = licence;
  stranger.licensee.reset();
  stranger.document.reset();
  stranger.ends_at = kEndOfTime;
  return std::make_shared<const Encumbrances>(Encumbrances{.licences = {licence, stranger},
                                                           .liens = {{.id = LienId{Uuid{{2}}},
                                                                      .creditor = somebody(8),
                                                                      .secured = kHighestAssessment,
                                                                      .recorded_at = second(3),
                                                                      .document = sha256("loan")}},
                                                           .holds = {{.id = HoldId{Uuid{{3}}},
                                                                      .reference = "court",
                                                                      .recorded_at = second(4),
                                                                      .ends_at = second(5),
                                                                      .document = std::nullopt}}});
}

EncumbranceChange change() {
  return {.liens_end = true,
          .exclusivity_ends = true,
          .run_out_by = second(6),
          .ended_licences = {LicenceId{Uuid{{11}}}, LicenceId{Uuid{{12}}}},
          .ended_liens = {LienId{Uuid{{13}}}},
          .ended_holds = {HoldId{Uuid{{14}}}},
          .added = *encumbrances()};
}

PendingPurchase pending_purchase() {
  return {.id = PurchaseId{Uuid{{4}}},
          .buyer = somebody(4),
          .begun_at = second(5),
          .closes_at = second(6),
          .items = {{.asset = AssetId{Uuid{{5}}},
                     .seller = somebody(9).id,
                     .price = Money::from_micro(7),
                     .assessment = Money::from_micro(8),
                     .escrow = Money::from_micro(9)}}};
}

/// One event of each kind that concerns encumbrances, or the whole register.
std::vector<Event> events_of_the_register() {
  return {EncumbrancesChanged{.asset = {},
                              .cause = EncumbranceCause::hold_ended,
                              .subject = Uuid{{3}},
                              .change = {.ended_holds = {HoldId{Uuid{{3}}}}},
                              .status = status()},
          RegistrarNoted{.asset = {},
                         .note = RegistrarNote::expiry,
                         .reference = "letter",
                         .document = sha256("letter"),
                         .expires_at = second(14),
                         .status = status()},
          PurchaseChanged{
              .number = 15, .status = PurchaseStatus::cancelled, .purchase = pending_purchase()},
          OutageRecorded{.down = {second(16), second(17)}},
          RegisterLevied{.at = second(18),
                         .paid = {Money::from_micro(19)},
                         .arrears = {Money{}, Money::from_micro(20)}},
          RevenueApportioned{.amount = Money::from_micro(21),
                             .shares = {{.to = "Schatz", .amount = Money::from_micro(21)}}},
          PartyFrozen{.party = 22, .frozen = true, .reference = "order"}};
}

LevyFact levy() {
  return {.over = {second(10), second(20)},
          .paid = Money::from_micro(30),
          .arrears = Money::from_micro(40)};
}

AssetConveyed conveyance() {
  return {.asset = {},
          .purchase = PurchaseId{},
          .conveyance = {.cause = ConveyanceCause::rectification,
                         .has_holder = true,
                         .holder = somebody(2),
                         .at = second(9),
                         .price = Money::from_micro(8)},
          .from = somebody(3),
          .levy = levy(),
          .waterfall = {.price = Money::from_micro(5),
                        .arrears = Money::from_micro(4),
                        .surcharge = Money::from_micro(3),
                        .liens = {{.lien = LienId{Uuid{{6}}},
                                   .creditor = somebody(6).id,
                                   .paid = Money::from_micro(9)}},
                        .seller = Money::from_micro(2),
                        .refund = Money::from_micro(1)},
          .status = status(),
          .change = change(),
          .grant_back = LicenceId{Uuid{{1}}},
          .reference = "order",
          .document = sha256("order")};
}

/// One event of each kind, and of each shape that a kind may have.
std::vector<Event> every_event() {
  AssetRegistered registered{.id = {},
                             .asset_class = AssetClass::model,
                             .degree = kWhole,
                             .expires_at = kEndOfTime,
                             .particulars = std::make_shared<const Particulars>(particulars()),
                             .holder = somebody(1),
                             .status = status()};
  AssetStatusChanged changed{.asset = {},
                             .cause = AssetStatusCause::schedule,
                             .levy = levy(),
                             .amount = Money::from_micro(-1),
                             .status = status()};
  const AssetConveyed conveyed = conveyance();
  AssetConveyed ended = conveyed;
  ended.purchase.reset();
  ended.conveyance.has_holder = false;
  ended.conveyance.holder = {};
  ended.status.state = AssetState::struck;
  Roles roles{Role::member};
  roles.add(Role::operator_);
  const Posting posting{.kind = PostingKind::debt,
                        .has_asset = true,
                        .asset = 0,
                        .reference = "Überweisung",
                        .lines = {{{AccountKind::cash, 4'000'000'000}, Money::from_micro(-7)},
                                  {{AccountKind::beneficiary, 1}, Money::from_micro(7)}}};
  std::vector<Event> events{
      registered,
      changed,
      conveyed,
      ended,
      SchedulePublished{.id = {}, .toml = "title = \"\"", .effective = second(-1)},
      PartyRegistered{.id = {}, .name = "", .roles = roles, .key = sha256("key")},
      MoneyPosted{posting},
      MoneyPosted{},
      DebtChanged{.party = 3, .asset = {}, .debt = Debt::from_words(1, ~std::uint64_t{0})}};
  for (Event& event : events_of_the_register()) events.push_back(std::move(event));
  events.emplace_back(DebtChanged{.party = 3, .asset = 5, .debt = Debt::from_words(0, 1)});
  events.emplace_back(RegisterFounded{.kind = RegisterKind::sandbox, .key_check = sha256("check")});
  return events;
}

}  // namespace

TEST_CASE("every kind of event comes back from its bytes as it was") {
  for (const Event& event : every_event()) {
    CAPTURE(event.index());
    const EncodedFacts once = encoded(std::array{event});
    CHECK(once.public_count == (is_public(event) ? 1 : 0));
    CHECK(once.public_events.empty() != is_public(event));
    CHECK(once.private_events.empty() == is_public(event));
    const std::vector<Event> back = decoded(once.public_events + once.private_events);
    REQUIRE(back.size() == 1);
    CHECK(back.front().index() == event.index());
    const EncodedFacts again = encoded(back);
    CHECK(again.public_events == once.public_events);
    CHECK(again.private_events == once.private_events);
  }
}

TEST_CASE("each field of an event has its own bytes") {
  const auto bytes = [](const Event& event) {
    const EncodedFacts facts = encoded(std::array{event});
    return facts.public_events + facts.private_events;
  };
  const std::vector<Event> events = every_event();
  const auto back = [&](std::size_t index) { return decoded(bytes(events[index])).front(); };
  const auto registered = std::get<AssetRegistered>(back(0));
  CHECK(*registered.particulars == particulars());
  CHECK(registered.status == status());
  CHECK(registered.holder == somebody(1));
  CHECK(registered.asset_class == AssetClass::model);
  CHECK(registered.expires_at == kEndOfTime);
  const auto changed = std::get<AssetStatusChanged>(back(1));
  CHECK(changed.levy.over == Period{second(10), second(20)});
  CHECK(changed.levy.paid == Money::from_micro(30));
  CHECK(changed.levy.arrears == Money::from_micro(40));
  CHECK(changed.amount == Money::from_micro(-1));
  const auto conveyed = std::get<AssetConveyed>(back(2));
  CHECK(conveyed.conveyance == std::get<AssetConveyed>(events[2]).conveyance);
  CHECK(conveyed.from == somebody(3));
  CHECK(conveyed.waterfall.refund == Money::from_micro(1));
  CHECK(conveyed.waterfall.seller == Money::from_micro(2));
  CHECK(std::get<AssetConveyed>(back(3)).conveyance.has_holder == false);
  const auto party = std::get<PartyRegistered>(back(5));
  CHECK(party.roles.has(Role::operator_));
  CHECK_FALSE(party.roles.has(Role::policy));
  const auto posted = std::get<MoneyPosted>(back(6)).posting;
  CHECK(posted.has_asset);
  CHECK(posted.asset == 0);
  CHECK(posted.reference == "Überweisung");
  CHECK(posted.lines[0].account == Account{AccountKind::cash, 4'000'000'000});
  CHECK_FALSE(std::get<MoneyPosted>(back(7)).posting.has_asset);
  CHECK(std::get<DebtChanged>(back(8)).debt == Debt::from_words(1, ~std::uint64_t{0}));
  const auto founded = std::get<RegisterFounded>(back(events.size() - 1));
  CHECK(founded.kind == RegisterKind::sandbox);
  CHECK(founded.key_check == sha256("check"));
  CHECK(conveyed.waterfall.liens == std::get<AssetConveyed>(events[2]).waterfall.liens);
  CHECK(conveyed.change == change());
  CHECK(conveyed.grant_back == LicenceId{Uuid{{1}}});
  CHECK(conveyed.reference == "order");
  CHECK(conveyed.document == sha256("order"));
  const auto encumbered = std::get<EncumbrancesChanged>(back(9));
  CHECK(encumbered.cause == EncumbranceCause::hold_ended);
  CHECK(encumbered.subject == Uuid{{3}});
  CHECK(encumbered.change == EncumbranceChange{.ended_holds = {HoldId{Uuid{{3}}}}});
  const auto noted = std::get<RegistrarNoted>(back(10));
  CHECK(noted.expires_at == second(14));
  CHECK(noted.document == sha256("letter"));
  const auto purchase = std::get<PurchaseChanged>(back(11));
  CHECK(purchase.number == 15);
  CHECK(purchase.status == PurchaseStatus::cancelled);
  CHECK(purchase.purchase.closes_at == second(6));
  CHECK(purchase.purchase.items[0].seller == somebody(9).id);
  CHECK(purchase.purchase.items[0].escrow == Money::from_micro(9));
  CHECK(std::get<OutageRecorded>(back(12)).down == Period{second(16), second(17)});
  CHECK(std::get<RegisterLevied>(back(13)).paid[0] == Money::from_micro(19));
  CHECK(std::get<RegisterLevied>(back(13)).arrears[1] == Money::from_micro(20));
  CHECK(std::get<RevenueApportioned>(back(14)).shares[0].to == "Schatz");
  CHECK(std::get<PartyFrozen>(back(15)).frozen);
  CHECK(std::get<DebtChanged>(back(events.size() - 2)).asset == 5);
}

TEST_CASE("the layout of events stands in journals and does not change") {
  const std::vector<Event> events = every_event();
  CHECK(hexadecimal(encoded(std::array{events[8]}).private_events) ==
        "45030001ffffffffffffffffff01");
  CHECK(hexadecimal(encoded(std::array{events[6]}).private_events) ==
        "4208010cc39c6265727765697375"
        "6e670202"
        "80d0acf30e"
        "0d05010e");
  CHECK(hexadecimal(encoded(std::array{events[4]}).public_events) ==
        "04000000000000000000000000000000000a7469746c65203d20222201");
  // The event `RegisterFounded` was added later than the others.
  CHECK(hexadecimal(encoded(std::array{events.back()}).public_events).starts_with("0f01"));
  std::string whole;
  for (const Event& event : std::span{events}.first(events.size() - 1)) {
    const EncodedFacts facts = encoded(std::array{event});
    whole += facts.public_events + facts.private_events;
  }
  CHECK(to_text(sha256(whole)) ==
        "sha256:1579836e3a63d6683d33102db3207f44e56d90f9caf4eb5ed176c9a955d803d5");
}

TEST_CASE("events of before tell all that stands, and read as the change to it") {
  const EncumbranceChange all{
      .licences_end = true, .liens_end = true, .holds_end = true, .added = *encumbrances()};
  ByteWriter encumbered;
  encumbered.byte(5);
  encode_identifier(encumbered, AssetId{Uuid{{1}}});
  encumbered.byte(static_cast<std::uint8_t>(EncumbranceCause::lien_recorded));
  encode_uuid(encumbered, Uuid{{2}});
  encode_encumbrances(encumbered, encumbrances());
  encode_status(encumbered, status());
  const auto read = std::get<EncumbrancesChanged>(decoded(encumbered.bytes()).at(0));
  CHECK(read.subject == Uuid{{2}});
  CHECK(read.change == all);
  CHECK(read.status == status());
  CHECK(*encumbrances_after(encumbrances(), read.change) == *encumbrances());
  // The layout of a conveyance is the same, except for the tag and the change.
  const AssetConveyed written = conveyance();
  const std::string now = encoded(std::array{Event{written}}).public_events;
  ByteWriter changed;
  encode_encumbrance_change(changed, written.change);
  ByteWriter whole;
  encode_encumbrances(whole, written.change.added.empty() ? nullptr : encumbrances());
  std::string before = now;
  before.replace(now.find(changed.bytes()), changed.bytes().size(), whole.bytes());
  before.front() = 3;
  const auto conveyed = std::get<AssetConveyed>(decoded(before).at(0));
  CHECK(conveyed.change == all);
  CHECK(conveyed.grant_back == written.grant_back);
  CHECK(conveyed.document == written.document);
}

TEST_CASE("an accepted loss is public and comes back as it was") {
  const EncodedFacts facts = encoded(std::array{Event{LossAccepted{.after = 7, .named = 300}}});
  CHECK(hexadecimal(facts.public_events) == "1007ac02");
  const LossAccepted loss = std::get<LossAccepted>(decoded(facts.public_events).at(0));
  CHECK((loss.after == 7 && loss.named == 300));
}

TEST_CASE("bytes that apply or tax law could not take are damage") {
  struct Row {
    const char* why;
    std::string bytes;
  };
  const auto with = [](auto change) {
    AssetStatus broken = status();
    change(broken);
    AssetStatusChanged event;
    event.status = broken;
    return encoded(std::array{Event{event}}).public_events;
  };
  const std::vector<Row> rows{
      {"an unknown kind of event", "\xff"},
      {"a negative escrow", with([](AssetStatus& now) { now.escrow = Money::from_micro(-1); })},
      {"a negative assessment",
       with([](AssetStatus& now) { now.assessment = Money::from_micro(-1); })},
      {"an assessment that is too high",
       with([](AssetStatus& now) { now.assessment = kHighestAssessment + Money::from_micro(1); })},
      {"a carry of a whole micro-unit", with([](AssetStatus& now) { now.carry = kCarryLimit; })},
      {"a negative carry", with([](AssetStatus& now) { now.carry = -1; })},
      {"an instant after the end of time", with([](AssetStatus& now) {
         now.levied_to = Instant::from_seconds(kEndOfTime.seconds() + 1);
       })},
      {"a state that nobody knows",
       with([](AssetStatus& now) { now.state = static_cast<AssetState>(9); })},
      {"a surcharge above the whole",
       with([](AssetStatus& now) { now.late_surcharge = Share::from_ppm(1'000'001); })},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK_THROWS_AS(decoded(row.bytes), DamagedBytes);
  }
}
