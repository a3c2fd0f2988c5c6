// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/policy_file.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/api/server/program.hpp"
#include "tools/simulation/request.hpp"

namespace quitrent {
namespace {

using testing::Folder;

std::string founding() { return std::string{tax::founding_schedule_toml()}; }

/// What the fault says; empty where there is none.
std::string fault_of(const std::function<void()>& run) {
  try {
    run();
    return {};
  } catch (const SimulationFault& fault) {
    return fault.what();
  }
}

TEST_CASE("each wrong value of behaviour is refused with its place and what would be right") {
  const Folder folder;
  struct Row {
    const char* line;
    const char* about;
  };
  const std::vector<Row> rows{
      {"discount = [\"0%\", \"5%\", \"8%\"]", "rates above 0"},
      {"discount = \"5%\"", "three values"},
      {"opening = [\"0%\", \"0.5%\", \"101%\"]", "up to 100%"},
      {"response = [\"0\", \"-1\", \"2\"]", "decimals from 0 on"},
      {"turnover = \"2.5\"", "one rate, such as \"2.5%\""},
      {"discout = [\"1%\", \"2%\", \"3%\"]", "its keys are discount, opening"}};
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto lines = std::ranges::count(founding(), '\n');
    const PolicyFile file =
        read_policy_file(folder.put("reform.toml", founding() + "[behaviour]\n" + row.line + "\n"));
    const std::string fault = fault_of([&] { behaviour_in(file, {}); });
    CHECK(fault.contains(row.about));
    CHECK(fault.contains("reform.toml:" + std::to_string(lines + 2) + ":"));
  }
}

TEST_CASE("behaviour is no part of the schedule, and lines keep their numbers") {
  const Folder folder;
  std::string text = founding();
  text.insert(text.find("[[class]]"), "[behaviour] # before the classes\nturnover = \"4%\"\n\n");
  const PolicyFile file = read_policy_file(folder.put("reform.toml", text));
  CHECK(fault_of([&] { schedule_in(file, Instant{}); }) == "");
  CHECK(behaviour_in(file, {}).turnover.ppb() == 40'000'000);
  CHECK(behaviour_in(file, {{"turnover", "1%"}}).turnover.ppb() == 10'000'000);
  const auto discounts = behaviour_in(file, {{"discount", "1%, 2%,3%"}}).discount;
  CHECK(discounts[2].ppb() == 30'000'000);
  const auto line = std::ranges::count(text, '\n') + 2;
  const PolicyFile wrong =
      read_policy_file(folder.put("wrong.toml", text + "[[degree]]\nfrm = 1970-01-01\n"));
  CHECK(fault_of([&] {
          schedule_in(wrong, Instant{});
        }).contains("wrong.toml:" + std::to_string(line - 1) + ":"));
}

TEST_CASE("a file that is no file, or too large, is refused") {
  const Folder folder;
  CHECK(fault_of([&] { read_policy_file(folder.path().string()); }).contains("is a folder"));
  CHECK(fault_of([&] { read_policy_file(folder / "none"); }).contains("cannot be read"));
  std::string comment;
  comment.resize(10'000'001, '#');
  const std::string large = folder.put("large.toml", comment);
  CHECK(fault_of([&] { read_policy_file(large); }).contains("larger than 10 MB"));
}

}  // namespace
}  // namespace quitrent
