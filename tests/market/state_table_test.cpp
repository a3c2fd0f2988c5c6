// SPDX-License-Identifier: EUPL-1.2
//
// Every filing about one asset, in every state of the asset, held or not: the answer that
// MECHANISM.md, section 7, states, and the state that the asset then shows.
#include <array>
#include <vector>

#include <doctest/doctest.h>

#include "tests/market/state_stage.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

Filing::Request assessment(const Stage& stage, Column column) {
  return AssessAsset{stage.ref(column), units(36'000)};
}
Filing::Request raise(const Stage& stage, Column column) {
  return AssessAsset{stage.ref(column), units(37'000)};
}
Filing::Request deposit(const Stage& stage, Column column) {
  return DepositEscrow{stage.ref(column), units(1)};
}
Filing::Request withdrawal(const Stage& stage, Column column) {
  return WithdrawEscrow{stage.ref(column), units(1)};
}
Filing::Request licence(const Stage& stage, Column column) {
  return RecordLicence{.asset = stage.ref(column),
                       .licensee = {},
                       .licensee_name = "Acme",
                       .scope = "all uses",
                       .document = {}};
}
Filing::Request end_licence(const Stage& stage, Column column) {
  return EndLicence{stage.ref(column), stage.licences[column]};
}
Filing::Request court_ends_licence(const Stage& stage, Column column) {
  return EndLicence{stage.ref(column), stage.licences[column], kOrder};
}
Filing::Request lien(const Stage& stage, Column column) {
  return RecordLien{stage.ref(column), stage.dora, units(1), {}};
}
Filing::Request release(const Stage& stage, Column column) {
  return ReleaseLien{stage.ref(column), stage.liens[column]};
}
Filing::Request court_ends_lien(const Stage& stage, Column column) {
  return ReleaseLien{stage.ref(column), stage.liens[column], kOrder};
}
Filing::Request dedication(const Stage& stage, Column column) {
  return DedicateAsset{stage.ref(column)};
}
Filing::Request withdrawal_notice(const Stage& stage, Column column) {
  return WithdrawAsset{stage.ref(column)};
}
Filing::Request redemption(const Stage& stage, Column column) {
  return RedeemAsset{stage.ref(column), {}};
}
Filing::Request purchase(const Stage& stage, Column column) {
  return Stage::purchase(stage.assets[column]);
}
Filing::Request lowering_redemption(const Stage& stage, Column column) {
  return RedeemAsset{stage.ref(column), units(36'000)};
}
Filing::Request hold(const Stage& stage, Column column) {
  return PlaceHold{stage.ref(column), "order", *day(2030, 5, 1), {}};
}
Filing::Request lift(const Stage& stage, Column column) {
  return LiftHold{stage.ref(column), stage.holds[column]};
}
Filing::Request evidence(const Stage& stage, Column column) {
  return RecordEvidence{stage.ref(column), kOrder};
}
template <ActKind Kind>
Filing::Request act(const Stage& stage, Column column) {
  return stage.act(Kind, column);
}
template <ActKind Kind>
Filing::Request approval(const Stage& stage, Column column) {
  const ActId id = stage.acts[static_cast<std::size_t>(Kind)][column];
  return ApproveAct{id, stage.trial.books().acts().act(id)->proposed.digest};
}
template <ActKind Kind>
Filing::Request withdrawn_act(const Stage& stage, Column column) {
  return WithdrawAct{stage.acts[static_cast<std::size_t>(Kind)][column]};
}
/// The degree of a trademark is always 1.
Terms found(Column column) {
  return column == surrendered ? no_terms() : pledge(Commitment::frand);
}
Filing::Request opening(const Stage& stage, Column column) {
  return StateTerms{stage.ref(column), found(column), {}};
}
Filing::Request finding(const Stage& stage, Column column) {
  return RecordFinding{stage.ref(column), {}, found(column), kOrder};
}
Filing::Request profile(const Stage& /*stage*/, Column /*column*/) {
  return RecordProfile{"LicenseRef-House", OpennessLevels{}, "read", {}};
}
Filing::Request contest(const Stage& stage, Column column) {
  return ContestDegree{stage.ref(column), "it is used by all"};
}
Filing::Request contest_of_finding(const Stage& stage, Column column) {
  return ContestDegree{stage.ref(column), "it was so", stage.findings[column]};
}
Filing::Request decision(const Stage& stage, Column column) {
  return DecideContest{stage.ref(column), stage.contests[column], ContestOutcome::upheld,
                       "so it is", kOrder};
}
Filing::Request rejection(const Stage& stage, Column column) {
  return DecideContest{stage.ref(column), stage.contests[column], ContestOutcome::rejected,
                       "not so", kOrder};
}
Filing::Request decision_with_finding(const Stage& stage, Column column) {
  DecideContest carried{stage.ref(column), stage.contests[column], ContestOutcome::upheld,
                        "so it is", kOrder};
  carried.terms = found(column);
  return carried;
}

void check(const std::vector<Row>& rows, Approval approval = Approval::at_once) {
  for (const Row& row : rows) check_row(row, approval);
}

constexpr auto none = Burden::none;
constexpr auto both = Burden::lien_and_licence;

}  // namespace

TEST_CASE("the stage of the table shows every state, held and not") {
  constexpr std::array<AssetState, column_count> shown{
      AssetState::active,  AssetState::active,    AssetState::pending,    AssetState::pending,
      AssetState::pending, AssetState::pending,   AssetState::delinquent, AssetState::delinquent,
      AssetState::auction, AssetState::auction,   AssetState::commons,    AssetState::surrendered,
      AssetState::expired, AssetState::withdrawn, AssetState::struck};
  for (const Burden burden :
       {none, both, Burden::finding, Burden::contested_finding, Burden::proposals}) {
    const Stage stage{burden};
    for (std::size_t column = 0; column < column_count; ++column) {
      CAPTURE(column);
      CHECK(to_text(stage.shown(static_cast<Column>(column))) == to_text(shown[column]));
    }
    const auto below = [&stage](Column column) {
      return stage.trial.at(stage.assets[column]).status.state;
    };
    CHECK(below(pending) == AssetState::active);
    CHECK(below(pending_over_delinquent) == AssetState::delinquent);
  }
}

TEST_CASE("each call of a holder or a buyer is answered as the state says, held and not") {
  check({
      {"lower assessment", none, &Stage::ana, assessment, "aH WW WW WW WW WWWWW"},
      {"raise", none, &Stage::ana, raise, "aa WW WW WW WW WWWWW"},
      {"escrow deposit", none, &Stage::ana, deposit, "aa pp pp dd WW WWWWW"},
      {"deposit of a stranger", none, &Stage::ben, deposit, "aa pp pp dd WW WWWWW"},
      {"escrow withdrawal", none, &Stage::ana, withdrawal, "aH WW WW WW WW WWWWW"},
      {"change of terms", none, &Stage::ana, opening, "aH WW WW WW WW WWWWW"},
      {"change of terms under liens", both, &Stage::ana, opening, "aH WW WW WW WW WWWWW"},
      {"licence", none, &Stage::ana, licence, "aH WW WW WW WW WWWWW"},
      {"end of a licence", both, &Stage::emil, end_licence, "aH WW WW WW WW NNNWN"},
      {"lien", none, &Stage::ana, lien, "aH WW WW WW WW WWWWW"},
      {"release of a lien", both, &Stage::dora, release, "aH WW WW WW WW NNNNN"},
      {"dedication", none, &Stage::ana, dedication, "cH WW WW WW WW WWWWW"},
      {"withdrawal", none, &Stage::ana, withdrawal_notice, "aH WW WW WW WW WWWWW"},
      {"redemption", none, &Stage::ana, redemption, "WW WW WW WW aa WWWWW"},
      {"redemption under liens", both, &Stage::ana, redemption, "WW WW WW WW aa WWWWW"},
      {"redemption at less", none, &Stage::ana, lowering_redemption, "WW WW WW WW aa WWWWW"},
      {"purchase", none, &Stage::ben, purchase, "aH PH PH aH aH SSSSS"},
      {"purchase under liens", both, &Stage::ben, purchase, "aH PH PH aH aH SSSSS"},
      {"second purchase", none, &Stage::cleo, purchase, "aH PH PH aH aH SSSSS"},
      {"purchase of one's own", none, &Stage::ana, purchase, "OO OO OO OO OO SSSSS"},
  });
}

TEST_CASE("each call of a registrar is answered as the state says, held and not") {
  check({
      {"hold", none, &Stage::registrar, hold, "aa pp pp dd uu WWWWW"},
      {"hold beyond 360 days", none, &Stage::registrar, act<ActKind::hold_beyond_360_days>,
       "aa pp pp dd uu WWWWW"},
      {"lifting of a hold", none, &Stage::registrar, lift, "Na Np Np Nd Nu NNNNN"},
      {"evidence", none, &Stage::registrar, evidence, "aa pp pp dd uu WWWWW"},
      {"strike", none, &Stage::registrar, act<ActKind::strike>, "xx xx xx xx xx xxxxW"},
      {"strike under liens", both, &Stage::registrar, act<ActKind::strike>, "xx xx xx xx xx xxxxW"},
      {"rectification", none, &Stage::registrar, act<ActKind::rectification>,
       "aa aa aa aa aa WWWWW"},
      {"rectification under liens", both, &Stage::registrar, act<ActKind::rectification>,
       "aa aa aa aa aa WWWWW"},
      {"change of expiry", none, &Stage::registrar, act<ActKind::expiry>, "aa pp pp dd uu WWWWW"},
      {"court ends a licence", both, &Stage::registrar, court_ends_licence, "aa pp pp dd uu NNNwN"},
      {"court ends a lien", both, &Stage::registrar, court_ends_lien, "aa pp pp dd uu NNNNN"},
      {"finding", none, &Stage::registrar, finding, "aa pp pp dd uu csewx"},
      {"finding under liens", both, &Stage::registrar, finding, "aa pp pp dd uu csewx"},
      {"second finding", Burden::finding, &Stage::second, finding, "aa pp pp dd uu csewx"},
      {"profile", none, &Stage::registrar, profile, "aa pp pp dd uu csewx"},
  });
}

TEST_CASE("contests and their decisions are answered alike in every state, held and not") {
  constexpr auto found = Burden::finding;
  constexpr auto contested = Burden::contested_finding;
  check({
      {"contest", none, &Stage::ben, contest, "aa pp pp dd uu csewx"},
      {"contest by the holder", none, &Stage::ana, contest, "aa pp pp dd uu csewx"},
      {"decision", both, &Stage::registrar, decision, "aa pp pp dd uu csewx"},
      {"decision with a finding", both, &Stage::registrar, decision_with_finding,
       "aa pp pp dd uu csewx"},
      {"decision of no contest", none, &Stage::registrar, decision, "NN NN NN NN NN NNNNN"},
      {"contest of a finding", found, &Stage::ana, contest_of_finding, "aa pp pp dd uu cNewx"},
      {"by one that owes nothing", found, &Stage::ben, contest_of_finding, "FF FF FF FF FF FNFFF"},
      {"a void finding", contested, &Stage::second, decision, "aa pp pp dd uu cNewx"},
      {"a rejected contest", contested, &Stage::second, rejection, "aa pp pp dd uu cNewx"},
      {"by the finder", contested, &Stage::registrar, decision, "FF FF FF FF FF FNFFF"},
  });
}

TEST_CASE("an act of two is proposed, approved and withdrawn as the state of its second says") {
  constexpr auto proposed = Burden::proposals;
  check(
      {
          {"strike", none, &Stage::registrar, act<ActKind::strike>, "aa pp pp dd uu csewW"},
          {"rectification", none, &Stage::registrar, act<ActKind::rectification>,
           "aa pp pp dd uu WWWWW"},
          {"expiry", none, &Stage::registrar, act<ActKind::expiry>, "aa pp pp dd uu WWWWW"},
          {"hold", none, &Stage::registrar, act<ActKind::hold_beyond_360_days>,
           "aa pp pp dd uu WWWWW"},
          {"strike approved", proposed, &Stage::second, approval<ActKind::strike>,
           "xx xx xx xx xx xxxxW"},
          {"rectification approved", proposed, &Stage::second, approval<ActKind::rectification>,
           "aa aa aa aa aa WWWWW"},
          {"expiry approved", proposed, &Stage::second, approval<ActKind::expiry>,
           "aa pp pp dd uu WWWWW"},
          {"hold approved", proposed, &Stage::second, approval<ActKind::hold_beyond_360_days>,
           "aa pp pp dd uu WWWWW"},
          {"strike approved by its proposer", proposed, &Stage::registrar,
           approval<ActKind::strike>, "TT TT TT TT TT TTTTT"},
          {"strike withdrawn", proposed, &Stage::registrar, withdrawn_act<ActKind::strike>,
           "aa pp pp dd uu csewx"},
          {"rectification withdrawn", proposed, &Stage::second,
           withdrawn_act<ActKind::rectification>, "aa pp pp dd uu csewx"},
          {"expiry withdrawn", proposed, &Stage::registrar, withdrawn_act<ActKind::expiry>,
           "aa pp pp dd uu csewx"},
          {"hold withdrawn", proposed, &Stage::second, withdrawn_act<ActKind::hold_beyond_360_days>,
           "aa pp pp dd uu csewx"},
      },
      Approval::none);
}

TEST_CASE("a finding reaches an asset until three years after its end, and so does a contest") {
  Stage stage{both};  // Emil's contests wait still
  const auto answers = [&stage](const PartyId& by, const auto& request) {
    std::string letters;
    for (std::size_t column = kFirstTerminal; column < column_count; ++column) {
      letters += answer(stage, static_cast<Column>(column),
                        stage.trial.file(by, request(stage, static_cast<Column>(column))));
    }
    return letters;
  };
  // Three years of 365 days after 2030-03-05; the trademark was unsold a second later.
  stage.trial.advance(*parse_instant("2033-03-03T23:59:59Z"));
  CHECK(answers(stage.registrar, finding) == "csewx");
  CHECK(answers(stage.ben, contest) == "csewx");
  stage.trial.advance(*day(2033, 3, 4));
  CHECK(answers(stage.registrar, finding) == "WsWWW");
  CHECK(answers(stage.cleo, contest) == "WsWWW");
  stage.trial.advance(*parse_instant("2033-03-04T00:00:01Z"));
  CHECK(answers(stage.registrar, finding) == "WWWWW");
  CHECK(answers(stage.dora, contest) == "WWWWW");
  CHECK(answers(stage.registrar, decision_with_finding) == "WWWWW");
  CHECK(answers(stage.registrar, rejection) == "csewx");
}

TEST_CASE("a holder's call of somebody else is forbidden before any state is looked at") {
  check({
      {"assessment", none, &Stage::ben, assessment, "FF FF FF FF FF FFFFF"},
      {"raise", none, &Stage::ben, raise, "FF FF FF FF FF FFFFF"},
      {"escrow withdrawal", none, &Stage::ben, withdrawal, "FF FF FF FF FF FFFFF"},
      {"change of terms", none, &Stage::ben, opening, "FF FF FF FF FF FFFFF"},
      {"licence", none, &Stage::ben, licence, "FF FF FF FF FF FFFFF"},
      {"end by the holder", both, &Stage::ana, end_licence, "FF FF FF FF FF NNNFN"},
      {"lien", none, &Stage::cleo, lien, "FF FF FF FF FF FFFFF"},
      {"release by the holder", both, &Stage::ana, release, "FF FF FF FF FF NNNNN"},
      {"dedication", none, &Stage::cleo, dedication, "FF FF FF FF FF FFFFF"},
      {"withdrawal", none, &Stage::ben, withdrawal_notice, "FF FF FF FF FF FFFFF"},
      {"redemption", none, &Stage::ben, redemption, "FF FF FF FF FF FFFFF"},
      {"decision of one's own contest", both, &Stage::emil, decision, "FF FF FF FF FF FFFFF"},
  });
}
