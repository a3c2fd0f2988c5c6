// SPDX-License-Identifier: EUPL-1.2
//
// Every filing about one asset, in every state of the asset, held or not: the answer that
// MECHANISM.md, section 7, states.
#include <array>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

/// The state of an asset. Each live state comes twice, the second time under a hold.
enum Column : std::size_t {
  active,
  active_held,
  pending,
  pending_held,
  pending_over_delinquent,
  pending_over_delinquent_held,
  delinquent,
  delinquent_held,
  auction,
  auction_held,
  commons,
  expired,
  withdrawn,
  struck,
  column_count
};

constexpr std::array<Column, 5> kHeld{active_held, pending_held, pending_over_delinquent_held,
                                      delinquent_held, auction_held};

/// What each column must show before anything is filed.
constexpr std::array<AssetState, column_count> kShown{
    AssetState::active,    AssetState::active,  AssetState::pending,    AssetState::pending,
    AssetState::pending,   AssetState::pending, AssetState::delinquent, AssetState::delinquent,
    AssetState::auction,   AssetState::auction, AssetState::commons,    AssetState::expired,
    AssetState::withdrawn, AssetState::struck};

/// Patents are sold at once, designs after sixty days. A withdrawal takes thirty days.
std::string schedule_with_notice() {
  std::string toml{founding_schedule_toml()};
  const auto restate = [&toml](std::string_view after, std::string_view was, std::string_view is) {
    const std::size_t position = toml.find(was, toml.find(after));
    REQUIRE(position != std::string::npos);
    toml.replace(position, was.size(), is);
  };
  restate("name = \"design\"", "notice = \"0s\"", "notice = \"60d\"");
  restate("[[procedure]]", "withdrawal_notice = \"90d\"", "withdrawal_notice = \"30d\"");
  return toml;
}

/// Whether a lien of Dora and a licence of Emil are recorded on every asset that can bear them, and
/// Emil has contested the degree of each.
enum class Burden { none, lien_and_licence };

/// 2030-03-10: one asset of Ana's in each column, each assessed at 36500.00.
struct StateStage {
  TrialRegister trial{*day(2030, 1, 1), schedule_with_notice()};
  PartyId ana = trial.member("ana");    // holds or held all assets
  PartyId ben = trial.member("ben");    // wants to buy
  PartyId cleo = trial.member("cleo");  // is the buyer of the pending assets
  PartyId dora = trial.member("dora");  // has a lien on each asset
  PartyId emil = trial.member("emil");  // has a licence to each asset, and contests each
  PartyId registrar = trial.party("registrar", Role::registrar);
  PartyId second = trial.party("second registrar", Role::registrar);  // approves acts of two
  std::array<AssetId, column_count> assets;
  std::array<LicenceId, column_count> licences;
  std::array<LienId, column_count> liens;
  std::array<HoldId, column_count> holds;
  std::array<ContestId, column_count> contests;

  explicit StateStage(Burden burden) {
    for (const PartyId& party : {ana, ben, cleo, emil}) trial.credit(party, units(1'000'000));
    enrol();
    if (burden == Burden::lien_and_licence) encumber();
    trial.advance(*day(2030, 2, 20));
    buy(pending_over_delinquent);
    buy(pending_over_delinquent_held);
    trial.advance(*day(2030, 3, 5));
    buy(pending);
    buy(pending_held);
    must(ana, DedicateAsset{{.id = assets[commons]}});
    must(registrar, StrikeAsset{.asset = {.id = assets[struck]}, .authority = {"order", {}}});
    for (const Column column : kHeld) {
      holds[column] = HoldId{
          must_record(registrar, PlaceHold{{.id = assets[column]}, "order", *day(2030, 4, 1), {}})};
    }
    trial.advance(*day(2030, 3, 10));
  }

  static RegisterAsset enrolment(AssetClass asset_class, std::int64_t escrow_units) {
    RegisterAsset request = patent(units(36'500), units(escrow_units));
    request.asset_class = asset_class;
    return request;
  }

  /// Patents cost 2.50 a day, designs 3.00: 75.00 and 90.00 last until January 31, 125.00 until
  /// February 20.
  void enrol() {
    const std::map<Column, std::int64_t> brief{{pending_over_delinquent, 90},
                                               {pending_over_delinquent_held, 90},
                                               {delinquent, 125},
                                               {delinquent_held, 125},
                                               {auction, 75},
                                               {auction_held, 75}};
    for (std::size_t column = 0; column < column_count; ++column) {
      const bool noticed = column >= pending && column <= pending_over_delinquent_held;
      const auto escrow = brief.find(static_cast<Column>(column));
      RegisterAsset request = enrolment(noticed ? AssetClass::design : AssetClass::patent,
                                        escrow == brief.end() ? 500 : escrow->second);
      if (column == expired) request.expires_at = *day(2030, 3, 5);
      assets[column] = trial.asset(ana, request);
    }
    must(ana, WithdrawAsset{{.id = assets[withdrawn]}});
  }

  void encumber() {
    for (std::size_t column = 0; column < column_count; ++column) {
      licences[column] = LicenceId{must_record(ana, RecordLicence{.asset = {.id = assets[column]},
                                                                  .licensee = emil,
                                                                  .licensee_name = {},
                                                                  .scope = "all uses",
                                                                  .document = {}})};
      const ContestDegree contest{{.id = assets[column]}, "it is used without a licence"};
      contests[column] = std::get<ContestReceipt>(must(emil, contest)).contest.id;
      if (column == commons || column == withdrawn) continue;  // a lien would prevent this end
      liens[column] =
          LienId{must_record(ana, RecordLien{{.id = assets[column]}, dora, units(100), {}})};
    }
  }

  void buy(Column column) { must(cleo, purchase(assets[column])); }

  static PurchaseAssets purchase(const AssetId& asset) {
    return {.items = {{.asset = asset,
                       .max_price = units(36'500),
                       .assessment = units(36'500),
                       .escrow = units(500),
                       .expected_terms = {}}}};
  }

  Receipt must(const PartyId& by, Filing::Request request) {
    auto receipt = trial.file_as_two(by, second, std::move(request));
    REQUIRE(receipt.has_value());
    return *receipt;
  }

  Uuid must_record(const PartyId& by, Filing::Request request) {
    return std::get<EncumbranceReceipt>(must(by, std::move(request))).subject;
  }
};

/// One filing and its answers, one letter for each column: `.` accepted, `W` wrong-state, `H` held,
/// `P` purchase-pending, `O` own-asset, `S` not-for-sale, `N` not-found, `F` forbidden.
struct StateRow {
  const char* filing;
  Burden burden;
  PartyId StateStage::* by;
  std::function<Filing::Request(const StateStage&, Column)> request;
  std::string_view answers;
};

std::string answer(const Outcome<Receipt>& outcome) {
  static const std::map<RefusalCode, std::string> letters{
      {RefusalCode::wrong_state, "W"},      {RefusalCode::held, "H"},
      {RefusalCode::purchase_pending, "P"}, {RefusalCode::own_asset, "O"},
      {RefusalCode::not_for_sale, "S"},     {RefusalCode::not_found, "N"},
      {RefusalCode::forbidden, "F"}};
  if (outcome) return ".";
  const auto letter = letters.find(outcome.error().code);
  return letter == letters.end() ? std::string{to_text(outcome.error().code)} : letter->second;
}

void check_row(const StateRow& row) {
  CAPTURE(row.filing);
  StateStage stage{row.burden};
  std::string answers;
  for (std::size_t column = 0; column < column_count; ++column) {
    if (column % 2 == 0 && column > 0 && column <= commons) answers += ' ';
    const std::string before = stage.trial.bytes();
    const auto outcome = stage.trial.file_as_two(stage.*row.by, stage.second,
                                                 row.request(stage, static_cast<Column>(column)));
    answers += answer(outcome);
    if (!outcome) CHECK(stage.trial.bytes() == before);
  }
  CHECK(answers == row.answers);
}

AssetRef ref(const StateStage& stage, Column column) { return {.id = stage.assets[column]}; }

const Authority kStateOrder{.reference = "order", .document = {}};

Filing::Request assessment(const StateStage& stage, Column column) {
  return AssessAsset{ref(stage, column), units(36'000)};
}
Filing::Request deposit(const StateStage& stage, Column column) {
  return DepositEscrow{ref(stage, column), units(1)};
}
Filing::Request withdrawal(const StateStage& stage, Column column) {
  return WithdrawEscrow{ref(stage, column), units(1)};
}
Filing::Request licence(const StateStage& stage, Column column) {
  return RecordLicence{.asset = ref(stage, column),
                       .licensee = {},
                       .licensee_name = "Acme",
                       .scope = "all uses",
                       .document = {}};
}
Filing::Request end_licence(const StateStage& stage, Column column) {
  return EndLicence{ref(stage, column), stage.licences[column]};
}
Filing::Request lien(const StateStage& stage, Column column) {
  return RecordLien{ref(stage, column), stage.dora, units(1), {}};
}
Filing::Request release(const StateStage& stage, Column column) {
  return ReleaseLien{ref(stage, column), stage.liens[column]};
}
Filing::Request dedication(const StateStage& stage, Column column) {
  return DedicateAsset{ref(stage, column)};
}
Filing::Request withdrawal_notice(const StateStage& stage, Column column) {
  return WithdrawAsset{ref(stage, column)};
}
Filing::Request redemption(const StateStage& stage, Column column) {
  return RedeemAsset{ref(stage, column), {}};
}
Filing::Request purchase(const StateStage& stage, Column column) {
  return StateStage::purchase(stage.assets[column]);
}
Filing::Request hold(const StateStage& stage, Column column) {
  return PlaceHold{ref(stage, column), "order", *day(2030, 5, 1), {}};
}
Filing::Request lift(const StateStage& stage, Column column) {
  return LiftHold{ref(stage, column), stage.holds[column]};
}
Filing::Request evidence(const StateStage& stage, Column column) {
  return RecordEvidence{ref(stage, column), kStateOrder};
}
Filing::Request strike(const StateStage& stage, Column column) {
  return StrikeAsset{ref(stage, column), kStateOrder};
}
Filing::Request rectification(const StateStage& stage, Column column) {
  return RectifyTitle{ref(stage, column), stage.ben, kStateOrder};
}
Filing::Request expiry(const StateStage& stage, Column column) {
  return ChangeExpiry{ref(stage, column), *day(2031, 1, 1), kStateOrder};
}
Terms pledge(Commitment commitment) {
  Terms terms;
  terms.form = TermsForm::commitment;
  terms.commitment = commitment;
  return terms;
}
Filing::Request opening(const StateStage& stage, Column column) {
  return StateTerms{ref(stage, column), pledge(Commitment::frand), {}};
}
Filing::Request finding(const StateStage& stage, Column column) {
  return RecordFinding{ref(stage, column), {}, pledge(Commitment::frand), kStateOrder};
}
Filing::Request profile(const StateStage& /*stage*/, Column /*column*/) {
  return RecordProfile{"LicenseRef-House", OpennessLevels{}, "read", {}};
}
Filing::Request contest(const StateStage& stage, Column column) {
  return ContestDegree{ref(stage, column), "it is used by all"};
}
Filing::Request decision(const StateStage& stage, Column column) {
  return DecideContest{ref(stage, column), stage.contests[column], ContestOutcome::upheld,
                       "so it is", kStateOrder};
}

}  // namespace

TEST_CASE("the stage of the table shows every state, held and not") {
  for (const Burden burden : {Burden::none, Burden::lien_and_licence}) {
    const StateStage stage{burden};
    for (std::size_t column = 0; column < column_count; ++column) {
      CAPTURE(column);
      const Asset& asset = stage.trial.at(stage.assets[column]);
      CHECK(to_text(shown_state(asset.status)) == to_text(kShown[column]));
    }
    const auto below = [&stage](Column column) {
      return stage.trial.at(stage.assets[column]).status.state;
    };
    CHECK(below(pending) == AssetState::active);
    CHECK(below(pending_over_delinquent) == AssetState::delinquent);
  }
}

TEST_CASE("each filing is answered as the state of its asset says, held and not") {
  constexpr auto none = Burden::none;
  constexpr auto both = Burden::lien_and_licence;
  // The columns come in pairs, free and held: active, pending over active, over delinquent,
  // delinquent, auction. Then come commons, expired, withdrawn, struck.
  const std::vector<StateRow> rows{
      {"assessment", none, &StateStage::ana, assessment, ".H WW WW WW WW WWWW"},
      {"escrow deposit", none, &StateStage::ana, deposit, ".. .. .. .. WW WWWW"},
      {"deposit of a stranger", none, &StateStage::ben, deposit, ".. .. .. .. WW WWWW"},
      {"escrow withdrawal", none, &StateStage::ana, withdrawal, ".H WW WW WW WW WWWW"},
      {"licence", none, &StateStage::ana, licence, ".H WW WW WW WW WWWW"},
      {"end of a licence", both, &StateStage::emil, end_licence, ".H WW WW WW WW NNWN"},
      {"lien", none, &StateStage::ana, lien, ".H WW WW WW WW WWWW"},
      {"release of a lien", both, &StateStage::dora, release, ".H WW WW WW WW NNNN"},
      {"dedication", none, &StateStage::ana, dedication, ".H WW WW WW WW WWWW"},
      {"withdrawal", none, &StateStage::ana, withdrawal_notice, ".H WW WW WW WW WWWW"},
      {"redemption", none, &StateStage::ana, redemption, "WW WW WW WW .. WWWW"},
      {"redemption under liens", both, &StateStage::ana, redemption, "WW WW WW WW .. WWWW"},
      {"purchase", none, &StateStage::ben, purchase, ".H PH PH .H .H SSSS"},
      {"purchase under liens", both, &StateStage::ben, purchase, ".H PH PH .H .H SSSS"},
      {"second purchase", none, &StateStage::cleo, purchase, ".H PH PH .H .H SSSS"},
      {"purchase of one's own", none, &StateStage::ana, purchase, "OO OO OO OO OO SSSS"},
      {"hold", none, &StateStage::registrar, hold, ".. .. .. .. .. WWWW"},
      {"lifting of a hold", none, &StateStage::registrar, lift, "N. N. N. N. N. NNNN"},
      {"evidence", none, &StateStage::registrar, evidence, ".. .. .. .. .. WWWW"},
      {"strike", none, &StateStage::registrar, strike, ".. .. .. .. .. ...W"},
      {"strike under liens", both, &StateStage::registrar, strike, ".. .. .. .. .. ...W"},
      {"rectification", none, &StateStage::registrar, rectification, ".. .. .. .. .. WWWW"},
      {"change of expiry", none, &StateStage::registrar, expiry, ".. .. .. .. .. WWWW"},
      {"change of terms", none, &StateStage::ana, opening, ".H WW WW WW WW WWWW"},
      {"change of terms under liens", both, &StateStage::ana, opening, ".H WW WW WW WW WWWW"},
      {"finding", none, &StateStage::registrar, finding, ".. .. .. .. .. ...."},
      {"finding under liens", both, &StateStage::registrar, finding, ".. .. .. .. .. ...."},
      {"profile", none, &StateStage::registrar, profile, ".. .. .. .. .. ...."},
      {"contest", none, &StateStage::ben, contest, ".. .. .. .. .. ...."},
      {"contest by the holder", none, &StateStage::ana, contest, ".. .. .. .. .. ...."},
      {"decision", both, &StateStage::registrar, decision, ".. .. .. .. .. ...."},
      {"decision of no contest", none, &StateStage::registrar, decision, "NN NN NN NN NN NNNN"},
  };
  for (const StateRow& row : rows) check_row(row);
}

TEST_CASE("a holder's call of somebody else is forbidden before any state is looked at") {
  constexpr auto none = Burden::none;
  constexpr auto both = Burden::lien_and_licence;
  const std::vector<StateRow> rows{
      {"assessment", none, &StateStage::ben, assessment, "FF FF FF FF FF FFFF"},
      {"escrow withdrawal", none, &StateStage::ben, withdrawal, "FF FF FF FF FF FFFF"},
      {"licence", none, &StateStage::ben, licence, "FF FF FF FF FF FFFF"},
      {"end by the holder", both, &StateStage::ana, end_licence, "FF FF FF FF FF NNFN"},
      {"lien", none, &StateStage::cleo, lien, "FF FF FF FF FF FFFF"},
      {"release by the holder", both, &StateStage::ana, release, "FF FF FF FF FF NNNN"},
      {"dedication", none, &StateStage::cleo, dedication, "FF FF FF FF FF FFFF"},
      {"withdrawal", none, &StateStage::ben, withdrawal_notice, "FF FF FF FF FF FFFF"},
      {"redemption", none, &StateStage::ben, redemption, "FF FF FF FF FF FFFF"},
      {"change of terms", none, &StateStage::ben, opening, "FF FF FF FF FF FFFF"},
      {"decision of one's own contest", both, &StateStage::emil, decision, "FF FF FF FF FF FFFF"},
  };
  for (const StateRow& row : rows) check_row(row);
}
