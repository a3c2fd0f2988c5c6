// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/invented.hpp"

#include <array>

namespace quitrent::debian {
namespace {

/// One invented asset. Amounts are in whole units of currency. No office has issued its number.
struct Row {
  const char *holder, *name, *asset_class, *scheme, *number, *terms;
  std::int64_t assessment, escrow;
  const char* expires_at;
};

constexpr auto kRows = std::to_array<Row>({
    {"Bramble Kettles Ltd", "Kettle that descales itself", "patent", "invented", "patent 1000017",
     R"({"commitment": "none"})", 840'000, 21'000, "2045-03-01T00:00:00Z"},
    {"Otterford Cycles", "Hinge for a folding bicycle", "patent", "invented", "patent 1000284",
     R"({"commitment": "licence-of-right"})", 96'000, 1'200, "2043-09-15T00:00:00Z"},
    {"Otterford Cycles", "Radio handshake for cycle lights", "patent", "invented", "patent 1001103",
     R"({"commitment": "frand"})", 210'000, 3'300, "2044-06-30T00:00:00Z"},
    {"Lanternwright & Daughters", "Lamp with a woven shade", "design", "invented", "design 40021",
     R"({"commitment": "none"})", 18'500, 560, "2048-01-01T00:00:00Z"},
    {"Quillon Software", "Orchard Planner 4", "software", "product", "quillon-orchard-planner-4",
     R"({"spdx": "LicenseRef-Quillon-Commercial"})", 120'000, 6'000, ""},
    {"Quillon Software", "Orchard Planner Server 4", "software", "product",
     "quillon-orchard-planner-server-4", R"({"spdx": "BUSL-1.1"})", 150'000, 1'500, ""},
    {"Fennmark Teas", "HERON AND REED", "trademark", "invented", "trademark 700512", "", 64'000,
     640, ""},
    {"Saltmarsh Survey", "Tide gauges of an invented coast", "dataset", "product",
     "saltmarsh-tides-1", R"({"spdx": "CC-BY-NC-4.0"})", 27'000, 500, ""},
});

Money units(std::int64_t count) { return Money::from_micro(count * 1'000'000); }

}  // namespace

std::vector<InventedAsset> invented_assets() {
  std::vector<InventedAsset> assets;
  for (const Row& row : kRows) {
    assets.push_back({.holder = row.holder,
                      .asset = {.name = row.name,
                                .asset_class = row.asset_class,
                                .identifiers = {{row.scheme, row.number}},
                                .terms = row.terms,
                                .assessment = units(row.assessment),
                                .escrow = units(row.escrow),
                                .expires_at = row.expires_at}});
  }
  return assets;
}

}  // namespace quitrent::debian
