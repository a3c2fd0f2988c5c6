// SPDX-License-Identifier: EUPL-1.2
//
// A gallery of broken files: broken_files.txt makes one place of a sound schedule or charter wrong,
// and names every finding with its position.
#include "tax/schedule/check.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/folders.hpp"

namespace quitrent {
using namespace tax;
namespace {

std::string sample(const std::string& name) {
  return testing::file_text(testing::source_folder() + "/tests/tax/schedule/" + name);
}

/// A line of the gallery with its escapes `\n` as line breaks.
std::string unescaped(std::string text) {
  for (std::size_t at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at + 1)) {
    text.replace(at, 2, "\n");
  }
  return text;
}

std::string lines_of(const std::vector<ScheduleFault>& findings) {
  std::string text;
  for (const ScheduleFault& finding : findings) {
    text += "  " + std::to_string(finding.line) + ':' + std::to_string(finding.column) + ": " +
            std::string{to_text(finding.severity)} + ": " + finding.what + '\n';
  }
  return text;
}

std::vector<ScheduleFault> findings_of(const std::string& toml, bool is_charter = false) {
  if (is_charter) {
    const auto read = read_charter(toml);
    return read ? std::vector<ScheduleFault>{} : read.error();
  }
  return checked_schedule({.toml = toml, .today = *day(2027, 5, 1), .engine = {0, 1, 0}}).findings;
}

/// One row of the gallery.
struct Broken {
  std::string title, old, by, findings;
};

std::vector<Broken> gallery() {
  std::vector<Broken> rows;
  std::string text = sample("broken_files.txt");
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.starts_with("- ")) {
      rows.back().old = unescaped(line.substr(2));
    } else if (line.starts_with("+ ")) {
      rows.back().by = unescaped(line.substr(2));
    } else if (line.starts_with("  ")) {
      rows.back().findings += line + '\n';
    } else if (!line.empty() && !line.starts_with('#')) {
      rows.push_back({.title = line, .old = {}, .by = {}, .findings = {}});
    }
    begin = end + 1;
  }
  return rows;
}

TEST_CASE("each broken schedule and charter has its findings, with the exact text and position") {
  const std::vector<Broken> rows = gallery();
  CHECK(rows.size() >= 100);
  for (const Broken& row : rows) {
    CAPTURE(row.title);
    const bool is_charter = row.title.starts_with("charter: ");
    std::string toml = sample(is_charter ? "sound_charter.toml" : "sound_schedule.toml");
    const std::size_t at = toml.find(row.old);
    REQUIRE(at != std::string::npos);
    toml.replace(at, row.old.size(), row.by);
    CHECK(lines_of(findings_of(toml, is_charter)) == row.findings);
    CHECK_FALSE(row.findings.empty());
    // What check calls an error in the file itself, the reader of a register refuses too.
    const bool is_lawful = !row.findings.contains("error: ") ||
                           row.findings.contains("the charter allows") ||
                           row.findings.contains("needs the program");
    if (!is_charter) CHECK((read_new_schedule(toml).has_value() || !is_lawful));
  }
}

TEST_CASE("the sound files have no finding, with tabs, CRLF and a byte order mark too") {
  CHECK(findings_of(sample("sound_charter.toml"), true).empty());
  const std::string sound = sample("sound_schedule.toml");
  std::string tabbed = sound;
  std::string windows = sound;
  for (std::size_t at = 0; (at = tabbed.find("  ", at)) != std::string::npos;) {
    tabbed.replace(at, 2, "\t");
  }
  for (std::size_t at = 0; (at = windows.find('\n', at)) != std::string::npos; at += 2) {
    windows.insert(at, 1, '\r');
  }
  for (const std::string& toml :
       {sound, tabbed, windows, "\xEF\xBB\xBF" + sound, "\xEF\xBB\xBF" + windows}) {
    CHECK(lines_of(findings_of(toml)).empty());
    // Their faults have the same positions.
    std::string spoiled = toml;
    spoiled.replace(spoiled.find("\"EUR\""), 5, "EUR");
    spoiled.replace(spoiled.find("\"3.5%\""), 6, "\"3.5\"");
    const auto found = findings_of(spoiled);
    REQUIRE(found.size() == 2);
    CHECK(found[0].position() == SourcePosition{2, 12});
    CHECK(found[1].line == 15);
  }
}

TEST_CASE("a document that nests 10'000 deep is refused, in each way to nest") {
  std::string key = "a";
  std::string tables;
  for (int depth = 0; depth < 10'000; ++depth) {
    key += ".a";
    tables += "{a=";
  }
  for (const std::string& toml : {key + " = 1\n", '[' + key + "]\n", "[[" + key + "]]\n",
                                  "a = " + std::string(10'000, '['), "a = " + tables}) {
    const auto found = findings_of(toml);
    REQUIRE(found.size() >= 1);
    CHECK(found[0].what.starts_with("not "));
    CHECK_FALSE(read_schedule(toml).has_value());
  }
}

TEST_CASE("a schedule is compared with those before it, once it can be read") {
  const std::string sound = sample("sound_schedule.toml");
  std::string before = sound;
  before.replace(before.find("effective = 2027-07-01\n"), 23, "");
  before.replace(before.find("\"5%\""), 4, "\"3%\"");
  before.replace(before.find("name = \"patent\""), 15, "name = \"design\"");
  const auto test = before.find("[[test]]");
  before.erase(test);
  ScheduleQuestion asked{.toml = sound, .today = *day(2027, 5, 1), .engine = {0, 1, 0}};
  const auto read = read_new_schedule(before);
  REQUIRE(read.has_value());
  asked.before.push_back({begin_of(*read), *read});
  const CheckedSchedule compared = checked_schedule(asked);
  CHECK(compared.is_compared);
  CHECK(
      lines_of(compared.findings) ==
      "  1:1: warning: class \"design\" is dropped: that is lawful only while none of its assets "
      "lives\n"
      "  15:37: error: the charter allows no step above 0.5% (the greater of largest_step, 20% of "
      "the old rate, and largest_step_points, 0.5%); the effective rate of class \"patent\" above "
      "1000000 at degree 1 goes from 2.5% to 3.5% on 2028-01-01\n"
      "  21:37: error: the charter allows no step above 0.6% (the greater of largest_step, 20% of "
      "the old rate, and largest_step_points, 0.5%); the effective rate of class \"software\" "
      "above 0 at degree 1 goes from 3% to 5% on 2027-07-01\n");
  std::string spoiled = sound;
  spoiled.replace(spoiled.find("\"EUR\""), 5, "\"E\"");
  asked.toml = spoiled;
  CHECK_FALSE(checked_schedule(asked).is_compared);
}

TEST_CASE("a schedule without a first day is checked for the day that is asked") {
  std::string toml = sample("sound_schedule.toml");
  toml.replace(toml.find("effective = 2027-07-01\n"), 23, "");
  ScheduleQuestion asked{.toml = toml, .today = *day(2025, 5, 1), .engine = {0, 1, 0}};
  // Four lists begin after today, and two scales tax nothing until they begin.
  CHECK(checked_schedule(asked).findings.size() == 6);
  asked.effective = *day(2026, 1, 1);
  CHECK(checked_schedule(asked).findings.empty());
}

}  // namespace
}  // namespace quitrent
