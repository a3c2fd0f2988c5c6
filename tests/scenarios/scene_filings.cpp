// SPDX-License-Identifier: EUPL-1.2
//
// The `at` lines of a scenario about cash, holdings and purchases.
#include <utility>

#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {

using namespace market;
namespace {

ExternalIdentifier identifier_of(Words& words) {
  const std::string text = words.word("an identifier");
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) throw ScenarioFault("\"" + text + "\" is not scheme:value");
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

Filing::Request Scene::credit(Words& words) {
  CreditCash request;
  request.party = party(words);
  request.amount = words.money();
  request.reference =
      words.take("reference") ? words.word("a reference") : "line " + std::to_string(++references_);
  return request;
}

Filing::Request Scene::payout(Words& words) {
  by_ = party(words);
  return WithdrawCash{.amount = words.money(), .reference = {}};
}

Filing::Request Scene::freeze(Words& words) {
  return FreezeParty{.party = party(words), .freeze = Freeze::on, .reference = "order"};
}

Filing::Request Scene::unfreeze(Words& words) {
  return FreezeParty{.party = party(words), .freeze = Freeze::off, .reference = "order"};
}

Filing::Request Scene::pay(Words& words) {
  const std::string beneficiary = words.word("a beneficiary");
  return PayBeneficiary{.beneficiary = beneficiary, .amount = words.money(), .reference = {}};
}

Filing::Request Scene::publish(Words& words) {
  words.expect("from");
  unpublished_ = false;
  return PublishSchedule{rules_.toml(words.word("a day"))};
}

Filing::Request Scene::enrol(Words& words) {
  enrolling_ = words.word("a name for the asset");
  words.expect("by");
  by_ = party(words);
  const std::string named_class = words.word("a class");
  const auto asset_class = parse_asset_class(named_class);
  if (!asset_class) throw ScenarioFault("no class \"" + named_class + "\"");
  Particulars particulars{.name = enrolling_, .identifiers = {}, .terms = {}};
  particulars.terms = stated_terms(*asset_class, words);
  while (words.take("identified")) particulars.identifiers.push_back(identifier_of(words));
  while (words.take("from")) particulars.derived_from.push_back(origin(words));
  RegisterAsset request;
  request.asset_class = *asset_class;
  request.particulars = std::make_shared<const Particulars>(std::move(particulars));
  words.expect("assessed");
  request.assessment = words.money();
  if (words.take("escrow")) request.escrow = words.money();
  if (words.take("expires")) request.expires_at = words.instant();
  return request;
}

Filing::Request Scene::assess(Words& words) {
  const AssetRef ref = named_asset(words);
  return AssessAsset{.asset = ref, .assessment = words.money()};
}

Filing::Request Scene::deposit(Words& words) {
  const AssetRef ref = named_asset(words);
  return DepositEscrow{.asset = ref, .amount = words.money()};
}

Filing::Request Scene::withdraw(Words& words) {
  const AssetRef ref = named_asset(words);
  return WithdrawEscrow{.asset = ref, .amount = words.money()};
}

Filing::Request Scene::purchase(Words& words) {
  PurchaseAssets request;
  const std::string first = words.word("an asset");
  words.expect("by");
  by_ = party(words);
  request.items.push_back(item(words));
  request.items.back().asset = asset(first);
  if (words.take("noted")) request.items.back().expected_terms = noted_.at(first);
  while (words.take("and")) {
    const std::string next = words.word("an asset");
    request.items.push_back(item(words));
    request.items.back().asset = asset(next);
    if (words.take("noted")) request.items.back().expected_terms = noted_.at(next);
  }
  return request;
}

PurchaseItem Scene::item(Words& words) {
  PurchaseItem item;
  words.expect("at");
  words.expect("most");
  item.max_price = words.money();
  item.assessment = words.take("assessed") ? words.money() : item.max_price;
  if (words.take("escrow")) item.escrow = words.money();
  return item;
}

}  // namespace quitrent::scenarios
