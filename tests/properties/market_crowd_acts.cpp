// SPDX-License-Identifier: EUPL-1.2
//
// What a crowd files besides taxes and purchases: licences, liens, holds, ends, terms, acts of
// registrars.
#include "registry/vocabulary/sha256.hpp"
#include "tests/properties/market_crowd.hpp"

namespace quitrent::properties {

using namespace market;
namespace {

constexpr std::int64_t kSecondsOfDay = 86'400;

}  // namespace

Instant Crowd::some_time() {
  const std::int64_t way =
      chance_.number(40 * kSecondsOfDay) - (chance_.once_in(12) ? 41 * kSecondsOfDay : 0);
  return stage_.now() + Duration::from_seconds(way);
}

Filing::Request Crowd::release(AssetRef ref) {
  const Asset* asset = stage_.books().asset(ref.id);
  if (asset == nullptr || asset->encumbrances == nullptr)
    return EndLicence{.asset = ref, .licence = {}};
  const Encumbrances& against = *asset->encumbrances;
  const std::int64_t kind = chance_.number(3);
  if (kind == 0 && !against.licences.empty()) {
    const RecordedLicence& licence = chance_.one_of(against.licences);
    if (licence.licensee && !chance_.once_in(5)) by_ = *licence.licensee;
    return EndLicence{.asset = ref, .licence = licence.id};
  }
  if (kind == 1 && !against.liens.empty()) {
    const Lien& lien = chance_.one_of(against.liens);
    if (!chance_.once_in(5)) by_ = lien.creditor.id;
    return ReleaseLien{.asset = ref, .lien = lien.id};
  }
  if (!against.holds.empty()) {
    return LiftHold{.asset = ref, .hold = chance_.one_of(against.holds).id};
  }
  return ReleaseLien{.asset = ref, .lien = {}};
}

Filing::Request Crowd::part_with(AssetRef ref) {
  const Asset* asset = stage_.books().asset(ref.id);
  if (asset != nullptr && !chance_.once_in(6)) by_ = stage_.books().party(asset->holder).id;
  const std::int64_t kind = chance_.number(9);
  if (kind == 0) return DedicateAsset{.asset = ref};
  if (kind < 4) return WithdrawAsset{.asset = ref};
  if (kind < 6) {
    return RecordLicence{
        .asset = ref,
        .licensee = chance_.once_in(3) ? std::nullopt : std::optional{chance_.one_of(parties_)},
        .licensee_name = "A stranger",
        .exclusivity = chance_.once_in(2) ? Exclusivity::exclusive : Exclusivity::non_exclusive,
        .scope = "baking",
        .ends_at = chance_.once_in(3) ? some_time() : kEndOfTime,
        .document = {}};
  }
  return RecordLien{.asset = ref,
                    .creditor = chance_.one_of(parties_),
                    .secured = amount(),
                    .document = sha256("loan")};
}

Filing::Request Crowd::contest(AssetRef ref) {
  ContestDegree request{.asset = ref, .reason = "used by all"};
  const std::vector<PendingFinding> pending = stage_.books().findings(ref.id);
  if (pending.empty() || chance_.once_in(3)) return request;
  const Finding& finding = chance_.one_of(pending).finding;
  request.finding = finding.id;
  by_ = chance_.one_of(finding.parts).party;
  return request;
}

Filing::Request Crowd::tell_of_terms(AssetRef ref) {
  const std::vector<PendingFinding> pending = stage_.books().findings();
  auto kind = chance_.number(12);
  if (!pending.empty() && chance_.once_in(2)) {
    // What is found lately is contested, decided, or found once more.
    ref = {.id = chance_.one_of(pending).asset};
    kind = 1 + chance_.number(5);
  }
  const Asset* asset = stage_.books().asset(ref.id);
  const Authority authority{.reference = "audit", .document = {}};
  if (kind == 0) {
    OpennessLevels levels{};
    for (std::uint8_t& level : levels) {
      if (chance_.once_in(3)) level = static_cast<std::uint8_t>(chance_.number(25));
    }
    return RecordProfile{.reference = chance_.once_in(9) ? "LicenseRef-scancode-any" : kReference,
                         .levels = levels,
                         .reason = "read",
                         .document = text()};
  }
  if (kind < 3) return contest(ref);
  Terms terms;
  terms.form = terms_form(asset == nullptr ? AssetClass::software : asset->asset_class);
  state_terms(terms);
  if (kind == 3 || kind == 11) {
    const auto open = stage_.books().contests(ref.id);
    DecideContest decision{.asset = ref,
                           .contest = open.empty() ? ContestId{} : chance_.one_of(open).id,
                           .outcome = static_cast<ContestOutcome>(chance_.number(3)),
                           .reason = "so it is",
                           .authority = authority};
    by_ = chance_.one_of(parties_);
    if (decision.outcome == ContestOutcome::upheld && chance_.once_in(3)) decision.terms = terms;
    return decision;
  }
  if (kind < 6) {
    RecordFinding finding{.asset = ref, .source_withheld = {}, .terms = {}, .authority = authority};
    if (chance_.once_in(3)) finding.source_withheld = chance_.once_in(2);
    if (!finding.source_withheld || chance_.once_in(4)) finding.terms = terms;
    if (!assets_.empty() && chance_.once_in(4)) {
      finding.origins.push_back({.asset = chance_.one_of(assets_), .relation = Relation::derived});
    }
    return finding;
  }
  if (asset != nullptr && !chance_.once_in(8)) by_ = stage_.books().party(asset->holder).id;
  StateTerms request{.asset = ref, .terms = terms, .accept_clawback = {}};
  if (!chance_.once_in(4)) {
    request.accept_clawback = chance_.once_in(3) ? amount() : kHighestAssessment;
  }
  return request;
}

std::optional<Filing::Request> Crowd::answer_to_act() {
  std::vector<ProposedAct> open;
  stage_.books().acts().each_behind(ActId{}, [&](const RecordedAct& act) {
    // Most lapsed acts are left alone.
    const ActState state = act.state(stage_.now());
    const bool lapsed = state == ActState::lapsed && chance_.once_in(200);
    if (state == ActState::proposed || lapsed) open.push_back(act.proposed);
    return true;
  });
  if (open.empty() || chance_.once_in(2)) return std::nullopt;
  const ProposedAct& act = chance_.one_of(open);
  const bool registers = acting_role(act.kind) == Role::registrar;
  if (!chance_.once_in(12)) by_ = chance_.one_of(registers ? registrars_ : operators_);
  if (chance_.once_in(8)) return WithdrawAct{chance_.once_in(6) ? ActId{} : act.id};
  return ApproveAct{act.id, chance_.once_in(12) ? Digest{} : act.digest};
}

Filing::Request Crowd::act(AssetRef ref) {
  const Asset* asset = stage_.books().asset(ref.id);
  const Authority authority{.reference = "order", .document = {}};
  if (asset != nullptr && asset->status.state == AssetState::auction && chance_.once_in(2)) {
    if (!chance_.once_in(4)) by_ = stage_.books().party(asset->holder).id;
    RedeemAsset redemption{.asset = ref, .assessment = {}};
    if (chance_.once_in(3)) redemption.assessment = amount();
    return redemption;
  }
  switch (chance_.number(22)) {
    case 0:
    case 1:
      return PlaceHold{.asset = ref,
                       .reference = "court",
                       .ends_at = some_time(),
                       .document = {},
                       .limit = chance_.once_in(6) ? HoldLimit::beyond : HoldLimit::by_one};
    case 2:
    case 3:
    case 16:
    case 17:
      return release(ref);
    case 4:
      return RecordEvidence{.asset = ref, .authority = authority};
    case 5:
      by_ = chance_.one_of(registrars_);
      return ChangeExpiry{.asset = ref, .expires_at = some_time(), .authority = authority};
    case 6:
      by_ = chance_.one_of(registrars_);
      if (chance_.once_in(3)) return StrikeAsset{.asset = ref, .authority = authority};
      return RectifyTitle{.asset = ref, .holder = chance_.one_of(parties_), .authority = authority};
    case 7:
      // A freeze cancels what its party has waiting.
      if (const auto waiting = stage_.books().all_pending(); !waiting.empty()) {
        const PartyId buyer = waiting.begin()->second.buyer.id;
        return FreezeParty{.party = buyer, .freeze = Freeze::on, .reference = "order"};
      }
      return FreezeParty{.party = chance_.one_of(parties_),
                         .freeze = chance_.once_in(4) ? Freeze::on : Freeze::off,
                         .reference = "order"};
    case 8:
      return PayBeneficiary{.beneficiary = chance_.once_in(5) ? "nobody" : "treasury",
                            .amount = amount(),
                            .reference = {}};
    case 9:
    case 10:
    case 11:
    case 12:
    case 13:
    case 14:
    case 15:
      return tell_of_terms(ref);
    default:
      return part_with(ref);
  }
}

}  // namespace quitrent::properties
