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

Outcome<Decision> decide(const Books& books, const Filing& filing, Instant now,
                         const LicenceTable& licences) {
  if (std::holds_alternative<MoveClock>(filing.request)) return Decision{};
  Draft draft{books, now};
  const Case filed{
      .draft = draft, .seed = filing.seed, .licences = licences, .by = filer(books, filing)};
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
