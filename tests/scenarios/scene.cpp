// SPDX-License-Identifier: EUPL-1.2
#include "tests/scenarios/scene.hpp"

#include <exception>
#include <sstream>
#include <utility>

#include "market/figures.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::scenarios {
namespace {

/// Terms of a class as a scenario states them: `licence EXPRESSION [withheld]`, `commitment WORD`,
/// or nothing at all.
Terms terms_of(AssetClass asset_class, Words& words) {
  Terms terms;
  terms.form = terms_form(asset_class);
  if (words.take("licence")) {
    const std::string stated = words.word("a licence");
    const auto normal = normal_form(founding_licences(), stated);
    if (!normal) throw ScenarioFault(normal.error().what);
    terms.spdx = *normal;
    terms.source_withheld = words.take("withheld");
  } else if (words.take("commitment")) {
    const std::string stated = words.word("a commitment");
    const auto commitment = parse_commitment(stated);
    if (!commitment) throw ScenarioFault("no commitment \"" + stated + "\"");
    terms.commitment = *commitment;
  } else if (terms.form == TermsForm::licence) {
    terms.spdx = "NOASSERTION";
  }
  return terms;
}

ExternalIdentifier identifier_of(Words& words) {
  const std::string text = words.word("an identifier");
  const std::size_t colon = text.find(':');
  if (colon == std::string::npos) throw ScenarioFault("\"" + text + "\" is not scheme:value");
  return {text.substr(0, colon), text.substr(colon + 1)};
}

}  // namespace

trial::TrialRegister& Scene::stage() {
  if (!register_) throw ScenarioFault("nothing has happened yet: an \"at\" line comes first");
  return *register_;
}

const trial::TrialRegister& Scene::stage() const {
  if (!register_) throw ScenarioFault("nothing has happened yet: an \"at\" line comes first");
  return *register_;
}

void Scene::play(std::string_view line) {
  Words words{line};
  if (words.at_end()) return;
  if (title_.empty()) {
    words.expect("scenario");
    title_ = words.rest();
    if (title_.empty()) throw ScenarioFault("the scenario has no title");
  } else if (words.take("rule")) {
    if (register_) throw ScenarioFault("rules stand before the first \"at\"");
    rules_.read(words);
  } else if (words.take("at")) {
    const Instant at = words.instant();
    if (!register_) register_.emplace(at, rules_.toml());
    if (at < register_->now()) throw ScenarioFault("time does not run backwards");
    register_->advance(at);
    file(words);
  } else if (words.take("note")) {
    words.expect("terms");
    const std::string name = words.word("an asset");
    noted_[name] =
        terms_digest(*stage().books().calendar(), stage().at(asset(name)), stage().now());
  } else if (words.take("check")) {
    check(words);
  } else {
    throw ScenarioFault("\"" + std::string{words.peek()} +
                        "\" begins no line: scenario, rule, at, note, check");
  }
  words.end();
}

void Scene::close() const { static_cast<void>(stage().bytes()); }

void Scene::file(Words& words) {
  using Reading = Filing::Request (Scene::*)(Words&);
  static const std::map<std::string, Reading, std::less<>> readings{
      {"credit", &Scene::credit},     {"payout", &Scene::payout},   {"register", &Scene::enrol},
      {"assess", &Scene::assess},     {"deposit", &Scene::deposit}, {"withdraw", &Scene::withdraw},
      {"purchase", &Scene::purchase},
  };
  const std::string verb = words.word("what happens");
  if (verb == "wait") return;
  const auto reading = readings.find(verb);
  if (reading == readings.end()) throw ScenarioFault("nobody can \"" + verb + "\"");
  by_ = stage().founder();
  enrolling_.clear();
  Filing::Request request = (this->*reading->second)(words);
  settle(stage().file(by_, std::move(request)), words);
}

void Scene::settle(const Outcome<Receipt>& outcome, Words& words) {
  if (!words.take("!")) {
    if (!outcome) {
      throw ScenarioFault("refused with " + std::string{to_text(outcome.error().code)} + ": " +
                          outcome.error().detail);
    }
    if (!enrolling_.empty()) assets_[enrolling_] = std::get<AssetReceipt>(*outcome).asset;
    return;
  }
  const std::string expected = words.word("a refusal");
  if (outcome) throw ScenarioFault("accepted instead of refused with " + expected);
  const Refusal& refusal = outcome.error();
  if (to_text(refusal.code) != expected) {
    throw ScenarioFault("refused with " + std::string{to_text(refusal.code)} + " instead of " +
                        expected + ": " + refusal.detail);
  }
  while (!words.at_end()) {
    const std::string name = words.word("a name");
    const std::string value = words.word("a value");
    std::string shown = "nothing";
    for (const auto& [key, text] : refusal.current) {
      if (key == name) shown = text;
    }
    if (shown != value) throw ScenarioFault("the refusal shows " + name + " as " + shown);
  }
}

PartyId Scene::party(Words& words) {
  const std::string name = words.word("a party");
  const auto known = parties_.find(name);
  if (known != parties_.end()) return known->second;
  return parties_[name] = stage().member(name);
}

AssetId Scene::asset(const std::string& name) const {
  const auto known = assets_.find(name);
  if (known == assets_.end()) throw ScenarioFault("no asset \"" + name + "\" is registered");
  return known->second;
}

Filing::Request Scene::credit(Words& words) {
  CreditCash request;
  request.party = party(words);
  request.amount = words.money();
  request.reference =
      words.take("reference") ? words.word("a reference") : "line " + std::to_string(++references_);
  return request;
}

Filing::Request Scene::payout(Words& words) {
  by_ = party(words);
  return WithdrawCash{.amount = words.money(), .reference = {}};
}

Filing::Request Scene::enrol(Words& words) {
  enrolling_ = words.word("a name for the asset");
  words.expect("by");
  by_ = party(words);
  const std::string named_class = words.word("a class");
  const auto asset_class = parse_asset_class(named_class);
  if (!asset_class) throw ScenarioFault("no class \"" + named_class + "\"");
  Particulars particulars{.name = enrolling_, .identifiers = {}, .terms = {}};
  particulars.terms = terms_of(*asset_class, words);
  while (words.take("identified")) particulars.identifiers.push_back(identifier_of(words));
  RegisterAsset request;
  request.asset_class = *asset_class;
  const auto& calendar = *stage().books().calendar();
  const auto stated = degree(founding_licences(), calendar.weights(*asset_class, stage().now()),
                             *asset_class, particulars.terms);
  if (!stated) throw ScenarioFault(stated.error().what);
  request.degree = *stated;
  request.particulars = std::make_shared<const Particulars>(std::move(particulars));
  words.expect("assessed");
  request.assessment = words.money();
  if (words.take("escrow")) request.escrow = words.money();
  if (words.take("expires")) request.expires_at = words.instant();
  return request;
}

AssetRef Scene::named_asset(Words& words) {
  AssetRef ref{.id = asset(words.word("an asset"))};
  words.expect("by");
  by_ = party(words);
  if (words.take("version")) ref.expected_version = words.number();
  return ref;
}

Filing::Request Scene::assess(Words& words) {
  const AssetRef ref = named_asset(words);
  return AssessAsset{.asset = ref, .assessment = words.money()};
}

Filing::Request Scene::deposit(Words& words) {
  const AssetRef ref = named_asset(words);
  return DepositEscrow{.asset = ref, .amount = words.money()};
}

Filing::Request Scene::withdraw(Words& words) {
  const AssetRef ref = named_asset(words);
  return WithdrawEscrow{.asset = ref, .amount = words.money()};
}

Filing::Request Scene::purchase(Words& words) {
  PurchaseAssets request;
  const std::string first = words.word("an asset");
  words.expect("by");
  by_ = party(words);
  request.items.push_back(item(words));
  request.items.back().asset = asset(first);
  if (words.take("noted")) request.items.back().expected_terms = noted_.at(first);
  while (words.take("and")) {
    const std::string next = words.word("an asset");
    request.items.push_back(item(words));
    request.items.back().asset = asset(next);
    if (words.take("noted")) request.items.back().expected_terms = noted_.at(next);
  }
  return request;
}

PurchaseItem Scene::item(Words& words) {
  PurchaseItem item;
  words.expect("at");
  words.expect("most");
  item.max_price = words.money();
  item.assessment = words.take("assessed") ? words.money() : item.max_price;
  if (words.take("escrow")) item.escrow = words.money();
  return item;
}

std::optional<std::string> failure_of(std::string_view file, std::string_view text) {
  Scene scene;
  std::istringstream stream{std::string{text}};
  std::string line;
  std::size_t number = 0;
  try {
    while (std::getline(stream, line)) {
      ++number;
      scene.play(line);
    }
    scene.close();
  } catch (const std::exception& fault) {
    return std::string{file} + ':' + std::to_string(number) + ": " + fault.what();
  }
  return std::nullopt;
}

}  // namespace quitrent::scenarios
