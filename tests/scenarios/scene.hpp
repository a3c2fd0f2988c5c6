// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tests/market/trial_register.hpp"
#include "tests/scenarios/rules.hpp"
#include "tests/scenarios/words.hpp"

namespace quitrent::scenarios {

/// A scenario as it is played, line by line: a register on trial, and the names that the author
/// gave to parties and assets. README.md of this folder has the grammar.
class Scene {
 public:
  /// Plays one line; throws ScenarioFault where it cannot be read or is not so, std::logic_error
  /// where the register breaks a law.
  void play(std::string_view line);
  /// The last line was played: the scene must have begun, and the books come back from their bytes.
  void close() const;

 private:
  void file(Words& words);
  void check(Words& words);
  void check_account(const std::string& what, Words& words);
  void check_asset(const std::string& what, Words& words);
  void check_title(Words& words);
  std::string figure(const std::string& what, const Asset& asset) const;

  Filing::Request credit(Words& words);
  Filing::Request payout(Words& words);
  Filing::Request enrol(Words& words);
  Filing::Request assess(Words& words);
  Filing::Request deposit(Words& words);
  Filing::Request withdraw(Words& words);
  Filing::Request purchase(Words& words);
  PurchaseItem item(Words& words);
  AssetRef named_asset(Words& words);

  trial::TrialRegister& stage();
  const trial::TrialRegister& stage() const;
  /// The party with this name, registered when it is first named.
  PartyId party(Words& words);
  AssetId asset(const std::string& name) const;
  void settle(const Outcome<Receipt>& outcome, Words& words);

  std::string title_;
  ScenarioRules rules_;
  std::optional<trial::TrialRegister> register_;
  std::map<std::string, PartyId> parties_;
  std::map<std::string, AssetId> assets_;
  std::map<std::string, Digest> noted_;  // terms digests by asset name
  std::size_t references_ = 0;
  PartyId by_;             // who files the line at hand
  std::string enrolling_;  // name of the asset that the line at hand registers; or empty
};

/// Plays a whole scenario. Answers `file:line: what` for the first line that fails, or nothing.
std::optional<std::string> failure_of(std::string_view file, std::string_view text);

}  // namespace quitrent::scenarios
