// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/market/trial_register.hpp"
#include "tools/chance.hpp"

namespace quitrent::properties {

using namespace market;

/// How a crowd moves time on: straight to a second, or with stops on the way.
using Passage = std::function<void(trial::TrialRegister&, Instant to)>;

/// A schedule with steep rates, brackets, a rate that changes and a surcharge, without designs.
std::string steep_schedule();

/// A schedule of the same classes with rates, dates, lengths, weights and shares drawn at random: a
/// founding one, or one that takes effect on a day.
std::string random_schedule(std::uint64_t seed, const std::string& effective = {});

/// A crowd of parties that file at random over a register on trial, much of it refused. What it
/// files depends on nothing but its seed and what the register shows.
class Crowd {
 public:
  Crowd(std::uint64_t seed, Passage passage, const std::string& schedule = steep_schedule());
  /// Lets time pass or not, then files once.
  void step();
  /// The register, with everything that was filed.
  trial::TrialRegister& stage() { return stage_; }
  /// How often each request was accepted, by its place in Filing::Request, and each refusal given.
  const std::map<std::size_t, int>& accepted() const { return accepted_; }
  const std::map<RefusalCode, int>& refused() const { return refused_; }
  /// Every deadline that was not kept: an asset foreclosed before the second that was shown while
  /// it was delinquent (a hold that is lifted early gives back what it would have held), or at
  /// another though neither hold nor outage nor pending purchase came between.
  const std::vector<std::string>& broken_deadlines() const { return broken_; }
  /// Every asset that showed another degree than its terms have under the weights in force, beside
  /// what registrars have recorded, or another forecast than a fresh one.
  const std::vector<std::string>& wrong_degrees() const { return wrong_degrees_; }

 private:
  void pass_time();
  void watch_deadlines();
  void watch_degrees();
  Filing::Request request();
  /// What is filed about an asset besides tax and purchase.
  Filing::Request act(AssetRef ref);
  /// What holders, registrars and anybody say about the terms of the asset.
  Filing::Request tell_of_terms(AssetRef ref);
  /// Something that stands against the asset, filed by whoever may end it.
  Filing::Request release(AssetRef ref);
  /// What the holder, or the last one, may do.
  Filing::Request part_with(AssetRef ref);
  Instant some_time();
  void state_terms(Terms& terms);
  RegisterAsset registration();
  PurchaseAssets purchase();
  Money amount();
  AssetRef some_asset();

  Chance chance_;
  Passage passage_;
  trial::TrialRegister stage_;
  PartyId by_;  // who files this time
  std::vector<PartyId> parties_;
  std::vector<AssetId> assets_;
  /// What was shown of a delinquent asset when somebody looked last.
  struct Shown {
    Instant earliest;  ///< as shown, but for the time that a hold might be lifted before its end
    Instant shown;
    Instant outage_until;
    bool held = false;
    std::uint32_t pending = 0;
  };
  std::map<AssetId, Shown> shown_;
  std::vector<std::string> broken_;
  std::vector<std::string> wrong_degrees_;
  std::map<std::size_t, int> accepted_;
  std::map<RefusalCode, int> refused_;
};

}  // namespace quitrent::properties
