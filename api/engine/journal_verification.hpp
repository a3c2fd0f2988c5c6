// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "registry/journal/journal.hpp"

namespace quitrent::api {

/// How much of the machine the verification of a journal takes.
struct VerificationLimits {
  /// Entries a second; an entry counts once more for each further 4 KiB. 1 or more.
  std::uint32_t entries_per_second = 20'000;
  /// From the end of one pass to the begin of the next.
  std::chrono::seconds between{std::chrono::hours{24}};
  /// From a pass that a passing fault ended, such as a want of files, to the next.
  std::chrono::seconds after_fault{60};
};

/// Whom the verification calls, all from its own thread.
struct VerificationCalls {
  /// The newest committed entry: a pass ends there.
  std::function<Sequence()> newest;
  /// Told, in one clause, of the first entry that is damaged; there is no other pass then.
  std::function<void(std::string)> damaged;
  /// Told in one line of a fault that keeps a pass from its end.
  std::function<void(std::string_view)> complain;
};

/// Reads the whole journal again and again in a thread of low priority and verifies its chain from
/// entry 1 on: what a start, which begins at a snapshot, has not read.
class JournalVerification {
 public:
  /// Begins the first pass. `known` is a place in the journal whose digest is sure: where it ended
  /// when the register was started. The journal and what `calls` refer to outlive it.
  JournalVerification(Journal& journal, const Head& known, const VerificationLimits& limits,
                      VerificationCalls calls);
  JournalVerification(const JournalVerification&) = delete;
  JournalVerification& operator=(const JournalVerification&) = delete;
  /// Ends the pass under way.
  ~JournalVerification() = default;

 private:
  void run(const std::stop_token& stop);
  /// What a pass came to.
  enum class Pass : std::uint8_t { whole, damage, kept_from_it };
  Pass pass(const std::stop_token& stop);
  /// What is wrong up to entry `upto`; empty where nothing is, or where `stop` came first.
  std::string damage(JournalReader& reader, Sequence upto, const std::stop_token& stop);
  /// Waits; false where it must stop.
  bool wait_until(const std::stop_token& stop, std::chrono::steady_clock::time_point at);

  Journal& journal_;
  const Head known_;
  const VerificationLimits limits_;
  const VerificationCalls calls_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last: it stops before the rest goes
};

}  // namespace quitrent::api
