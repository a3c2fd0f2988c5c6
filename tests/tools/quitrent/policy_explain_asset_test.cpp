// SPDX-License-Identifier: EUPL-1.2
//
// `quitrent policy explain` and `print` on a kept register.
#include "tools/quitrent/policy_explain_asset.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "market/state/figures.hpp"
#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/tools/quitrent/kept_register.hpp"
#include "tools/quitrent/policy_print.hpp"
#include "tools/quitrent/policy_register.hpp"

namespace quitrent {
namespace {

using testing::policy;

struct ExplainScene {
  testing::PassingFolder folder;
  std::string file = testing::kept_register(folder);
  std::unique_ptr<api::FoldedJournal> folded = register_of_file(file);

  /// The identifiers of the assets that somebody holds, or that nobody does.
  std::vector<AssetId> assets(bool held) const {
    std::vector<AssetId> found;
    for (Ordinal ordinal = 0; ordinal < folded->books.asset_count(); ++ordinal) {
      const Asset& asset = folded->books.asset(ordinal);
      if (asset.has_holder() == held) found.push_back(asset.id);
    }
    return found;
  }
  std::vector<std::string> words(const std::string& asset, std::vector<std::string> more) const {
    std::vector<std::string> all{"explain", "--register", file, "--asset", asset};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
};

const std::vector<std::string> kOneYear{"--from", "2028-01-01", "--to", "2029-01-01"};

TEST_CASE("the slices of every asset are what the engine levies, and name a line of a schedule") {
  const ExplainScene scene;
  const market::Books& books = scene.folded->books;
  const auto held = scene.assets(true);
  REQUIRE(held.size() > 5);
  std::size_t slices = 0;
  for (const AssetId& id : held) {
    const Asset& asset = *books.asset(id);
    CAPTURE(asset.particulars->name);
    const Period over{*day(2028, 1, 1), *day(2029, 1, 1)};
    const auto tax = explained_asset(asset, *books.timeline(), over);
    if (!tax) {
      CHECK(asset.expires_at <= over.begin);
      continue;
    }
    tax::Taxed base = market::taxed(*books.timeline(), asset);
    const tax::Levy levy = tax::levied(*books.timeline(), base,
                                       {.escrow = Money::from_micro(4'000'000'000'000'000'000),
                                        .arrears = {},
                                        .carry = 0,
                                        .levied_to = over.begin},
                                       std::min(over.end, asset.expires_at));
    CHECK(tax->total == levy.paid);
    Money sum;
    for (const tax::ExplainedSlice& slice : tax->slices) {
      sum += slice.amount;
      // The line in the recorded text states this rate.
      const auto view = market::schedule_in_force(books, slice.over.begin);
      std::size_t at = 0;
      for (int line = 1; line < slice.bracket.line; ++line) at = view.toml->find('\n', at) + 1;
      CHECK(view.toml->substr(at, view.toml->find('\n', at) - at)
                .contains('"' + tax::stated(slice.base) + '"'));
      CHECK(schedule_names(books).at(slice.over.begin) == to_text(view.id));
    }
    CHECK(sum == tax->total);
    slices += tax->slices.size();
  }
  CHECK(slices > held.size() / 2);
}

TEST_CASE("nothing is due from the second on in which an asset expires") {
  const ExplainScene scene;
  const market::Books& books = scene.folded->books;
  Asset asset = *books.asset(scene.assets(true).front());
  const Period half{*day(2028, 1, 1), *day(2028, 7, 1)};
  const auto tax = explained_asset(asset, *books.timeline(), half);
  REQUIRE(tax);
  REQUIRE(tax->total > Money{});
  asset.expires_at = half.end;
  const auto expiring = explained_asset(asset, *books.timeline(), {half.begin, *day(2029, 1, 1)});
  REQUIRE(expiring);
  CHECK(expiring->total == tax->total);
}

TEST_CASE("explain of an asset says from what, and sums to the total") {
  const ExplainScene scene;
  std::size_t told = 0;
  for (const AssetId& id : scene.assets(true)) {
    const CommandAnswer answer = policy(scene.words(to_text(id), kOneYear));
    CHECK((answer.exit_code == 0 || answer.fault.contains("expires")));
    if (answer.exit_code != 0) continue;
    ++told;
    CHECK(answer.output.contains("\n  its present assessment "));
    CHECK(answer.output.contains(", as of entry 480 of " + scene.file + "\n"));
    CHECK(answer.output.contains("\ntotal "));
    std::vector<std::string> words = scene.words(to_text(id), kOneYear);
    words.emplace_back("--json");
    const auto json = nlohmann::json::parse(policy(words).output);
    Money sum;
    for (const auto& slice : json.at("slices")) {
      sum += *parse_money(slice.at("amount").get<std::string>());
      CHECK(slice.at("file").get<std::string>().starts_with("sch_"));
    }
    CHECK(json.at("total") == to_text(sum));
    CHECK(json.at("asset") == to_text(id));
  }
  CHECK(told > 5);
}

TEST_CASE("with a file its lines are named, and its rates apply from the first day on") {
  const ExplainScene scene;
  std::string text{tax::founding_schedule_toml()};
  for (const char* const rate : {"\"2.5%\"", "\"3%\"", "\"5%\"", "\"1%\""}) {
    const std::string old = rate;
    for (std::size_t at = text.find(old); at != std::string::npos; at = text.find(old, at)) {
      text.replace(at, old.size(), "\"7%\"");
    }
  }
  text.insert(text.find("currency"), "effective = 2030-01-01\n");
  const std::string file = scene.folder.file("seven.toml", text);
  std::size_t taxed = 0;
  for (const AssetId& id : scene.assets(true)) {
    std::vector<std::string> words = scene.words(to_text(id), kOneYear);
    words.insert(words.begin() + 1, file);
    words.emplace_back("--json");
    const CommandAnswer answer = policy(words);
    CAPTURE(answer.fault);
    CHECK((answer.exit_code == 0 || answer.fault.contains("expires")));
    if (answer.exit_code != 0) continue;
    const auto json = nlohmann::json::parse(answer.output);
    for (const auto& slice : json.at("slices")) {
      CHECK(slice.at("base") == "0.07");
      CHECK(slice.at("file") == file);
      ++taxed;
    }
  }
  CHECK(taxed > 3);
}

TEST_CASE("what cannot be explained of a register ends with 1 or 2 and says why") {
  const ExplainScene scene;
  const std::string held = to_text(scene.assets(true).front());
  const CommandAnswer ended = policy(scene.words(to_text(scene.assets(false).front()), kOneYear));
  CHECK(ended.exit_code == 1);
  CHECK(ended.fault.contains("Nobody holds the asset, so it bears no tax: its state is "));
  struct Row {
    std::vector<std::string> words;
    int exit_code;
    const char* about;
  };
  const std::vector<Row> rows{
      {scene.words("ast_1", kOneYear), 2, "'ast_1' is no asset, such as ast_..."},
      {scene.words("ast_00000000000000000000000000", kOneYear), 2, "has no asset ast_0000"},
      {scene.words(held, {"--from", "2028-01-01", "--to", "2028-01-01"}), 1, "ends before"},
      {scene.words(held, {"--from", "2028-01-01", "--to", "soon"}), 2, "--to is no day"},
      {scene.words(held, {"--class", "patent"}), 2, "--class"},
      {{"explain", "--asset", held, "--from", "2028-01-01", "--to", "2029-01-01"},
       2,
       "--asset needs its register"},
      {{"explain", "--register", scene.file, "--from", "2028-01-01", "--to", "2029-01-01"},
       2,
       "--asset"},
      {{"explain", "--from", "2028-01-01", "--to", "2029-01-01"}, 2, "which schedule?"},
      {{"explain", scene.file, "--from", "2028-01-01", "--to", "2029-01-01"}, 2, "--class"}};
  for (const Row& row : rows) {
    CAPTURE(row.about);
    const CommandAnswer answer = policy(row.words);
    CAPTURE(answer.fault);
    CHECK(answer.exit_code == row.exit_code);
    CHECK(answer.output.empty());
    CHECK(answer.fault.contains(row.about));
  }
}

TEST_CASE("print gives the schedule in force of a register, to begin the next one from") {
  const ExplainScene scene;
  const CommandAnswer printed = policy({"print", "--register", scene.file});
  REQUIRE_MESSAGE(printed.exit_code == 0, printed.fault);
  const auto view = market::schedule_in_force(scene.folded->books, scene.folded->head.at);
  CHECK(printed.output.starts_with("# In force since "));
  CHECK(printed.output.contains(to_text(view.id) + ", at entry 480 of " + scene.file));
  CHECK(printed.output.contains(
      "\n# A proposal names it as its baseline: " + to_text(sha256(*view.toml)) + "\n"));
  CHECK(printed.output.contains("\n# effective = "));
  CHECK(!printed.output.contains("\neffective = "));
  const std::string file = scene.folder.file("printed.toml", printed.output);
  CHECK(policy({"fmt", "--check", file}).exit_code == 0);
  const std::string recorded = scene.folder.file("recorded.toml", *view.toml);
  const CommandAnswer diff = policy({"diff", recorded, file});
  CHECK((diff.exit_code == 0 ||
         diff.output.find('\n', diff.output.find("frame\n") + 6) == diff.output.size() - 1));
  CHECK(policy({"print", "--register", scene.file, "--founding"}).exit_code == 2);
  CHECK(policy({"print", "--register", file}).exit_code == 2);
}

TEST_CASE("what is printed states no first day, whatever the recorded text says") {
  std::string toml{tax::founding_schedule_toml()};
  toml.insert(toml.find("currency"), "effective = 2027-07-01  # the first day\n");
  const std::string text = file_to_begin_from(
      {.toml = toml, .id = "sch_1", .register_name = "a\nb", .since = *day(2027, 7, 1)}, {});
  CHECK(text.starts_with("# In force since 2027-07-01: sch_1, at a?b.\n"));
  CHECK(!text.contains("\neffective"));
  CHECK(text.contains("\n# effective = "));
  CHECK(!text.contains("the first day\n"));
}

}  // namespace
}  // namespace quitrent
