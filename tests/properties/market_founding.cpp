// SPDX-License-Identifier: EUPL-1.2
//
// Foundings on schedules with wrong lines: a schedule that the check of a start accepts founds a
// register that works.
#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/charter.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/market/trial_register.hpp"
#include "tools/chance.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

constexpr std::string_view kSound = R"(effective = 2026-01-01
title = "Spoiled"
currency = "EUR"
[[class]]
name = "patent"
notice = "10d"
grant_back = true
  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "2.5%" }]
[[class]]
name = "software"
notice = "0s"
  [[class.scale]]
  from = 2026-01-01
  brackets = [{ above = "0", rate = "2.5%" }, { above = "100", rate = "3%" }]
[[degree]]
from = 2026-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" }]
[[degree.weights]]
from = 2026-01-01
class = "software"
A = "0.5"
U = "0.5"
[[procedure]]
from = 2026-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
late_surcharge = "10%"
[[revenue]]
from = 2026-01-01
shares = [{ to = "treasury", share = "100%" }]
)";

const std::vector<std::string> kDays{"1970-01-01", "2025-01-01", "2025-12-31", "2026-01-01",
                                     "2026-01-02", "2026-06-01", "9999-12-31"};
const std::vector<std::string> kNumbers{"0",   "1",         "100", "0.5",           "30",
                                        "180", "0.0000001", "28",  "9223372036854", "999999999"};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// Replaces one of the numbers in quotes by another, and keeps its unit.
void spoil_number(std::string& line, Chance& chance) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;
  for (std::size_t at = line.find('"'); at != std::string::npos; at = line.find('"', at + 1)) {
    const std::size_t end = std::min(line.find_first_not_of("0123456789.", at + 1), line.size());
    if (end > at + 1) ranges.emplace_back(at + 1, end - at - 1);
  }
  if (ranges.empty()) return;
  const auto [at, size] = chance.one_of(ranges);
  line.replace(at, size, chance.one_of(kNumbers));
}

/// The valid schedule with one to three wrong lines.
std::string spoiled(Chance& chance) {
  std::vector<std::string> lines = lines_of(kSound);
  if (chance.once_in(3)) lines.front() = "effective = " + chance.one_of(kDays);
  if (chance.once_in(3)) lines.erase(lines.begin());
  for (std::int64_t left = 1 + chance.number(3); left > 0; --left) {
    const auto at = chance.number(std::ssize(lines));
    std::string& line = lines[static_cast<std::size_t>(at)];
    const std::size_t day = line.find("20");
    if (day != std::string::npos) {
      line.replace(day, line.size() - day, chance.one_of(kDays));
    } else if (chance.once_in(4)) {
      lines.erase(lines.begin() + at);
    } else if (chance.once_in(4)) {
      lines.insert(lines.begin() + chance.number(std::ssize(lines)), std::string{line});
    } else if (chance.once_in(4)) {
      std::swap(line, lines[static_cast<std::size_t>(chance.number(std::ssize(lines)))]);
    } else {
      spoil_number(line, chance);
    }
  }
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

/// Founds a register, and lets half a year pass over an asset in it.
void live(const std::string& toml, Instant now) {
  TrialRegister trial{now, toml};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(1'000'000));
  static_cast<void>(trial.file(ana, patent(units(1'000), units(500))));
  trial.advance(now + Duration::from_days(200));
}

}  // namespace

TEST_CASE("a spoiled schedule is refused, or founds a register that lives") {
  int founded = 0;
  int refused = 0;
  for (std::uint64_t seed = 0; seed < 600; ++seed) {
    CAPTURE(seed);
    Chance chance{seed};
    const std::string toml = spoiled(chance);
    CAPTURE(toml);
    const Instant now = chance.once_in(4) ? *day(2027, 3, 1) : *day(2026, 1, 1);
    const auto checked = read_new_schedule(toml, now);
    if (!checked || !breaches({}, *checked).empty()) {
      ++refused;
      continue;
    }
    ++founded;
    // A schedule in a journal is read without the second of the founding.
    REQUIRE(read_schedule(toml).has_value());
    live(toml, now);
  }
  CHECK(founded > 100);
  CHECK(refused > 100);
}
