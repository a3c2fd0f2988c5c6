// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/suggestion.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/degree.hpp"
#include "tax/degree/expression.hpp"
#include "tax/degree/expression_reader.hpp"
#include "tax/degree/licence_words.hpp"
#include "tests/sanitized.hpp"

namespace quitrent {

using namespace tax;
namespace {

std::string suggestion_fault(std::string_view text) {
  const auto read = read_expression(founding_licences(), text);
  return read ? "taken" : read.error().what;
}

/// The identifiers that a sentence names.
std::vector<const LicenceLine*> named(std::string_view sentence) {
  std::vector<const LicenceLine*> lines;
  std::string word;
  for (const char c : std::string{sentence} + ' ') {
    if (c != ' ' && c != ',') {
      word += c;
      continue;
    }
    if (const auto* line = founding_licences().licence(word)) lines.push_back(line);
    word.clear();
  }
  return lines;
}

Share degree_of(const LicenceLine& line) {
  return profile_degree(line.profile, founding_licences().weights(AssetClass::software));
}

TEST_CASE("words that keep all rights, or leave open which licence is meant, name no identifier") {
  const auto rows = std::to_array<std::pair<std::string, std::string>>({
      {"UNLICENSED", "write NONE"},
      {"unlicensed", "write NONE"},
      {"Un-licensed", "write NONE"},
      {"License :: Other/Proprietary License", "write NONE"},
      {"Proprietary", "write NONE"},
      {"All rights reserved", "write NONE"},
      {"Commercial", "write NONE"},
      {"Copyright (c) 2026", "write NONE"},
      {"License :: Free for non-commercial use", "write NONE"},
      {"SEE LICENSE IN LICENSE.txt", "name the licence itself"},
      {"see LICENSE", "name the licence itself"},
      {"dual", "name the licence itself"},
      {"License", "name the licence itself"},
      {"none", "NONE where none is granted"},
      {"Public Domain", "perhaps CC-PDDC, CC-PDM-1.0 or LicenseRef-scancode-public-domain"},
  });
  for (const auto& [text, part] : rows) {
    CAPTURE(text);
    const std::string what = suggestion_fault(text);
    CAPTURE(what);
    CHECK(what.find(part) != std::string::npos);
    CHECK(what.find("Unlicense ") == std::string::npos);
    CHECK(near_identifiers(founding_licences(), LicenceKind::licence, text).empty());
  }
}

TEST_CASE("a family without its version is told with every version") {
  const auto rows = std::to_array<std::pair<std::string, std::vector<std::string>>>({
      {"GPL",
       {"GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only",
        "GPL-3.0-or-later"}},
      {"GNU GPL", {"GPL-2.0-only", "GPL-3.0-or-later"}},
      {"LGPL", {"LGPL-2.0-only", "LGPL-2.1-only", "LGPL-3.0-only", "LGPL-3.0-or-later"}},
      {"AGPL", {"AGPL-1.0-only", "AGPL-3.0-only", "AGPL-3.0-or-later"}},
      {"BSD", {"BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSD-4-Clause"}},
      {"License :: OSI Approved :: BSD License", {"BSD-2-Clause", "BSD-3-Clause"}},
      {"CC-BY", {"CC-BY-1.0", "CC-BY-2.0", "CC-BY-2.5", "CC-BY-3.0", "CC-BY-4.0"}},
      {"CC-BY-NC", {"CC-BY-NC-1.0", "CC-BY-NC-4.0"}},
      {"BSL", {"BSL-1.0", "BUSL-1.1"}},
      {"BSL-1.1", {"BSL-1.0", "BUSL-1.1"}},
      {"GPLv3", {"GPL-3.0-only", "GPL-3.0-or-later"}},
      {"GPL-4.0", {"GPL-2.0-only", "GPL-3.0-only"}},
      {"Apache 2", {"Apache-2.0"}},
      {"Apache License 2.0", {"Apache-2.0"}},
      {"MIT License", {"MIT"}},
      {"CC BY 4.0", {"CC-BY-4.0"}},
      {"Mozilla Public License", {"MPL-1.0", "MPL-1.1", "MPL-2.0"}},
      {"GNU GPL (v3)", {"GPL-3.0-only", "GPL-3.0-or-later"}},
      {"(Apache License (2.0) OR ISC)", {"Apache-2.0"}},
      {"PolyForm", {"PolyForm-Noncommercial-1.0.0", "PolyForm-Small-Business-1.0.0"}},
  });
  for (const auto& [text, ids] : rows) {
    CAPTURE(text);
    const std::string what = suggestion_fault(text);
    CAPTURE(what);
    for (const std::string& id : ids) {
      const auto* line = founding_licences().licence(id);
      REQUIRE(line != nullptr);
      const auto lines = named(what);
      CHECK(std::ranges::find(lines, line) != lines.end());
    }
  }
}

TEST_CASE("a sign between licences is told with the operator to write") {
  const auto rows = std::to_array<std::pair<std::string, std::string>>({
      {"MIT/Apache-2.0", "Write OR where either may be chosen"},
      {"MIT / Apache-2.0", "Write OR where either may be chosen"},
      {"MIT, Apache-2.0", "Write AND where both bind, OR where either may be chosen."},
      {"MIT; ISC", "Write AND where both bind, OR where either may be chosen."},
      {"MIT & ISC", "both bind write AND."},
      {"MIT + ISC", "both bind write AND."},
      {"MIT | ISC", "either may be chosen write OR."},
      {"(MIT", "Expected a \")\""},
      {"MIT Or ISC", "in capitals or in small letters"},
  });
  for (const auto& [text, part] : rows) {
    CAPTURE(text);
    CHECK(suggestion_fault(text).find(part) != std::string::npos);
  }
  CHECK(suggestion_fault("GPL-2.0 or MIT") == "taken");
}

TEST_CASE("nothing is named that is more open than the words say") {
  const auto rows = std::to_array<std::string_view>(
      {"Apache-2.0-with-Commons-Clause", "MIT-NC", "MIT Commercial", "CC-BY-4.0-NC", "BSD-style",
       "GPL-2.0-only-noncommercial", "BSD-3-Clause Enterprise", "Apache-2.0 (modified)",
       "MIT License (modified)", "MIT License (with changes)", "MIT License (see below)",
       "GPL (changed)", "GNU GPL (modified) OR MIT", "(MIT License (modified) OR ISC)",
       "MIT License (modified", "Mozilla Public License (custom)"});
  for (const std::string_view text : rows) {
    CAPTURE(text);
    CHECK(suggestion_fault(text).find("erhaps") == std::string::npos);
  }
}

/// The identifiers that a hint names for these words, one after the other.
std::string ids_named(const std::string& words) {
  std::string ids;
  for (const LicenceLine* line :
       named(near_identifiers(founding_licences(), LicenceKind::licence, words))) {
    ids += (ids.empty() ? "" : " ") + line->id;
  }
  return ids;
}

TEST_CASE("words name their own family, the closed one first, or nothing") {
  struct Row {
    std::string words, ids;
  };
  const auto rows = std::to_array<Row>({
      {"NoLicense", ""},
      {"NoLicence", ""},
      {"no licence", ""},
      {"no-license", ""},
      {"NOLICENSE", ""},
      {"NoLcense", ""},
      {"not licensed", ""},
      {"without license", ""},
      {"none", ""},
      {"AllRightsReserved", ""},
      {"all rights reserved", ""},
      {"UNLICENSED", ""},
      {"UNLICENSD", ""},
      {"Unlicence", ""},
      {"ClosedSource", ""},
      {"Proprietry", ""},
      {"Comercial", ""},
      {"MIT-NC", ""},
      {"MIT-ND", ""},
      {"BSD-NC", ""},
      {"bsd-new-nomod", ""},
      {"CC-BY-ND-SA-4.0", ""},
      {"ISCC", ""},
      {"NIT", ""},
      {"AFPL-2.0", ""},
      {"AGPL-2.0", "AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0-only AGPL-3.0-or-later"},
      {"SSPL-2.0", "SSPL-1.0"},
      {"SSPL", "SSPL-1.0"},
      {"SSPLv1", "SSPL-1.0"},
      {"FSL-1.1", "FSL-1.1-ALv2 FSL-1.1-MIT"},
      {"FSL", "FSL-1.1-ALv2 FSL-1.1-MIT"},
      {"FSL-1.1-MTI", "FSL-1.1-MIT"},
      {"BSL-1.1", "BUSL-1.1 BSL-1.0"},
      {"BSL 1.1", "BUSL-1.1 BSL-1.0"},
      {"BSL", "BUSL-1.1 BSL-1.0"},
      {"GPL",
       "GPL-1.0-only GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only "
       "GPL-3.0-or-later"},
      {"gpl",
       "GPL-1.0-only GPL-1.0-or-later GPL-2.0-only GPL-2.0-or-later GPL-3.0-only "
       "GPL-3.0-or-later"},
      {"MPL", "MPL-1.0 MPL-1.1 MPL-2.0"},
      {"EPL", "EPL-1.0 EPL-2.0"},
      {"LPPL", "LPPL-1.0 LPPL-1.1 LPPL-1.2 LPPL-1.3a LPPL-1.3c"},
      {"QPL", "QPL-1.0"},
      {"PDDL", "PDDL-1.0"},
      {"bsl-2.0", "BUSL-1.1 BSL-1.0"},
      {"BSL 1.0", "BUSL-1.1 BSL-1.0"},
      {"BUSL", "BUSL-1.1"},
      {"BUSL-1.0", "BUSL-1.1"},
      {"Business Source License 1.1", "BUSL-1.1"},
      {"Elastic-3.0", "Elastic-2.0"},
      {"CC-BY-N-4.0", "CC-BY-ND-4.0"},
      {"PolyFrm-Noncommercial-1.0.0", "PolyForm-Noncommercial-1.0.0"},
      {"MTI", "MIT"},
      {"GLP-3.0-only", "GPL-3.0-only"},
      {"Apahce-2.0", "Apache-2.0"},
      {"Unlicens", "Unlicense"},
      {"BSD-3-Claus", "BSD-3-Clause"},
  });
  static_assert(rows.size() >= 40);
  for (const Row& row : rows) {
    CAPTURE(row.words);
    CHECK(ids_named(row.words) == row.ids);
  }
  CHECK(suggestion_fault("BSL 1.1").find(
            "BUSL-1.1 (Business Source License 1.1) or BSL-1.0 (Boost Software "
            "License 1.0), both of which are called BSL, is meant") != std::string::npos);
}

/// Whether a text has only the letters of the family that is named: `NpL` of NPL-1.0.
bool is_bare_family(std::string_view text, const std::vector<const LicenceLine*>& lines) {
  return std::ranges::all_of(lines, [&](const LicenceLine* line) {
    return in_lower_case(line->id).starts_with(in_lower_case(text) + '-');
  });
}

/// All variants of an identifier with one slip: a character missing, replaced or added, two
/// characters exchanged, other separators, another case.
std::vector<std::string> slips_of(const std::string& id) {
  std::vector<std::string> slips;
  for (std::size_t at = 0; at < id.size(); ++at) {
    slips.push_back(std::string{id}.erase(at, 1));
    if (at + 1 < id.size()) {
      slips.push_back(id);
      std::swap(slips.back()[at], slips.back()[at + 1]);
    }
    for (const char c : std::string_view{"p1"}) {
      slips.push_back(id);
      slips.back()[at] = c;
      slips.push_back(std::string{id}.insert(at, 1, c));
    }
  }
  for (const char separator : std::string_view{" _."}) {
    slips.push_back(id);
    std::ranges::replace(slips.back(), '-', separator);
  }
  return slips;
}

TEST_CASE("no slip in an identifier names what is more open, unless it names what was meant too" *
          doctest::skip(testing::kSanitized)) {
  int checked = 0;
  for (const LicenceLine& line : founding_licences().lines()) {
    // No licence is more open than one of degree 0.
    if (line.kind != LicenceKind::licence || degree_of(line) == Share{}) continue;
    for (const std::string& text : slips_of(line.id)) {
      if (founding_licences().licence(text) != nullptr) continue;
      const std::string near = near_identifiers(founding_licences(), LicenceKind::licence, text);
      const auto lines = named(near);
      if (lines.empty()) continue;
      ++checked;
      const bool meant = std::ranges::find(lines, &line) != lines.end();
      const bool no_lower = std::ranges::all_of(
          lines, [&](const LicenceLine* other) { return degree_of(*other) >= degree_of(line); });
      if (meant || no_lower || is_bare_family(text, lines)) continue;
      CAPTURE(line.id);
      CAPTURE(text);
      CAPTURE(near);
      CHECK((meant || no_lower));
    }
  }
  CHECK(checked > 1'000);
}

}  // namespace
}  // namespace quitrent
