// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/policy_file.hpp"

#include <algorithm>
#include <functional>
#include <string>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/api/server/program.hpp"
#include "tools/quitrent/policy_words.hpp"
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
  } catch (const PolicyFault& fault) {
    return fault.what();
  }
}

TEST_CASE("each wrong value of behaviour is refused with its place and what would be right") {
  const Folder folder;
  struct Row {
    const char* line;
    const char* about;
  };
  const std::vector<Row> rows{{"discount = \"0%,5%,8%\"", "rates above 0"},
                              {"discount = \"5%\"", "three values"},
                              {"discount = [\"3%\", \"5%\", \"8%\"]", "text in quotes"},
                              {"opening = \"0%,0.5%,101%\"", "up to 100%"},
                              {"response = \"0,-1,2\"", "decimals from 0 to 100"},
                              {"discount = \"3%,8%,5%\"", "none below the one before"},
                              {"opening = \"2%,1%,0%\"", "none below the one before"},
                              {"response = \"1,0,2\"", "none below the one before"},
                              {"turnover = \"2.5\"", "one rate up to 100%"},
                              {"discout = \"1%,2%,3%\"", "did you mean \"discount\""}};
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const auto lines = std::ranges::count(founding(), '\n');
    const PolicyFile file =
        read_policy_file(folder.put("reform.toml", founding() + "[behaviour]\n" + row.line + "\n"));
    const std::string fault = fault_of([&] { schedule_in(file, Instant{}); });
    CAPTURE(fault);
    CHECK(fault.contains(row.about));
    CHECK(fault.contains("reform.toml:" + std::to_string(lines + 2) + ":"));
  }
}

TEST_CASE("behaviour is read with the schedule, and flags override it") {
  const Folder folder;
  const std::string text =
      founding() + "[behaviour] # at the end\nturnover = \"4%\"\nresponse = \"0, 0.5, 1\"\n";
  const tax::Schedule schedule =
      schedule_in(read_policy_file(folder.put("reform.toml", text)), Instant{});
  CHECK(behaviour_in(schedule, {}).turnover.ppb() == 40'000'000);
  CHECK(behaviour_in(schedule, {}).response_ppm[1] == 500'000);
  CHECK(behaviour_in(schedule, {{"turnover", "1%"}}).turnover.ppb() == 10'000'000);
  CHECK(behaviour_in(schedule, {{"discount", "1%, 2%,3%"}}).discount[2].ppb() == 30'000'000);
  CHECK(fault_of([&] {
          behaviour_in(schedule, {{"turnover", "1"}});
        }).contains("--turnover must be one rate"));
}

TEST_CASE("a file that is no file, or too large, is refused") {
  const Folder folder;
  CHECK(fault_of([&] { read_policy_file(folder.path().string()); }).contains("is a folder"));
  CHECK(fault_of([&] { read_policy_file(folder / "none"); }).contains("cannot be read"));
  std::string comment;
  comment.resize(64 * 1024 + 1, '#');
  const std::string large = folder.put("large.toml", comment);
  CHECK(fault_of([&] {
          read_policy_file(large);
        }).contains("is larger than 64 KiB, the most that a register takes"));
}

}  // namespace
}  // namespace quitrent
