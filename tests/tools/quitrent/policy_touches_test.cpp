// SPDX-License-Identifier: EUPL-1.2
//
// Whom the changes of a schedule touch in a kept register.
#include "tools/quitrent/policy_touches.hpp"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tax/degree_timeline.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/tools/quitrent/kept_register.hpp"
#include "tools/quitrent/policy_register.hpp"

namespace quitrent {
namespace {

using testing::policy;

/// The founding schedule with one text in the place of another.
std::string founding_with(const std::string& old, const std::string& by) {
  std::string toml{tax::founding_schedule_toml()};
  return toml.replace(toml.find(old), old.size(), by);
}

const std::string kHalfCurve =
    "points = [{ degree = \"0\", multiplier = \"0\" }, { degree = \"0.5\", multiplier = \"0.25\" "
    "}, { degree = \"1\", multiplier = \"1\" }]";
const std::string kWholeCurve =
    "points = [{ degree = \"0\", multiplier = \"0\" }, { degree = \"1\", multiplier = \"1\" }]";
const std::string kWeights =
    "[[degree.weights]]\nfrom = 1970-01-01\nclass = \"software\"\nA = \"1\"\n\n[[procedure]]";

/// Counts the live assets for which `is_touched` holds, one by one.
template <class Rule>
Touched counted(const api::FoldedJournal& folded, Rule&& is_touched) {
  Touched touched;
  std::set<Ordinal> holders;
  for (Ordinal ordinal = 0; ordinal < folded.books.asset_count(); ++ordinal) {
    const Asset& asset = folded.books.asset(ordinal);
    const bool lives = asset.has_holder() && asset.expires_at > folded.head.at;
    if (!lives || !is_touched(asset)) continue;
    ++touched.assets;
    touched.assessed += asset.status.assessment;
    holders.insert(asset.holder);
  }
  touched.holders = holders.size();
  return touched;
}

/// The register, and what the changes from the founding schedule to another one touch in it.
struct TouchScene {
  testing::PassingFolder folder;
  std::unique_ptr<api::FoldedJournal> folded = register_of_file(testing::kept_register(folder));
  tax::Schedule founding = *tax::read_new_schedule(tax::founding_schedule_toml());

  TouchedByAll touched(const std::string& toml) const {
    return touched_by(*folded, founding, *tax::read_new_schedule(toml));
  }
  Share degree(const Asset& asset, const tax::Schedule& schedule) const {
    const auto timeline =
        tax::ScheduleTimeline::founded_on(schedule, folded->books.timeline()->basis());
    return degree_at(*timeline, asset.asset_class, asset.particulars->levels, Instant{});
  }
};

TEST_CASE("a bracket touches the live assets of its class above its edge") {
  const TouchScene scene;
  const Money edge = *parse_money("1200");  // that of one of them: it lies not above
  const TouchedByAll all = scene.touched(founding_with(
      "brackets = [{ above = \"0\", rate = \"2.5%\" }]",
      "brackets = [{ above = \"0\", rate = \"2%\" }, { above = \"1200\", rate = \"3%\" }]"));
  REQUIRE(all.changes.size() == 2);
  const auto is_patent = [](const Asset& asset) { return asset.asset_class == AssetClass::patent; };
  const Touched patents = counted(*scene.folded, is_patent);
  const Touched above = counted(*scene.folded, [&](const Asset& asset) {
    return is_patent(asset) && asset.status.assessment > edge;
  });
  REQUIRE(above.assets > 0);
  REQUIRE(patents.assets > above.assets);
  REQUIRE(patents.holders < patents.assets);
  CHECK(all.changes[0] == patents);
  CHECK(all.changes[1] == above);
  CHECK(all.together == patents);
}

TEST_CASE("a curve touches the assets whose degree lies where both curves differ") {
  const TouchScene scene;
  const TouchedByAll all = scene.touched(founding_with(kWholeCurve, kHalfCurve));
  REQUIRE(all.changes.size() == 1);
  const Touched between = counted(*scene.folded, [&](const Asset& asset) {
    const Share degree = scene.degree(asset, scene.founding);
    return degree > Share{} && degree < kWhole;
  });
  REQUIRE(between.assets > 0);
  CHECK(between.assets < counted(*scene.folded, [](const Asset&) { return true; }).assets);
  CHECK(all.changes[0] == between);
}

TEST_CASE("weights touch the assets whose degree they change, the procedure touches all") {
  const TouchScene scene;
  const std::string toml = founding_with("[[procedure]]", kWeights);
  const tax::Schedule weighed = *tax::read_new_schedule(toml);
  const TouchedByAll all = scene.touched(toml);
  REQUIRE(all.changes.size() == 1);
  CHECK(all.changes[0] == counted(*scene.folded, [&](const Asset& asset) {
          return scene.degree(asset, scene.founding) != scene.degree(asset, weighed);
        }));
  REQUIRE(all.changes[0].assets > 0);
  const Touched every = counted(*scene.folded, [](const Asset&) { return true; });
  CHECK(scene.touched(founding_with("grace = \"30d\"", "grace = \"31d\"")).changes[0] == every);
  CHECK(scene.touched(founding_with("\"commons fund\"", "\"forest\"")).together == Touched{});
}

TEST_CASE("the other way round the same assets are touched") {
  const TouchScene scene;
  const std::vector<std::string> texts{
      std::string{tax::founding_schedule_toml()},
      founding_with("rate = \"5%\"", "rate = \"6%\""),
      founding_with("brackets = [{ above = \"0\", rate = \"2.5%\" }]",
                    "brackets = [{ above = \"0\", rate = \"2%\" }, { above = \"500\", rate = "
                    "\"3%\" }]"),
      founding_with(kWholeCurve, kHalfCurve),
      founding_with("[[procedure]]", kWeights),
      founding_with("currency", "effective = 2029-01-01\ncurrency"),
      founding_with("grace = \"30d\"", "grace = \"40d\"")};
  for (const std::string& one : texts) {
    for (const std::string& other : texts) {
      const tax::Schedule left = *tax::read_new_schedule(one);
      const tax::Schedule right = *tax::read_new_schedule(other);
      const TouchedByAll there = touched_by(*scene.folded, left, right);
      const TouchedByAll back = touched_by(*scene.folded, right, left);
      CHECK(there.changes == back.changes);
      CHECK(there.together == back.together);
      CHECK((one != other) == !there.changes.empty());
    }
  }
}

TEST_CASE("diff says after each sentence whom it touches, in every form") {
  const testing::PassingFolder folder;
  const std::string register_file = testing::kept_register(folder);
  const std::string one = folder.file("a.toml", std::string{tax::founding_schedule_toml()});
  std::string text = founding_with("rate = \"5%\"", "rate = \"6%\"");
  text.replace(text.find("Founding schedule"), 17, "Reform");
  const std::string other = folder.file("b.toml", text);
  const CommandAnswer told = policy({"diff", one, other, "--register", register_file});
  CHECK(told.exit_code == 1);
  CHECK(told.output.contains("  The title is \"Reform\" instead of \"Founding schedule\".\n"));
  const auto json = nlohmann::json::parse(
      policy({"diff", one, other, "--register", register_file, "--json"}).output);
  const auto& change = json.at("changes").at(1);
  CHECK(json.at("changes").at(0).at("touches").is_null());
  CHECK(json.at("touches") == change.at("touches"));
  CHECK(json.at("register").at("sequence") == 480);
  const auto& touches = change.at("touches");
  const std::string sentence = "pay 6% instead of 5%. Touches " +
                               std::to_string(touches.at("assets").get<int>()) + " assets of " +
                               std::to_string(touches.at("holders").get<int>()) +
                               " holder, assessed at 51,500.00.";
  CHECK(told.output.contains(sentence));
  CHECK(told.output.contains("\nAll changes together: Touches "));
  CHECK(policy({"diff", one, other, "--register", register_file, "--markdown"})
            .output.contains(sentence));
  CHECK(!policy({"diff", one, other, "--json"}).output.contains("touches"));
  CHECK(policy({"diff", one, one, "--register", register_file}).output == "No difference.\n");
}

TEST_CASE("a register that cannot be read is told in one line") {
  const testing::PassingFolder folder;
  const std::string one = folder.file("a.toml", std::string{tax::founding_schedule_toml()});
  const auto told = [&](const std::string& name) {
    const CommandAnswer answer = policy({"diff", one, one, "--register", name});
    CHECK(answer.exit_code == 2);
    CHECK(answer.output.empty());
    return answer.fault;
  };
  CHECK(told("http://127.0.0.1:1").contains("is an address; this needs the register's file"));
  CHECK(told(one).contains("a.toml"));
  CHECK(told("/nowhere/register.db").contains("/nowhere/register.db"));
}

TEST_CASE("a sentence counts one asset as one") {
  CHECK(touched_sentence({}) == "Touches no asset.");
  CHECK(touched_sentence({1, 1, tax::TaxSum{*parse_money("1250")}}) ==
        "Touches 1 asset of 1 holder, assessed at 1,250.00.");
  CHECK(touched_sentence({1'200, 2, tax::TaxSum{*parse_money("5000000")}}) ==
        "Touches 1,200 assets of 2 holders, assessed at 5,000,000.00.");
}

}  // namespace
}  // namespace quitrent
