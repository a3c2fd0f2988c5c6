// SPDX-License-Identifier: EUPL-1.2
#include "tests/market/state_stage.hpp"

#include <map>
#include <memory>
#include <utility>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"

namespace quitrent::trial {

using namespace market;
using namespace tax;
namespace {

constexpr std::array<Column, 5> kHeld{active_held, pending_held, pending_over_delinquent_held,
                                      delinquent_held, auction_held};

/// Patents are sold at once, designs after sixty days. A withdrawal takes thirty days.
std::string schedule() {
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

bool found_false(Burden burden) {
  return burden == Burden::finding || burden == Burden::contested_finding;
}

bool is_pending(Column column) {
  return column >= pending && column <= pending_over_delinquent_held;
}

AssetClass class_of(Column column) {
  if (column == surrendered) return AssetClass::trademark;
  return is_pending(column) ? AssetClass::design : AssetClass::patent;
}

/// What an asset pays in. At degree 1 patents cost 2.50 a day, designs 3.00, trademarks 1.00: 75.00
/// and 90.00 last from January 1 until January 31, 125.00 until February 20, 30.00 from December 7
/// until January 6. FRAND has degree 0.625; trademarks always 1.
Money escrow_of(Column column, Burden burden) {
  const std::map<Column, std::int64_t> brief{{pending_over_delinquent, 90'000},
                                             {pending_over_delinquent_held, 90'000},
                                             {delinquent, 125'000},
                                             {delinquent_held, 125'000},
                                             {auction, 75'000},
                                             {auction_held, 75'000}};
  if (column == surrendered) return units(30);
  const auto thousandths = brief.find(column);
  if (thousandths == brief.end()) return units(500);
  const Money whole = Money::from_micro(thousandths->second * 1'000);
  return found_false(burden) ? Money::from_micro(whole.micro() / 8 * 5) : whole;
}

}  // namespace

Terms pledge(Commitment commitment) {
  Terms terms;
  terms.form = TermsForm::commitment;
  terms.commitment = commitment;
  return terms;
}

Terms no_terms() {
  Terms terms;
  terms.form = TermsForm::nothing;
  return terms;
}

Stage::Stage(Burden burden)
    : trial{*day(2029, 12, 7), schedule()},
      ana{trial.member("ana")},
      ben{trial.member("ben")},
      cleo{trial.member("cleo")},
      dora{trial.member("dora")},
      emil{trial.member("emil")},
      registrar{trial.party("registrar", Role::registrar)},
      second{trial.party("second registrar", Role::registrar)} {
  for (const PartyId& party : {ana, ben, cleo, emil}) trial.credit(party, units(1'000'000));
  enrol(surrendered, burden);
  trial.advance(*day(2030, 1, 1));
  for (std::size_t column = 0; column < column_count; ++column) {
    if (column != surrendered) enrol(static_cast<Column>(column), burden);
  }
  trial.advance(*day(2030, 2, 3));
  must(ana, WithdrawAsset{ref(withdrawn)});
  trial.advance(*day(2030, 2, 20));
  must(cleo, purchase(assets[pending_over_delinquent]));
  must(cleo, purchase(assets[pending_over_delinquent_held]));
  trial.advance(*day(2030, 2, 26));
  if (burden == Burden::proposals) propose_all();
  trial.advance(*day(2030, 3, 5));
  end_some();
  if (found_false(burden)) find_all(burden);
  trial.advance(*day(2030, 3, 10));
}

void Stage::enrol(Column column, Burden burden) {
  RegisterAsset request = patent(units(36'500), escrow_of(column, burden));
  request.asset_class = class_of(column);
  Particulars particulars = *request.particulars;
  if (found_false(burden)) particulars.terms = pledge(Commitment::frand);
  if (column == surrendered) particulars.terms = no_terms();
  request.particulars = std::make_shared<const Particulars>(std::move(particulars));
  if (column == expired) request.expires_at = *day(2030, 3, 5);
  assets[column] = trial.asset(ana, request);
  if (burden == Burden::lien_and_licence) encumber(column);
}

void Stage::encumber(Column column) {
  const auto record = [this](Filing::Request request) {
    return std::get<EncumbranceReceipt>(must(ana, std::move(request))).subject;
  };
  licences[column] = LicenceId{record(RecordLicence{.asset = ref(column),
                                                    .licensee = emil,
                                                    .licensee_name = {},
                                                    .scope = "all uses",
                                                    .document = {}})};
  const ContestDegree contest{ref(column), "it is used without a licence"};
  contests[column] = std::get<ContestReceipt>(must(emil, contest)).contest.id;
  if (column == commons || column == withdrawn) return;  // a lien would prevent this end
  liens[column] = LienId{record(RecordLien{ref(column), dora, units(100), {}})};
}

Filing::Request Stage::act(ActKind kind, Column column) const {
  if (kind == ActKind::strike) return StrikeAsset{ref(column), kOrder};
  if (kind == ActKind::rectification) return RectifyTitle{ref(column), ben, kOrder};
  if (kind == ActKind::expiry) return ChangeExpiry{ref(column), *day(2031, 1, 1), kOrder};
  return PlaceHold{ref(column), "order", *day(2030, 5, 1), {}, HoldLimit::beyond};
}

void Stage::propose_all() {
  for (const ActKind kind : kChartedActKinds) {
    for (std::size_t column = 0; column < column_count; ++column) {
      const auto proposed = trial.file(registrar, act(kind, static_cast<Column>(column)));
      REQUIRE(proposed.has_value());
      acts[static_cast<std::size_t>(kind)][column] = ActId{std::get<ActReceipt>(*proposed).act};
    }
  }
}

void Stage::end_some() {
  must(cleo, purchase(assets[pending]));
  must(cleo, purchase(assets[pending_held]));
  must(ana, DedicateAsset{ref(commons)});
  must(registrar, StrikeAsset{.asset = ref(struck), .authority = kOrder});
  for (const Column column : kHeld) {
    const Receipt held = must(registrar, PlaceHold{ref(column), "order", *day(2030, 4, 1), {}});
    holds[column] = HoldId{std::get<EncumbranceReceipt>(held).subject};
  }
}

void Stage::find_all(Burden burden) {
  trial.advance(*day(2030, 3, 7));
  for (std::size_t column = 0; column < column_count; ++column) {
    if (column == surrendered) continue;  // the degree of a trademark is always 1
    must(registrar,
         RecordFinding{ref(static_cast<Column>(column)), {}, pledge(Commitment::none), kOrder});
    findings[column] = trial.books().findings(assets[column]).front().finding.id;
  }
  trial.advance(*day(2030, 3, 8));
  if (burden != Burden::contested_finding) return;
  for (std::size_t column = 0; column < column_count; ++column) {
    if (column == surrendered) continue;
    const ContestDegree contest{ref(static_cast<Column>(column)), "it was so", findings[column]};
    contests[column] = std::get<ContestReceipt>(must(ana, contest)).contest.id;
  }
}

Receipt Stage::must(const PartyId& by, Filing::Request request) {
  auto receipt = trial.file_as_two(by, second, std::move(request));
  const std::string why = receipt ? "" : receipt.error().detail;
  CAPTURE(why);
  REQUIRE(receipt.has_value());
  return *receipt;
}

PurchaseAssets Stage::purchase(const AssetId& asset) {
  return {.items = {{.asset = asset,
                     .max_price = units(36'500),
                     .assessment = units(36'500),
                     .escrow = units(500),
                     .expected_terms = {}}}};
}

namespace {

std::string letter_of(AssetState state) {
  static const std::map<AssetState, std::string> letters{
      {AssetState::active, "a"},    {AssetState::pending, "p"}, {AssetState::delinquent, "d"},
      {AssetState::auction, "u"},   {AssetState::commons, "c"}, {AssetState::expired, "e"},
      {AssetState::withdrawn, "w"}, {AssetState::struck, "x"},  {AssetState::surrendered, "s"}};
  return letters.at(state);
}

std::string letter_of(RefusalCode code) {
  static const std::map<RefusalCode, std::string> letters{
      {RefusalCode::wrong_state, "W"},      {RefusalCode::held, "H"},
      {RefusalCode::purchase_pending, "P"}, {RefusalCode::own_asset, "O"},
      {RefusalCode::not_for_sale, "S"},     {RefusalCode::not_found, "N"},
      {RefusalCode::forbidden, "F"},        {RefusalCode::same_person, "T"}};
  const auto letter = letters.find(code);
  return letter == letters.end() ? std::string{to_text(code)} : letter->second;
}

}  // namespace

std::string answer(const Stage& stage, Column column, const Outcome<Receipt>& outcome) {
  return outcome ? letter_of(stage.shown(column)) : letter_of(outcome.error().code);
}

void check_row(const Row& row, Approval approval) {
  CAPTURE(row.filing);
  Stage stage{row.burden};
  std::string answers;
  for (std::size_t index = 0; index < column_count; ++index) {
    if (index % 2 == 0 && index > 0 && index <= kFirstTerminal) answers += ' ';
    const auto column = static_cast<Column>(index);
    const std::string before = stage.trial.bytes();
    const PartyId& by = stage.*row.by;
    Filing::Request request = row.request(stage, column);
    const auto outcome = approval == Approval::at_once
                             ? stage.trial.file_as_two(by, stage.second, std::move(request))
                             : stage.trial.file(by, std::move(request));
    if (!outcome) CHECK(stage.trial.bytes() == before);
    answers += answer(stage, column, outcome);
  }
  CHECK(answers == row.answers);
}

}  // namespace quitrent::trial
