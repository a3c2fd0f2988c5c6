// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/synopsis.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/degree/expression.hpp"
#include "tools/import/exception_name.hpp"
#include "tools/import/licence_label.hpp"

namespace quitrent::debian {

using namespace tax;

TEST_CASE("a synopsis that leaves open what is meant is refused with what is wrong") {
  struct Row {
    const char *synopsis, *what, *at;
  };
  static constexpr const char* kComma = "a comma joins nothing without `or` or `and` behind it";
  static constexpr const char* kSign = "the format joins licences by words, not by signs";
  static constexpr const char* kSide = "a joint with nothing on one side";
  static constexpr const char* kNoLicence = "an exception to no licence";
  const auto rows = std::to_array<Row>({
      {"", kSide, ""},
      {"or", kSide, ""},
      {"GPL-2 or", kSide, ""},
      {"and MIT", kSide, ""},
      {"MIT and or ISC", kSide, ""},
      {"MIT, and", kSide, ""},
      {"GPL-2, MIT", kComma, "GPL-2, MIT"},
      {"GPL-2, MIT and ISC", kComma, "GPL-2, MIT and ISC"},
      {"GPL-2,", kComma, "GPL-2,"},
      {"GPL-2,, or MIT", kComma, "GPL-2,, or MIT"},
      {"GPL-2, or MIT, and ISC", "`, or` beside `, and` leaves open which binds first",
       "GPL-2, or MIT, and ISC"},
      {"MIT|ISC", kSign, "|"},
      {"MIT & ISC", kSign, "&"},
      {"(MIT or ISC) and Zlib", kSign, "("},
      {"GPL-2; MIT", kSign, ";"},
      {"GPL-2 AND/or MIT", "and/or leaves open which", "GPL-2 AND/or MIT"},
      {"GPL-2 with", "nothing behind `with`", "GPL-2 with"},
      {"with Font exception", kNoLicence, "with Font exception"},
      {"GPL-2 with Font exception and OpenSSL exception", kNoLicence, "OpenSSL exception"},
      {"Perl with OpenSSL exception", "an exception to more than one licence",
       "Perl with OpenSSL exception"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.synopsis);
    const auto read = read_synopsis(row.synopsis);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == row.what);
    CHECK(read.error().at == row.at);
  }
}

TEST_CASE("what the register would not read is refused before it is sent") {
  std::string lengthy = "MIT";
  while (lengthy.size() <= kLongestExpression) lengthy += " or MIT";
  const auto read = read_synopsis(lengthy);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().what == "not an expression that the register reads");
  CHECK_FALSE(read.error().at.empty());
}

TEST_CASE("and binds before or unless a comma stands before it") {
  struct Row {
    const char *synopsis, *spdx;
  };
  const auto rows = std::to_array<Row>({
      {"GPL-1+ or Artistic", "GPL-1.0-or-later OR Artistic-1.0-Perl"},
      {"GPL-2+ and BSD-3-clause", "GPL-2.0-or-later AND BSD-3-Clause"},
      {"MIT or ISC and Zlib", "MIT OR ISC AND Zlib"},
      {"MIT and ISC or Zlib", "MIT AND ISC OR Zlib"},
      {"MIT or ISC, and Zlib", "(MIT OR ISC) AND Zlib"},
      {"MIT, or ISC and Zlib", "MIT OR ISC AND Zlib"},
      {"MIT, and ISC or Zlib", "MIT AND (ISC OR Zlib)"},
      {"MIT or ISC, and Zlib or X11", "(MIT OR ISC) AND (Zlib OR X11)"},
      {"MIT or ISC, and Zlib or X11, and 0BSD", "(MIT OR ISC) AND (Zlib OR X11) AND 0BSD"},
      {"MIT  OR  ISC ,  AND Zlib", "(MIT OR ISC) AND Zlib"},
      {"Perl", "GPL-1.0-or-later OR Artistic-1.0-Perl"},
      {"perl and Expat", "(GPL-1.0-or-later OR Artistic-1.0-Perl) AND MIT"},
      {"Perl or MIT", "GPL-1.0-or-later OR Artistic-1.0-Perl OR MIT"},
      {"GPL-2+ or AFL-2.1, and Expat and Tcl-BSDish",
       "(GPL-2.0-or-later OR AFL-2.1) AND MIT AND LicenseRef-debian-Tcl-BSDish"},
      {"MPL-1.1+ and GPL-9+", "MPL-1.1+ AND LicenseRef-debian-GPL-9-plus"},
      {"public domain or MIT/X Consortium License",
       "LicenseRef-scancode-public-domain OR LicenseRef-debian-MIT-X-Consortium-License"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.synopsis);
    const auto read = read_synopsis(row.synopsis);
    REQUIRE(read.has_value());
    CHECK(read->spdx == row.spdx);
  }
}

TEST_CASE("an exception is found by its name") {
  struct Row {
    const char *synopsis, *spdx;
  };
  const auto rows = std::to_array<Row>({
      {"GPL-2+ with OpenSSL exception", "GPL-2.0-or-later WITH cryptsetup-OpenSSL-exception"},
      {"GPL with Classpath exception", "GPL-1.0-or-later WITH Classpath-exception-2.0"},
      {"GPL-2 with classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"},
      {"GPL-2 with the Font Exception", "GPL-2.0-only WITH Font-exception-2.0"},
      {"GPL-2+ with GCC exception", "GPL-2.0-or-later WITH GCC-exception-2.0"},
      {"GPL-3+ with GCC exception", "GPL-3.0-or-later WITH GCC-exception-3.1"},
      {"GPL-3+ with GCC-exception-3.1", "GPL-3.0-or-later WITH GCC-exception-3.1"},
      {"GPL-3+ with GCC Runtime Library exception", "GPL-3.0-or-later WITH GCC-exception-3.1"},
      {"GPL-3+ with Autoconf exceptions", "GPL-3.0-or-later WITH Autoconf-exception-3.0"},
      {"GPL-2+ with autoconf exception", "GPL-2.0-or-later WITH Autoconf-exception-2.0"},
      {"GPL-3+-with-bison-exception", "GPL-3.0-or-later WITH Bison-exception-2.2"},
      // libpcre2-8-0
      {"BSD-3-clause-Cambridge with BINARY LIBRARY-LIKE PACKAGES exception",
       "BSD-3-Clause WITH PCRE2-exception"},
      {"GPL-2+ with Libtool exception", "GPL-2.0-or-later WITH Libtool-exception"},
      {"APACHE-2-LLVM-EXCEPTIONS", "Apache-2.0 WITH LLVM-exception"},
      {"GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only WITH Linux-syscall-note"},
      {"LGPL-2+ with wxWidgets exception or MIT",
       "LGPL-2.0-or-later WITH WxWindows-exception-3.1 OR MIT"},
      {"MIT and GPL-2+ with OpenSSL exception, or ISC",
       "MIT AND GPL-2.0-or-later WITH cryptsetup-OpenSSL-exception OR ISC"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.synopsis);
    const auto read = read_synopsis(row.synopsis);
    REQUIRE(read.has_value());
    CHECK(read->spdx == row.spdx);
  }
}

TEST_CASE("every keyword of Debian's leads to an exception that the register knows") {
  for (const char* keyword : {"autoconf",    "autoconf-generic",
                              "bison",       "bootloader",
                              "classpath",   "clisp",
                              "configure",   "eCos",
                              "font",        "FreeRTOS",
                              "GCC",         "gcc-rle",
                              "gcc runtime", "javamail",
                              "libgcc",      "linux-syscall",
                              "OCaml",       "ocaml linking",
                              "OpenSSL",     "qt-gpl",
                              "Qt LGPL",     "syscall",
                              "u-boot",      "universal FOSS",
                              "wxWidgets",   "WxWindows",
                              "LLVM",        "Libtool",
                              "fmt",         "Swift"}) {
    CAPTURE(keyword);
    for (const char* licence : {"GPL-2.0-or-later", "LGPL-3.0-only"}) {
      const std::string id = exception_name(std::string{keyword} + " exception", licence);
      CHECK(founding_licences().exception(id) != nullptr);
    }
  }
  CHECK(exception_name("linking exception", "LGPL-3.0-only").empty());
  CHECK(exception_name("exception", "GPL-2.0-only").empty());
}

TEST_CASE("an exception without a listed name makes the label a text of the package") {
  struct Row {
    const char *synopsis, *spdx;
  };
  const auto rows = std::to_array<Row>({
      {"LGPL-3 with linking exception", "LicenseRef-debian-LGPL-3-with-linking-exception"},
      {"Expat or GPL-2+ with own exception",
       "MIT OR LicenseRef-debian-GPL-2-plus-with-own-exception"},
      {"Apache-2.0-with-GPL2-Exception", "LicenseRef-debian-Apache-2.0-with-GPL2-Exception"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.synopsis);
    const auto read = read_synopsis(row.synopsis);
    REQUIRE(read.has_value());
    CHECK(read->spdx == row.spdx);
    CHECK(read->why == std::vector{kUnlistedException});
  }
}

TEST_CASE("what a reading rests on is said once") {
  CHECK(read_synopsis("GPL-2+ and MPL-2.0")->why.empty());
  CHECK(read_synopsis("Own-1 or Own-2, and ISC")->why == std::vector{kLocalText});
  const auto read = read_synopsis("public-domain and Own-1 and PD");
  CHECK(read->why == std::vector<std::string_view>{"SPDX has no name for it", kLocalText});
}

}  // namespace quitrent::debian
