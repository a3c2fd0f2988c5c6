// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "market/state/prediction.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// Pia and Pol are policy officers; Ana holds four patents of 36500.00 with escrows of 500.00, and
/// Bob has cash. The clock stands at 2026-01-01. Patents bear 2.5%, under a reform another rate.
struct OutcomeScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana");
  std::pair<std::string, std::string> bob = dispatcher.member("Bob");
  std::pair<std::string, std::string> pia = dispatcher.member("Pia", "1.00", R"(["policy"])");
  std::pair<std::string, std::string> pol = dispatcher.member("Pol", "1.00", R"(["policy"])");
  std::string kept = dispatcher.patent(ana.second, "US1");
  std::string sold = dispatcher.patent(ana.second, "US2");
  std::string opened = dispatcher.patent(ana.second, "US3");
  std::string lost = dispatcher.patent(ana.second, "US4");

  /// Proposes another rate of patents from a day on, as Pia, who saw a prediction where one is
  /// given. Answers with the schedule's identifier.
  std::string propose(const std::string& rate, const std::string& effective,
                      std::optional<Prediction> seen = {}) const;
  /// Approves it as Pol, who types the rate of patents anew.
  void approve(const std::string& id, const std::string& rate, const std::string& effective) const;
  /// Both; then moves the clock to that day.
  std::string enacted(const std::string& rate, const std::string& effective,
                      std::optional<Prediction> seen = {}) const;
  /// Asks as a member, and checks that it was done.
  void act(const RawRequest& request) const;
  /// Bob buys `sold` and states 40000.00; Ana raises `kept` by 100.00, lowers it by 600.00 and pays
  /// 1000.00 into its escrow, and opens `opened` to all.
  void act_once() const;
  /// What is said of the outcome of a schedule.
  RawReply outcome(const std::string& id) const {
    return dispatcher.get("/v1/schedules/" + id + "/outcome");
  }
};

/// Four patents, 2920.00 of tax before and 3650.00 under the reform; 3.65 purchases a year, and one
/// of four opens, in the middle of their ranges.
Prediction prediction_of_patents(Period over);

}  // namespace quitrent::testing
