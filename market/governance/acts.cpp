// SPDX-License-Identifier: EUPL-1.2
#include "market/governance/acts.hpp"

#include <utility>

#include "market/codec/acts.hpp"
#include "market/holding/party_rules.hpp"
#include "market/holding/registrar_acts.hpp"
#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/ensure.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::market {
namespace {

/// Calls the rule of the request.
struct Decider {
  const Case& filed;
  Outcome<Receipt> operator()(const StrikeAsset& one) const { return decide_strike(filed, one); }
  Outcome<Receipt> operator()(const RectifyTitle& one) const {
    return decide_rectification(filed, one);
  }
  Outcome<Receipt> operator()(const ChangeExpiry& one) const { return decide_expiry(filed, one); }
  Outcome<Receipt> operator()(const PlaceHold& one) const { return decide_hold(filed, one); }
  Outcome<Receipt> operator()(const CreditCash& one) const { return decide_credit(filed, one); }
};

/// What a proposal records of its request besides the amount of a credit.
struct Content {
  ProposedAct& act;
  void operator()(const StrikeAsset& one) const { about(ActKind::strike, one); }
  void operator()(const RectifyTitle& one) const {
    about(ActKind::rectification, one);
    act.holder = one.holder;
  }
  void operator()(const ChangeExpiry& one) const {
    about(ActKind::expiry, one);
    act.instant = one.expires_at;
  }
  void operator()(const PlaceHold& one) const {
    act.kind = ActKind::hold_beyond_360_days;
    act.asset = one.asset.id;
    act.because = {.reference = one.reference, .document = one.document};
    act.instant = one.ends_at;
  }
  void operator()(const CreditCash& /*one*/) const { act.kind = ActKind::credit; }

 private:
  template <class Request>
  void about(ActKind kind, const Request& one) const {
    act.kind = kind;
    act.asset = one.asset.id;
    act.because = one.authority;
  }
};

ProposedAct content_of(const ActRequest& request) {
  ProposedAct act;
  std::visit(Content{act}, request);
  return act;
}

/// The request that an act records. The asset may have changed since: the rules of the approval's
/// second decide.
ActRequest request_of(const ActBooks& acts, const ProposedAct& act) {
  const AssetRef asset{.id = act.asset.value_or(AssetId{})};
  switch (act.kind) {
    case ActKind::strike:
      return StrikeAsset{.asset = asset, .authority = act.because};
    case ActKind::rectification:
      return RectifyTitle{
          .asset = asset, .holder = act.holder.value_or(PartyId{}), .authority = act.because};
    case ActKind::expiry:
      return ChangeExpiry{
          .asset = asset, .expires_at = act.instant.value_or(Instant{}), .authority = act.because};
    case ActKind::hold_beyond_360_days:
      return PlaceHold{.asset = asset,
                       .reference = act.because.reference,
                       .ends_at = act.instant.value_or(Instant{}),
                       .document = act.because.document,
                       .limit = HoldLimit::beyond};
    case ActKind::credit:
      break;
  }
  const CreditProposed* const credit = acts.credit(act.id);
  ensure(credit != nullptr, "the books hold what a proposed credit would credit");
  return CreditCash{
      .party = credit->party, .amount = credit->amount, .reference = credit->reference};
}

/// Whether the request credits more than one operator may credit to its party within a day.
bool is_above_limit(const Case& filed, const CreditCash& credit) {
  const ActBooks& acts = filed.draft.books().acts();
  const auto limit = acts.rules().credit_by_one;
  const auto party = filed.draft.books().party_ordinal(credit.party);
  if (!limit || !party) return false;
  const Money counted = acts.credited_by_one(*party, filed.draft.now());
  return counted > *limit || credit.amount > *limit - counted;
}

bool needs_two(const Case& filed, const ActRequest& request) {
  if (const auto* credit = std::get_if<CreditCash>(&request)) return is_above_limit(filed, *credit);
  const auto* hold = std::get_if<PlaceHold>(&request);
  if (hold != nullptr && hold->limit == HoldLimit::by_one) return false;
  return filed.draft.books().acts().rules().of_two.has(content_of(request).kind);
}

/// Refuses an act about an asset or an account of the filer, or one that gives it title.
Outcome<void> in_others_matter(const Case& filed, const ActRequest& request) {
  const Books& books = filed.draft.books();
  const PartyId& by = books.party(filed.by).id;
  const ProposedAct act = content_of(request);
  const Asset* const asset = act.asset ? books.asset(*act.asset) : nullptr;
  const auto* credit = std::get_if<CreditCash>(&request);
  const bool own = (asset != nullptr && asset->holder == filed.by) || act.holder == by ||
                   (credit != nullptr && credit->party == by);
  if (own) return in_own_matter();
  return {};
}

/// Decides a credit by one operator, and counts it where the charter limits such credits.
Outcome<Receipt> decide_by_one(const Case& filed, const ActRequest& request) {
  auto receipt = std::visit(Decider{filed}, request);
  const auto* credit = std::get_if<CreditCash>(&request);
  const Books& books = filed.draft.books();
  if (receipt && credit != nullptr && books.acts().rules().credit_by_one) {
    filed.draft.record(CreditCounted{.party = *books.party_ordinal(credit->party),
                                     .at = filed.draft.now(),
                                     .amount = credit->amount});
  }
  return receipt;
}

/// A digest that only this act has. It is public; the seed, which is not, keeps the amount of a
/// credit from being guessed.
Digest digest_of_act(const Seed& seed, const ProposedAct& act, const CreditProposed* credit) {
  ByteWriter writer;
  writer.text("act of two");
  writer.fixed(view(seed));
  encode_act(writer, act);
  if (credit != nullptr) encode_act_event(writer, *credit);
  return sha256(writer.bytes());
}

/// Records the request as proposed.
Outcome<Receipt> propose(const Case& filed, const ActRequest& request) {
  Draft& draft = filed.draft;
  Draft trial{draft.books(), draft.now()};  // is dropped: nothing happens before the approval
  const Case tried{.draft = trial, .seed = filed.seed, .licences = filed.licences, .by = filed.by};
  if (auto lawful = std::visit(Decider{tried}, request); !lawful) return lawful;
  if (auto free = in_others_matter(filed, request); !free) {
    return std::unexpected(std::move(free.error()));
  }
  ProposedAct act = content_of(request);
  act.id = ActId::derived(filed.seed, 0, draft.now());
  act.by = draft.books().named(filed.by);
  act.proposed_at = draft.now();
  act.lapses_at = draft.now() + draft.books().acts().rules().lapse_after;
  std::optional<CreditProposed> credit;
  if (const auto* cash = std::get_if<CreditCash>(&request)) {
    credit = CreditProposed{
        .act = act.id, .party = cash->party, .amount = cash->amount, .reference = cash->reference};
  }
  act.digest = digest_of_act(filed.seed, act, credit ? &*credit : nullptr);
  if (credit) draft.record(*std::move(credit));
  draft.record(ActProposed{act});
  return ActReceipt{act.id};
}

/// The act, if the filer has its role and it may still be approved or withdrawn. Refuses:
/// not-found, forbidden, wrong-state.
Outcome<ProposedAct> open_act(const Case& filed, const ActId& id) {
  const Books& books = filed.draft.books();
  const RecordedAct* const act = books.acts().act(id);
  if (act == nullptr) return refused(RefusalCode::not_found, "There is no such act.");
  const Role role = acting_role(act->proposed.kind);
  if (!books.party(filed.by).roles.has(role)) {
    return refused(RefusalCode::forbidden,
                   "Both persons of this act have the role " + std::string{to_text(role)} + '.');
  }
  const ActState state = act->state(filed.draft.now());
  if (state == ActState::proposed) return act->proposed;
  return std::unexpected(
      Refusal{.code = RefusalCode::wrong_state,
              .detail = "The act is " + std::string{to_text(state)} + "; propose a new one.",
              .pointer = {},
              .current = {{"state", std::string{to_text(state)}}}});
}

/// Records the end of an act by the filer.
void record_end(const Case& filed, const ProposedAct& act, ActState state) {
  filed.draft.record(ActEnded{.id = act.id,
                              .asset = act.asset,
                              .state = state,
                              .by = filed.draft.books().named(filed.by),
                              .at = filed.draft.now()});
}

}  // namespace

Outcome<Receipt> decide_act(const Case& filed, const ActRequest& request) {
  return needs_two(filed, request) ? propose(filed, request) : decide_by_one(filed, request);
}

Outcome<Receipt> decide_approval(const Case& filed, const ApproveAct& request) {
  const auto act = open_act(filed, request.act);
  if (!act) return std::unexpected(act.error());
  if (act->by.id == filed.draft.books().party(filed.by).id) {
    return refused(RefusalCode::same_person,
                   "Whoever proposed an act cannot approve it; ask another " +
                       std::string{to_text(acting_role(act->kind))} + '.');
  }
  if (act->digest != request.digest) {
    return std::unexpected(Refusal{.code = RefusalCode::digest_mismatch,
                                   .detail = "Read the act again and name its digest.",
                                   .pointer = "/digest",
                                   .current = {{"digest", to_text(act->digest)}}});
  }
  const ActRequest wanted = request_of(filed.draft.books().acts(), *act);
  if (auto free = in_others_matter(filed, wanted); !free) {
    return std::unexpected(std::move(free.error()));
  }
  auto receipt = std::visit(Decider{filed}, wanted);
  if (receipt) record_end(filed, *act, ActState::done);
  return receipt;
}

Outcome<Receipt> decide_act_withdrawal(const Case& filed, const WithdrawAct& request) {
  const auto act = open_act(filed, request.act);
  if (!act) return std::unexpected(act.error());
  record_end(filed, *act, ActState::withdrawn);
  return ActReceipt{request.act};
}

}  // namespace quitrent::market
