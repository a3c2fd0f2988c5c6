// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/suggestion.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tax/degree/degree.hpp"
#include "tax/degree/expression.hpp"

namespace quitrent {
namespace {

std::string fault(std::string_view text) {
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
    const std::string what = fault(text);
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
      {"PolyForm", {"PolyForm-Noncommercial-1.0.0", "PolyForm-Small-Business-1.0.0"}},
  });
  for (const auto& [text, ids] : rows) {
    CAPTURE(text);
    const std::string what = fault(text);
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
    CHECK(fault(text).find(part) != std::string::npos);
  }
  CHECK(fault("GPL-2.0 or MIT") == "taken");
}

TEST_CASE("nothing is named that is more open than the words say") {
  const auto rows = std::to_array<std::string_view>(
      {"Apache-2.0-with-Commons-Clause", "MIT-NC", "MIT Commercial", "CC-BY-4.0-NC", "BSD-style",
       "GPL-2.0-only-noncommercial", "BSD-3-Clause Enterprise", "Apache-2.0 (modified)"});
  for (const std::string_view text : rows) {
    CAPTURE(text);
    CHECK(fault(text).find("erhaps") == std::string::npos);
  }
}

TEST_CASE("a licence with one letter less is never taken for a more open one") {
  for (const LicenceLine& line : founding_licences().lines()) {
    if (line.kind != LicenceKind::licence || line.deprecated) continue;
    for (std::size_t at = 0; at < line.id.size(); ++at) {
      std::string text = line.id;
      text.erase(at, 1);
      if (founding_licences().licence(text) != nullptr) continue;
      const std::string near = near_identifiers(founding_licences(), LicenceKind::licence, text);
      const auto lines = named(near);
      if (lines.empty()) continue;
      CAPTURE(line.id);
      CAPTURE(text);
      CAPTURE(near);
      // What was meant is named, or nothing that is more open.
      const bool meant = std::ranges::find(lines, &line) != lines.end();
      const bool no_lower = std::ranges::all_of(
          lines, [&](const LicenceLine* other) { return degree_of(*other) >= degree_of(line); });
      CHECK((meant || no_lower || near.find("variant") != std::string::npos));
    }
  }
}

}  // namespace
}  // namespace quitrent
