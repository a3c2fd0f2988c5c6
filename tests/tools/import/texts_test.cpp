// SPDX-License-Identifier: EUPL-1.2
#include <string>

#include <doctest/doctest.h>

#include "tools/import/copyright_file.hpp"
#include "tools/import/licence_texts.hpp"
#include "tools/import/synopsis.hpp"

namespace quitrent::debian {
namespace {

/// A copyright file whose work has the licence `synopsis`, with stanzas of licences after it.
std::string file(const std::string& synopsis, const std::string& stanzas) {
  return "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
         "Files: *\nCopyright: 2001 Teasel Ltd.\nLicense: " +
         synopsis + "\n" + stanzas;
}

std::string spdx(const std::string& text) {
  const auto facts = read_copyright(text);
  REQUIRE(facts.has_value());
  return facts->spdx;
}

}  // namespace

TEST_CASE("a label of one package does not speak for another text of the same name") {
  const std::string one = spdx(file("Own", " Do as you please.\n"));
  const std::string other = spdx(file("Own", " Do nothing.\n"));
  CHECK(one != other);
  CHECK(spdx(file("Own", "")) != one);
  CHECK(spdx(file("Own", "")) != spdx(file("Own", "\nFiles: x\nLicense: MIT\n")));
}

TEST_CASE("one text is one reference wherever and however it stands") {
  // printf 'Do as you please. ' | sha256sum: a blank follows each word.
  const std::string expected = "LicenseRef-debian-Own-ec8c4b6702ea";
  CHECK(spdx(file("Own", " Do as you please.\n")) == expected);
  CHECK(spdx(file("Own", " Do as\n .\n   you please.\n")) == expected);
  CHECK(spdx(file("own", "\nLicense: OWN\n Do as you please.\n")).substr(22) ==
        expected.substr(22));
  CHECK(spdx(file("Own or MIT", "\nLicense: Own\n Do as you please.\n")) == expected + " OR MIT");
  CHECK(spdx(file("Own with own exception",
                  "\nLicense: Own with own exception\n Do as you please.\n")) ==
        "LicenseRef-debian-Own-with-own-exception-ec8c4b6702ea");
}

TEST_CASE("a licence that the list knows has no mark") {
  CHECK(spdx(file("Expat", " Do as you please.\n")) == "MIT");
  CHECK(spdx(file("public-domain", " Do.\n")) == "LicenseRef-scancode-public-domain");
}

}  // namespace quitrent::debian
