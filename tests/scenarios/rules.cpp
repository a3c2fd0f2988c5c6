// SPDX-License-Identifier: EUPL-1.2
#include "tests/scenarios/rules.hpp"

#include "registry/title/terms.hpp"

namespace quitrent::scenarios {
namespace {

/// The day from which a rule holds if it names no day.
constexpr const char* kEver = "1970-01-01";

std::string bracket(const std::string& above, const std::string& rate) {
  return "{ above = \"" + above + "\", rate = \"" + rate + "\" }";
}

std::string scale(const std::string& from, const std::string& brackets) {
  return "  [[class.scale]]\n  from = " + from + "\n  brackets = [" + brackets + "]\n";
}

std::string share(const std::string& to, const std::string& part) {
  return "{ to = \"" + to + "\", share = \"" + part + "\" }";
}

std::string line(const std::string& key, const std::string& value) {
  return key + " = \"" + value + "\"\n";
}

/// The day after the word `from`, or kEver.
std::string beginning(Words& words) { return words.take("from") ? words.word("a day") : kEver; }

/// The key in the schedule for each length of time or share that a rule names.
const std::map<std::string, std::string, std::less<>> kProcedureKeys{
    {"cover", "escrow_cover"},       {"grace", "grace"},
    {"auction", "auction"},          {"withdrawal-notice", "withdrawal_notice"},
    {"surcharge", "late_surcharge"}, {"finding-surcharge", "finding_surcharge"},
};

}  // namespace

ScenarioRules::ScenarioRules() {
  procedures_[kEver] = {{"escrow_cover", "30d"},
                        {"grace", "30d"},
                        {"auction", "28d"},
                        {"withdrawal_notice", "90d"},
                        {"late_surcharge", "0%"}};
  shares_[kEver] = share("treasury", "100%");
  for (const auto& [asset_class, rate] :
       {std::pair{"patent", "2.5%"}, std::pair{"design", "3%"}, std::pair{"trademark", "1%"},
        std::pair{"software", "5%"}, std::pair{"dataset", "5%"}, std::pair{"copyright", "2.5%"},
        std::pair{"model", "5%"}}) {
    classes_[asset_class].scales.push_back(scale(kEver, bracket("0", rate)));
  }
  classes_["trademark"].grant_back = "false";
}

ScenarioRules::ClassRules& ScenarioRules::named_class(Words& words) {
  const std::string asset_class = words.word("a class");
  const auto found = classes_.find(asset_class);
  if (found == classes_.end()) throw ScenarioFault("no class \"" + asset_class + "\"");
  return found->second;
}

void ScenarioRules::read_tax(Words& words) {
  ClassRules& rules = named_class(words);
  std::string brackets = bracket("0", words.word("a rate"));
  while (words.take("above")) {
    const std::string above = words.word("an amount");
    brackets += ", " + bracket(above, words.word("a rate"));
  }
  const std::string from = beginning(words);
  if (from == kEver) rules.scales.clear();
  rules.scales.push_back(scale(from, brackets));
}

void ScenarioRules::read_revenue(Words& words) {
  std::string shares;
  do {
    const std::string part = words.word("a share in percent");
    words.expect("to");
    shares += (shares.empty() ? "" : ", ") + share(words.word("a beneficiary"), part);
  } while (words.take("and"));
  shares_[beginning(words)] = shares;
}

void ScenarioRules::read_weights(Words& words) {
  const std::string asset_class{words.peek()};
  static_cast<void>(named_class(words));
  std::string stated = line("class", asset_class);
  while (words.peek().size() > 2 && words.peek()[1] == '=') {
    const std::string weight = words.word("a weight");
    stated += line(weight.substr(0, 1), weight.substr(2));
  }
  weights_ += "[[degree.weights]]\nfrom = " + beginning(words) + '\n' + stated;
}

bool ScenarioRules::read_charter(const std::string& subject, Words& words) {
  ActRules rules = charter_.value_or(ActRules{});
  if (subject == "acts-of-two") {
    rules.of_two = ActKinds{};
    while (!words.at_end() && !words.take("none")) {
      const std::string kind = words.word("a kind of act");
      const auto known = parse_act_kind(kind);
      if (!known) throw ScenarioFault("no kind of act \"" + kind + "\"");
      rules.of_two.add(*known);
    }
  } else if (subject == "act-lapses") {
    const auto length = parse_duration(words.word("a length of time"));
    if (!length) throw ScenarioFault("no length of time");
    rules.lapse_after = *length;
  } else if (subject == "credit-by-one") {
    rules.credit_by_one = words.money();
  } else {
    return false;
  }
  charter_ = rules;
  return true;
}

void ScenarioRules::read(Words& words) {
  const std::string subject = words.word("what the rule is about");
  if (read_charter(subject, words)) return;
  const auto key = kProcedureKeys.find(subject);
  if (key != kProcedureKeys.end()) {
    const std::string value = words.word("a length of time or a share");
    procedures_[beginning(words)][key->second] = value;
  } else if (subject == "tax") {
    read_tax(words);
  } else if (subject == "revenue") {
    read_revenue(words);
  } else if (subject == "weights") {
    read_weights(words);
  } else if (subject == "notice") {
    ClassRules& rules = named_class(words);
    rules.notice = words.word("a length of time");
  } else if (subject == "grant-back") {
    ClassRules& rules = named_class(words);
    const bool on = words.take("on");
    if (!on) words.expect("off");
    rules.grant_back = on ? "true" : "false";
  } else if (subject == "no") {
    const std::string asset_class{words.peek()};
    static_cast<void>(named_class(words));
    classes_.erase(asset_class);
  } else {
    throw ScenarioFault("\"" + subject + "\" is no subject of a rule");
  }
}

std::string ScenarioRules::toml(const std::string& effective) const {
  std::string text = "title = \"Schedule of a scenario\"\ncurrency = \"EUR\"\n";
  if (!effective.empty()) text += "effective = " + effective + '\n';
  for (const auto& [asset_class, rules] : classes_) {
    text += "[[class]]\n" + line("name", asset_class) + line("notice", rules.notice) +
            "grant_back = " + rules.grant_back + '\n';
    for (const std::string& one : rules.scales) text += one;
  }
  text +=
      "[[degree]]\nfrom = 1970-01-01\npoints = [{ degree = \"0\", multiplier = \"0\" },"
      " { degree = \"1\", multiplier = \"1\" }]\n" +
      weights_;
  std::map<std::string, std::string> in_force;
  for (const auto& [from, changes] : procedures_) {
    for (const auto& [key, value] : changes) in_force[key] = value;
    text += "[[procedure]]\nfrom = " + from + '\n';
    for (const auto& [key, value] : in_force) text += line(key, value);
  }
  for (const auto& [from, shares] : shares_) {
    text += "[[revenue]]\nfrom = " + from + "\nshares = [" + shares + "]\n";
  }
  return text;
}

}  // namespace quitrent::scenarios
