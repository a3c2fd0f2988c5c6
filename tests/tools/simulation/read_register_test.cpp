// SPDX-License-Identifier: EUPL-1.2
//
// The columns of a kept register hold what the engine would levy.
#include "tools/simulation/read_register.hpp"

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>

#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tax/simulation/simulated_taxes.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {
namespace {

using testing::Folder;

constexpr Money kUnlimited = Money::from_micro(std::numeric_limits<std::int64_t>::max());

std::string kept_register(const Folder& folder) {
  const std::string file = folder / "register.db";
  std::filesystem::copy_file(testing::source_folder() + "/tests/formats/4574b52/real.db", file);
  return file;
}

/// What the engine would levy up to `to` if the escrow paid all of it.
tax::Levy engine_levy(const market::Books& books, const Asset& asset, Instant to) {
  const AssetStatus& status = asset.status;
  return tax::levied(
      *books.timeline(), market::taxed(*books.timeline(), asset),
      {.escrow = kUnlimited, .arrears = {}, .carry = status.carry, .levied_to = status.levied_to},
      std::min(to, asset.expires_at));
}

TEST_CASE("what is simulated from a later second on is what the engine levies from then on") {
  const Folder folder;
  const auto folded = read_register(kept_register(folder));
  const market::Books& books = folded->books;
  for (const int days : {0, 1, 45}) {
    CAPTURE(days);
    const Period over{folded->head.at + Duration::from_days(days),
                      folded->head.at + Duration::from_days(days + 400)};
    const tax::RegisterColumns assets = columns_of(books, books.timeline(), over.begin);
    REQUIRE(assets.size() > 0);
    const tax::TaxTable table{books.timeline(),
                              tax::taxed_terms(*books.timeline(), assets.terms, over.begin), over};
    const tax::SimulatedTaxes taxes = tax::simulated_taxes(assets, {table, table});
    for (std::size_t row = 0; row < assets.size(); ++row) {
      const Asset& asset = books.asset(assets.asset[row]);
      CAPTURE(asset.particulars->name);
      const Money before = engine_levy(books, asset, over.begin).paid;
      const Money in_all = engine_levy(books, asset, over.end).paid;
      CHECK(taxes.baseline[row] == in_all - before);
      CHECK(assets.escrow[row] == asset.status.escrow - least(before, asset.status.escrow));
    }
  }
}

TEST_CASE("only assets with a holder are taxed, and only until they expire") {
  const Folder folder;
  const auto folded = read_register(kept_register(folder));
  const market::Books& books = folded->books;
  const auto now = columns_of(books, books.timeline(), folded->head.at);
  std::size_t held = 0;
  for (Ordinal row = 0; row < books.asset_count(); ++row) {
    const Asset& asset = books.asset(row);
    held += asset.has_holder() && asset.expires_at > folded->head.at ? 1U : 0U;
  }
  CHECK(now.size() == held);
  CHECK(columns_of(books, books.timeline(), kEndOfTime).size() == 0);
}

TEST_CASE("a journal without a register is refused") {
  const Folder folder;
  CHECK_THROWS(read_register(folder / "none.db"));
}

}  // namespace
}  // namespace quitrent
