// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "registry/title/act.hpp"
#include "tests/scenarios/words.hpp"

namespace quitrent::scenarios {

/// The tax schedule of a scenario: the founding one of MECHANISM.md with the changes of the `rule`
/// lines. All revenue goes to the treasury unless a rule shares it out.
class ScenarioRules {
 public:
  ScenarioRules();
  /// Reads the words after `rule`; README.md of this folder has the grammar.
  void read(Words& words);
  /// The schedule as TOML: a founding one, or one that takes effect on the day `effective`.
  std::string toml(const std::string& effective = {}) const;
  /// What the charter says about acts of two; nothing if no rule is about it.
  const std::optional<ActRules>& charter() const { return charter_; }

 private:
  /// The rules of tax and sale for one class.
  struct ClassRules {
    std::vector<std::string> scales;  ///< one TOML table for each scale
    std::string notice = "0s";
    std::string grant_back = "true";
  };

  ClassRules& named_class(Words& words);
  void read_tax(Words& words);
  void read_revenue(Words& words);
  void read_weights(Words& words);
  /// Reads a rule about acts of two; false if the subject is another.
  bool read_charter(const std::string& subject, Words& words);

  std::map<std::string, ClassRules> classes_;
  std::map<std::string, std::map<std::string, std::string>> procedures_;  // by day, then key
  std::map<std::string, std::string> shares_;                             // by day
  std::optional<ActRules> charter_;
  std::string weights_;  // TOML tables, in the order of the rules
};

}  // namespace quitrent::scenarios
