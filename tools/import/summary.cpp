// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/summary.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace quitrent::debian {
namespace {

using Json = nlohmann::ordered_json;

/// How many members a group has, and the first of them.
struct Group {
  std::size_t count = 0;
  std::string example;
  void add(const std::string& one) {
    if (count++ == 0) example = one;
  }
};
using Groups = std::map<std::string, Group>;

/// The packages of one degree.
struct OfDegree {
  std::size_t count = 0;
  Groups rests_on;  ///< those whose label alone proves no licence, by what the reading rests on
};

/// All counts of the summary, for text and for JSON.
struct Totals {
  std::size_t registered = 0, already_there = 0, refused = 0, skipped = 0;
  std::size_t invented_registered = 0, invented_already_there = 0;
  std::map<std::string, OfDegree> degrees;
  Groups refusals, skips;
};

void refuse(Totals& totals, const std::string& reason, const std::string& example) {
  ++totals.refused;
  totals.refusals[reason].add(example);
}

/// Counts a refusal by its code.
void refuse(Totals& totals, const Registered& asset) {
  const std::size_t code = std::min(asset.why.find(':'), asset.why.size());
  refuse(totals, asset.why.substr(0, code), asset.name + asset.why.substr(code));
}

void add(Totals& totals, const Registered& asset) {
  totals.registered += asset.fate == Fate::registered ? 1 : 0;
  totals.already_there += asset.fate == Fate::already_there ? 1 : 0;
  if (asset.fate == Fate::refused) return refuse(totals, asset);
  // The refusal "duplicate-identifier" names no degree.
  OfDegree& of_degree = totals.degrees[asset.degree.empty() ? "unknown" : asset.degree];
  ++of_degree.count;
  for (const std::string_view why : asset.facts.why) {
    of_degree.rests_on[std::string{why}].add(asset.name + ": " + asset.facts.label);
  }
}

Totals totals_of(const ImportOutcome& outcome) {
  Totals totals;
  for (const Registered& asset : outcome.assets) add(totals, asset);
  for (const Registered& asset : outcome.invented) {
    totals.invented_registered += asset.fate == Fate::registered ? 1 : 0;
    totals.invented_already_there += asset.fate == Fate::already_there ? 1 : 0;
    if (asset.fate == Fate::refused) refuse(totals, asset);
  }
  for (const auto& [name, unread] : outcome.unread) {
    const std::string example = unread.detail.empty() ? name : name + ": " + unread.detail;
    if (unread.reason == UnreadReason::unclear_licence) {
      refuse(totals, fmt::format("{}: {}", to_text(unread.reason), unread.what), example);
    } else {
      ++totals.skipped;
      totals.skips[std::string{to_text(unread.reason)}].add(example);
    }
  }
  return totals;
}

std::string_view to_text(Fate fate) {
  switch (fate) {
    case Fate::registered:
      return "registered";
    case Fate::already_there:
      return "already-there";
    case Fate::refused:
      return "refused";
  }
  return "";
}

std::string line_of(std::size_t count, std::string_view what) {
  return fmt::format("{:>8}  {}\n", count, what);
}

std::string lines_of(const Groups& groups, std::string_view indent) {
  std::string lines;
  for (const auto& [what, group] : groups) {
    lines += line_of(group.count, fmt::format("{}{} ({})", indent, what, group.example));
  }
  return lines;
}

std::string lines_of(const std::map<std::string, OfDegree>& degrees) {
  std::string lines;
  for (const auto& [degree, of_degree] : degrees) {
    lines += line_of(of_degree.count, "  of degree " + degree);
    lines += lines_of(of_degree.rests_on, "    ");
  }
  return lines;
}

Json json_of(const Groups& groups) {
  Json json = Json::object();
  for (const auto& [what, group] : groups) {
    json[what] = {{"count", group.count}, {"example", group.example}};
  }
  return json;
}

Json json_of(const std::map<std::string, OfDegree>& degrees) {
  Json json = Json::object();
  for (const auto& [degree, of_degree] : degrees) {
    json[degree] = {{"count", of_degree.count}, {"rests_on", json_of(of_degree.rests_on)}};
  }
  return json;
}

std::string each(const ImportOutcome& outcome) {
  std::string lines;
  for (const std::vector<Registered>* list : {&outcome.assets, &outcome.invented}) {
    for (const Registered& asset : *list) {
      lines += fmt::format("{} {} {} {} {}\n", to_text(asset.fate), asset.name, asset.degree,
                           asset.facts.spdx, asset.why);
    }
  }
  for (const UnreadPackage& package : outcome.unread) {
    lines += fmt::format("not-read {} {} {}\n", package.name, to_text(package.unread.reason),
                         package.unread.detail);
  }
  return lines;
}

/// A purchase of the buyer's asset, as the body of POST /v1/purchases.
std::string purchase_body(const Buyer& buyer) {
  const Json item{{"asset", buyer.asset},
                  {"max_price", to_text(buyer.price)},
                  {"assessment", to_text(buyer.price)},
                  {"escrow", to_text(buyer.escrow)}};
  return Json{{"items", Json::array({item})}}.dump();
}

std::string curl_line(const ImportOutcome& outcome) {
  return fmt::format("curl --header 'Authorization: Bearer {}' --json '{}' {}/v1/purchases",
                     outcome.buyer->member.key, purchase_body(*outcome.buyer), outcome.server);
}

std::string history_text(const HistorySummary& history) {
  std::string text =
      line_of(history.steps,
              fmt::format("filings of an invented history from {} to {}",
                          to_text(history.from).substr(0, 10), to_text(history.to).substr(0, 10)));
  text +=
      line_of(history.parties, "  invented parties") + line_of(history.assets, "  invented assets");
  text += fmt::format("\nholder_key={}\nregistrar_key={}\npolicy_key={}\napprover_key={}\n",
                      history.holder_key, history.registrar_key, history.policy_key,
                      history.approver_key);
  return text;
}

Json history_json(const HistorySummary& history) {
  return {{"from", to_text(history.from)},
          {"to", to_text(history.to)},
          {"filings", history.steps},
          {"parties", history.parties},
          {"assets", history.assets},
          {"holder_key", history.holder_key},
          {"registrar_key", history.registrar_key},
          {"policy_key", history.policy_key},
          {"approver_key", history.approver_key}};
}

}  // namespace

std::string summary_text(const ImportOutcome& outcome, Detail detail) {
  const Totals totals = totals_of(outcome);
  std::string text = detail == Detail::each ? each(outcome) : std::string{};
  text += line_of(totals.registered, "packages registered");
  text += line_of(totals.already_there, "packages already there");
  text += lines_of(totals.degrees);
  text += line_of(outcome.members, "holders");
  if (!outcome.invented.empty()) {
    text += line_of(totals.invented_registered, "invented assets registered");
    text += line_of(totals.invented_already_there, "invented assets already there");
  }
  text += line_of(totals.refused, "refused") + lines_of(totals.refusals, "  ");
  text += line_of(totals.skipped, "packages skipped") + lines_of(totals.skips, "  ");
  if (outcome.history) text += history_text(*outcome.history);
  if (outcome.buyer) {
    text += fmt::format("\n{}\nbuyer_key={}\nasset={}\n", curl_line(outcome),
                        outcome.buyer->member.key, outcome.buyer->asset);
  }
  return text;
}

std::string summary_json(const ImportOutcome& outcome, Detail detail) {
  const Totals totals = totals_of(outcome);
  Json json{{"registered", totals.registered},    {"already_there", totals.already_there},
            {"degrees", json_of(totals.degrees)}, {"holders", outcome.members},
            {"refused", totals.refused},          {"refusals", json_of(totals.refusals)},
            {"skipped", totals.skipped},          {"skips", json_of(totals.skips)}};
  if (!outcome.invented.empty()) {
    json["invented"] = {{"registered", totals.invented_registered},
                        {"already_there", totals.invented_already_there}};
  }
  if (detail == Detail::each) {
    json["assets"] = Json::array();
    for (const std::vector<Registered>* list : {&outcome.assets, &outcome.invented}) {
      for (const Registered& asset : *list) {
        json["assets"].push_back({{"name", asset.name},
                                  {"fate", to_text(asset.fate)},
                                  {"asset", asset.asset},
                                  {"degree", asset.degree},
                                  {"label", asset.facts.label},
                                  {"spdx", asset.facts.spdx},
                                  {"rests_on", asset.facts.why},
                                  {"why", asset.why}});
      }
    }
    json["unread"] = Json::array();
    for (const UnreadPackage& package : outcome.unread) {
      json["unread"].push_back({{"package", package.name},
                                {"reason", to_text(package.unread.reason)},
                                {"detail", package.unread.detail}});
    }
  }
  if (outcome.history) json["history"] = history_json(*outcome.history);
  if (outcome.buyer) {
    json["buyer"] = {{"id", outcome.buyer->member.id},
                     {"buyer_key", outcome.buyer->member.key},
                     {"asset", outcome.buyer->asset},
                     {"purchase", Json::parse(purchase_body(*outcome.buyer))}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace quitrent::debian
