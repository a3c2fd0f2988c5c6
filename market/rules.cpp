// SPDX-License-Identifier: EUPL-1.2
#include "market/rules.hpp"

#include "market/codec/terms.hpp"
#include "market/state/deadlines.hpp"
#include "market/state/recent_changes.hpp"

namespace quitrent::market {

std::unexpected<Refusal> refused(RefusalCode code, std::string detail, std::string pointer) {
  return std::unexpected(
      Refusal{.code = code, .detail = std::move(detail), .pointer = std::move(pointer)});
}

std::unexpected<Refusal> below_cover(Money minimum, std::string pointer) {
  return std::unexpected(Refusal{
      .code = RefusalCode::below_cover,
      .detail = "The escrow must not be below the cover of " + to_text(minimum) + "; pay in more.",
      .pointer = std::move(pointer),
      .current = {{"minimum", to_text(minimum)}}});
}

std::unexpected<Refusal> below_secured(Money secured, std::string pointer) {
  return std::unexpected(
      Refusal{.code = RefusalCode::below_secured,
              .detail = "Liens secure " + to_text(secured) +
                        "; the assessment must not be below what they secure in all.",
              .pointer = std::move(pointer),
              .current = {{"secured", to_text(secured)}}});
}

std::unexpected<Refusal> insufficient_funds(Money available) {
  return std::unexpected(Refusal{.code = RefusalCode::insufficient_funds,
                                 .detail = "The account holds " + to_text(available) +
                                           ", which does not suffice; credit it first.",
                                 .pointer = {},
                                 .current = {{"available", to_text(available)}}});
}

std::unexpected<Refusal> in_own_matter() {
  return refused(RefusalCode::forbidden, "Nobody judges in its own matter; ask another registrar.");
}

std::unexpected<Refusal> wrong_state(const Asset& asset, std::string_view call) {
  const std::string state{to_text(shown_state(asset.status))};
  return std::unexpected(
      Refusal{.code = RefusalCode::wrong_state,
              .detail = "In state " + state + " an asset takes no " + std::string{call} + '.',
              .pointer = {},
              .current = {{"state", state}}});
}

Outcome<void> free_of_debt(const Case& filed) {
  const Debt debt = filed.draft.books().debt(filed.by);
  if (!debt.outstanding()) return {};
  return std::unexpected(Refusal{.code = RefusalCode::debt_outstanding,
                                 .detail = "A debt of " + to_text(debt) +
                                           " must be paid first; it is taken from the next credit.",
                                 .pointer = {},
                                 .current = {{"debt", to_text(debt)}}});
}

Outcome<void> free_to_pay(const Case& filed) {
  if (!filed.draft.books().party(filed.by).frozen) return {};
  return refused(RefusalCode::party_frozen,
                 "This account is frozen: it can neither pay out nor buy; ask the operator.");
}

Outcome<void> free_to_dispose(const Case& filed) {
  if (auto free = free_to_pay(filed); !free) return free;
  return free_of_debt(filed);
}

Outcome<void> free_to_spend(const Case& filed, Money amount) {
  const Money cash = filed.draft.books().cash(filed.by);
  if (amount > cash) return insufficient_funds(cash);
  const Money owed = overdue_of(filed.draft, filed.by);
  const Money available = greatest(cash - least(owed, cash), Money{});
  if (amount <= available || owed == Money{}) return {};
  return std::unexpected(
      Refusal{.code = RefusalCode::arrears_outstanding,
              .detail = "Arrears and surcharge of " + to_text(owed) +
                        " on this party's own assets must stay payable; pay them, or pay out at "
                        "most " +
                        to_text(available) + '.',
              .pointer = {},
              .current = {{"available", to_text(available)}, {"owed", to_text(owed)}}});
}

Outcome<Ordinal> named_asset(const Case& filed, const AssetRef& ref, Right right) {
  const Books& books = filed.draft.books();
  const auto ordinal = books.asset_ordinal(ref.id);
  if (!ordinal) return refused(RefusalCode::not_found, "There is no such asset.");
  const Asset& asset = books.asset(*ordinal);
  if (ref.expected_version && *ref.expected_version != asset.status.version) {
    return std::unexpected(
        Refusal{.code = RefusalCode::version_mismatch,
                .detail = "The asset has changed; read it again and decide anew.",
                .pointer = "/expected_version",
                .current = {{"version", std::to_string(asset.status.version)}}});
  }
  // After its end an asset keeps its last holder; a later check refuses that holder's calls by the
  // state.
  if (right == Right::holder && asset.holder != filed.by) {
    return refused(RefusalCode::forbidden, "Only the holder may do this.");
  }
  return *ordinal;
}

Outcome<Ordinal> named_party(const Case& filed, const PartyId& party, std::string pointer) {
  const auto ordinal = filed.draft.books().party_ordinal(party);
  if (!ordinal) {
    return refused(RefusalCode::not_found, "There is no such party.", std::move(pointer));
  }
  return *ordinal;
}

Outcome<void> active_and_free(const Case& filed, const Asset& asset, std::string_view call) {
  if (shown_state(asset.status) != AssetState::active) return wrong_state(asset, call);
  const Books& books = filed.draft.books();
  if (!is_held(books, asset, filed.draft.now())) return {};
  const std::string until = to_text(held_until(books, asset));
  return std::unexpected(Refusal{.code = RefusalCode::held,
                                 .detail = "A registrar holds this asset until " + until + '.',
                                 .pointer = {},
                                 .current = {{"held_until", until}}});
}

Outcome<void> within_bounds(const Particulars& particulars) {
  if (const std::size_t named = references_of(particulars.terms).size(); named > kMostReferences) {
    return refused(RefusalCode::out_of_range,
                   "The terms of an asset name at most " + std::to_string(kMostReferences) +
                       " different LicenseRef- references; these name " + std::to_string(named) +
                       '.',
                   "/terms");
  }
  ByteWriter writer;
  encode_particulars(writer, particulars);
  const std::size_t size = writer.bytes().size();
  if (size <= kMostAssetBytes) return {};
  return refused(RefusalCode::out_of_range,
                 "An asset keeps at most " + std::to_string(kMostAssetBytes) +
                     " bytes of name, identifiers, terms and origins; these take " +
                     std::to_string(size) + '.',
                 "/terms");
}

Outcome<void> free_to_change(const Case& filed, Ordinal asset) {
  const Instant next_at = filed.draft.books().next_change_at(asset);
  if (next_at <= filed.draft.now()) return {};
  return std::unexpected(Refusal{
      .code = RefusalCode::too_many_changes,
      .detail = "Value and terms of an asset change at most " + std::to_string(kMostChanges) +
                " times in 24 hours; try again at " + to_text(next_at) + '.',
      .pointer = {},
      .current = {{"next_at", to_text(next_at)}}});
}

Outcome<void> live(const Asset& asset, std::string_view call) {
  if (is_terminal(asset.status.state)) return wrong_state(asset, call);
  return {};
}

}  // namespace quitrent::market
