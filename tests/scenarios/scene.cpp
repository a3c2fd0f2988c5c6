// SPDX-License-Identifier: EUPL-1.2
#include "tests/scenarios/scene.hpp"

#include <algorithm>
#include <exception>
#include <sstream>
#include <utility>

#include "market/state/figures.hpp"

namespace quitrent::scenarios {

using namespace market;

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
    rules_.read(words);
    unpublished_ = register_.has_value();
  } else if (words.take("at")) {
    begin(words);
    file(words);
  } else if (words.take("note")) {
    note(words);
  } else if (words.take("check")) {
    check(words);
  } else {
    throw ScenarioFault("\"" + std::string{words.peek()} +
                        "\" begins no line: scenario, rule, at, note, check");
  }
  words.end();
}

void Scene::close() const {
  if (unpublished_) throw ScenarioFault("a rule after the first \"at\" was never published");
  static_cast<void>(stage().bytes());
}

void Scene::begin(Words& words) {
  const Instant at = words.instant();
  if (!register_) register_.emplace(at, rules_.toml(), rules_.charter());
  if (at < register_->now()) throw ScenarioFault("time does not run backwards");
  register_->advance(at);
}

void Scene::note(Words& words) {
  words.expect("terms");
  const std::string name = words.word("an asset");
  noted_[name] = terms_digest(stage().books(), stage().at(asset(name)), stage().now());
}

void Scene::file(Words& words) {
  using Reading = Filing::Request (Scene::*)(Words&);
  static const std::map<std::string, Reading, std::less<>> readings{
      {"credit", &Scene::credit},
      {"payout", &Scene::payout},
      {"freeze", &Scene::freeze},
      {"unfreeze", &Scene::unfreeze},
      {"pay", &Scene::pay},
      {"publish", &Scene::publish},
      {"register", &Scene::enrol},
      {"assess", &Scene::assess},
      {"deposit", &Scene::deposit},
      {"withdraw", &Scene::withdraw},
      {"purchase", &Scene::purchase},
      {"licence", &Scene::licence},
      {"end-licence", &Scene::end_licence},
      {"lien", &Scene::lien},
      {"release", &Scene::release},
      {"court-ends-licence", &Scene::licence_end_by_order},
      {"court-ends-lien", &Scene::lien_end_by_order},
      {"dedicate", &Scene::dedicate},
      {"redeem", &Scene::redeem},
      {"withdraw-asset", &Scene::withdraw_asset},
      {"hold", &Scene::hold},
      {"lift", &Scene::lift},
      {"evidence", &Scene::evidence},
      {"strike", &Scene::strike},
      {"rectify", &Scene::rectify},
      {"expiry", &Scene::expiry},
      {"terms", &Scene::restate},
      {"finding", &Scene::finding},
      {"profile", &Scene::profile},
      {"contest", &Scene::contest},
      {"decide", &Scene::decide},
      {"approve", &Scene::approve},
      {"withdraw-act", &Scene::withdraw_act},
  };
  const bool alone = words.take("propose");
  const std::string verb = words.word("what happens");
  if (verb == "wait") return;
  if (verb == "outage") {
    words.expect("until");
    return stage().outage(words.instant());
  }
  const auto reading = readings.find(verb);
  if (reading == readings.end()) throw ScenarioFault("nobody can \"" + verb + "\"");
  by_ = stage().founder();
  enrolling_.clear();
  recording_.clear();
  Filing::Request request = (this->*reading->second)(words);
  if (alone && words.take("as")) recording_ = words.word("a name");
  finish(alone ? stage().file(by_, std::move(request)) : file_as_two(std::move(request)), words);
}

void Scene::accept(const Receipt& receipt) {
  if (!enrolling_.empty()) assets_[enrolling_] = std::get<AssetReceipt>(receipt).asset;
  if (!recording_.empty()) {
    if (const auto* contest = std::get_if<ContestReceipt>(&receipt)) {
      recorded_[recording_] = contest->contest.id.uuid;
    } else if (const auto* act = std::get_if<ActReceipt>(&receipt)) {
      recorded_[recording_] = act->act.uuid;
    } else if (const auto* found = std::get_if<AssetReceipt>(&receipt)) {
      recorded_[recording_] = unnamed_finding(found->asset);
    } else {
      recorded_[recording_] = std::get<EncumbranceReceipt>(receipt).subject;
    }
  }
  if (const auto* payout = std::get_if<PayoutReceipt>(&receipt)) paid_out_ += payout->amount;
}

Uuid Scene::unnamed_finding(const AssetId& asset) const {
  for (const PendingFinding& pending : stage().books().findings(asset)) {
    const Uuid& id = pending.finding.id.uuid;
    const bool named =
        std::ranges::any_of(recorded_, [&id](const auto& entry) { return entry.second == id; });
    if (!named) return id;
  }
  throw ScenarioFault("nobody owes anything because of this finding");
}

void Scene::finish(const Outcome<Receipt>& outcome, Words& words) {
  if (!words.take("!")) {
    if (!outcome) {
      throw ScenarioFault("refused with " + std::string{to_text(outcome.error().code)} + ": " +
                          outcome.error().detail);
    }
    return accept(*outcome);
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

std::optional<Uuid> Scene::recorded(Words& words) {
  if (!words.take("named")) return std::nullopt;
  const std::string name = words.word("the name of a licence, lien, hold or contest");
  const auto known = recorded_.find(name);
  if (known == recorded_.end()) throw ScenarioFault("nothing was recorded as \"" + name + "\"");
  return known->second;
}

AssetRef Scene::named_asset(Words& words) {
  AssetRef ref{.id = asset(words.word("an asset"))};
  words.expect("by");
  by_ = party(words);
  if (words.take("version")) ref.expected_version = words.number();
  return ref;
}

PartyId Scene::registrar() {
  if (!registrar_) registrar_ = stage().party("the registrar", Role::registrar);
  return *registrar_;
}

AssetRef Scene::registrars_asset(Words& words) {
  by_ = registrar();
  AssetRef ref{.id = asset(words.word("an asset"))};
  if (words.take("version")) ref.expected_version = words.number();
  return ref;
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
