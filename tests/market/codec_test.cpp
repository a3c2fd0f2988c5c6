// SPDX-License-Identifier: EUPL-1.2
#include "market/codec.hpp"

#include <array>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec_parts.hpp"
#include "tax/accrual.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::trial;

namespace {

std::string hexadecimal(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[static_cast<unsigned char>(byte) >> 4U];
    text += digits[static_cast<unsigned char>(byte) & 15U];
  }
  return text;
}

constexpr Instant second(std::int64_t count) { return Instant::from_seconds(count); }

Standing standing() {
  return {.state = AssetState::delinquent,
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
  return {.name = "Work", .identifiers = {{"doi", "1"}, {"", ""}}, .terms = terms};
}

/// One event of each kind, and of each shape that a kind may have.
std::vector<Event> every_event() {
  AssetRegistered registered{.id = {},
                             .asset_class = AssetClass::model,
                             .degree = kWhole,
                             .expires_at = kEndOfTime,
                             .particulars = std::make_shared<const Particulars>(particulars()),
                             .holder = somebody(1),
                             .standing = standing()};
  const LevyFact levy{.over = {second(10), second(20)},
                      .paid = Money::from_micro(30),
                      .arrears = Money::from_micro(40)};
  StandingChanged changed{.asset = {},
                          .cause = StandingCause::schedule,
                          .levy = levy,
                          .amount = Money::from_micro(-1),
                          .standing = standing()};
  AssetConveyed conveyed{.asset = {},
                         .purchase = PurchaseId{},
                         .conveyance = {.cause = ConveyanceCause::rectification,
                                        .has_holder = true,
                                        .holder = somebody(2),
                                        .at = second(9),
                                        .price = Money::from_micro(8)},
                         .from = somebody(3),
                         .levy = levy,
                         .waterfall = {.price = Money::from_micro(5),
                                       .arrears = Money::from_micro(4),
                                       .surcharge = Money::from_micro(3),
                                       .seller = Money::from_micro(2),
                                       .refund = Money::from_micro(1)},
                         .standing = standing()};
  AssetConveyed ended = conveyed;
  ended.purchase.reset();
  ended.conveyance.has_holder = false;
  ended.conveyance.holder = {};
  ended.standing.state = AssetState::struck;
  Roles roles{Role::member};
  roles.add(Role::operator_);
  const Posting posting{.kind = PostingKind::debt,
                        .has_asset = true,
                        .asset = 0,
                        .reference = "Überweisung",
                        .lines = {{{AccountKind::cash, 4'000'000'000}, Money::from_micro(-7)},
                                  {{AccountKind::beneficiary, 1}, Money::from_micro(7)}}};
  return {registered,
          changed,
          conveyed,
          ended,
          SchedulePublished{.id = {}, .toml = "title = \"\"", .effective = second(-1)},
          PartyRegistered{.id = {}, .name = "", .roles = roles, .key = sha256("key")},
          MoneyPosted{posting},
          MoneyPosted{},
          DebtChanged{.party = 3, .debt = Debt::from_words(1, ~std::uint64_t{0})}};
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
  const auto back = [&](std::size_t place) { return decoded(bytes(events[place])).front(); };
  const auto registered = std::get<AssetRegistered>(back(0));
  CHECK(*registered.particulars == particulars());
  CHECK(registered.standing == standing());
  CHECK(registered.holder == somebody(1));
  CHECK(registered.asset_class == AssetClass::model);
  CHECK(registered.expires_at == kEndOfTime);
  const auto changed = std::get<StandingChanged>(back(1));
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
}

TEST_CASE("the layout of events stands in journals and does not change") {
  const std::vector<Event> events = every_event();
  CHECK(hexadecimal(encoded(std::array{events[8]}).private_events) == "430301ffffffffffffffffff01");
  CHECK(hexadecimal(encoded(std::array{events[6]}).private_events) ==
        "4208010cc39c6265727765697375"
        "6e670202"
        "80d0acf30e"
        "0d05010e");
  CHECK(hexadecimal(encoded(std::array{events[4]}).public_events) ==
        "04000000000000000000000000000000000a7469746c65203d20222201");
  std::string whole;
  for (const Event& event : events) {
    const EncodedFacts facts = encoded(std::array{event});
    whole += facts.public_events + facts.private_events;
  }
  CHECK(to_text(sha256(whole)) ==
        "sha256:2eb8b732aebb1d789a7a6d282448aae6cd84b57aadb2e8524189227f3f670aa7");
}

TEST_CASE("bytes that apply or tax law could not take are damage") {
  struct Row {
    const char* why;
    std::string bytes;
  };
  const auto with = [](auto change) {
    Standing broken = standing();
    change(broken);
    StandingChanged event;
    event.standing = broken;
    return encoded(std::array{Event{event}}).public_events;
  };
  const std::vector<Row> rows{
      {"an unknown kind of event", "\x05"},
      {"a negative escrow", with([](Standing& now) { now.escrow = Money::from_micro(-1); })},
      {"a negative assessment",
       with([](Standing& now) { now.assessment = Money::from_micro(-1); })},
      {"an assessment that is too high",
       with([](Standing& now) { now.assessment = kHighestAssessment + Money::from_micro(1); })},
      {"a carry of a whole micro-unit", with([](Standing& now) { now.carry = kCarryLimit; })},
      {"a negative carry", with([](Standing& now) { now.carry = -1; })},
      {"an instant after the end of time", with([](Standing& now) {
         now.levied_to = Instant::from_seconds(kEndOfTime.seconds() + 1);
       })},
      {"a state that nobody knows",
       with([](Standing& now) { now.state = static_cast<AssetState>(8); })},
      {"a surcharge above the whole",
       with([](Standing& now) { now.late_surcharge = Share::from_ppm(1'000'001); })},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK_THROWS_AS(decoded(row.bytes), DamagedBytes);
  }
}

TEST_CASE("books come back from a snapshot with all that can be asked of them") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(75));
  RegisterAsset request = patent(units(36'500), units(75));
  Particulars named = *request.particulars;
  named.identifiers = {{"patent", "US1"}};
  request.particulars = std::make_shared<const Particulars>(named);
  request.expires_at = *day(2030, 2, 10);
  const AssetId asset = trial.asset(ana, request);
  trial.advance(*day(2030, 2, 10));
  const Books back = decoded_books(trial.bytes());
  CHECK(back.party_ordinal(ana) == trial.place(ana));
  CHECK(back.party(trial.place(ana)).name == "ana");
  CHECK(back.party(0).roles.has(Role::operator_));
  CHECK(back.key_owner(sha256("key of ana")) == trial.place(ana));
  CHECK_FALSE(back.key_owner(sha256("key of ben")).has_value());
  CHECK(back.bearer({"patent", "US1"}) == 0);
  CHECK_FALSE(back.bearer({"patent", "US2"}).has_value());
  CHECK(back.counted("trial 2"));
  CHECK_FALSE(back.counted("trial 3"));
  CHECK(to_text(back.debt(trial.place(ana))) == "25.00");
  CHECK(back.ledger().balance({AccountKind::revenue, 0}) == units(75));
  CHECK(back.founding().toml == founding_schedule_toml());
  CHECK(back.calendar()->currency() == "EUR");
  CHECK(back.asset(asset)->standing == trial.at(asset).standing);
  CHECK(back.asset(asset)->chain == trial.at(asset).chain);
  CHECK(back.asset(asset)->registered_at == *day(2030, 1, 1));
  CHECK_FALSE(Books{}.founded());
  CHECK_FALSE(decoded_books(encoded_books(Books{})).founded());
}

TEST_CASE("a snapshot that names somebody twice, or nobody, is damage") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ana, units(200));
  const AssetId first = trial.asset(ana, patent(units(1), units(1)));
  const AssetId second = trial.asset(ana, patent(units(2), units(2)));
  const std::string whole = trial.bytes();
  const auto bytes_of = [](auto write) {
    ByteWriter writer;
    write(writer);
    return writer.take();
  };
  const auto id_bytes = [&](const Uuid& id) {
    return bytes_of([&](ByteWriter& writer) { put(writer, id); });
  };
  const auto key_of = [&](const char* name, std::uint32_t owner) {
    return bytes_of([&](ByteWriter& writer) {
      writer.fixed(view(sha256(name)));
      writer.number(owner);
    });
  };
  const auto balance_of = [&](AccountKind kind, std::uint32_t owner) {
    return bytes_of([&](ByteWriter& writer) {
      writer.byte(static_cast<std::uint8_t>(kind));
      writer.number(owner);
      put(writer, units(2));
    });
  };
  struct Row {
    const char* why;
    std::string from, to;
  };
  const std::vector<Row> rows{
      {"two parties under one id", id_bytes(ben.uuid), id_bytes(ana.uuid)},
      {"two assets under one id", id_bytes(second.uuid), id_bytes(first.uuid)},
      {"an asset of nobody", id_bytes(second.uuid) + "\x01", id_bytes(second.uuid) + "\x03"},
      {"a key of nobody", key_of("key of ben", trial.place(ben)), key_of("key of ben", 3)},
      {"an escrow of no asset", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::escrow, 2)},
      {"cash of no party", balance_of(AccountKind::escrow, 1), balance_of(AccountKind::cash, 3)},
      {"a second account of revenue", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::revenue, 1)},
      {"held money, which this layout does not know", balance_of(AccountKind::escrow, 1),
       balance_of(AccountKind::held, 0)},
      {"a role that nobody knows",
       "\x03"
       "ben\x01",
       "\x03"
       "ben\x21"},
      {"a schedule that cannot be read", "[[class]]", "[[glass]]"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const std::size_t place = whole.rfind(row.from);
    REQUIRE(place != std::string::npos);
    std::string broken = whole;
    broken.replace(place, row.from.size(), row.to);
    CHECK_THROWS_AS(decoded_books(broken), DamagedBytes);
  }
}
