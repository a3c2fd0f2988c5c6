// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/history.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/money.hpp"

namespace quitrent::history {
namespace {

using Json = nlohmann::json;

const Instant kStart = *parse_instant("2024-11-28T00:00:00Z");

const History& plan() {
  static const History made = invented_history(kStart);
  return made;
}

/// Every mark within a body, but those of time, which the plan has replaced.
void collect(const Json& value, std::set<std::string>& marks) {
  if (value.is_string() && value.get_ref<const std::string&>().starts_with('@')) {
    marks.insert(value.get<std::string>());
  }
  if (!value.is_structured()) return;
  for (const Json& part : value) collect(part, marks);
}

/// The marks that a step needs.
std::set<std::string> needs(const Step& step) {
  std::set<std::string> marks;
  if (!step.by.empty()) marks.insert("@party:" + step.by);
  if (!step.subject.empty()) marks.insert(step.subject);
  if (!step.thing.empty()) marks.insert(step.thing);
  if (step.body.starts_with('{')) collect(Json::parse(step.body), marks);
  return marks;
}

std::string as_text(const Step& step) {
  return to_text(step.at) + route_of(step.kind).name + '|' + step.by + '|' + step.subject + '|' +
         step.thing + '|' + step.body + '|' + step.makes;
}

}  // namespace

TEST_CASE("the history files something of every kind") {
  std::map<StepKind, int> count;
  for (const Step& step : plan().steps) ++count[step.kind];
  for (const Route& route : routes()) {
    CAPTURE(route.name);
    CHECK(count[route.kind] > 0);
    CHECK(&route_of(route.kind) == &route);
  }
  CHECK(plan().parties >= 40);
  CHECK(plan().assets >= 150);
}

TEST_CASE("the history has all classes, values from 100 to 5 million, and many terms") {
  std::set<std::string> classes, terms, relations;
  Money lowest = kHighestAssessment, highest;
  for (const Step& step : plan().steps) {
    if (step.kind != StepKind::registration) continue;
    const Json body = Json::parse(step.body);
    classes.insert(body.at("class"));
    terms.insert(body.value("terms", Json()).dump());
    for (const Json& origin : body.value("derived_from", Json::array())) {
      relations.insert(origin.at("relation"));
    }
    const Money value = *parse_money(body.at("assessment").get<std::string>());
    lowest = least(lowest, value);
    highest = greatest(value, highest);
    CHECK(body.at("identifiers").at(0).at("scheme") == "invented");
  }
  CHECK(classes.size() == 7);
  CHECK(terms.size() > 25);
  CHECK(relations == std::set<std::string>{"derived", "fork", "translation", "version"});
  CHECK(lowest == *parse_money("100"));
  CHECK(highest == *parse_money("5000000"));
}

TEST_CASE("the history buys baskets, and something in each of its last days") {
  std::size_t baskets = 0;
  std::set<std::string> last_days;
  for (const Step& step : plan().steps) {
    if (step.kind != StepKind::purchase) continue;
    if (Json::parse(step.body).at("items").size() > 1) ++baskets;
    if (plan().end - step.at < Duration::from_days(6))
      last_days.insert(to_text(step.at).substr(0, 10));
  }
  CHECK(baskets > 3);
  CHECK(last_days.size() >= 5);
}

TEST_CASE("each step of the history comes in time, and names only what was made before") {
  std::set<std::string> known;
  Instant now = kStart;
  for (const Step& step : plan().steps) {
    CAPTURE(as_text(step));
    CHECK(step.at >= now);
    now = step.at;
    for (const std::string& mark : needs(step)) {
      CAPTURE(mark);
      CHECK(known.contains(mark));
    }
    if (step.makes.empty()) continue;
    CHECK(known.insert(step.makes).second);
    known.insert("@digest:" + step.makes.substr(step.makes.find(':') + 1));
  }
  CHECK(now < plan().end);
  CHECK(plan().end == kStart + kLength);
}

TEST_CASE("the same start gives the same history, another start the same on other days") {
  const History again = invented_history(kStart);
  CHECK(std::ranges::equal(plan().steps, again.steps, {}, as_text, as_text));
  CHECK(plan().holder == again.holder);
  const Duration later = Duration::from_seconds(1'000'000);
  const History other = invented_history(kStart + later);
  REQUIRE(other.steps.size() == plan().steps.size());
  for (std::size_t at = 0; at < other.steps.size(); ++at) {
    CHECK(other.steps[at].at == plan().steps[at].at + later);
    CHECK(other.steps[at].subject == plan().steps[at].subject);
  }
}

}  // namespace quitrent::history
