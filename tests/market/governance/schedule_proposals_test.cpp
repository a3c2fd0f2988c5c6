// SPDX-License-Identifier: EUPL-1.2
//
// Schedules on their way: proposed by one policy officer, approved by another, in force by
// themselves.
#include "market/governance/schedule_proposals.hpp"

#include <string>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/invented_prediction.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::trial;
using quitrent::testing::said;

namespace {

AnnualRate percent(std::int64_t tenths) { return AnnualRate::from_ppb(tenths * 1'000'000); }

/// The founding schedule with another rate of patents, from a day on.
std::string reform(const std::string& rate, const std::string& effective) {
  std::string toml{tax::founding_schedule_toml()};
  toml.replace(toml.find("2.5%"), 4, rate);
  return toml.insert(toml.find("currency"), "effective = " + effective + "\n");
}

/// Ana holds a patent; Pia and Pol are policy officers.
struct PolicyStage {
  TrialRegister trial{*day(2030, 1, 1)};
  PartyId ana = trial.member("ana");
  PartyId pia = trial.party("pia", Role::policy);
  PartyId pol = trial.party("pol", Role::policy);
  AssetId asset;

  PolicyStage() {
    trial.credit(ana, units(1'000));
    asset = trial.asset(ana, patent(units(36'500), units(300)));
  }

  ScheduleId proposed(const std::string& toml) {
    const auto outcome = trial.file(pia, ProposeSchedule{.toml = toml});
    REQUIRE(said(outcome) == "accepted");
    return std::get<ScheduleReceipt>(*outcome).schedule;
  }
  /// An approval of a reform of patents from 1 March on.
  static ApproveSchedule approval(const ScheduleId& id, const std::string& toml, AnnualRate rate) {
    return {.schedule = id,
            .digest = sha256(toml),
            .rates = {{.asset_class = AssetClass::patent,
                       .from = *day(2030, 3, 1),
                       .above = {},
                       .rate = rate}}};
  }
  std::string state(const ScheduleId& id) {
    const Books back = decoded_books(trial.bytes());  // every state comes back from a snapshot
    CHECK(schedule_of(back, id, trial.now())->state ==
          schedule_of(trial.books(), id, trial.now())->state);
    return std::string{to_text(schedule_of(trial.books(), id, trial.now())->state)};
  }
};

const std::string kReform = reform("3%", "2030-03-01");

}  // namespace

TEST_CASE("a schedule comes into force by itself, and the tax follows it from that second on") {
  PolicyStage stage;
  const ScheduleId founding = stage.trial.books().founding().id;
  const ScheduleId id = stage.proposed(kReform);
  CHECK(stage.state(id) == "proposed");
  CHECK(said(stage.trial.file(stage.pol, stage.approval(id, kReform, percent(30)))) == "accepted");
  CHECK(stage.state(id) == "approved");
  CHECK(stage.state(founding) == "in-force");
  stage.trial.advance(*day(2030, 2, 28));
  CHECK(stage.state(id) == "approved");
  stage.trial.advance(*day(2030, 3, 1));
  CHECK(stage.state(id) == "in-force");
  CHECK(stage.state(founding) == "superseded");
  CHECK(schedule_in_force(stage.trial.books(), stage.trial.now()).id == id);
  // Fifty-nine days of 2.50, and ten of 3.00.
  stage.trial.advance(*day(2030, 3, 11));
  const AssetFigures figures =
      market::figures(stage.trial.books(), stage.trial.at(stage.asset), stage.trial.now());
  CHECK(to_text(figures.escrow) == "122.50");
}

TEST_CASE("each refusal of an approval or a withdrawal has its code") {
  PolicyStage stage;
  const ScheduleId id = stage.proposed(kReform);
  const auto approve = [&](const PartyId& by, ApproveSchedule request) {
    return said(stage.trial.file(by, std::move(request)));
  };
  const ApproveSchedule right = stage.approval(id, kReform, percent(30));
  ApproveSchedule other = right;
  other.schedule = {};
  CHECK(approve(stage.pol, other) == "not-found");
  CHECK(approve(stage.pia, right) == "same-person");
  other = right;
  other.digest = sha256(kReform + " ");
  CHECK(approve(stage.pol, other) == "digest-mismatch");
  struct Row {
    const char* why;
    std::vector<TypedRate> rates;
  };
  const TypedRate rate = right.rates.front();
  const auto with = [&rate](auto change) {
    TypedRate typed = rate;
    change(typed);
    return typed;
  };
  const std::vector<Row> rows{
      {"none", {}},
      {"a wrong digit", {with([](TypedRate& one) { one.rate = percent(31); })}},
      {"the old rate", {with([](TypedRate& one) { one.rate = percent(25); })}},
      {"another class", {with([](TypedRate& one) { one.asset_class = AssetClass::design; })}},
      {"another day", {with([](TypedRate& one) { one.from = *day(2030, 3, 2); })}},
      {"another bracket", {with([](TypedRate& one) { one.above = units(1); })}},
      {"twice", {rate, rate}},
      {"one that does not change",
       {rate, with([](TypedRate& one) { one.asset_class = AssetClass::design; })}}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    other = right;
    other.rates = row.rates;
    CHECK(approve(stage.pol, other) == "rates-mismatch");
  }
  CHECK(stage.state(id) == "proposed");
  CHECK(approve(stage.pol, right) == "accepted");
  CHECK(approve(stage.pol, right) == "wrong-state");
  CHECK(said(stage.trial.file(stage.pia, WithdrawSchedule{id})) == "wrong-state");
  CHECK(said(stage.trial.file(stage.pia, WithdrawSchedule{{}})) == "not-found");
}

TEST_CASE("a proposal is withdrawn, lapses, or is stale, each at its second") {
  PolicyStage stage;
  const std::string later = reform("3%", "2030-06-01");
  const ScheduleId withdrawn = stage.proposed(kReform);
  const ScheduleId lapsing = stage.proposed(later);
  CHECK(said(stage.trial.file(stage.pol, WithdrawSchedule{withdrawn})) == "accepted");
  CHECK(stage.state(withdrawn) == "withdrawn");
  CHECK(said(stage.trial.file(stage.pol, stage.approval(withdrawn, kReform, percent(30)))) ==
        "wrong-state");
  stage.trial.advance(*day(2030, 1, 14));
  const ScheduleId overtaken = stage.proposed(later);
  const ScheduleId approved = stage.proposed(kReform);
  stage.trial.advance(*day(2030, 1, 15));
  CHECK(stage.state(lapsing) == "lapsed");
  CHECK(said(stage.trial.file(stage.pol, stage.approval(lapsing, later, percent(30)))) ==
        "wrong-state");
  CHECK(said(stage.trial.file(stage.pol, stage.approval(approved, kReform, percent(30)))) ==
        "accepted");
  CHECK(stage.state(overtaken) == "stale");
  CHECK(stage.state(lapsing) == "lapsed");
  CHECK(said(stage.trial.file(stage.pol, stage.approval(overtaken, later, percent(30)))) ==
        "stale");
  CHECK(said(stage.trial.file(stage.pia, WithdrawSchedule{overtaken})) == "stale");
  // A proposal that compares itself with the approved schedule is stale once that is in force.
  stage.trial.advance(*day(2030, 2, 20));
  const ScheduleId waiting = stage.proposed(reform("3.5%", "2030-09-01"));
  stage.trial.advance(*day(2030, 2, 28));
  CHECK(stage.state(waiting) == "proposed");
  stage.trial.advance(*day(2030, 3, 1));
  CHECK(stage.state(waiting) == "stale");
}

TEST_CASE("what the charter forbids is neither proposed nor approved") {
  PolicyStage stage;
  struct Row {
    const char* why;
    std::string toml;
  };
  const std::vector<Row> rows{{"too high", reform("21%", "2030-03-01")},
                              {"too large a step", reform("3.1%", "2030-03-01")},
                              {"too soon", reform("3%", "2030-01-30")},
                              {"another currency", [] {
                                 std::string toml = kReform;
                                 return toml.replace(toml.find("EUR"), 3, "USD");
                               }()}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto outcome = stage.trial.file(stage.pia, ProposeSchedule{.toml = row.toml});
    CHECK(said(outcome) == "charter-breach");
    if (!outcome) CHECK(outcome.error().current.front().first == "line");
  }
  // It was lawful when it was proposed; the notice counts from the approval.
  const std::string close = reform("3%", "2030-02-01");
  const ScheduleId id = stage.proposed(close);
  stage.trial.advance(*day(2030, 1, 3));
  ApproveSchedule approval = stage.approval(id, close, percent(30));
  approval.rates.front().from = *day(2030, 2, 1);
  CHECK(said(stage.trial.file(stage.pol, approval)) == "charter-breach");
  CHECK(stage.state(id) == "proposed");
}

TEST_CASE("no class with live assets is dropped") {
  PolicyStage stage;
  const std::string toml = reform("3%", "2030-03-01");
  const std::size_t first = toml.find("[[class]]");
  const std::size_t second = toml.find("[[class]]", first + 1);
  const std::size_t third = toml.find("[[class]]", second + 1);
  const std::string without_patents = toml.substr(0, first) + toml.substr(second);
  CHECK(said(stage.trial.file(stage.pia, ProposeSchedule{.toml = without_patents})) ==
        "charter-breach");
  const std::string without_designs = toml.substr(0, second) + toml.substr(third);
  CHECK(said(stage.trial.file(stage.pia, ProposeSchedule{.toml = without_designs})) == "accepted");
}

TEST_CASE("nobody registers in a class that an approved schedule drops") {
  PolicyStage stage;
  const std::string whole = reform("3%", "2030-03-01");
  const std::size_t second = whole.find("[[class]]", whole.find("[[class]]") + 1);
  const std::size_t third = whole.find("[[class]]", second + 1);
  const std::string toml = whole.substr(0, second) + whole.substr(third);
  const ScheduleId id = stage.proposed(toml);
  RegisterAsset design = patent(units(100), units(10));
  design.asset_class = AssetClass::design;
  const auto file = [&] {
    stage.trial.credit(stage.ana, units(100));
    return said(stage.trial.file(stage.ana, design));
  };
  ApproveSchedule approval = stage.approval(id, toml, percent(30));
  approval.rates.push_back({.asset_class = AssetClass::design,
                            .from = *day(2030, 3, 1),
                            .above = {},
                            .rate = AnnualRate{}});
  REQUIRE(said(stage.trial.file(stage.pol, approval)) == "accepted");
  CHECK(file() == "class-not-scheduled");
  stage.trial.advance(*day(2030, 3, 1));
  CHECK(file() == "class-not-scheduled");
}

TEST_CASE("what the founding schedule dates before the founding was never a change") {
  std::string founding{tax::founding_schedule_toml()};
  for (std::size_t at = founding.find("1970-01-01"); at != std::string::npos;
       at = founding.find("1970-01-01", at)) {
    founding.replace(at, 10, "2030-01-01");
  }
  TrialRegister trial{*day(2030, 1, 1), founding};
  const PartyId pia = trial.party("pia", Role::policy);
  std::string next = founding;
  next.replace(next.find("2.5%"), 4, "3%");
  next.insert(next.find("currency"), "effective = 2030-03-01\n");
  CHECK(said(trial.file(pia, ProposeSchedule{.toml = next})) == "accepted");
}

TEST_CASE("a proposer who compared with another schedule is told") {
  PolicyStage stage;
  const auto propose = [&](const std::string& baseline) {
    return said(stage.trial.file(
        stage.pia,
        ProposeSchedule{.toml = kReform, .prediction = {}, .baseline = sha256(baseline)}));
  };
  CHECK(propose("another") == "stale");
  CHECK(propose(std::string{tax::founding_schedule_toml()}) == "accepted");
}

TEST_CASE(
    "what the proposer saw predicted stands in the journal and in snapshots, decided or not") {
  PolicyStage stage;
  const Prediction seen = testing::invented_prediction({*day(2030, 3, 1), *day(2031, 3, 1)});
  const auto outcome =
      stage.trial.file(stage.pia, ProposeSchedule{.toml = kReform, .prediction = seen});
  REQUIRE(said(outcome) == "accepted");
  const ScheduleId id = std::get<ScheduleReceipt>(*outcome).schedule;
  const auto held = [&](const Books& books) {
    return schedule_of(books, id, stage.trial.now())->proposal->proposed.prediction;
  };
  // The trial replays every event from its bytes and compares the books.
  CHECK(held(stage.trial.books()) == seen);
  CHECK(held(decoded_books(stage.trial.bytes())) == seen);
  CHECK(said(stage.trial.file(stage.pol, stage.approval(id, kReform, percent(30)))) == "accepted");
  CHECK(held(decoded_books(stage.trial.bytes())) == seen);
  const std::vector<Event> events =
      decoded(stage.trial.entries()[stage.trial.entries().size() - 2].public_events);
  CHECK(std::get<ScheduleProposed>(events.front()).prediction == seen);
}
