// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "market/figures.hpp"
#include "market/rules.hpp"

namespace quitrent {
namespace {

/// Whether a call is the holder's alone.
enum class Right { holder, anybody };

/// The place of the asset that the filing names, once it exists, has the version that the caller
/// expects and is the caller's to change.
Outcome<Ordinal> named_asset(const Case& filed, const AssetRef& ref, Right right) {
  const Books& books = filed.draft.books();
  const auto ordinal = books.asset_ordinal(ref.id);
  if (!ordinal) return refused(RefusalCode::not_found, "There is no such asset.");
  const Asset& asset = books.asset(*ordinal);
  if (ref.expected_version && *ref.expected_version != asset.standing.version) {
    return std::unexpected(
        Refusal{.code = RefusalCode::version_mismatch,
                .detail = "The asset has changed; read it again and decide anew.",
                .pointer = "/expected_version",
                .current = {{"version", std::to_string(asset.standing.version)}}});
  }
  // After its end an asset remembers its last holder, whose calls then meet the state.
  if (right == Right::holder && asset.holder != filed.by) {
    return refused(RefusalCode::forbidden, "Only the holder may do this.");
  }
  return *ordinal;
}

std::unexpected<Refusal> wrong_state(const Asset& asset, std::string_view call) {
  return std::unexpected(
      Refusal{.code = RefusalCode::wrong_state,
              .detail = "In state " + std::string{to_text(asset.standing.state)} +
                        " an asset takes no " + std::string{call} + '.',
              .pointer = {},
              .current = {{"state", std::string{to_text(asset.standing.state)}}}});
}

/// Records the asset's new standing with its levy and what caused it.
void record_standing(Draft& draft, const LevelledAsset& asset, StandingCause cause, Money amount) {
  post_levy(draft, asset);
  draft.record(StandingChanged{.asset = draft.books().asset(asset.ordinal).id,
                               .cause = cause,
                               .levy = asset.levy,
                               .amount = amount,
                               .standing = asset.standing});
}

/// Ends the delinquency once all is paid and the cover is there.
void cure_where_paid(const Draft& draft, LevelledAsset& asset) {
  Standing& standing = asset.standing;
  const Asset& row = draft.books().asset(asset.ordinal);
  const bool paid = standing.arrears == Money{} && surcharge_due(standing) == Money{};
  if (!paid || standing.escrow < required_cover(draft, row, standing.assessment)) return;
  standing.state = AssetState::active;
  standing.arisen = Money{};
  standing.surcharge_paid = Money{};
  standing.late_surcharge = Share{};
  standing.delinquent_at = Instant{};
  standing.forecloses_at = Instant{};
}

Outcome<void> lawful_registration(const Case& filed, const RegisterAsset& request) {
  const Books& books = filed.draft.books();
  const Instant now = filed.draft.now();
  if (!books.calendar()->schedules(request.asset_class, now)) {
    return refused(RefusalCode::class_not_scheduled,
                   "The schedule in force names no class " +
                       std::string{to_text(request.asset_class)} + "; see /v1/schedules/current.",
                   "/class");
  }
  if (request.expires_at <= now) {
    return refused(RefusalCode::invalid_field, "The asset would expire before it is registered.",
                   "/expires_at");
  }
  const auto& identifiers = request.particulars->identifiers;
  for (std::size_t place = 0; place < identifiers.size(); ++place) {
    if (!books.bearer(identifiers[place])) continue;
    const Asset& bearer = books.asset(*books.bearer(identifiers[place]));
    return std::unexpected(Refusal{.code = RefusalCode::duplicate_identifier,
                                   .detail = "Another asset bears this identifier.",
                                   .pointer = "/identifiers/" + std::to_string(place),
                                   .current = {{"asset", to_text(bearer.id)}}});
  }
  return free_of_debt(filed);
}

}  // namespace

Outcome<Receipt> judge(const Case& filed, const RegisterAsset& request) {
  if (auto lawful = lawful_registration(filed, request); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  Draft& draft = filed.draft;
  Asset asset;
  asset.id = AssetId::derived(filed.seed, 0, draft.now());
  asset.asset_class = request.asset_class;
  asset.degree = request.degree;
  asset.expires_at = request.expires_at;
  const Money minimum = required_cover(draft, asset, request.assessment);
  if (request.escrow < minimum) return below_cover(minimum, "/escrow");
  const Money available = draft.books().cash(filed.by);
  if (request.escrow > available) return insufficient_funds(available);
  Standing standing;
  standing.assessment = request.assessment;
  standing.escrow = request.escrow;
  standing.levied_to = draft.now();
  standing.version = 1;
  forecast(draft, asset, standing);
  const Ordinal ordinal = draft.books().asset_count();
  draft.record(AssetRegistered{.id = asset.id,
                               .asset_class = request.asset_class,
                               .degree = request.degree,
                               .expires_at = request.expires_at,
                               .particulars = request.particulars,
                               .holder = draft.books().named(filed.by),
                               .standing = standing});
  Posting posting{.kind = PostingKind::registration, .has_asset = true, .asset = ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -request.escrow);
  add_line(posting, {AccountKind::escrow, ordinal}, request.escrow);
  post(draft, std::move(posting));
  return AssetReceipt{asset.id};
}

Outcome<Receipt> judge(const Case& filed, const AssessAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (row.standing.state != AssetState::active) return wrong_state(row, "assessment");
  LevelledAsset asset = levelled(draft, *ordinal);
  const Money minimum = required_cover(draft, row, request.assessment);
  if (request.assessment > asset.standing.assessment && asset.standing.escrow < minimum) {
    return below_cover(minimum);
  }
  asset.standing.assessment = request.assessment;
  ++asset.standing.version;
  forecast(draft, row, asset.standing);
  record_standing(draft, asset, StandingCause::assessment, request.assessment);
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> judge(const Case& filed, const DepositEscrow& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (row.standing.state > AssetState::delinquent) return wrong_state(row, "deposit");
  const Money available = draft.books().cash(filed.by);
  if (request.amount > available) return insufficient_funds(available);
  LevelledAsset asset = levelled(draft, *ordinal);
  Standing& standing = asset.standing;
  const Money to_arrears = least(request.amount, standing.arrears);
  standing.arrears -= to_arrears;
  const Money to_surcharge = least(request.amount - to_arrears, surcharge_due(standing));
  standing.surcharge_paid += to_surcharge;
  const Money to_escrow = request.amount - to_arrears - to_surcharge;
  standing.escrow += to_escrow;
  if (asset.delinquent()) cure_where_paid(draft, asset);
  if (!asset.delinquent()) forecast(draft, row, standing);
  if (row.holder == filed.by) ++standing.version;
  record_standing(draft, asset, StandingCause::escrow_deposit, request.amount);
  Posting posting{.kind = PostingKind::escrow_deposit, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::cash, filed.by}, -request.amount);
  add_line(posting, {AccountKind::revenue, 0}, to_arrears + to_surcharge);
  add_line(posting, {AccountKind::escrow, *ordinal}, to_escrow);
  post(draft, std::move(posting));
  return AssetReceipt{request.asset.id};
}

Outcome<Receipt> judge(const Case& filed, const WithdrawEscrow& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (row.standing.state != AssetState::active) return wrong_state(row, "escrow withdrawal");
  LevelledAsset asset = levelled(draft, *ordinal);
  const Money minimum = required_cover(draft, row, asset.standing.assessment);
  if (request.amount > asset.standing.escrow || asset.standing.escrow - request.amount < minimum) {
    return below_cover(minimum);
  }
  asset.standing.escrow -= request.amount;
  ++asset.standing.version;
  forecast(draft, row, asset.standing);
  record_standing(draft, asset, StandingCause::escrow_withdrawal, request.amount);
  Posting posting{.kind = PostingKind::escrow_withdrawal, .has_asset = true, .asset = *ordinal};
  add_line(posting, {AccountKind::escrow, *ordinal}, -request.amount);
  add_line(posting, {AccountKind::cash, filed.by}, request.amount);
  post(draft, std::move(posting));
  settle_debt(draft, filed.by, request.amount);
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent
