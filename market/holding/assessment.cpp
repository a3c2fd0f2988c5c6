// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/assessment.hpp"

#include "market/state/deadlines.hpp"

namespace quitrent::market {
namespace {

/// Checks the state. A hold lets a raise pass, and any value after a rectification: what is known
/// of the worth of an asset may change while nobody can buy it.
Outcome<void> may_assess(const Case& filed, const Asset& row, Money assessment) {
  const bool any_value = filed.draft.books().cover_due_at(row).has_value();
  const bool under_a_hold = any_value || assessment >= row.status.assessment;
  if (under_a_hold && shown_state(row.status) == AssetState::active) return {};
  return active_and_free(filed, row, "assessment");
}

}  // namespace

Outcome<Receipt> decide_assessment(const Case& filed, const AssessAsset& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  Draft& draft = filed.draft;
  const Asset& row = draft.books().asset(*ordinal);
  if (auto free = may_assess(filed, row, request.assessment); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (auto free = free_to_change(filed, *ordinal); !free) return std::unexpected(free.error());
  const Money secured = secured_sum(row.encumbrances.get(), draft.now());
  if (request.assessment < secured) return below_secured(secured, "/assessment");
  if (request.assessment < row.status.assessment) {
    if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  }
  AccruedAsset asset = accrued_to_now(draft, *ordinal);
  const Money minimum = required_cover(draft, row, request.assessment);
  const bool cover_is_due = !draft.books().cover_due_at(row).has_value();
  if (cover_is_due && request.assessment > asset.status.assessment &&
      asset.status.escrow < minimum) {
    return below_cover(minimum);
  }
  asset.status.assessment = request.assessment;
  suspend_notice_after_fall(draft.books(), row, draft.now(), asset.status);
  ++asset.status.version;
  forecast(draft, row, asset.status);
  record_status(draft, asset, AssetStatusCause::assessment, request.assessment);
  return AssetReceipt{request.asset.id};
}

}  // namespace quitrent::market
