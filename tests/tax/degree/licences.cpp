// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/licences.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licence_reader.hpp"

namespace quitrent {

using namespace tax;
namespace {

const std::string kOpen = "\t0\t0\t0\t0\t0\t0\t0\t0";
const std::string kNoLevels = "\t\t\t\t\t\t\t\t";

/// A line of the table for a licence that leaves nothing closed.
std::string licence_entry(const std::string& id, const std::string& name = "") {
  return "licence\t" + id + kOpen + "\tcurated\t\t\t0\t\t" + name + "\n";
}

TEST_CASE("a replacement with a fault is refused with its line") {
  const std::string here = licence_entry("Here-1.0");
  const std::string basis = "basis\tThere-1.0" + kNoLevels + "\t\t\t\t\t\tclause 3\n";
  const std::string source = "source\tlist" + kNoLevels + "\t1.0\tCC0-1.0\t\t\t\tof licences\n";
  const std::string weights = "weights\tmodel\t1\t0\t0\t0\t0\t0\t0\t0\t\t\t\t\t\t\n";
  struct Row {
    std::string text;
    int line;
    std::string what;
  };
  const auto text_fault = "a line is UTF-8 without control characters but tabs";
  const auto name_fault = "an identifier is of letters, digits, \"-\", \".\", \"+\"";
  const auto rows = std::to_array<Row>({
      {"#kind\tid\n" + here + licence_entry("Other-1.0") + licence_entry("HERE-1.0"), 4,
       "\"HERE-1.0\" is there twice"},
      {here + source + source, 3, "\"list\" is there twice"},
      {here + "\n" + basis, 3, "the basis of \"There-1.0\" has no line"},
      {here + "\nHere", 3, "a line has 16 columns with tabs between them"},
      {licence_entry("Here-1.0", "a\rb"), 1, text_fault},
      {licence_entry("Here-1.0", "Li\xE9ge"), 1, text_fault},
      {licence_entry("Here-1.0", "\xC0\xAF"), 1, text_fault},
      {licence_entry("Here-1.0", "\xE2\x82"), 1, text_fault},
      {licence_entry("Here 1.0"), 1, name_fault},
      {licence_entry("H\xC3\xA9re"), 1, name_fault},
      {"licence\tHere-1.0" + kOpen + "\t\t\t\tyes\t\t\n", 1, "deprecated is 0 or 1"},
      {here + weights, 2, "the weights of patent are missing"},
      {"#kind\tid\n", 1, "there is no line of a licence"},
      {"", 0, "there is no line of a licence"},
  });
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto read = read_replacement_licences(row.text);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().what == row.what);
    CHECK(read.error().line == row.line);
  }
}

TEST_CASE("more licences than a table may hold are refused at the first of them") {
  std::string text;
  for (int number = 0; number <= 32'000; ++number)
    text += licence_entry("L" + std::to_string(number));
  const auto read = read_replacement_licences(text);
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().what == "more than 32000 lines");
  CHECK(read.error().line == 32'001);
}

TEST_CASE("a replacement of licences alone keeps the built-in weights and commitments") {
  const auto read =
      read_replacement_licences(licence_entry("Here-1.0", "Li\xC3\xA8ge \xE2\x82\xAC"));
  REQUIRE(read.has_value());
  CHECK(read->lines().size() == 1);
  CHECK(read->licence("here-1.0")->name == "Li\xC3\xA8ge \xE2\x82\xAC");
  CHECK(read->licence("MIT") == nullptr);
  CHECK(read->sources().empty());
  for (const AssetClass asset_class : kAssetClasses) {
    CHECK(read->weights(asset_class) == founding_licences().weights(asset_class));
  }
  for (const Commitment commitment : kCommitments) {
    CHECK(read->commitment(commitment) == founding_licences().commitment(commitment));
  }
}

TEST_CASE("what a replacement says of weights and commitments is taken, whole") {
  std::string text{founding_licences_tsv()};
  const auto put = [&text](std::string_view old, std::string_view by) {
    const std::size_t position = text.find(old);
    REQUIRE(position != std::string::npos);
    text.replace(position, old.size(), by);
  };
  put("weights\tmodel\t180000\t", "weights\tmodel\t170000\t");
  put("commitment\tfrand\t0\t6\t", "commitment\tfrand\t0\t7\t");
  const auto read = read_replacement_licences(text);
  REQUIRE(read.has_value());
  CHECK(read->lines().size() == founding_licences().lines().size());
  CHECK(read->weights(AssetClass::model).weight(Dimension::access).ppm() == 170'000);
  CHECK(read->weights(AssetClass::software) == founding_licences().weights(AssetClass::software));
  CHECK(read->commitment(Commitment::frand).level(Dimension::use) == 7);
}

TEST_CASE("the built-in weights stand in no journal, so they never change") {
  // A register whose schedule states no weights is taxed, and replayed, by these weights. Other
  // weights must be published.
  struct Row {
    AssetClass asset_class;
    std::array<std::int32_t, kDimensions.size()> ppm;
  };
  const std::array<std::int32_t, kDimensions.size()> software{180'000, 180'000, 240'000, 180'000,
                                                              80'000,  60'000,  60'000,  20'000};
  const std::array<std::int32_t, kDimensions.size()> work{180'000, 180'000, 240'000, 180'000,
                                                          80'000,  0,       60'000,  20'000};
  const std::array<std::int32_t, kDimensions.size()> patent{0,       200'000, 150'000, 150'000,
                                                            400'000, 0,       0,       100'000};
  const auto rows = std::to_array<Row>({{AssetClass::software, software},
                                        {AssetClass::model, software},
                                        {AssetClass::dataset, work},
                                        {AssetClass::copyright, work},
                                        {AssetClass::patent, patent},
                                        {AssetClass::design, patent}});
  for (const Row& row : rows) {
    CAPTURE(to_text(row.asset_class));
    const Weights& weights = founding_licences().weights(row.asset_class);
    for (const Dimension dimension : kDimensions) {
      CHECK(weights.weight(dimension).ppm() == row.ppm[static_cast<std::size_t>(dimension)]);
    }
  }
}

TEST_CASE("a table with any bytes altered is read or refused with a line of it") {
  // Most references are left out, so that the text is short enough for many rounds.
  std::string text;
  for (std::string_view left = founding_licences_tsv(); !left.empty();) {
    const std::string_view line = left.substr(0, left.find('\n') + 1);
    const bool is_kept = !line.starts_with("ref\t") || line.find("\tcurated\t") != line.npos;
    if (is_kept) text += line;
    left.remove_prefix(line.size());
  }
  const auto whole = read_replacement_licences(text);
  REQUIRE(whole.has_value());
  const auto lines = std::ranges::count(text, '\n');
  constexpr std::string_view kBytes = "\t\n\r#0A-\xC3\xFF ";
  std::uint32_t random = 20'261'123;
  const auto below = [&random](std::size_t bound) {
    random = random * 1'664'525U + 1'013'904'223U;
    return (std::size_t{random} >> 8U) % bound;
  };
  int refused = 0;
  for (int turn = 0; turn < 300; ++turn) {
    std::string altered = text;
    altered[below(altered.size())] = kBytes[below(kBytes.size())];
    if (turn % 3 == 0) altered.erase(below(altered.size()), below(40));
    const auto read = read_replacement_licences(altered);
    if (read) {
      // A licence may have become a comment, and a line may have joined the next one.
      CHECK(read->lines().size() + 2 >= whole->lines().size());
      continue;
    }
    ++refused;
    CAPTURE(read.error().what);
    CHECK_FALSE(read.error().what.empty());
    CHECK(read.error().line > 0);
    CHECK(read.error().line <= lines + 1);
  }
  CHECK(refused > 100);
  CHECK(refused < 300);
}

TEST_CASE("no line is open whose name says a restriction") {
  const auto words = std::to_array<std::string_view>(
      {"nomod",    "no-mod",         "no-change", "unchanged",      "unmodified",
       "nd",       "no-derivatives", "nc",        "non-commercial", "noncommercial",
       "academic", "educational",    "research",  "evaluation",     "trial",
       "demo",     "personal",       "private",   "internal",       "military",
       "nuclear",  "restricted"});
  const LicenceTable& table = founding_licences();
  int found = 0;
  for (const LicenceLine& line : table.lines()) {
    if (line.kind != LicenceKind::licence && line.kind != LicenceKind::reference) continue;
    const std::string name = '-' + in_lower_case(line.id) + '-';
    const bool restricted = std::ranges::any_of(words, [&](std::string_view word) {
      return name.find('-' + std::string{word} + '-') != std::string::npos;
    });
    if (!restricted) continue;
    ++found;
    CAPTURE(line.id);
    CHECK(profile_degree(line.profile, table.weights(AssetClass::software)) > Share{});
  }
  CHECK(found > 50);
  CHECK(table.reference("LicenseRef-scancode-bsd-new-nomod")->profile.level(Dimension::modify) ==
        kClosedLevel);
}

TEST_CASE("a table from another system is read: a mark before it, carriage returns in it") {
  const std::string plain{founding_licences_tsv()};
  std::string written = "\xEF\xBB\xBF";
  for (const char c : plain) written += c == '\n' ? std::string{"\r\n"} : std::string{c};
  const auto read = read_replacement_licences(written);
  REQUIRE(read);
  CHECK(read->lines().size() == founding_licences().lines().size());
  CHECK(read->licence("MIT")->name == "MIT License");
  const auto wide = read_replacement_licences("\xFF\xFEl\0i\0");
  REQUIRE_FALSE(wide);
  CHECK(wide.error().what.find("UTF-8") != std::string::npos);
}

}  // namespace
}  // namespace quitrent
