// SPDX-License-Identifier: EUPL-1.2
#include "market/decide.hpp"

#include "market/governance/acts.hpp"
#include "market/governance/schedule_proposals.hpp"
#include "market/governance/schedules.hpp"
#include "market/holding/assessment.hpp"
#include "market/holding/encumbrances.hpp"
#include "market/holding/endings.hpp"
#include "market/holding/escrow.hpp"
#include "market/holding/party_rules.hpp"
#include "market/holding/registrar_acts.hpp"
#include "market/holding/registration.hpp"
#include "market/rules.hpp"
#include "market/sale/purchase.hpp"
#include "market/terms/contest.hpp"
#include "market/terms/finding.hpp"
#include "market/terms/public_terms.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {
namespace {

/// The ordinal of the party that files. The founding filing has no filer.
Ordinal filer(const Books& books, const Filing& filing) {
  if (std::holds_alternative<FoundRegister>(filing.request)) return 0;
  const auto by = books.party_ordinal(filing.by);
  ensure(by.has_value(), "a filing comes from a party of the register");
  return *by;
}

/// One rule per request. A request without a rule does not compile.
struct Rules {
  const Case& filed;

  Outcome<Receipt> operator()(const FoundRegister& request) const {
    return decide_founding(filed, request);
  }
  Outcome<Receipt> operator()(const PublishSchedule& request) const {
    return decide_schedule(filed, request);
  }
  Outcome<Receipt> operator()(const ProposeSchedule& request) const {
    return decide_schedule_proposal(filed, request);
  }
  Outcome<Receipt> operator()(const ApproveSchedule& request) const {
    return decide_schedule_approval(filed, request);
  }
  Outcome<Receipt> operator()(const WithdrawSchedule& request) const {
    return decide_schedule_withdrawal(filed, request);
  }
  Outcome<Receipt> operator()(const RegisterParty& request) const {
    return decide_party(filed, request);
  }
  Outcome<Receipt> operator()(const CreditCash& request) const {
    return decide_act(filed, request);
  }
  Outcome<Receipt> operator()(const WithdrawCash& request) const {
    return decide_cash_withdrawal(filed, request);
  }
  Outcome<Receipt> operator()(const FreezeParty& request) const {
    return decide_freeze(filed, request);
  }
  Outcome<Receipt> operator()(const PayBeneficiary& request) const {
    return decide_beneficiary_payment(filed, request);
  }
  Outcome<Receipt> operator()(const RegisterAsset& request) const {
    return decide_registration(filed, request);
  }
  Outcome<Receipt> operator()(const AssessAsset& request) const {
    return decide_assessment(filed, request);
  }
  Outcome<Receipt> operator()(const DepositEscrow& request) const {
    return decide_deposit(filed, request);
  }
  Outcome<Receipt> operator()(const WithdrawEscrow& request) const {
    return decide_escrow_withdrawal(filed, request);
  }
  Outcome<Receipt> operator()(const RecordLicence& request) const {
    return decide_licence(filed, request);
  }
  Outcome<Receipt> operator()(const EndLicence& request) const {
    return decide_licence_end(filed, request);
  }
  Outcome<Receipt> operator()(const RecordLien& request) const {
    return decide_lien(filed, request);
  }
  Outcome<Receipt> operator()(const ReleaseLien& request) const {
    return decide_lien_release(filed, request);
  }
  Outcome<Receipt> operator()(const PlaceHold& request) const { return decide_act(filed, request); }
  Outcome<Receipt> operator()(const LiftHold& request) const {
    return decide_hold_lift(filed, request);
  }
  Outcome<Receipt> operator()(const RecordEvidence& request) const {
    return decide_evidence(filed, request);
  }
  Outcome<Receipt> operator()(const StrikeAsset& request) const {
    return decide_act(filed, request);
  }
  Outcome<Receipt> operator()(const RectifyTitle& request) const {
    return decide_act(filed, request);
  }
  Outcome<Receipt> operator()(const ChangeExpiry& request) const {
    return decide_act(filed, request);
  }
  Outcome<Receipt> operator()(const StateTerms& request) const {
    return decide_terms(filed, request);
  }
  Outcome<Receipt> operator()(const RecordFinding& request) const {
    return decide_finding(filed, request);
  }
  Outcome<Receipt> operator()(const RecordProfile& request) const {
    return decide_profile(filed, request);
  }
  Outcome<Receipt> operator()(const ContestDegree& request) const {
    return decide_contest(filed, request);
  }
  Outcome<Receipt> operator()(const DecideContest& request) const {
    return decide_contest_decision(filed, request);
  }
  Outcome<Receipt> operator()(const ApproveAct& request) const {
    return decide_approval(filed, request);
  }
  Outcome<Receipt> operator()(const WithdrawAct& request) const {
    return decide_act_withdrawal(filed, request);
  }
  Outcome<Receipt> operator()(const DedicateAsset& request) const {
    return decide_dedication(filed, request);
  }
  Outcome<Receipt> operator()(const WithdrawAsset& request) const {
    return decide_withdrawal(filed, request);
  }
  Outcome<Receipt> operator()(const RedeemAsset& request) const {
    return decide_redemption(filed, request);
  }
  Outcome<Receipt> operator()(const PurchaseAssets& request) const {
    return decide_purchase(filed, request);
  }
  Outcome<Receipt> operator()(const MoveClock& /*request*/) const { return PlainReceipt{}; }
};

}  // namespace

Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now,
                         const tax::LicenceTable& licences) {
  if (std::holds_alternative<MoveClock>(filing.request)) return Decision{};
  Draft draft{books, now};
  const Case filed{
      .draft = draft, .seed = filing.seed, .licences = licences, .by = filer(books, filing)};
  auto receipt = std::visit(Rules{filed}, filing.request);
  if (!receipt) return std::unexpected(std::move(receipt.error()));
  return Decision{.events = draft.take(), .receipt = std::move(*receipt)};
}

}  // namespace quitrent::market
