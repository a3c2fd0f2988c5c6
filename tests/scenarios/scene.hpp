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

using namespace market;

/// Runs a scenario line by line. Holds a register on trial, and the names that the author gave to
/// parties, assets, licences, liens, holds and contests. README.md of this folder has the grammar.
class Scene {
 public:
  /// Runs one line. Throws ScenarioFault if the line cannot be read or a check fails, and
  /// std::logic_error if the register breaks a law.
  void play(std::string_view line);
  /// Ends the scenario after its last line. Checks that it began, and that the books can be read
  /// back from their bytes.
  void close() const;

 private:
  void begin(Words& words);
  void note(Words& words);
  void file(Words& words);
  void finish(const Outcome<Receipt>& outcome, Words& words);
  void accept(const Receipt& receipt);
  /// The newest pending finding about an asset that has no name yet.
  Uuid unnamed_finding(const AssetId& asset) const;

  // scene_checks.cpp
  void check(Words& words);
  void check_account(const std::string& what, Words& words);
  void check_asset(const std::string& what, Words& words);
  void check_licence(Words& words);
  void check_terms(Words& words);
  void check_owed(Words& words);
  void check_title(Words& words);
  Money income() const;
  std::string figure(const std::string& what, const Asset& asset) const;
  std::optional<std::string> title_figure(const std::string& what, const Asset& asset) const;
  std::optional<std::string> clock_figure(const std::string& what, const Asset& asset) const;
  std::optional<std::string> burden_figure(const std::string& what, const Asset& asset) const;
  std::string money_figure(const std::string& what, const Asset& asset) const;

  // scene_filings.cpp
  Filing::Request credit(Words& words);
  Filing::Request payout(Words& words);
  Filing::Request freeze(Words& words);
  Filing::Request unfreeze(Words& words);
  Filing::Request pay(Words& words);
  Filing::Request publish(Words& words);
  Filing::Request enrol(Words& words);
  Filing::Request assess(Words& words);
  Filing::Request deposit(Words& words);
  Filing::Request withdraw(Words& words);
  Filing::Request purchase(Words& words);
  PurchaseItem item(Words& words);

  // scene_acts.cpp
  Filing::Request licence(Words& words);
  Filing::Request end_licence(Words& words);
  Filing::Request lien(Words& words);
  Filing::Request release(Words& words);
  Filing::Request licence_end_by_order(Words& words);
  Filing::Request lien_end_by_order(Words& words);
  Filing::Request dedicate(Words& words);
  Filing::Request redeem(Words& words);
  Filing::Request withdraw_asset(Words& words);
  Filing::Request hold(Words& words);
  Filing::Request lift(Words& words);
  Filing::Request evidence(Words& words);
  Filing::Request strike(Words& words);
  Filing::Request rectify(Words& words);
  Filing::Request expiry(Words& words);

  // scene_two_persons.cpp
  /// Files the request by the party of the line, and has a second person approve an act of two.
  Outcome<Receipt> file_as_two(Filing::Request request);
  Filing::Request approve(Words& words);
  Filing::Request withdraw_act(Words& words);
  /// The act that the next word names.
  ActId act(Words& words);
  /// Reads `by first|second|PARTY` of a line about an act, else `otherwise`.
  PartyId person(Words& words, const ActId& act, std::string_view otherwise);
  /// One of two persons with a role. The first use registers the second one.
  PartyId officer(Role role, std::string_view which);
  void check_act(Words& words);

  // scene_terms.cpp
  /// The terms of a class as the line states them; closed terms if it states none.
  static Terms stated_terms(AssetClass asset_class, Words& words);
  Origin origin(Words& words) const;
  Filing::Request restate(Words& words);
  Filing::Request finding(Words& words);
  /// Reads what a finding says.
  void read_found(Words& words, RecordFinding& finding);
  Filing::Request profile(Words& words);
  Filing::Request contest(Words& words);
  Filing::Request decide(Words& words);

  trial::TrialRegister& stage();
  const trial::TrialRegister& stage() const;
  /// The party that the next word names. The first use of a name registers the party.
  PartyId party(Words& words);
  AssetId asset(const std::string& name) const;
  /// Reads `named WORD`, if the line has it: the licence, lien, hold or contest recorded as WORD.
  std::optional<Uuid> recorded(Words& words);
  /// Reads an asset and, after `by`, the party that files about it.
  AssetRef named_asset(Words& words);
  /// The registrar. Its first act registers it as a party.
  PartyId registrar();
  /// Reads an asset about which the registrar files.
  AssetRef registrars_asset(Words& words);

  std::string title_;
  ScenarioRules rules_;
  bool unpublished_ = false;  // there is a rule after the newest schedule
  std::optional<trial::TrialRegister> register_;
  std::map<std::string, PartyId> parties_;
  std::map<std::string, AssetId> assets_;
  std::map<std::string, Uuid> recorded_;  // licences, liens, holds, contests and acts
  std::map<std::string, Digest> noted_;   // terms digests by asset name
  std::optional<PartyId> registrar_;
  std::optional<PartyId> second_registrar_;
  std::optional<PartyId> second_operator_;
  std::size_t references_ = 0;
  Money paid_out_;         // to beneficiaries, since the beginning
  PartyId by_;             // the party that files the present line
  std::string enrolling_;  // name of the asset that the present line registers, or empty
  std::string recording_;  // name of what the present line records, or empty
};

/// Runs a whole scenario. Answers with `file:line: what` for the first line that fails, or nothing.
std::optional<std::string> failure_of(std::string_view file, std::string_view text);

}  // namespace quitrent::scenarios
