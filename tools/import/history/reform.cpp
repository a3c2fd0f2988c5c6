// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/reform.hpp"

#include <array>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "registry/vocabulary/ensure.hpp"
#include "tax/schedule/founding.hpp"

namespace quitrent::history {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kProposed = 378;
constexpr int kApproved = 384;
constexpr int kSecondProposed = 726;
constexpr int kSecondEffective = 800;

/// One value of one class in a schedule.
struct Change {
  std::string_view asset_class, key, before, after;
};

constexpr auto kFirstReform = std::to_array<Change>({
    {"dataset", "rate", "5%", "4%"},
    {"model", "rate", "5%", "6%"},
    {"design", "notice", "0s", "14d"},
    {"trademark", "notice", "0s", "14d"},
});
constexpr auto kSecondReform = std::to_array<Change>({{"software", "rate", "5%", "4.5%"}});

/// Replaces the first `before` behind `from` and answers with where it stood.
std::size_t replace(std::string& text, std::size_t from, std::string_view before,
                    std::string_view after) {
  const std::size_t at = text.find(before, from);
  ensure(at != std::string::npos, "the reform changes what the founding schedule says");
  text.replace(at, before.size(), after);
  return at;
}

void change(std::string& toml, const Change& change) {
  const std::size_t begin = toml.find("name = \"" + std::string{change.asset_class} + '"');
  const std::string key = std::string{change.key} + " = \"";
  replace(toml, begin, key + std::string{change.before}, key + std::string{change.after});
}

/// The founding schedule with the first reform in it, and with the second where it is asked for.
std::string reformed(const Draft& draft, std::string_view title, int effective) {
  std::string toml{tax::founding_schedule_toml()};
  const std::string date = draft.timed("@day:" + std::to_string(effective));
  replace(toml, 0, "title = \"Founding schedule\"",
          "title = \"" + std::string{title} + "\"\neffective = " + date);
  for (const Change& one : kFirstReform) change(toml, one);
  if (effective == kSecondEffective) {
    for (const Change& one : kSecondReform) change(toml, one);
  }
  return toml;
}

void simulate_and_propose(Draft& draft, std::string_view name, const std::string& toml) {
  const std::string proposer{kProposer}, simulation = "@made:simulation of " + std::string{name};
  draft.file({.kind = StepKind::simulation,
              .by = proposer,
              .body = Json{{"toml", toml}}.dump(),
              .makes = simulation});
  draft.file({.kind = StepKind::proposal,
              .by = proposer,
              .thing = simulation,
              .body = toml,
              .makes = "@made:" + std::string{name}});
}

}  // namespace

void play_reform(Draft& draft, int day) {
  if (day == kProposed) {
    simulate_and_propose(draft, "order 1", reformed(draft, "Order 1", kReformDay));
  }
  if (day == kApproved) {
    Json rates = Json::array();
    for (const Change& one : kFirstReform) {
      if (one.key != "rate") continue;
      rates.push_back({{"class", one.asset_class},
                       {"from", draft.timed("@day:" + std::to_string(kReformDay))},
                       {"above", "0.00"},
                       {"rate", one.after}});
    }
    draft.file({.kind = StepKind::schedule_approval,
                .by = std::string{kApprover},
                .thing = "@made:order 1",
                .body = Json{{"digest", "@digest:order 1"}, {"rates", std::move(rates)}}.dump()});
  }
  if (day == kSecondProposed) {
    simulate_and_propose(draft, "order 2", reformed(draft, "Order 2", kSecondEffective));
  }
}

}  // namespace quitrent::history
