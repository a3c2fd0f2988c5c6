// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_test.hpp"

#include <algorithm>
#include <fstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/tested.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/slice_text.hpp"

namespace quitrent {
namespace {

using Results = std::vector<tax::TestResult>;

std::string expected_text(const tax::TestResult& result) {
  return result.test.expect ? to_text(*result.test.expect) : "fail";
}

std::string got_text(const tax::TestResult& result) {
  return result.tax ? to_text(result.tax->total) : "fail";
}

/// What a failing test shows: what was expected, what came of it, and why.
std::string report_of(const tax::TestResult& result, const std::string& file,
                      const std::string& indent) {
  std::string text =
      fmt::format("{}expected {} ({}:{}:{})\n{}got      {}", indent, expected_text(result), file,
                  result.test.position.line, result.test.position.column, indent, got_text(result));
  if (result.tax && result.test.expect) {
    const std::int64_t expected = result.test.expect->micro();
    const std::int64_t got = result.tax->total.micro();
    const Money apart = Money::from_micro(std::max(expected, got) - std::min(expected, got));
    text += fmt::format(", {} {}", to_text(apart), got > expected ? "more" : "less");
  }
  text += result.tax ? "\n" + slice_lines(*result.tax, file, indent) : ": " + result.refusal + '\n';
  return text;
}

/// A text within XML; characters that XML 1.0 cannot hold become question marks.
std::string in_xml(const std::string& text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? '?' : c;
    }
  }
  return safe;
}

std::string junit_text(const Results& results, const std::string& file) {
  const auto failed = std::ranges::count_if(
      results, [](const tax::TestResult& result) { return !result.passed(); });
  std::string text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n",
      in_xml(file), results.size(), failed);
  for (const tax::TestResult& result : results) {
    text += fmt::format("  <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                        to_text(result.test.asset_class), in_xml(result.test.name), in_xml(file),
                        result.test.position.line);
    if (result.passed()) {
      text += "/>\n";
      continue;
    }
    text +=
        fmt::format(">\n    <failure message=\"expected {}, got {}\">{}</failure>\n",
                    expected_text(result), got_text(result), in_xml(report_of(result, file, "")));
    text += "  </testcase>\n";
  }
  return text + "</testsuite>\n";
}

}  // namespace

std::string tests_text(const std::vector<tax::TestResult>& results, const std::string& file) {
  std::string text;
  std::size_t failed = 0;
  for (const tax::TestResult& result : results) {
    text += fmt::format("{}  {}: {} from {} to {}\n", result.passed() ? "ok    " : "FAILED",
                        result.test.name, got_text(result), tax::stated_day(result.over.begin),
                        tax::stated_day(result.over.end));
    if (result.passed()) continue;
    ++failed;
    text += report_of(result, file, "        ");
  }
  return text + fmt::format("{} test{}, {} failed\n", results.size(),
                            results.size() == 1 ? "" : "s", failed);
}

nlohmann::ordered_json tests_json(const std::vector<tax::TestResult>& results,
                                  const std::string& file) {
  nlohmann::ordered_json tests = nlohmann::ordered_json::array();
  std::size_t failed = 0;
  for (const tax::TestResult& result : results) {
    failed += result.passed() ? 0U : 1U;
    nlohmann::ordered_json test{
        {"name", result.test.name},           {"passed", result.passed()},
        {"expected", expected_text(result)},  {"got", got_text(result)},
        {"from", to_text(result.over.begin)}, {"to", to_text(result.over.end)},
        {"line", result.test.position.line}};
    if (result.tax) {
      test["tax"] = slice_json(*result.tax, file);
    } else {
      test["refusal"] = result.refusal;
    }
    tests.push_back(std::move(test));
  }
  return {{"file", file}, {"tests", tests}, {"failed", failed}};
}

CommandAnswer answer_policy_test(const PolicyWords& asked) {
  std::string file;
  std::string junit;
  bool is_json = false;
  CLI::App app{"Run the tests that a schedule holds.", "quitrent policy test"};
  app.add_option("file", file, "the schedule; - reads standard input")
      ->type_name("FILE")
      ->required();
  app.add_flag("--json", is_json, "print JSON");
  app.add_option("--junit", junit, "also write a report in the form of JUnit")->type_name("FILE");
  return answered(app, asked, [&]() -> CommandAnswer {
    const tax::Schedule schedule = schedule_of_file(file);
    if (schedule.tests.empty()) throw PolicyFault{file + ": holds no [[test]]"};
    const Results results =
        test_results(schedule, tax::DegreeFacts{.licences = tax::founding_licences()});
    if (!junit.empty()) {
      std::ofstream report{junit, std::ios::binary};
      report << junit_text(results, file) << std::flush;
      if (!report) throw PolicyFault{junit + ": cannot be written"};
    }
    const bool all_passed = std::ranges::all_of(results, &tax::TestResult::passed);
    return {.exit_code = all_passed ? 0 : 1,
            .output = is_json ? json_lines(tests_json(results, file)) : tests_text(results, file),
            .fault = {}};
  });
}

}  // namespace quitrent
