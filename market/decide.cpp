// SPDX-License-Identifier: EUPL-1.2
#include "market/decide.hpp"

#include "market/rules.hpp"
#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

/// The place of the party that files. The founding filing has nobody behind it yet.
Ordinal filer(const Books& books, const Filing& filing) {
  if (std::holds_alternative<FoundRegister>(filing.request)) return 0;
  const auto by = books.party_ordinal(filing.by);
  promise(by.has_value(), "a filing comes from a party of the register");
  return *by;
}

}  // namespace

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

std::unexpected<Refusal> insufficient_funds(Money available) {
  return std::unexpected(Refusal{.code = RefusalCode::insufficient_funds,
                                 .detail = "The account holds " + to_text(available) +
                                           ", which does not suffice; credit it first.",
                                 .pointer = {},
                                 .current = {{"available", to_text(available)}}});
}

Outcome<void> free_of_debt(const Case& filed) {
  const Debt debt = filed.draft.books().debt(filed.by);
  if (!debt.outstanding()) return {};
  return std::unexpected(Refusal{.code = RefusalCode::debt_outstanding,
                                 .detail = "A shortfall of tax of " + to_text(debt) +
                                           " must be paid first; it is taken from the next credit.",
                                 .pointer = {},
                                 .current = {{"debt", to_text(debt)}}});
}

Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now) {
  if (std::holds_alternative<MoveClock>(filing.request)) return Decision{};
  Draft draft{books, now};
  const Case filed{.draft = draft, .seed = filing.seed, .by = filer(books, filing)};
  auto receipt = std::visit(
      [&filed]<class Request>(const Request& request) -> Outcome<Receipt> {
        if constexpr (std::is_same_v<Request, MoveClock>) {
          broken_promise("moving the clock has no rule");
        } else {
          return judge(filed, request);
        }
      },
      filing.request);
  if (!receipt) return std::unexpected(std::move(receipt.error()));
  return Decision{.events = draft.take(), .receipt = std::move(*receipt)};
}

}  // namespace quitrent
