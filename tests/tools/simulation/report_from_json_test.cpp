// SPDX-License-Identifier: EUPL-1.2
//
// A report that was written as JSON comes back as it was, and nothing else is taken for one.
#include "tools/simulation/report_from_json.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tax/schedule/founding.hpp"
#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"
#include "tests/tools/simulation/invented_report.hpp"
#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/csv_report.hpp"
#include "tools/simulation/json_report.hpp"
#include "tools/simulation/page_report.hpp"
#include "tools/simulation/text_report.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;
using testing::invented_report;

SimulationReport again(const SimulationReport& report) {
  return report_from_json(Json::parse(json_report(report)), "the register");
}

/// Whether every form of both reports is the same.
void check_alike(const SimulationReport& report) {
  const SimulationReport read = again(report);
  CHECK(json_report(read) == json_report(report));
  CHECK(text_report(read) == text_report(report));
  CHECK(page_report(read) == page_report(report));
  const auto tables = tables_of(report);
  const auto tables_read = tables_of(read);
  REQUIRE(tables_read.size() == tables.size());
  for (std::size_t at = 0; at < tables.size(); ++at) {
    CAPTURE(tables[at].name);
    CHECK(csv_text(tables_read[at], read.provenance) == csv_text(tables[at], report.provenance));
  }
}

/// What is said about an answer; empty where it is taken.
std::string fault_of_answer(const Json& answer) {
  try {
    report_from_json(answer, "http://there");
    return {};
  } catch (const PolicyFault& fault) {
    return fault.what();
  }
}

/// The ways to all values below one; `members`: only to members of objects.
void add_ways(const Json& value, const Json::json_pointer& way, bool members,
              std::vector<Json::json_pointer>& all) {
  if (!value.is_structured()) return;
  for (const auto& [name, one] : value.items()) {
    const auto next = value.is_array() ? way / std::stoul(name) : way / name;
    if (value.is_object() || !members) all.push_back(next);
    add_ways(one, next, members, all);
  }
}

TEST_CASE("a report of chance comes back from JSON in every form") {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    check_alike(invented_report(seed));
  }
}

TEST_CASE("a report of a kept register comes back from JSON in every form") {
  const testing::Folder folder;
  SimulationRequest request;
  request.register_file = folder / "register.db";
  std::filesystem::copy_file(testing::source_folder() + "/tests/formats/4574b52/real.db",
                             request.register_file);
  std::string text{tax::founding_schedule_toml()};
  for (const char* const rate : {"2.5%", "3.1%", "0%"}) {
    CAPTURE(rate);
    std::string reform = text;
    reform.replace(reform.find("2.5%"), 4, rate);
    request.reform_file = folder.put("reform.toml", reform);
    check_alike(simulated(request));
  }
}

TEST_CASE("an answer that lacks something, or has another type, is not believed") {
  std::uint64_t seed = 0;
  while (invented_report(seed).losers.empty() || invented_report(seed).rates[0].points.empty()) {
    ++seed;
  }
  const Json whole = Json::parse(json_report(invented_report(seed)));
  REQUIRE(fault_of_answer(whole).empty());
  std::vector<Json::json_pointer> members, values;
  add_ways(whole, Json::json_pointer{}, true, members);
  add_ways(whole, Json::json_pointer{}, false, values);
  REQUIRE(values.size() > 200);
  const std::string said = "http://there does not answer as a register does: ";
  for (const auto& way : members) {
    CAPTURE(way.to_string());
    // A register that answers names neither itself nor a command.
    constexpr std::array<std::string_view, 5> kOptional{"register", "command", "from", "to",
                                                        "discount"};
    const bool is_option = way.parent_pointer().to_string() == "/provenance" &&
                           std::ranges::find(kOptional, way.back()) != kOptional.end();
    Json part = whole;
    part.at(way.parent_pointer()).erase(way.back());
    if (!is_option) CHECK(fault_of_answer(part).starts_with(said));
  }
  for (const auto& way : values) {
    CAPTURE(way.to_string());
    for (const Json& other : {Json(), Json(-1), Json(1.5), Json::object(), Json::array({1})}) {
      CAPTURE(other.dump());
      Json wrong = whole;
      wrong[way] = other;
      CHECK(fault_of_answer(wrong).starts_with(said));
    }
  }
}

TEST_CASE("an answer that does not add up is not believed, and the fault names the place") {
  const Json whole = Json::parse(json_report(invented_report(1)));
  const auto fault_with = [&whole](const char* name, const Json& other) {
    Json wrong = whole;
    wrong["result"][name] = other;
    return fault_of_answer(wrong);
  };
  CHECK(fault_with("difference", "0.000001").ends_with("result.difference does not add up"));
  CHECK(fault_with("assets", 1U).ends_with("result.assets does not add up"));
  CHECK(fault_with("currency", 5).ends_with("result.currency is no text"));
  CHECK(fault_with("baseline", "1,000.00").ends_with("result.baseline is no amount"));
  CHECK(fault_with("more", Json()).empty());
  const auto points = [](const std::vector<const char*>& multipliers) {
    Json rows = Json::array();
    for (const char* const one : multipliers) {
      rows.push_back({{"multiplier", one}, {"highest_rate", "0"}, {"revenue", "0.00"}});
    }
    return rows;
  };
  CHECK(fault_with("revenue_curve", points({"0", "1", "2.5"})).empty());
  CHECK(fault_with("revenue_curve", points({"1"})).empty());
  CHECK(fault_with("revenue_curve", points({"1", "2"})).ends_with("must begin at 0"));
  CHECK(
      fault_with("revenue_curve", points({"0", "0"})).ends_with("[1].multiplier does not ascend"));
  Json wrong = whole;
  wrong["result"]["behaviour"]["opened"].erase(0);
  CHECK(fault_of_answer(wrong).ends_with("result.behaviour.opened must have 3 rows"));
  CHECK(fault_of_answer(Json::array()).contains("does not answer as a register does"));
}

}  // namespace
}  // namespace quitrent
