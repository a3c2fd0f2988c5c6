// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/summary.hpp"

#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace quitrent::debian {
namespace {

using Json = nlohmann::ordered_json;
using Counts = std::map<std::string, std::size_t>;

/// Everything that both forms of the summary count.
struct Totals {
  std::size_t registered = 0, already_there = 0, refused = 0;
  Counts degrees, refusals, reasons;
};

Totals totals_of(const ImportOutcome& outcome) {
  Totals totals;
  for (const std::vector<Registered>* list : {&outcome.assets, &outcome.invented}) {
    for (const Registered& asset : *list) {
      totals.registered += asset.fate == Fate::registered ? 1 : 0;
      totals.already_there += asset.fate == Fate::already_there ? 1 : 0;
      totals.refused += asset.fate == Fate::refused ? 1 : 0;
      if (!asset.degree.empty()) ++totals.degrees[asset.degree];
      if (asset.fate == Fate::refused) ++totals.refusals[asset.why.substr(0, asset.why.find(':'))];
    }
  }
  for (const UnreadPackage& package : outcome.unread) {
    ++totals.reasons[std::string{to_text(package.unread.reason)}];
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

std::string counted(const Counts& counts, std::string_view before) {
  std::string lines;
  for (const auto& [what, count] : counts) {
    lines += fmt::format("  {:<28}{:>8}\n", fmt::format("{}{}", before, what), count);
  }
  return lines;
}

std::string each(const ImportOutcome& outcome) {
  std::string lines;
  for (const std::vector<Registered>* list : {&outcome.assets, &outcome.invented}) {
    for (const Registered& asset : *list) {
      lines +=
          fmt::format("{} {} {} {}\n", to_text(asset.fate), asset.name, asset.degree, asset.why);
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

}  // namespace

std::string summary_text(const ImportOutcome& outcome, Detail detail) {
  const Totals totals = totals_of(outcome);
  std::string text = detail == Detail::each ? each(outcome) : std::string{};
  text += fmt::format("{:<30}{:>8}\n", "registered", totals.registered);
  text += fmt::format("{:<30}{:>8}\n", "already there", totals.already_there);
  text += counted(totals.degrees, "of degree ");
  text += fmt::format("{:<30}{:>8}\n", "holders", outcome.members);
  text += fmt::format("{:<30}{:>8}\n", "refused by the register", totals.refused);
  text += counted(totals.refusals, "");
  text += fmt::format("{:<30}{:>8}\n", "packages not read", outcome.unread.size());
  text += counted(totals.reasons, "");
  if (outcome.buyer) {
    text += fmt::format("\n{}\nbuyer_key={}\nasset={}\n", curl_line(outcome),
                        outcome.buyer->member.key, outcome.buyer->asset);
  }
  return text;
}

std::string summary_json(const ImportOutcome& outcome, Detail detail) {
  const Totals totals = totals_of(outcome);
  Json json{{"registered", totals.registered}, {"already_there", totals.already_there},
            {"degrees", totals.degrees},       {"holders", outcome.members},
            {"refused", totals.refusals},      {"not_read", totals.reasons}};
  if (detail == Detail::each) {
    json["assets"] = Json::array();
    for (const std::vector<Registered>* list : {&outcome.assets, &outcome.invented}) {
      for (const Registered& asset : *list) {
        json["assets"].push_back({{"name", asset.name},
                                  {"fate", to_text(asset.fate)},
                                  {"asset", asset.asset},
                                  {"degree", asset.degree},
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
  if (outcome.buyer) {
    json["buyer"] = {{"id", outcome.buyer->member.id},
                     {"buyer_key", outcome.buyer->member.key},
                     {"asset", outcome.buyer->asset},
                     {"purchase", Json::parse(purchase_body(*outcome.buyer))}};
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace quitrent::debian
