// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/invariant/pending_is_reserved.hpp"
#include "market/state/apply.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

/// The founding schedule, but purchases of the first class, patents, are pending for ten days.
std::string with_notice() {
  std::string toml{founding_schedule_toml()};
  const std::string none = "notice = \"0s\"";
  toml.replace(toml.find(none), none.size(), "notice = \"10d\"");
  return toml;
}

}  // namespace

TEST_CASE("a pending purchase without its money, its lock or its close is noticed") {
  TrialRegister trial{*day(2030, 1, 1), with_notice()};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ana, units(100));
  trial.credit(ben, units(50'000));
  const AssetId asset = trial.asset(ana, patent(units(36'500), units(100)));
  const auto receipt = trial.file(ben, PurchaseAssets{.items = {{.asset = asset,
                                                                 .max_price = units(36'500),
                                                                 .assessment = units(36'500),
                                                                 .escrow = units(100),
                                                                 .expected_terms = {}}}});
  REQUIRE(receipt.has_value());
  REQUIRE(std::get<PurchaseReceipt>(*receipt).status == PurchaseStatus::pending);
  const PendingPurchase waiting = *trial.books().pending(1);
  struct Row {
    const char* says;
    std::function<void(Books&)> spoil;
  };
  const auto rows = std::to_array<Row>({
      {"needs 36600.00, but 36599.999999 is reserved",
       [&](Books& books) {
         apply(books, MoneyPosted{{.kind = PostingKind::purchase_cancelled,
                                   .lines = {{{AccountKind::reserved, 1}, Money::from_micro(-1)},
                                             {{AccountKind::cash, 2}, Money::from_micro(1)}}}});
       }},
      {"is reserved for a purchase that has ended",
       [&](Books& books) { apply(books, PurchaseChanged{1, PurchaseStatus::completed, waiting}); }},
      {"is not locked by it",
       [&](Books& books) {
         AssetStatus free = trial.at(asset).status;
         free.pending = 0;
         AssetStatusChanged changed;
         changed.asset = asset;
         changed.status = free;
         apply(books, changed);
       }},
      {"against the clocks of its assets",
       [&](Books& books) {
         PendingPurchase later = waiting;
         later.closes_at = later.closes_at + Duration::from_seconds(1);
         apply(books, PurchaseChanged{1, PurchaseStatus::pending, later});
       }},
  });
  for (const Row& row : rows) {
    CAPTURE(row.says);
    Books books = decoded_books(trial.bytes());
    CHECK_FALSE(pending_is_reserved::violation(books).has_value());
    row.spoil(books);
    const std::string wrong = pending_is_reserved::violation(books).value_or("nothing");
    CAPTURE(wrong);
    CHECK(wrong.find(row.says) != std::string::npos);
  }
}
