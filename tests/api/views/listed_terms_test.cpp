// SPDX-License-Identifier: EUPL-1.2
//
// The filters by licence and commitment.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace {

struct LicenceRow {
  AssetQuery query;
  std::vector<AssetId> before;
  std::vector<AssetId> after;  ///< once the terms of asset 1 have changed
};

std::vector<LicenceRow> licence_rows() {
  return {{{.licence = "mit"}, {asset(0), asset(1)}, {asset(0), asset(1)}},
          {{.licence = "isc"}, {}, {asset(1)}},
          {{.licence = "classpath-exception-2.0"}, {asset(0)}, {asset(0)}},
          {{.licence = "LicenseRef-Own"}, {asset(0)}, {asset(0)}},
          {{.licence = "licenseref-own"}, {}, {}},
          {{.licence = "or"}, {}, {}},
          {{.licence = "none"}, {asset(4)}, {asset(4)}},
          {{.licence = "gpl-2.0"}, {asset(5)}, {asset(5)}},
          {{.licence = "gpl-2.0+"}, {asset(5)}, {asset(5)}},
          {{.commitment = Commitment::frand}, {asset(2)}, {asset(2)}},
          {{.commitment = Commitment::none}, {}, {}}};
}

}  // namespace

TEST_CASE("licences and commitments are found by the present terms, also after a restart") {
  const TemporaryFolder folder;
  const auto journal = open_memory_journal();
  Chronicle chronicle{*journal};
  const auto works = [](const std::string& spdx) {
    return Terms{.form = TermsForm::licence, .spdx = spdx, .then = {}, .documents = {}};
  };
  const auto enter = [&](std::uint32_t number, Terms terms) {
    chronicle.enter(100,
                    {Chronicle::registered({number,
                                            AssetClass::software,
                                            1,
                                            active(units(1), 9),
                                            {.name = "n", .identifiers = {}, .terms = terms}})});
  };
  enter(0, works("MIT OR (GPL-2.0-only WITH Classpath-exception-2.0 AND LicenseRef-Own)"));
  enter(1, works("MIT"));
  enter(2, {.form = TermsForm::commitment,
            .commitment = Commitment::frand,
            .spdx = {},
            .then = {},
            .documents = {}});
  enter(3, works("MIT-0"));
  enter(4, works("NONE"));
  enter(5, works("GPL-2.0+"));
  const std::filesystem::path path = folder.path() / "views";
  const auto opened = [&] {
    auto views = std::make_unique<Views>(
        path, ViewsSource{*journal, &Chronicle::private_events, [](std::string_view) {}});
    views->catch_up(journal->head().sequence);
    return views;
  };
  auto views = opened();
  const std::vector<LicenceRow> rows = licence_rows();
  for (const LicenceRow& row : rows) CHECK(views->assets(row.query).assets == row.before);
  const Particulars later{.name = "n", .identifiers = {}, .terms = works("MIT OR ISC")};
  chronicle.enter(200, {TermsChanged{.asset = asset(1),
                                     .cause = TermsCause::opening,
                                     .at = Instant::from_seconds(200),
                                     .particulars = std::make_shared<const Particulars>(later),
                                     .degree = {},
                                     .clawback = {},
                                     .levy = {},
                                     .because = {},
                                     .status = active(units(1), 9)}});
  for (int round = 0; round < 2; ++round) {
    views.reset();  // saves the catalogue
    views = opened();
    for (const LicenceRow& row : rows) {
      CAPTURE(row.query.licence);
      CHECK(views->assets(row.query).assets == row.after);
    }
  }
}
