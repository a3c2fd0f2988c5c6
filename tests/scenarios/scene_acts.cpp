// SPDX-License-Identifier: EUPL-1.2
//
// The `at` lines of a scenario about encumbrances and ends of an asset, and about orders of a
// registrar.
#include <algorithm>

#include "market/state/draft.hpp"
#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {

using namespace market;
namespace {

/// The name that the author gives to what the line records: `as WORD`.
std::string naming(Words& words) { return words.take("as") ? words.word("a name") : ""; }

/// The first licence of the party to the asset. If there is none, an identifier that does not
/// exist.
LicenceId first_licence(const Asset& asset, const PartyId& licensee) {
  if (!asset.encumbrances) return {};
  const auto& licences = asset.encumbrances->licences;
  const auto found = std::ranges::find(licences, licensee, &RecordedLicence::licensee);
  return found == licences.end() ? LicenceId{} : found->id;
}

/// The first lien of the party on the asset. If there is none, an identifier that does not exist.
LienId first_lien(const Asset& asset, const PartyId& creditor) {
  if (!asset.encumbrances) return {};
  const auto& liens = asset.encumbrances->liens;
  const auto found = std::ranges::find_if(
      liens, [&creditor](const Lien& lien) { return lien.creditor.id == creditor; });
  return found == liens.end() ? LienId{} : found->id;
}

const Authority kOrder{.reference = "order", .document = {}};

}  // namespace

Filing::Request Scene::licence(Words& words) {
  RecordLicence request;
  request.asset = named_asset(words);
  if (words.take("exclusive")) request.exclusivity = Exclusivity::exclusive;
  request.scope = "all uses";
  words.expect("to");
  if (words.take("stranger")) {
    request.licensee_name = words.word("a name");
  } else {
    request.licensee = party(words);
  }
  if (words.take("until")) request.ends_at = words.instant();
  recording_ = naming(words);
  return request;
}

Filing::Request Scene::end_licence(Words& words) {
  EndLicence request;
  request.asset = named_asset(words);
  const auto named = recorded(words);
  request.licence = named ? LicenceId{*named} : first_licence(stage().at(request.asset.id), by_);
  return request;
}

Filing::Request Scene::lien(Words& words) {
  RecordLien request;
  request.asset = named_asset(words);
  words.expect("to");
  request.creditor = party(words);
  request.secured = words.money();
  if (words.take("until")) request.ends_at = words.instant();
  recording_ = naming(words);
  return request;
}

Filing::Request Scene::release(Words& words) {
  ReleaseLien request;
  request.asset = named_asset(words);
  const auto named = recorded(words);
  request.lien = named ? LienId{*named} : first_lien(stage().at(request.asset.id), by_);
  return request;
}

Filing::Request Scene::licence_end_by_order(Words& words) {
  EndLicence request;
  request.asset = registrars_asset(words);
  request.licence = LicenceId{recorded(words).value_or(Uuid{})};
  request.by_order = kOrder;
  return request;
}

Filing::Request Scene::lien_end_by_order(Words& words) {
  ReleaseLien request;
  request.asset = registrars_asset(words);
  request.lien = LienId{recorded(words).value_or(Uuid{})};
  request.by_order = kOrder;
  return request;
}

Filing::Request Scene::dedicate(Words& words) { return DedicateAsset{named_asset(words)}; }

Filing::Request Scene::redeem(Words& words) {
  RedeemAsset request{.asset = named_asset(words), .assessment = {}};
  if (words.take("assessed")) request.assessment = words.money();
  return request;
}

Filing::Request Scene::withdraw_asset(Words& words) { return WithdrawAsset{named_asset(words)}; }

Filing::Request Scene::hold(Words& words) {
  PlaceHold request{
      .asset = registrars_asset(words), .reference = "order", .ends_at = {}, .document = {}};
  words.expect("until");
  request.ends_at = words.instant();
  if (words.take("beyond")) request.limit = HoldLimit::beyond;
  recording_ = naming(words);
  return request;
}

Filing::Request Scene::lift(Words& words) {
  LiftHold request{.asset = registrars_asset(words), .hold = {}};
  if (words.take("first")) {
    request.hold = encumbrances_of(stage().at(request.asset.id)).holds.at(0).id;
    return request;
  }
  const auto named = recorded(words);
  if (!named) throw ScenarioFault("it needs to be said which hold is lifted: \"named\"");
  request.hold = HoldId{*named};
  return request;
}

Filing::Request Scene::evidence(Words& words) {
  return RecordEvidence{.asset = registrars_asset(words), .authority = kOrder};
}

Filing::Request Scene::strike(Words& words) {
  return StrikeAsset{.asset = registrars_asset(words), .authority = kOrder};
}

Filing::Request Scene::rectify(Words& words) {
  RectifyTitle request{.asset = registrars_asset(words), .holder = {}, .authority = kOrder};
  words.expect("to");
  request.holder = party(words);
  return request;
}

Filing::Request Scene::expiry(Words& words) {
  ChangeExpiry request{.asset = registrars_asset(words), .expires_at = {}, .authority = kOrder};
  request.expires_at = words.instant();
  return request;
}

}  // namespace quitrent::scenarios
