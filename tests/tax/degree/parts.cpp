// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/parts.hpp"

#include <algorithm>
#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/degree/degree.hpp"
#include "tests/tax/degree/licence_terms.hpp"

namespace quitrent {

using namespace tax;
namespace {

std::string fault(const std::string& spdx) {
  const auto found = degree(founding_licences(), std::nullopt, AssetClass::software, licence(spdx));
  return found ? "taken at " + to_text(*found) : found.error().what;
}

TEST_CASE("what is no terms of its own is refused with what to write instead") {
  const auto rows = std::to_array<std::pair<std::string, std::string>>({
      {"LicenseRef-scancode-ada-linking-exception", "is an exception, no terms of its own"},
      {"LicenseRef-scancode-commons-clause", "is an exception"},
      {"LicenseRef-scancode-gpl-generic-additional-terms", "is an exception"},
      {"LicenseRef-scancode-llgpl", "WITH LLGPL"},
      {"LicenseRef-scancode-other-permissive", "is a family"},
      {"LicenseRef-scancode-other-copyleft", "is a family"},
      {"LicenseRef-scancode-dual-commercial-gpl", "is a family"},
      {"LicenseRef-scancode-free-unknown", "is a family"},
      {"LicenseRef-scancode-patent-disclaimer", "is a disclaimer"},
      {"LicenseRef-scancode-warranty-disclaimer", "is a disclaimer"},
      {"LicenseRef-scancode-fsf-notice", "is a notice"},
      {"LicenseRef-scancode-oreilly-notice", "is a notice"},
      {"LicenseRef-scancode-google-patent-license", "is a grant of patents alone"},
      {"MIT OR LicenseRef-scancode-other-permissive", "Column 8: "},
      {"(MIT AND LicenseRef-scancode-fsf-notice) OR ISC", "Column 10: "},
      {"GPL-2.0-only WITH LicenseRef-scancode-ada-linking-exception", "list of exceptions"},
  });
  for (const auto& [spdx, part] : rows) {
    CAPTURE(spdx);
    const std::string what = fault(spdx);
    CAPTURE(what);
    CHECK(what.find(part) != std::string::npos);
  }
}

TEST_CASE("every line that ScanCode marks as an exception is refused") {
  int exceptions = 0;
  for (const LicenceLine& line : founding_licences().lines()) {
    if (!is_part(line)) continue;
    CAPTURE(line.id);
    CHECK(fault(line.id).find(line.id + " is a") != std::string::npos);
    if (line.kind == LicenceKind::exception_reference) ++exceptions;
  }
  CHECK(exceptions == 113);  // 112 by ScanCode, LLGPL by SPDX
}

TEST_CASE("whole terms are taken, whatever a word of their name says") {
  const auto rows = std::to_array<std::string>(
      {"LicenseRef-scancode-public-domain", "LicenseRef-scancode-public-domain-disclaimer",
       "LicenseRef-scancode-michigan-disclaimer", "LicenseRef-scancode-bsd-no-disclaimer",
       "LicenseRef-scancode-idt-notice", "LicenseRef-scancode-mit-specification-disclaimer"});
  for (const std::string& spdx : rows) {
    CAPTURE(spdx);
    CHECK(fault(spdx) == "taken at 0.000000");
  }
  CHECK(fault("any-OSI") == "taken at 1.000000");  // a choice left open: the least favourable
}

TEST_CASE("what stands on record is spared, and still has its levels") {
  const LicenceTable& licences = founding_licences();
  const Terms before = licence("LicenseRef-scancode-other-permissive");
  CHECK_FALSE(whole_terms(licences, before).has_value());
  CHECK(whole_terms(licences, licence("MIT OR LicenseRef-scancode-other-permissive"), before));
  CHECK_FALSE(whole_terms(licences, licence("LicenseRef-scancode-fsf-notice"), before));
  Terms later = before;
  later.then.push_back({.spdx = "LicenseRef-scancode-fsf-notice", .on = *parse_day("2030-01-01")});
  CHECK(whole_terms(licences, later, before).error().pointer == "/then/spdx");
  CHECK(levels_of({.licences = licences}, AssetClass::software, before).has_value());
}

TEST_CASE("licences and exceptions are those of one release of SPDX") {
  CHECK(founding_licences().spdx_release() == "3.29.0");
  // These were refused before, because the list of exceptions was older than that of licences.
  const auto exceptions = std::to_array<std::string>(
      {"Asterisk-linking-protocols-exception", "CGAL-linking-exception",
       "Classpath-exception-2.0-short", "Digia-Qt-LGPL-exception-1.1",
       "erlang-otp-linking-exception", "Google-Patent-WebM", "GPL-3.0-389-ds-base-exception",
       "harbour-exception", "Independent-modules-exception", "kvirc-openssl-exception",
       "mxml-exception", "PCRE2-exception", "polyparse-exception", "romic-exception",
       "RRDtool-FLOSS-exception-2.0", "rsync-linking-exception", "Simple-Library-Usage-exception",
       "Spelling-Provider-LGPL-exception", "sqlitestudio-OpenSSL-exception"});
  for (const std::string& exception : exceptions) {
    CAPTURE(exception);
    CHECK(fault("BSD-3-Clause WITH " + exception) == "taken at 0.000000");
  }
}

}  // namespace
}  // namespace quitrent
