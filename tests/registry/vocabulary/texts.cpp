// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <string>
#include <utility>

#include <doctest/doctest.h>

#include "registry/vocabulary/composed_text.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

TEST_CASE("a text that shows nothing or shows something else is no name") {
  struct Row {
    std::string text;
    std::optional<TextFault> fault;
  };
  const auto rows = std::to_array<Row>({
      {"", TextFault::invisible},
      {"  ", TextFault::invisible},
      {"\u00a0\u3000\u2009", TextFault::invisible},
      {"\u200b", TextFault::invisible},
      {"\u00ad\u2060\ufeff", TextFault::invisible},
      {"\u3164", TextFault::invisible},
      {"\u2800", TextFault::invisible},
      {"\U000e0041\ufe0f", TextFault::invisible},
      {"\u0301", TextFault::invisible},
      {"\ue000", TextFault::invisible},
      {"\U00013430", TextFault::invisible},  // format controls
      {"\u0600\u06dd\U000110bd", TextFault::invisible},
      {"\u0378", TextFault::invisible},  // an unassigned code point
      {"\U000e1000\u2fe0", TextFault::invisible},
      {"\u064b", TextFault::invisible},  // marks alone
      {"\u0488\u093c\u3099\u0903", TextFault::invisible},
      {std::string("a\0b", 3), TextFault::control},
      {"a\nb", TextFault::control},
      {"a\u007f", TextFault::control},
      {"a\u0085", TextFault::control},
      {"a\u2028b", TextFault::control},
      {"a\ufffe", TextFault::control},
      {"a\xff", TextFault::control},
      {"a\u202eb", TextFault::direction},
      {"a\u200f", TextFault::direction},
      {"a\u2066b\u2069", TextFault::direction},
      {"a\u061c", TextFault::direction},
      {"a\u202e\n", TextFault::control},
      {"a", std::nullopt},
      {"\u00e9", std::nullopt},
      {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", std::nullopt},  // a joiner inside
      {"\U0001f355", std::nullopt},
      {"-", std::nullopt},
      {"\u00e9\u064b", std::nullopt},
      {"\u0e01\u0e34", std::nullopt},
      {"\u4e00", std::nullopt},
      {"\U00020000", std::nullopt},
      {"\uac00", std::nullopt},
      {"\U00013000", std::nullopt},
      {"\u00bd", std::nullopt},
      {"\u20ac", std::nullopt},
      {"\ufffd", std::nullopt},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(text_fault(row.text) == row.fault);
  }
}

TEST_CASE("a letter and its marks are one character where Unicode has one") {
  const auto rows = std::to_array<std::pair<std::string, std::string>>({
      {"\xff\u0301", "\xff\u0301"},  // not UTF-8: it stays as it is
      {"\u0301", "\u0301"},
      {"x\u0301", "x\u0301"},
      {"abc", "abc"},
      {"e\u0301", "\u00e9"},
      {"\u00e9", "\u00e9"},
      {"A\u030a", "\u00c5"},
      {"\u212b", "\u00c5"},
      {"c\u0327", "\u00e7"},
      {"a\u0328", "\u0105"},
      {"e\u0302\u0301", "\u1ebf"},
      {"\u00ea\u0301", "\u1ebf"},
      {"e\u0301\u0302", "\u00e9\u0302"},
      {"a\u0302\u0323", "\u1ead"},
      {"\u1ea1\u0302", "\u1ead"},
      {"\u0438\u0306", "\u0439"},
      {"\u03b1\u0301", "\u03ac"},
      {"\u1f71", "\u03ac"},
      {"\u6f22e\u0301\U0001f355", "\u6f22\u00e9\U0001f355"},
  });
  for (const auto& [text, composed] : rows) {
    CAPTURE(text);
    CHECK(composed_text(text) == composed);
    CHECK(composed_text(composed) == composed);
  }
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(character_count("") == 0);
  CHECK(character_count("abc") == 3);
  CHECK(character_count("\u00e9\u6f22\U0001f355") == 3);
  CHECK(character_count("\xff\xfe") == 2);
}

TEST_CASE("only well-formed UTF-8 is UTF-8") {
  for (const std::string text : {"\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
                                 "\xe2\x82", "\x80", "\xf8\x88\x80\x80\x80"}) {
    CAPTURE(text);
    CHECK_FALSE(is_utf8(text));
  }
  CHECK(is_utf8("\u00e9\u6f22\U0001f355\U0010ffff"));
}

TEST_CASE("what looks the same is the same in plain text") {
  CHECK(plain_text("\uff35\uff33 \uff16") == "US 6");
  CHECK(plain_text("2\u200b824\u00ad281") == "2824281");
  CHECK(plain_text("978\u20110\u2013306\u2212"
                   "40615\u00a0"
                   "7") == "978-0-306-40615 7");
  CHECK(plain_text("\u00e9") == "\u00e9");
}

TEST_CASE("a text for a terminal has nothing that acts on it") {
  CHECK(without_controls("plain \u00e9\n\ttext") == "plain \u00e9\n\ttext");
  CHECK(without_controls("\x1b[2J\x1b]0;x\x07") == "?[2J?]0;x?");
  CHECK(without_controls("a\u202eb\r\x7f") == "a?b??");
  CHECK(without_controls("\xc2\x9b"
                         "31m") == "?31m");
  CHECK(without_controls("\xff\xc3") == "??");
  CHECK(without_controls("").empty());
}

}  // namespace
}  // namespace quitrent
