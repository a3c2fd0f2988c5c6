// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/scenarios/words.hpp"

namespace quitrent::scenarios {

/// The tax schedule of a scenario: the founding one of MECHANISM.md, as far as no `rule` line says
/// otherwise.
class ScenarioRules {
 public:
  ScenarioRules();
  /// Reads what follows the word `rule`: `tax CLASS RATE [above AMOUNT RATE]... from DAY`, or one
  /// of `cover`, `grace` and `surcharge` with its value.
  void read(Words& words);
  /// The schedule as TOML.
  std::string toml() const;

 private:
  std::map<std::string, std::vector<std::string>> scales_;  // by class: one table a scale
  std::map<std::string, std::string> procedure_;            // by key
};

}  // namespace quitrent::scenarios
