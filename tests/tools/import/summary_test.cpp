// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/summary.hpp"

#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tools/import/licence_label.hpp"

namespace quitrent::debian {
namespace {

Registered package(const char* name, const char* degree, CopyrightFacts facts) {
  return {.name = name,
          .fate = Fate::registered,
          .asset = "ast_1",
          .degree = degree,
          .why = {},
          .facts = std::move(facts)};
}

CopyrightFacts local(const char* label) {
  return {.label = label, .holder = "Teasel", .spdx = local_reference(label), .why = {kLocalText}};
}

UnreadPackage unread(const char* name, UnreadReason reason, const char* detail) {
  return {name, {.reason = reason, .detail = detail, .what = "is open"}};
}

/// Three packages of degree 0, two closed for want of evidence, two refused (by the register, and
/// for an unclear licence), three skipped.
ImportOutcome sample() {
  const CopyrightFacts plain{.label = "MPL-2.0", .holder = "Teasel", .spdx = "MPL-2.0", .why = {}};
  Registered refused = package("fern", "", plain);
  refused.fate = Fate::refused;
  refused.why = "below-cover: the escrow is short";
  Registered invented = package("Invented", "1.000000", {});
  return {.server = "http://127.0.0.1:1",
          .assets = {package("ash", "0.000000", plain), package("beech", "1.000000", local("Own")),
                     package("cedar", "0.000000", plain), package("dogwood", "0.000000", plain),
                     package("elder", "1.000000", local("Other")), refused},
          .invented = {invented},
          .unread = {unread("gorse", UnreadReason::unclear_licence, "A, B"),
                     unread("hazel", UnreadReason::not_machine_readable, ""),
                     unread("ivy", UnreadReason::malformed, "line 3: wrong"),
                     unread("juniper", UnreadReason::not_machine_readable, "")},
          .members = 1,
          .buyer = {},
          .history = {}};
}

}  // namespace

TEST_CASE("the summary tells degrees, refusals and skips by reason with an example") {
  const auto json = nlohmann::json::parse(summary_json(sample(), Detail::counts));
  CHECK(json == nlohmann::json::parse(R"({
    "registered": 5, "already_there": 0, "holders": 1,
    "degrees": {
      "0.000000": {"count": 3, "rests_on": {}},
      "1.000000": {"count": 2, "rests_on": {
        "the text stands in this package only": {"count": 2, "example": "beech: Own"}}}},
    "refused": 2,
    "refusals": {
      "below-cover": {"count": 1, "example": "fern: the escrow is short"},
      "unclear-licence: is open": {"count": 1, "example": "gorse: A, B"}},
    "skipped": 3,
    "skips": {
      "malformed": {"count": 1, "example": "ivy: line 3: wrong"},
      "not-machine-readable": {"count": 2, "example": "hazel"}},
    "invented": {"registered": 1, "already_there": 0}
  })"));
}

TEST_CASE("the summary for people says the same") {
  const std::string text = summary_text(sample(), Detail::counts);
  CHECK(text ==
        "       5  packages registered\n"
        "       0  packages already there\n"
        "       3    of degree 0.000000\n"
        "       2    of degree 1.000000\n"
        "       2      the text stands in this package only (beech: Own)\n"
        "       1  holders\n"
        "       1  invented assets registered\n"
        "       0  invented assets already there\n"
        "       2  refused\n"
        "       1    below-cover (fern: the escrow is short)\n"
        "       1    unclear-licence: is open (gorse: A, B)\n"
        "       3  packages skipped\n"
        "       1    malformed (ivy: line 3: wrong)\n"
        "       2    not-machine-readable (hazel)\n");
}

TEST_CASE("the summary tells a history, and the keys with which to look around in it") {
  ImportOutcome outcome = sample();
  CHECK_FALSE(nlohmann::json::parse(summary_json(outcome, Detail::counts)).contains("history"));
  CHECK_FALSE(summary_text(outcome, Detail::counts).contains("holder_key="));
  outcome.history = HistorySummary{.from = *parse_instant("2024-11-28T00:00:00Z"),
                                   .to = *parse_instant("2026-11-28T00:00:00Z"),
                                   .steps = 7,
                                   .parties = 2,
                                   .assets = 3,
                                   .holder_key = "h",
                                   .registrar_key = "r",
                                   .policy_key = "p",
                                   .approver_key = "a"};
  CHECK(summary_text(outcome, Detail::counts)
            .ends_with("       7  filings of an invented history from 2024-11-28 to 2026-11-28\n"
                       "       2    invented parties\n"
                       "       3    invented assets\n"
                       "\nholder_key=h\nregistrar_key=r\npolicy_key=p\napprover_key=a\n"));
  const auto json = nlohmann::json::parse(summary_json(outcome, Detail::counts)).at("history");
  CHECK(json.at("filings") == 7);
  CHECK(json.at("to") == "2026-11-28T00:00:00Z");
  CHECK(json.at("approver_key") == "a");
}

TEST_CASE("a package that is there under other terms than these has no degree to tell") {
  ImportOutcome outcome = sample();
  outcome.assets = {package("ash", "", {})};
  outcome.assets.front().fate = Fate::already_there;
  const auto json = nlohmann::json::parse(summary_json(outcome, Detail::counts));
  CHECK(json.at("already_there") == 1);
  CHECK(json.at("degrees").at("unknown").at("count") == 1);
}

}  // namespace quitrent::debian
