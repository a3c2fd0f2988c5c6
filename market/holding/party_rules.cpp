// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/party_rules.hpp"

#include <algorithm>

#include "market/rules.hpp"
#include "market/sale/pending_purchases.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::market {

namespace {

/// Refuses roles that one party may not have together: who holds, buys or licenses does not decide.
Outcome<void> compatible(Roles roles) {
  if (!roles.has(Role::member)) return {};
  for (const Role other : {Role::registrar, Role::policy, Role::operator_}) {
    if (!roles.has(other)) continue;
    return refused(RefusalCode::roles_exclude,
                   "A member cannot be " + std::string{to_text(other)} +
                       " too: nobody decides in its own matter. Register two parties.",
                   "/roles");
  }
  return {};
}

}  // namespace

Outcome<Receipt> decide_party(const Case& filed, const RegisterParty& request) {
  if (auto lawful = compatible(request.roles); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  const auto party = PartyId::derived(filed.seed, 0, filed.draft.now());
  filed.draft.record(PartyRegistered{
      .id = party, .name = request.name, .roles = request.roles, .key = request.key});
  return PartyReceipt{party};
}

Outcome<Receipt> decide_credit(const Case& filed, const CreditCash& request) {
  const Books& books = filed.draft.books();
  if (request.amount > kRegisterCapacity - books.ledger().total_money()) {
    return refused(RefusalCode::out_of_range,
                   "The register as a whole can hold no more than " + to_text(kRegisterCapacity) +
                       "; this credit would pass it.",
                   "/amount");
  }
  const auto party = books.party_ordinal(request.party);
  if (!party) return refused(RefusalCode::not_found, "There is no such party.");
  if (books.counted(request.reference)) {
    return refused(RefusalCode::duplicate_reference,
                   "This reference was credited before; each payment has its own.", "/reference");
  }
  Posting posting{.kind = PostingKind::credit, .reference = request.reference};
  add_line(posting, {AccountKind::bank, 0}, -request.amount);
  add_line(posting, {AccountKind::cash, *party}, request.amount);
  post(filed.draft, std::move(posting));
  pay_off_debt(filed.draft, *party, request.amount);
  return CashReceipt{request.party, request.amount, request.reference};
}

Outcome<Receipt> decide_cash_withdrawal(const Case& filed, const WithdrawCash& request) {
  if (auto free = free_to_pay(filed); !free) return std::unexpected(std::move(free.error()));
  if (auto free = free_of_debt(filed); !free) return std::unexpected(std::move(free.error()));
  const Books& books = filed.draft.books();
  if (auto free = free_to_spend(filed, request.amount); !free) {
    return std::unexpected(std::move(free.error()));
  }
  Posting posting{.kind = PostingKind::withdrawal, .reference = request.reference};
  add_line(posting, {AccountKind::cash, filed.by}, -request.amount);
  add_line(posting, {AccountKind::bank, 0}, request.amount);
  post(filed.draft, std::move(posting));
  return CashReceipt{books.party(filed.by).id, request.amount, request.reference};
}

Outcome<Receipt> decide_freeze(const Case& filed, const FreezeParty& request) {
  const auto party = named_party(filed, request.party, {});
  if (!party) return std::unexpected(party.error());
  const bool freezes = request.freeze == Freeze::on;
  filed.draft.record(
      PartyFrozen{.party = *party, .frozen = freezes, .reference = request.reference});
  if (freezes) cancel_all_of(filed.draft, request.party);
  return PartyReceipt{request.party};
}

Outcome<Receipt> decide_beneficiary_payment(const Case& filed, const PayBeneficiary& request) {
  const Books& books = filed.draft.books();
  const auto& names = books.beneficiaries();
  const auto found = std::ranges::find(names, request.beneficiary);
  if (found == names.end()) {
    const auto listed = listed_beneficiaries(books, filed.draft.now());
    if (std::ranges::find(listed, request.beneficiary) == listed.end()) {
      return refused(RefusalCode::not_found, "There is no such beneficiary.");
    }
    return insufficient_funds(Money{});  // nothing was ever apportioned to it
  }
  const Account account{AccountKind::beneficiary,
                        static_cast<std::uint32_t>(found - names.begin())};
  const Money available = books.ledger().balance(account);
  if (request.amount > available) return insufficient_funds(available);
  Posting posting{.kind = PostingKind::beneficiary_payout, .reference = request.reference};
  add_line(posting, account, -request.amount);
  add_line(posting, {AccountKind::bank, 0}, request.amount);
  post(filed.draft, std::move(posting));
  return PayoutReceipt{request.beneficiary, request.amount, request.reference};
}

}  // namespace quitrent::market
