// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/expression.hpp"

#include <array>
#include <string>

#include <doctest/doctest.h>

#include "tax/degree/expression_reader.hpp"
#include "tax/degree/suggestion.hpp"

namespace quitrent {

using namespace tax;
namespace {

struct Invalid {
  std::string text;
  std::size_t column;
  std::string part;  // the part of the text that the fault names
};

void check_invalid(const Invalid& row) {
  CAPTURE(row.text);
  const auto read = read_expression(founding_licences(), row.text);
  REQUIRE_FALSE(read.has_value());
  CAPTURE(read.error().what);
  CHECK(read.error().column == row.column);
  CHECK(read.error().what.find(row.part) != std::string::npos);
  CHECK(read.error().what.ends_with('.'));
  CHECK(read.error().what.size() < 280);
  for (const char c : read.error().what) CHECK((c >= ' ' && c <= '~'));
}

TEST_CASE("operators without operands and operands without operators are refused") {
  const auto rows = std::to_array<Invalid>({
      {"", 1, "Expected a licence"},
      {" ", 2, "the text ends"},
      {"AND", 1, "not \"AND\""},
      {"or", 1, "not \"or\""},
      {"MIT AND", 8, "the text ends"},
      {"MIT OR ", 8, "Expected a licence or \"(\""},
      {"AND MIT", 1, "Expected a licence"},
      {"MIT AND AND ISC", 9, "not \"AND\""},
      {"MIT AND OR ISC", 9, "not \"OR\""},
      {"MIT ISC", 5, "Expected AND, OR, WITH or the end, not \"ISC\""},
      {"MIT Apache-2.0 OR ISC", 5, "not \"Apache-2.0\""},
      {"(MIT) ISC", 7, "Expected AND, OR or the end"},
      {"(MIT)(ISC)", 6, "not \"(\""},
      {"MIT(ISC)", 4, "not \"(\""},
      {"(MIT)ISC", 6, "not \"ISC\""},
      {"MIT And ISC", 5, "capitals or in small letters"},
      {"MIT Or ISC", 5, "capitals or in small letters"},
      {"MIT oR ISC", 5, "capitals or in small letters"},
      {"GPL-2.0-only With Classpath-exception-2.0", 14, "capitals or in small letters"},
      {"MIT & ISC", 5, "not \"&\""},
      {"MIT || ISC", 5, "not \"|\""},
      {"MIT/ISC", 4, "not \"/\""},
      {"MIT, ISC", 4, "not \",\""},
      {"NOT MIT", 1, "\"NOT\" is not on the SPDX licence list"},
  });
  for (const Invalid& row : rows) check_invalid(row);
}

TEST_CASE("parentheses that do not match, and white space that is none, are refused") {
  const auto rows = std::to_array<Invalid>({
      {"(", 2, "Expected a licence"},
      {")", 1, "Expected a licence or \"(\", not \")\""},
      {"()", 2, "not \")\""},
      {"(MIT", 5, "for the \"(\" of column 1"},
      {"((MIT)", 7, "for the \"(\" of column 1"},
      {"MIT)", 4, "no \"(\" for this"},
      {"(MIT))", 6, "no \"(\" for this"},
      {"(MIT OR ISC", 12, "for the \"(\" of column 1"},
      {"MIT AND (ISC OR)", 16, "not \")\""},
      {"MIT AND ()", 10, "not \")\""},
      {"[MIT]", 1, "not \"[\""},
      {"MIT\tOR ISC", 4, "white space is the space only"},
      {"MIT OR\nISC", 7, "white space is the space only"},
      {"MIT\r\n", 4, "white space is the space only"},
      {"MIT\xc2\xa0OR ISC", 4, "white space is the space only"},
      {std::string("MIT\0", 4), 4, "white space is the space only"},
      {"\xef\xbb\xbfMIT", 1, "white space is the space only"},
      {std::string(2'001, 'a'), 2'001, "at most 2000 bytes"},
      {std::string(100'000, '('), 2'001, "at most 2000 bytes"},
      {std::string(101, '(') + "MIT" + std::string(101, ')'), 101, "At most 100 parentheses"},
  });
  for (const Invalid& row : rows) check_invalid(row);
}

TEST_CASE("WITH, + and references stand only where they belong") {
  const auto rows = std::to_array<Invalid>({
      {"GPL-2.0-only WITH", 18, "an exception or AdditionRef-name"},
      {"WITH Classpath-exception-2.0", 1, "not \"WITH\""},
      {"GPL-2.0-only WITH MIT", 19, "is a licence"},
      {"GPL-2.0-only WITH Nobody-exception-9.0", 19, "not on the SPDX list of exceptions"},
      {"GPL-2.0-only WITH Claspath-exception-2.0", 19, "perhaps Classpath-exception-2.0 is meant"},
      {"(GPL-2.0-only) WITH Classpath-exception-2.0", 16, "not behind \")\""},
      {"(MIT OR ISC) WITH Classpath-exception-2.0", 14, "not behind \")\""},
      {"GPL-2.0-only WITH (Classpath-exception-2.0)", 19, "not \"(\""},
      {"GPL-2.0-only WITH Classpath-exception-2.0 WITH GCC-exception-3.1", 43, "once"},
      {"GPL-2.0-only WITH Classpath-exception-2.0+", 42, "A + stands"},
      {"GPL-2.0-only WITH LicenseRef-a", 19, "not on the SPDX list of exceptions"},
      {"GPL-2.0-only WITH AdditionRef-", 19, "An addition is AdditionRef-name"},
      {"GPL-2.0-only WITH DocumentRef-a:LicenseRef-b", 19, "An addition is"},
      {"GPL-2.0-only WITH NONE", 19, "not on the SPDX list of exceptions"},
      {"Classpath-exception-2.0", 1, "stands only behind WITH"},
      {"AdditionRef-a", 1, "stands only behind WITH"},
      {"MIT AND AdditionRef-a", 9, "stands only behind WITH"},
      {"MIT +", 5, "directly behind a listed licence"},
      {"+", 1, "Expected a licence"},
      {"+MIT", 1, "not \"+\""},
      {"MIT++", 5, "One + is enough"},
      {"GPL-2.0++", 9, "One + is enough"},
      {"(MIT)+", 6, "A + stands"},
      {"MIT+ISC", 5, "not \"ISC\""},
      {"MIT+AND ISC", 5, "a space"},
      {"LicenseRef-a+", 13, "listed licences only"},
      {"LicenseRef-", 1, "A reference is LicenseRef-name"},
      {"LicenseRef-a_b", 13, "not \"_\""},
      {"LicenseRef-a b", 14, "not \"b\""},
      {"LicenseRef-\xc3\xa9", 1, "A reference is"},
      {"licenseref-Commercial", 1, "not on the SPDX licence list"},
      {"LICENSEREF-A", 1, "not on the SPDX licence list"},
      {"DocumentRef-a", 1, "DocumentRef-name:LicenseRef-name"},
      {"DocumentRef-a:MIT", 1, "DocumentRef-name:LicenseRef-name"},
      {"DocumentRef-:LicenseRef-a", 1, "DocumentRef-name:LicenseRef-name"},
      {"DocumentRef-a:LicenseRef-", 1, "DocumentRef-name:LicenseRef-name"},
      {"DocumentRef-a: LicenseRef-b", 1, "DocumentRef-name:LicenseRef-name"},
      {"DocumentRef-a:DocumentRef-b:LicenseRef-c", 1, "DocumentRef-name:LicenseRef-name"},
      {"documentref-a:LicenseRef-b", 1, "not on the SPDX licence list"},
      {"LicenseRef-a:LicenseRef-b", 1, "A reference is"},
  });
  for (const Invalid& row : rows) check_invalid(row);
}

TEST_CASE("NONE and NOASSERTION stand alone and in capitals") {
  const auto rows = std::to_array<Invalid>({{"none", 1, "not on the SPDX licence list"},
                                            {"noassertion", 1, "not on the SPDX licence list"},
                                            {"None", 1, "not on the SPDX licence list"},
                                            {"(NONE)", 2, "stands alone"},
                                            {"NONE OR MIT", 1, "stands alone"},
                                            {"MIT AND NONE", 9, "stands alone"},
                                            {"MIT OR NOASSERTION", 8, "stands alone"},
                                            {"NOASSERTION AND NONE", 1, "stands alone"},
                                            {"NONE+", 1, "stands alone"},
                                            {"NONE WITH GCC-exception-3.1", 1, "stands alone"}});
  for (const Invalid& row : rows) check_invalid(row);
}

TEST_CASE("an unknown identifier is refused with what may be meant") {
  const auto rows = std::to_array<Invalid>({
      {"GPL3", 1, "perhaps GPL-3.0-only or GPL-3.0-or-later is meant"},
      {"GPLv3", 1, "perhaps GPL-3.0-only or GPL-3.0-or-later is meant"},
      {"gpl-3", 1, "perhaps GPL-3.0-only or GPL-3.0-or-later is meant"},
      {"MIT AND LGPLv2.1+", 9, "perhaps LGPL-2.1-only or LGPL-2.1-or-later is meant"},
      {"Apache2", 1, "perhaps Apache-2.0 is meant"},
      {"Apache-2", 1, "perhaps Apache-2.0 is meant"},
      {"BSD3", 1, "perhaps BSD-3-Clause is meant"},
      {"MIT-License", 1, "perhaps MIT is meant"},
      {"Apahce-2.0", 1, "perhaps Apache-2.0 is meant"},
      {"MPL", 1, "MPL-2.0"},
      {"Apache 2.0", 1, "Apache-2.0"},
      {"Nobody-Knows-This", 1, "terms of your own are a LicenseRef-name"},
      {"zlib/libpng", 5, "not \"/\""},
      {std::string(1'000, 'a'), 1, "..."},
  });
  for (const Invalid& row : rows) check_invalid(row);
  CHECK(near_identifiers(founding_licences(), LicenceKind::licence, "GPL3") ==
        "GPL-3.0-only or GPL-3.0-or-later");
}

struct Valid {
  std::string text, normal;
};

/// Checks the normal form, and that it is its own normal form.
void check_valid(const Valid& row) {
  CAPTURE(row.text);
  const auto read = read_expression(founding_licences(), row.text);
  if (!read) CAPTURE(read.error().what);
  REQUIRE(read.has_value());
  CHECK(read->normal_form() == row.normal);
  const auto again = read_expression(founding_licences(), row.normal);
  REQUIRE(again.has_value());
  CHECK(again->normal_form() == row.normal);
}

TEST_CASE("the examples of the SPDX annex are read") {
  const auto rows = std::to_array<std::string>(
      {"CDDL-1.0", "CDDL-1.0+", "LicenseRef-23", "LicenseRef-MIT-Style-1",
       "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "LGPL-2.1-only OR MIT",
       "LGPL-2.1-only OR MIT OR BSD-3-Clause", "LGPL-2.1-only AND MIT",
       "LGPL-2.1-only AND MIT AND BSD-2-Clause", "GPL-2.0-or-later WITH Bison-exception-2.2",
       "LGPL-2.1-only OR BSD-3-Clause AND MIT", "MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)",
       "GPL-3.0-only WITH Classpath-exception-2.0", "GPL-2.0-only OR BSD-3-Clause",
       "LGPL-2.1-only AND BSD-3-Clause", "MIT WITH AdditionRef-ours",
       "MIT WITH DocumentRef-spdx-tool-1.2:AdditionRef-theirs"});
  for (const std::string& text : rows) check_valid({text, text});
}

TEST_CASE("identifiers and operators are read in either case and written as listed") {
  const auto rows = std::to_array<Valid>({
      {"mit", "MIT"},
      {"APACHE-2.0", "Apache-2.0"},
      {"gpl-3.0-ONLY", "GPL-3.0-only"},
      {"mit or isc", "MIT OR ISC"},
      {"mit and isc", "MIT AND ISC"},
      {"MIT or ISC AND 0bsd", "MIT OR ISC AND 0BSD"},
      {"gpl-2.0-only with CLASSPATH-EXCEPTION-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"},
      {"GPL-2.0+", "GPL-2.0+"},
      {"gpl-2.0+", "GPL-2.0+"},
      {"lgpl-2.1", "LGPL-2.1"},
      {"AGPL-3.0+", "AGPL-3.0+"},
      {"apache-2.0+", "Apache-2.0+"},
      {"GPL-2.0-only+", "GPL-2.0-only+"},
      {"GPL-2.0+ WITH Bison-exception-2.2", "GPL-2.0+ WITH Bison-exception-2.2"},
      {"Apache-2.0+ with llvm-exception", "Apache-2.0+ WITH LLVM-exception"},
      {"gpl-2.0-with-classpath-exception", "GPL-2.0-with-classpath-exception"},
      {"LicenseRef-mit", "LicenseRef-mit"},
      {"LicenseRef-.", "LicenseRef-."},
      {"LicenseRef-AND", "LicenseRef-AND"},
      {"LicenseRef-a WITH GCC-exception-3.1", "LicenseRef-a WITH GCC-exception-3.1"},
      {"DocumentRef-A:LicenseRef-b or MIT", "DocumentRef-A:LicenseRef-b OR MIT"},
      {"MIT WITH AdditionRef-Commons-Clause", "MIT WITH AdditionRef-Commons-Clause"},
      {"NONE", "NONE"},
      {"NOASSERTION", "NOASSERTION"},
      {" NONE ", "NONE"},
  });
  for (const Valid& row : rows) check_valid(row);
}

TEST_CASE("the normal form has single spaces and only the parentheses that it needs") {
  const auto rows = std::to_array<Valid>({
      {"(MIT)", "MIT"},
      {"((MIT))", "MIT"},
      {"( MIT )", "MIT"},
      {"  MIT   OR   ISC  ", "MIT OR ISC"},
      {"(MIT)OR(ISC)", "MIT OR ISC"},
      {"(MIT)and(ISC)", "MIT AND ISC"},
      {"MIT OR(ISC)", "MIT OR ISC"},
      {"(MIT OR ISC)", "MIT OR ISC"},
      {"(MIT AND ISC)", "MIT AND ISC"},
      {"(MIT OR ISC) OR 0BSD", "MIT OR ISC OR 0BSD"},
      {"MIT OR (ISC OR 0BSD)", "MIT OR ISC OR 0BSD"},
      {"MIT AND (ISC AND 0BSD)", "MIT AND ISC AND 0BSD"},
      {"((MIT AND ISC) AND (0BSD AND Zlib))", "MIT AND ISC AND 0BSD AND Zlib"},
      {"MIT OR (ISC AND 0BSD)", "MIT OR ISC AND 0BSD"},
      {"(MIT AND ISC) OR 0BSD", "MIT AND ISC OR 0BSD"},
      {"MIT AND (ISC OR 0BSD)", "MIT AND (ISC OR 0BSD)"},
      {"(MIT OR ISC) AND 0BSD", "(MIT OR ISC) AND 0BSD"},
      {"(MIT OR ISC) AND (0BSD OR Zlib)", "(MIT OR ISC) AND (0BSD OR Zlib)"},
      {"MIT AND ((ISC OR 0BSD))", "MIT AND (ISC OR 0BSD)"},
      {"MIT AND (ISC OR (0BSD OR Zlib))", "MIT AND (ISC OR 0BSD OR Zlib)"},
      {"MIT AND (ISC OR (0BSD AND Zlib))", "MIT AND (ISC OR 0BSD AND Zlib)"},
      {"MIT AND (ISC AND (0BSD OR Zlib))", "MIT AND ISC AND (0BSD OR Zlib)"},
      {"MIT OR ((ISC OR 0BSD) AND Zlib)", "MIT OR (ISC OR 0BSD) AND Zlib"},
      {"((MIT OR ISC)) AND 0BSD OR Zlib", "(MIT OR ISC) AND 0BSD OR Zlib"},
      {"MIT OR MIT", "MIT OR MIT"},
      {"ISC AND MIT AND ISC", "ISC AND MIT AND ISC"},
      {"(GPL-2.0-only WITH GCC-exception-2.0)", "GPL-2.0-only WITH GCC-exception-2.0"},
      {"(MIT WITH AdditionRef-a) AND ISC", "MIT WITH AdditionRef-a AND ISC"},
      {std::string(100, '(') + "MIT" + std::string(100, ')'), "MIT"},
      {"MIT AND (ISC OR MIT AND (ISC OR MIT))", "MIT AND (ISC OR MIT AND (ISC OR MIT))"},
  });
  for (const Valid& row : rows) check_valid(row);
}

TEST_CASE("the longest expression is read") {
  std::string text = "0BSD";
  while (text.size() + 7 <= kLongestExpression) text += " OR MIT";
  text += std::string(kLongestExpression - text.size(), ' ');
  const auto read = read_expression(founding_licences(), text);
  REQUIRE(read.has_value());
  CHECK(read->nodes().back().operands == 286);
  text += ' ';
  CHECK_FALSE(read_expression(founding_licences(), text).has_value());
}

TEST_CASE("deprecated identifiers are named once, and operands of an OR can be had alone") {
  const auto read = read_expression(
      founding_licences(),
      "GPL-2.0 AND (MIT OR wxWindows) OR GPL-2.0 OR Zlib WITH Nokia-Qt-exception-1.1");
  REQUIRE(read.has_value());
  const auto deprecated = read->deprecated();
  REQUIRE(deprecated.size() == 3);
  CHECK(deprecated[0]->id == "GPL-2.0");
  CHECK(deprecated[1]->id == "wxWindows");
  CHECK(deprecated[2]->id == "Nokia-Qt-exception-1.1");
  const auto alternatives = read->alternatives();
  REQUIRE(alternatives.size() == 3);
  CHECK(alternatives[0].normal_form() == "GPL-2.0 AND (MIT OR wxWindows)");
  CHECK(alternatives[1].normal_form() == "GPL-2.0");
  CHECK(alternatives[2].normal_form() == "Zlib WITH Nokia-Qt-exception-1.1");
  CHECK(alternatives[0].alternatives().empty());
}

TEST_CASE("every identifier of the table is read, alone or behind WITH") {
  for (const LicenceLine& line : founding_licences().lines()) {
    if (line.kind == LicenceKind::exception) {
      check_valid({"MIT WITH " + line.id, "MIT WITH " + line.id});
    } else {
      check_valid({line.id, line.id});
    }
  }
}

}  // namespace
}  // namespace quitrent
