// SPDX-License-Identifier: EUPL-1.2
//
// Acts of two persons, and the roles that exclude each other. What a lawyer would read about them
// is in tests/scenarios/12_acts.
#include "market/governance/acts.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::trial;
using quitrent::testing::said;

namespace {

const Authority kOrder{.reference = "court", .document = {}};

Roles roles_of(std::initializer_list<Role> several) {
  Roles roles;
  for (const Role role : several) roles.add(role);
  return roles;
}

/// Ana holds an asset; Rea and Rob are registrars; Olga is the second operator.
struct ActsStage {
  TrialRegister trial;
  PartyId ana = trial.member("ana");
  PartyId ben = trial.member("ben");
  PartyId rea = trial.party("rea", Role::registrar);
  PartyId rob = trial.party("rob", Role::registrar);
  PartyId olga = trial.party("olga", Role::operator_);
  AssetId asset;

  explicit ActsStage(std::optional<ActRules> charter = {})
      : trial{*day(2030, 1, 1), tax::founding_schedule_toml(), charter} {
    trial.credit(ana, units(1'000));
    asset = trial.asset(ana, patent(units(36'500), units(300)));
  }

  StrikeAsset strike() const { return {.asset = {.id = asset}, .authority = kOrder}; }
  ActId proposed(const PartyId& by, Filing::Request request) {
    const auto outcome = trial.file(by, std::move(request));
    REQUIRE(outcome.has_value());
    return std::get<ActReceipt>(*outcome).act;
  }
  const RecordedAct& act(const ActId& id) const { return *trial.books().acts().act(id); }
};

}  // namespace

TEST_CASE("a member is neither registrar nor policy nor operator") {
  struct Row {
    const char* why;
    Roles roles;
    const char* answer;
  };
  using enum Role;
  const std::array<Row, 8> rows{{
      {"registrar", roles_of({member, registrar}), "roles-exclude"},
      {"policy", roles_of({member, policy}), "roles-exclude"},
      {"operator", roles_of({operator_, member}), "roles-exclude"},
      {"all", Roles::from_bits(31), "roles-exclude"},
      {"auditor", roles_of({member, auditor}), "accepted"},
      {"alone", roles_of({member}), "accepted"},
      {"two offices", roles_of({registrar, policy}), "accepted"},
      {"every office", roles_of({registrar, policy, operator_, auditor}), "accepted"},
  }};
  ActsStage stage;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const auto outcome = stage.trial.file(
        stage.trial.founder(),
        RegisterParty{.name = row.why, .roles = row.roles, .key = sha256(row.why)});
    CHECK(said(outcome) == row.answer);
    if (!outcome) CHECK(outcome.error().pointer == "/roles");
  }
}

TEST_CASE("a party of an older journal keeps its roles, and does not act in its own matter") {
  // Such a party comes from bytes: no filing registers it today.
  ActsStage stage;
  Books books = decoded_books(stage.trial.bytes());
  const PartyId both{Uuid{{1}}};
  apply(books, PartyRegistered{.id = both,
                               .name = "both",
                               .roles = roles_of({Role::member, Role::registrar}),
                               .key = sha256("both")});
  CHECK(books.party(both)->roles.has(Role::registrar));
  const auto filed = [&](const PartyId& by, Filing::Request request) {
    auto decision = decide(books, {.by = by, .seed = Seed{{7}}, .request = std::move(request)},
                           stage.trial.now());
    if (decision) {
      for (const Event& event : decision->events) apply(books, event);
    }
    return decision.has_value() ? "accepted" : std::string{to_text(decision.error().code)};
  };
  const RectifyTitle own{.asset = {.id = stage.asset}, .holder = both, .authority = kOrder};
  CHECK(filed(both, own) == "forbidden");
  CHECK(filed(stage.rea, own) == "accepted");
  ProposedAct act;
  books.acts().each_behind(ActId{}, [&act](const RecordedAct& one) {
    act = one.proposed;
    return false;
  });
  CHECK(filed(both, ApproveAct{act.id, act.digest}) == "forbidden");
  CHECK(filed(stage.rob, ApproveAct{act.id, act.digest}) == "accepted");
  CHECK(books.asset(stage.asset)->holder == *books.party_ordinal(both));
}

TEST_CASE("a proposal records who, why and until when, and changes nothing else") {
  ActsStage stage;
  const AssetStatus before = stage.trial.at(stage.asset).status;
  const ActId id = stage.proposed(stage.rea, stage.strike());
  const RecordedAct& act = stage.act(id);
  CHECK(act.proposed.kind == ActKind::strike);
  CHECK(act.proposed.by.id == stage.rea);
  CHECK(act.proposed.asset == stage.asset);
  CHECK(act.proposed.because.reference == "court");
  CHECK(act.proposed.lapses_at == *day(2030, 1, 15));
  CHECK(act.state(*day(2030, 1, 14)) == ActState::proposed);
  CHECK(act.state(*day(2030, 1, 15)) == ActState::lapsed);
  CHECK(stage.trial.at(stage.asset).status == before);
  CHECK(to_text(id).starts_with("act_"));
  CHECK(said(stage.trial.approve(stage.rob, id)) == "accepted");
  CHECK(stage.act(id).ended->by.id == stage.rob);
  CHECK(stage.act(id).state(*day(2040, 1, 1)) == ActState::done);
}

TEST_CASE("an act is refused to whom it does not belong") {
  ActsStage stage;
  const ActId id = stage.proposed(stage.rea, stage.strike());
  CHECK(said(stage.trial.approve(stage.rob, ActId{})) == "not-found");
  CHECK(said(stage.trial.file(stage.rob, WithdrawAct{ActId{}})) == "not-found");
  CHECK(said(stage.trial.approve(stage.ana, id)) == "forbidden");
  CHECK(said(stage.trial.approve(stage.olga, id)) == "forbidden");
  CHECK(said(stage.trial.approve(stage.rea, id)) == "same-person");
  const auto mistaken = stage.trial.file(stage.rob, ApproveAct{id, sha256("another")});
  CHECK(said(mistaken) == "digest-mismatch");
  CHECK(mistaken.error().current.at(0).second == to_text(stage.act(id).proposed.digest));
  CHECK(said(stage.trial.file(stage.rob, WithdrawAct{id})) == "accepted");
  const auto late = stage.trial.approve(stage.rob, id);
  CHECK(said(late) == "wrong-state");
  CHECK(late.error().current ==
        std::vector<std::pair<std::string, std::string>>{{"state", "withdrawn"}});
}

TEST_CASE("what a proposed credit would credit is in private events only") {
  ActsStage stage{ActRules{.credit_by_one = units(2'000)}};
  const CreditCash wanted{.party = stage.ben, .amount = units(77'123), .reference = "bank 77"};
  const ActId id = stage.proposed(stage.trial.founder(), wanted);
  const std::string& shown = stage.trial.entries().back().public_events;
  CHECK_FALSE(shown.contains("bank 77"));
  CHECK(stage.trial.entries().back().private_events.contains("bank 77"));
  CHECK(stage.trial.books().acts().credit(id)->amount == units(77'123));
  CHECK_FALSE(stage.act(id).proposed.asset.has_value());
  // The same credit has another digest: the digest cannot be guessed from the amount.
  const ActId again = stage.proposed(stage.trial.founder(), wanted);
  CHECK(stage.act(again).proposed.digest != stage.act(id).proposed.digest);
  CHECK(said(stage.trial.approve(stage.olga, id)) == "accepted");
  CHECK(said(stage.trial.approve(stage.olga, again)) == "duplicate-reference");
  CHECK(stage.trial.books().cash(stage.trial.ordinal(stage.ben)) == units(77'123));
}

TEST_CASE("acts, held time, counted credits and the charter come back from a snapshot") {
  const ActRules charter{.of_two = ActKinds::from_bits(1),
                         .lapse_after = Duration::from_days(3),
                         .credit_by_one = units(2'000)};
  ActsStage stage{charter};
  CHECK(stage.trial.books().acts().recorded_charter() != nullptr);
  const ActId struck = stage.proposed(stage.rea, stage.strike());
  const ActId open = stage.proposed(
      stage.olga, CreditCash{.party = stage.ana, .amount = units(1'001), .reference = "above"});
  CHECK(said(stage.trial.file(stage.rea, WithdrawAct{struck})) == "accepted");
  CHECK(said(stage.trial.file(stage.rea,
                              PlaceHold{{.id = stage.asset}, "court", *day(2030, 2, 1), {}})) ==
        "accepted");
  const Books back = decoded_books(stage.trial.bytes());
  CHECK(back.acts().rules() == charter);
  CHECK(back.acts().act(struck)->state(stage.trial.now()) == ActState::withdrawn);
  CHECK(back.acts().credit(open)->reference == "above");
  CHECK(back.acts().credited_by_one(stage.trial.ordinal(stage.ana), stage.trial.now()) ==
        units(1'000));
  CHECK(back.held_time().newest_end(0) == *day(2030, 2, 1));
  CHECK(Books{}.acts().recorded_charter() == nullptr);
  CHECK(Books{}.acts().rules() == ActRules{});
}
