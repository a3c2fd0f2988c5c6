// SPDX-License-Identifier: EUPL-1.2
//
// The lines of a scenario about acts of two persons.
#include <utility>

#include "tests/scenarios/scene.hpp"

namespace quitrent::scenarios {

using namespace market;

PartyId Scene::officer(Role role, std::string_view which) {
  const bool registers = role == Role::registrar;
  if (which == "first") return registers ? registrar() : stage().founder();
  std::optional<PartyId>& second = registers ? second_registrar_ : second_operator_;
  if (!second) {
    second = stage().party(registers ? "the second registrar" : "the second operator", role);
  }
  return *second;
}

Outcome<Receipt> Scene::file_as_two(Filing::Request request) {
  auto outcome = stage().file(by_, std::move(request));
  const auto* proposed = outcome ? std::get_if<ActReceipt>(&*outcome) : nullptr;
  if (proposed == nullptr) return outcome;
  const RecordedAct& act = *stage().books().acts().act(proposed->act);
  if (act.ended) return outcome;  // the line withdrew it
  return stage().approve(officer(acting_role(act.proposed.kind), "second"), act.proposed.id);
}

ActId Scene::act(Words& words) {
  const std::string name = words.word("the name of an act");
  const auto known = recorded_.find(name);
  if (known == recorded_.end()) throw ScenarioFault("nothing was proposed as \"" + name + "\"");
  const ActId id{known->second};
  if (stage().books().acts().act(id) == nullptr) throw ScenarioFault(name + " is no act");
  return id;
}

PartyId Scene::person(Words& words, const ActId& id, std::string_view otherwise) {
  const Role role = acting_role(stage().books().acts().act(id)->proposed.kind);
  if (!words.take("by")) return officer(role, otherwise);
  if (words.peek() != "first" && words.peek() != "second") return party(words);
  return officer(role, words.word("a person"));
}

Filing::Request Scene::approve(Words& words) {
  const ActId id = act(words);
  by_ = person(words, id, "second");
  const ActId read = words.take("as-read-in") ? act(words) : id;
  return ApproveAct{id, stage().books().acts().act(read)->proposed.digest};
}

Filing::Request Scene::withdraw_act(Words& words) {
  const ActId id = act(words);
  by_ = person(words, id, "first");
  return WithdrawAct{id};
}

void Scene::check_act(Words& words) {
  const std::string name{words.peek()};
  const ActId id = act(words);
  const std::string shown{to_text(stage().books().acts().act(id)->state(stage().now()))};
  const std::string expected = words.word("a state");
  if (shown != expected) throw ScenarioFault("act " + name + " is " + shown + ", not " + expected);
}

}  // namespace quitrent::scenarios
