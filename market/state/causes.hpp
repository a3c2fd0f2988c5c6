// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string_view>

namespace quitrent::market {

// The causes that events record. Journals contain the numbers.

/// What changed an asset's figures without a conveyance.
enum class AssetStatusCause : std::uint8_t {
  levy = 0,                ///< tax was levied, nothing else
  assessment = 1,          ///< `amount` is the new assessment
  escrow_deposit = 2,      ///< `amount` was paid in
  escrow_withdrawal = 3,   ///< `amount` was paid out
  delinquency = 4,         ///< the tax due exceeds the escrow
  schedule = 5,            ///< a schedule took effect
  purchase_begun = 6,      ///< a purchase became pending
  purchase_cancelled = 7,  ///< a pending purchase was cancelled
  withdrawal_notice = 8,   ///< its holder began a withdrawal
  escrow_collected = 9     ///< `amount`, above the cover, was taken for a debt of its holder
};

/// The cause as it stands in JSON.
constexpr std::string_view to_text(AssetStatusCause symbol) {
  switch (symbol) {
    case AssetStatusCause::levy:
      return "levy";
    case AssetStatusCause::assessment:
      return "assessment";
    case AssetStatusCause::escrow_deposit:
      return "escrow-deposit";
    case AssetStatusCause::escrow_withdrawal:
      return "escrow-withdrawal";
    case AssetStatusCause::delinquency:
      return "delinquency";
    case AssetStatusCause::schedule:
      return "schedule";
    case AssetStatusCause::purchase_begun:
      return "purchase-begun";
    case AssetStatusCause::purchase_cancelled:
      return "purchase-cancelled";
    case AssetStatusCause::withdrawal_notice:
      return "withdrawal-notice";
    case AssetStatusCause::escrow_collected:
      return "escrow-collected";
  }
  return {};
}

/// Why the encumbrances of an asset changed.
enum class EncumbranceCause : std::uint8_t {
  licence_recorded = 0,
  licence_ended = 1,
  lien_recorded = 2,
  lien_released = 3,
  hold_placed = 4,
  hold_lifted = 5,
  hold_ended = 6,          ///< at its stated end
  rectification_held = 7,  ///< a rectification placed a hold, at whose end the cover is due
  licence_ended_by_order = 8,
  lien_ended_by_order = 9
};

/// The cause as it stands in JSON.
constexpr std::string_view to_text(EncumbranceCause symbol) {
  switch (symbol) {
    case EncumbranceCause::licence_recorded:
      return "licence-recorded";
    case EncumbranceCause::licence_ended:
      return "licence-ended";
    case EncumbranceCause::lien_recorded:
      return "lien-recorded";
    case EncumbranceCause::lien_released:
      return "lien-released";
    case EncumbranceCause::hold_placed:
      return "hold-placed";
    case EncumbranceCause::hold_lifted:
      return "hold-lifted";
    case EncumbranceCause::hold_ended:
      return "hold-ended";
    case EncumbranceCause::rectification_held:
      return "rectification-held";
    case EncumbranceCause::licence_ended_by_order:
      return "licence-ended-by-order";
    case EncumbranceCause::lien_ended_by_order:
      return "lien-ended-by-order";
  }
  return {};
}

/// What a registrar recorded without a conveyance.
enum class RegistrarNote : std::uint8_t { evidence = 0, expiry = 1 };

/// The note as it stands in JSON.
constexpr std::string_view to_text(RegistrarNote symbol) {
  switch (symbol) {
    case RegistrarNote::evidence:
      return "evidence";
    case RegistrarNote::expiry:
      return "expiry";
  }
  return {};
}

/// The status of a purchase.
enum class PurchaseStatus : std::uint8_t { pending = 0, completed = 1, cancelled = 2 };

/// The status as it stands in JSON.
constexpr std::string_view to_text(PurchaseStatus symbol) {
  switch (symbol) {
    case PurchaseStatus::pending:
      return "pending";
    case PurchaseStatus::completed:
      return "completed";
    case PurchaseStatus::cancelled:
      return "cancelled";
  }
  return {};
}

/// Why the public terms of an asset, or what they leave closed, changed.
enum class TermsCause : std::uint8_t {
  opening = 0,      ///< by its holder: at no instant less open than before
  withdrawal = 1,   ///< by its holder: takes a commitment back and pays the clawback
  dated = 2,        ///< later terms of this day apply
  profile = 3,      ///< a registrar recorded the levels of a licence that they name
  finding = 4,      ///< a registrar found that the recorded terms are false
  finding_void = 5  ///< that finding is void: the terms before it stand again
};

/// The cause as it stands in JSON.
constexpr std::string_view to_text(TermsCause symbol) {
  switch (symbol) {
    case TermsCause::opening:
      return "opening";
    case TermsCause::withdrawal:
      return "commitment-withdrawn";
    case TermsCause::dated:
      return "dated";
    case TermsCause::profile:
      return "profile";
    case TermsCause::finding:
      return "finding";
    case TermsCause::finding_void:
      return "finding-void";
  }
  return {};
}

/// What became of what is owed because of a finding.
enum class FindingOutcome : std::uint8_t {
  pending = 0,  ///< it is owed later; the amounts changed
  due = 1,      ///< it is owed now
  is_void = 2   ///< nobody owes anything
};

/// The outcome as it stands in JSON.
constexpr std::string_view to_text(FindingOutcome symbol) {
  switch (symbol) {
    case FindingOutcome::pending:
      return "pending";
    case FindingOutcome::due:
      return "due";
    case FindingOutcome::is_void:
      return "void";
  }
  return {};
}

/// Why a contest changed without a decision.
enum class ContestChange : std::uint8_t {
  bond_returned = 0,  ///< its asset ended; it stays open. Older journals only
  lapsed = 1          ///< the contested finding is void; the contest is over
};

/// The change as it stands in JSON.
constexpr std::string_view to_text(ContestChange symbol) {
  switch (symbol) {
    case ContestChange::bond_returned:
      return "bond-returned";
    case ContestChange::lapsed:
      return "lapsed";
  }
  return {};
}

/// Whether a register's time passes by itself or by request.
enum class RegisterKind : std::uint8_t { real = 0, sandbox = 1 };

/// The kind as it stands in JSON.
constexpr std::string_view to_text(RegisterKind symbol) {
  switch (symbol) {
    case RegisterKind::real:
      return "real";
    case RegisterKind::sandbox:
      return "sandbox";
  }
  return {};
}

}  // namespace quitrent::market
