// SPDX-License-Identifier: EUPL-1.2
#include "market/due/changes.hpp"

#include <algorithm>

#include "market/due/register_changes.hpp"
#include "market/holding/endings.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/draft.hpp"
#include "market/terms/finding.hpp"
#include "market/terms/pending_findings.hpp"
#include "market/terms/public_terms.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::market {
namespace {

/// What an asset becomes that nobody bought in its auction. A trademark that anybody may use
/// deceives, so it leaves the register. Source: MECHANISM.md, section 7.
AssetState unsold_state(AssetClass asset_class) {
  return asset_class == AssetClass::trademark ? AssetState::surrendered : AssetState::commons;
}

/// Ends the hold that ends first.
void end_hold(Draft& draft, Ordinal ordinal) {
  const Asset& asset = draft.books().asset(ordinal);
  const Encumbrances encumbrances = encumbrances_of(asset);
  const auto hold = std::ranges::min_element(encumbrances.holds, {}, &Hold::ends_at);
  EncumbrancesChanged changed{.asset = asset.id,
                              .cause = EncumbranceCause::hold_ended,
                              .subject = hold->id.uuid,
                              .change = {.ended_holds = {hold->id}},
                              .status = asset.status};
  ++changed.status.version;
  const bool missing = forecast_after_hold(draft, ordinal, hold->id, changed.status);
  draft.record(std::move(changed));
  if (missing) become_delinquent(draft, ordinal);
}

/// The next deadline, holds included; every deadline waits for a pending purchase.
std::optional<DueChange> next_deadline(const Books& books, const Asset& asset, Ordinal ordinal) {
  const AssetStatus& status = asset.status;
  if (status.pending != 0) {
    return DueChange{books.pending(status.pending)->closes_at, ChangeKind::notice_close, ordinal};
  }
  if (status.state == AssetState::delinquent) {
    return DueChange{status.forecloses_at, ChangeKind::foreclosure, ordinal};
  }
  if (status.state == AssetState::auction) {
    return DueChange{status.auction_ends_at, ChangeKind::auction_end, ordinal};
  }
  if (status.withdraws_at == kEndOfTime) return std::nullopt;
  return DueChange{status.withdraws_at, ChangeKind::withdrawal, ordinal};
}

/// The next change of a live asset besides those of findings.
std::optional<DueChange> next_of_live(const Books& books, const Asset& row, Ordinal asset) {
  const AssetStatus& status = row.status;
  std::optional<DueChange> next = next_deadline(books, row, asset);
  const auto or_earlier = [&next](const DueChange& change) {
    if (!next || change < *next) next = change;
  };
  if (row.expires()) or_earlier({row.expires_at, ChangeKind::expiry, asset});
  if (const auto hold = first_hold_end(row.encumbrances.get())) {
    or_earlier({*hold, ChangeKind::hold_end, asset});
  }
  if (status.state == AssetState::active && status.funded_until < kEndOfTime) {
    or_earlier({status.funded_until, ChangeKind::delinquency, asset});
  }
  if (const auto& then = row.particulars->terms.then; !then.empty()) {
    or_earlier({then.front().on, ChangeKind::degree_step, asset});
  }
  return next;
}

}  // namespace

std::optional<DueChange> next_change(const Books& books, Ordinal asset) {
  const Asset& row = books.asset(asset);
  std::optional<DueChange> next;
  if (!is_terminal(row.status.state)) next = next_of_live(books, row, asset);
  // A finding goes on when its asset has ended.
  if (const auto at = next_finding_change(books, row.id)) {
    const DueChange change{*at, ChangeKind::finding, asset};
    if (!next || change < *next) next = change;
  }
  return next;
}

std::vector<Event> changes_of(const Books& books, const DueChange& due,
                              const tax::LicenceTable& licences) {
  Draft draft{books, due.at};
  switch (due.kind) {
    case ChangeKind::apportionment:
      apportion(draft);
      break;
    case ChangeKind::monthly_levy:
      draft.record(month_levied(books, due.at));
      break;
    case ChangeKind::expiry:
      end_title(draft, due.asset, {});
      break;
    case ChangeKind::hold_end:
      end_hold(draft, due.asset);
      break;
    case ChangeKind::notice_close:
      close(draft, books.asset(due.asset).status.pending);
      break;
    case ChangeKind::delinquency:
      become_delinquent(draft, due.asset);
      break;
    case ChangeKind::foreclosure:
      foreclose(draft, due.asset);
      break;
    case ChangeKind::auction_end:
      end_title(draft, due.asset,
                {.cause = ConveyanceCause::escheat,
                 .state = unsold_state(books.asset(due.asset).asset_class),
                 .posting = PostingKind::escheat});
      break;
    case ChangeKind::withdrawal:
      end_title(draft, due.asset,
                {.cause = ConveyanceCause::withdrawal,
                 .state = AssetState::withdrawn,
                 .posting = PostingKind::asset_withdrawal});
      break;
    case ChangeKind::degree_step:
      begin_dated_terms(draft, due.asset);
      break;
    case ChangeKind::finding:
      change_finding(draft, due.asset);
      break;
    case ChangeKind::profile:
      continue_profile(draft, licences);
      break;
    case ChangeKind::schedule_date:
      broken_invariant("a change that nothing schedules came up");
  }
  return draft.take();
}

std::vector<Event> outage_of(Period gap) {
  return {OutageRecorded{{gap.begin, gap.end + kAfterOutage}}};
}

std::vector<Event> closes_after_outage(const Books& books) {
  std::vector<Event> closes;
  for (auto& [number, purchase] : books.all_pending()) {
    closes.push_back(
        PurchaseChanged{.number = number, .status = PurchaseStatus::pending, .purchase = purchase});
  }
  return closes;
}

Seed seed_of_change(const AssetId& asset, ChangeKind kind, Instant at) {
  ByteWriter writer;
  writer.fixed(view(asset.uuid));
  writer.byte(static_cast<std::uint8_t>(kind));
  writer.signed_number(at.seconds());
  return from_bytes<Seed>(view(sha256(writer.bytes())));
}

}  // namespace quitrent::market
