// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "tests/market/trial_register.hpp"
#include "tools/chance.hpp"

namespace quitrent::properties {

using namespace market;

/// The one reference that the crowd uses.
inline constexpr const char* kReference = "LicenseRef-Any";

/// How a crowd lets time pass: straight to a second, or with stops on the way.
using Passage = std::function<void(trial::TrialRegister&, Instant to)>;

/// A schedule with steep rates, brackets, a rate that changes and a surcharge, without designs.
std::string steep_schedule();

/// A schedule of the same classes as steep_schedule(), with rates, dates, lengths, weights and
/// shares drawn at random. It is a founding schedule, or one that takes effect on the day
/// `effective`.
std::string random_schedule(std::uint64_t seed, const std::string& effective = {});

/// A crowd of parties that file at random over a register on trial; many filings are refused. What
/// it files depends only on its seed and on what the register shows.
class Crowd {
 public:
  Crowd(std::uint64_t seed, Passage passage, const std::string& schedule = steep_schedule());
  /// Calls `before` with the filer and the request of each filing, and `after` with its outcome.
  void watch_filings(std::function<void(const PartyId& by, const Filing::Request&)> before,
                     std::function<void(bool accepted)> after) {
    before_filing_ = std::move(before);
    after_filing_ = std::move(after);
  }
  /// Lets time pass in some of its calls, then files once.
  void step();
  /// The register with all filings so far.
  trial::TrialRegister& stage() { return stage_; }
  /// How often each request was accepted, by its index in Filing::Request, and how often each
  /// refusal was given.
  const std::map<std::size_t, int>& accepted() const { return accepted_; }
  const std::map<RefusalCode, int>& refused() const { return refused_; }
  /// Every deadline that was not kept. An asset may not be foreclosed before the second that it
  /// showed while delinquent; a hold that is lifted early moves that second forward. It may be
  /// foreclosed at a later second only after a hold, an outage or a pending purchase.
  const std::vector<std::string>& broken_deadlines() const { return broken_; }
  /// Every asset that showed a wrong degree or forecast. The degree must follow from its terms, the
  /// weights in force and what registrars recorded. The forecast must equal a fresh one.
  const std::vector<std::string>& wrong_degrees() const { return wrong_degrees_; }

 private:
  void pass_time();
  void watch_deadlines();
  void watch_degrees();
  Filing::Request request();
  /// A request about an asset that concerns neither tax nor purchase.
  Filing::Request act(AssetRef ref);
  /// A request about the terms of an asset, by its holder, a registrar or anybody.
  Filing::Request tell_of_terms(AssetRef ref);
  /// A contest of the degree, or of a finding that is not due yet.
  Filing::Request contest(AssetRef ref);
  /// A request to approve or to withdraw an act of two that nobody ended yet; nothing if there is
  /// none, and half of the time.
  std::optional<Filing::Request> answer_to_act();
  /// A request to end an encumbrance of an asset, by a party that may end it.
  Filing::Request release(AssetRef ref);
  /// A request of the holder, or of the last holder: to dedicate, withdraw, license or pledge the
  /// asset.
  Filing::Request part_with(AssetRef ref);
  Instant some_time();
  void state_terms(Terms& terms);
  /// One of two texts for which the crowd's reference may stand.
  Digest text();
  RegisterAsset registration();
  PurchaseAssets purchase();
  Money amount();
  AssetRef some_asset();

  Chance chance_;
  Passage passage_;
  trial::TrialRegister stage_;
  std::function<void(const PartyId&, const Filing::Request&)> before_filing_;
  std::function<void(bool)> after_filing_;
  PartyId by_;  // files the present request
  std::vector<PartyId> parties_;
  std::vector<PartyId> registrars_;
  std::vector<PartyId> operators_;
  std::vector<AssetId> assets_;
  /// What a delinquent asset showed when the crowd looked last.
  struct Shown {
    Instant earliest;  ///< `shown` if every hold is lifted as early as possible
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
