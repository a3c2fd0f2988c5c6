// SPDX-License-Identifier: EUPL-1.2
#include "tests/scenarios/rules.hpp"

#include "registry/title/terms.hpp"

namespace quitrent::scenarios {
namespace {

std::string bracket(const std::string& above, const std::string& rate) {
  return "{ above = \"" + above + "\", rate = \"" + rate + "\" }";
}

std::string scale(const std::string& from, const std::string& brackets) {
  return "  [[class.scale]]\n  from = " + from + "\n  brackets = [" + brackets + "]\n";
}

}  // namespace

ScenarioRules::ScenarioRules()
    : procedure_{
          {"escrow_cover", "30d"}, {"grace", "30d"}, {"auction", "28d"}, {"late_surcharge", "0%"}} {
  for (const auto& [asset_class, rate] :
       {std::pair{"patent", "2.5%"}, std::pair{"design", "3%"}, std::pair{"trademark", "1%"},
        std::pair{"software", "5%"}, std::pair{"dataset", "5%"}, std::pair{"copyright", "2.5%"},
        std::pair{"model", "5%"}}) {
    scales_[asset_class].push_back(scale("1970-01-01", bracket("0", rate)));
  }
}

void ScenarioRules::read(Words& words) {
  const std::string subject = words.word("what the rule is about");
  if (subject == "tax") {
    const std::string asset_class = words.word("a class");
    if (!scales_.contains(asset_class)) throw ScenarioFault("no class \"" + asset_class + "\"");
    std::string brackets = bracket("0", words.word("a rate"));
    while (words.take("above")) {
      const std::string above = words.word("an amount");
      brackets += ", " + bracket(above, words.word("a rate"));
    }
    words.expect("from");
    scales_[asset_class].push_back(scale(words.word("a day"), brackets));
  } else if (subject == "no") {
    const std::string asset_class = words.word("a class");
    if (scales_.erase(asset_class) == 0) throw ScenarioFault("no class \"" + asset_class + "\"");
  } else if (subject == "cover") {
    procedure_["escrow_cover"] = words.word("a duration");
  } else if (subject == "grace") {
    procedure_["grace"] = words.word("a duration");
  } else if (subject == "surcharge") {
    procedure_["late_surcharge"] = words.word("a share in percent");
  } else {
    throw ScenarioFault("\"" + subject + "\" is no subject of a rule");
  }
}

std::string ScenarioRules::toml() const {
  std::string text = "title = \"Schedule of a scenario\"\ncurrency = \"EUR\"\n";
  for (const auto& [asset_class, scales] : scales_) {
    text += "[[class]]\nname = \"" + asset_class + "\"\n";
    for (const std::string& one : scales) text += one;
  }
  text +=
      "[[degree]]\nfrom = 1970-01-01\npoints = [{ degree = \"0\", multiplier = \"0\" },"
      " { degree = \"1\", multiplier = \"1\" }]\n[[procedure]]\nfrom = 1970-01-01\n";
  for (const auto& [key, value] : procedure_) text += key + " = \"" + value + "\"\n";
  return text +
         "[[revenue]]\nfrom = 1970-01-01\nshares = [{ to = \"treasury\", share = \"100%\" }]\n";
}

}  // namespace quitrent::scenarios
