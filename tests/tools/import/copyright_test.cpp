// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <doctest/doctest.h>

#include "tests/folders.hpp"
#include "tools/import/copyright_file.hpp"
#include "tools/import/licence_label.hpp"
#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {
namespace {

std::string gallery(const std::string& name) {
  const auto path =
      std::filesystem::path{testing::source_folder()} / "tests/tools/import/gallery" / name;
  std::ifstream file{path, std::ios::binary};
  REQUIRE_MESSAGE(file.good(), path.string());
  return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

TEST_CASE("a file that cannot be read says why") {
  struct Row {
    const char* file;
    UnreadReason reason;
    const char* detail;
  };
  const auto rows = std::to_array<Row>({
      {"empty.txt", UnreadReason::not_machine_readable, ""},
      {"prose.txt", UnreadReason::not_machine_readable, ""},
      {"twice.txt", UnreadReason::malformed, "line 3: License stands twice in the stanza"},
      {"no_field.txt", UnreadReason::malformed, "line 5: neither a field nor the rest of one"},
      {"latin1.txt", UnreadReason::malformed, "not UTF-8"},
      {"no_main_stanza.txt", UnreadReason::no_main_stanza, ""},
      {"no_licence.txt", UnreadReason::no_licence, ""},
      {"unclear_licence.txt", UnreadReason::unclear_licence, "GPL-1+, Artistic"},
      {"foreign_sign.txt", UnreadReason::unclear_licence, "GPL-1+ | Artistic [|]"},
      {"no_holder.txt", UnreadReason::no_holder, ""},
  });
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const auto facts = read_copyright(gallery(row.file));
    REQUIRE_FALSE(facts.has_value());
    CHECK(to_text(facts.error().reason) == to_text(row.reason));
    CHECK(facts.error().detail == row.detail);
  }
}

TEST_CASE("the stanza for all files speaks for the work") {
  struct Row {
    const char *file, *label, *spdx, *holder;
  };
  const auto rows = std::to_array<Row>({
      {"plain.txt", "GPL-2+", "GPL-2.0-or-later", "Aurelia Thrush"},
      {"comment_and_case.txt", "expat", "MIT", "The Sedge Project, Inc."},
      {"sentence.txt", "public-domain", "LicenseRef-scancode-public-domain",
       "Corwin Ash and others"},
      {"expression.txt", "GPL-1+ or Artistic", "GPL-1.0-or-later OR Artistic-1.0-Perl",
       "Teasel Ltd."},
      // The last stanza that matches a file counts (DEP-5).
      {"two_main_stanzas.txt", "Expat", "MIT", "Reed Foundation"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.file);
    const auto facts = read_copyright(gallery(row.file));
    REQUIRE(facts.has_value());
    CHECK(facts->label == row.label);
    CHECK(facts->spdx == row.spdx);
    CHECK(facts->holder == row.holder);
  }
}

TEST_CASE("a label becomes the identifier that SPDX gives the licence") {
  struct Row {
    const char *label, *spdx;
  };
  const auto rows = std::to_array<Row>({
      {"GPL-1+", "GPL-1.0-or-later"},
      {"gpl-2", "GPL-2.0-only"},
      {"GPL-2.0+", "GPL-2.0-or-later"},
      {"GPL-3", "GPL-3.0-only"},
      {"LGPL-2.1", "LGPL-2.1-only"},
      {"LGPL-3.0", "LGPL-3.0-only"},
      {"AGPL-3+", "AGPL-3.0-or-later"},
      {"GFDL-1.3+", "GFDL-1.3-or-later"},
      {"GFDL-NIV-1.3+", "GFDL-1.3-no-invariants-or-later"},
      {"GPL", "GPL-1.0-or-later"},
      {"Expat", "MIT"},
      {"MIT/X11", "MIT"},
      {"BSD-3-clause", "BSD-3-Clause"},
      {"bsd-2-clause", "BSD-2-Clause"},
      {"MPL-2", "MPL-2.0"},
      {"zlib", "Zlib"},
      {"CC0", "CC0-1.0"},
      {"CC-BY-SA-4", "CC-BY-SA-4.0"},
      {"Artistic", "Artistic-1.0-Perl"},
      {"PD", "LicenseRef-scancode-public-domain"},
      {"BSD-3-Clause~Google", "LicenseRef-debian-BSD-3-Clause-Google"},
      {"GPL-3.0+~OpenSSL", "LicenseRef-debian-GPL-3.0-plus-OpenSSL"},
      {"zlib/libpng", "LicenseRef-debian-zlib-libpng"},
      {"MIT/X Consortium License", "LicenseRef-debian-MIT-X-Consortium-License"},
      {"GPL-9", "LicenseRef-debian-GPL-9"},
      {"GPL-9+", "LicenseRef-debian-GPL-9-plus"},
      {"C++ tools", "LicenseRef-debian-C-plus-plus-tools"},
      {"GPL+", "GPL-1.0-or-later"},
      {"MPL-1.1+", "MPL-1.1+"},
      {"apache-2+", "Apache-2.0+"},
      {"~~", "LicenseRef-debian-"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.label);
    CHECK(read_label(row.label).spdx == row.spdx);
  }
}

TEST_CASE("a holder is named without marks, years and addresses") {
  struct Row {
    const char *line, *name;
  };
  const auto rows = std::to_array<Row>({
      {"1997-2022, Daniel Example, <d@example.org>, et al.", "Daniel Example"},
      {"(C) 1984, 1989-1990, 2000-2015 Free Example Foundation, Inc.",
       "Free Example Foundation, Inc."},
      {"© 2010 Ada Example (ada@example.org)", "Ada Example"},
      {"Copyright (c) 2019-present Example GmbH", "Example GmbH"},
      {"Copyright: 2019, 20, Example", "Example"},
      {"2003 Example Corporation.", "Example Corporation"},
      {"The copyright holders of Example", "The copyright holders of Example"},
      {"Copyrighted by nobody in particular", "Copyrighted by nobody in particular"},
      {"386BSD Example", "386BSD Example"},
      {"2012—2021 Example authors", "Example authors"},
      {"2008-present, The Example developers", "The Example developers"},
      {"1995 Tatu Example <t@example.org>, Espoo, Finland", "Tatu Example, Espoo, Finland"},
      {"2000 Willy Example <w@example.org>.", "Willy Example"},
      {"Pavel Example, 2014-2020", "Pavel Example"},
      {"(see individual files)", ""},
      {"libexample is", ""},
      {"1991, 1996, 1999", ""},
      {"<d@example.org>", ""},
      {"none", ""},
      {"", ""},
  });
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(named_holder(row.line) == row.name);
  }
}

TEST_CASE("bytes that are not UTF-8 are told from those that are") {
  struct Row {
    const char* why;
    std::string bytes;
    bool lawful;
  };
  const auto rows = std::to_array<Row>({
      {"two, three and four bytes", "\u00e9\u20ac\U0001F600", true},
      {"a lone continuation", "a\x80", false},
      {"cut short", "\xe2\x82", false},
      {"longer than needed", "\xc0\xaf", false},
      {"longer than needed, three bytes", "\xe0\x80\xaf", false},
      {"half of a surrogate pair", "\xed\xa0\x80", false},
      {"beyond the last point", "\xf4\x90\x80\x80", false},
  });
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK(is_utf8(row.bytes) == row.lawful);
  }
}

TEST_CASE("paragraphs keep their lines") {
  const auto paragraphs =
      read_paragraphs("\xEF\xBB\xBF# c\n\n\nA: 1\nB:\n  two\n .\n\tthree\n\nC:4");
  REQUIRE(paragraphs.has_value());
  REQUIRE(paragraphs->size() == 2);
  CHECK(paragraphs->front().line == 4);
  const Field* field = paragraphs->front().field("b");
  REQUIRE(field != nullptr);
  CHECK(field->first_line.empty());
  CHECK(field->further_lines == std::vector<std::string>{"two", "", "three"});
  CHECK(paragraphs->back().field("C")->first_line == "4");
  CHECK(paragraphs->back().field("A") == nullptr);
  const auto stray = read_paragraphs("A: 1\n\n  lost\n");
  REQUIRE_FALSE(stray.has_value());
  CHECK(stray.error().line == 3);
}

}  // namespace quitrent::debian
