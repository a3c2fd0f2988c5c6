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

/// How fast and how often the journal is verified.
struct VerificationLimits {
  /// Entries a second; an entry counts once more for each full 4 KiB. 1 or more.
  std::uint32_t entries_per_second = 20'000;
  /// Time from the end of one pass to the beginning of the next.
  std::chrono::seconds between{std::chrono::hours{24}};
  /// Time to the next pass after a temporary fault, such as a lack of file descriptors.
  std::chrono::seconds after_fault{60};
};

/// Functions that the verification calls, all from its own thread.
struct VerificationCalls {
  /// Answers the newest committed entry. A pass ends there.
  std::function<Sequence()> newest;
  /// Receives, in one clause, what is wrong with the first damaged entry. No other pass follows.
  std::function<void(std::string)> damaged;
  /// Receives, in one line, a fault that ended a pass early.
  std::function<void(std::string_view)> complain;
};

/// Reads the whole journal repeatedly in a thread of low priority and verifies its chain from entry
/// 1 on. A start reads only the entries after a snapshot; this thread also reads those before it.
class JournalVerification {
 public:
  /// Begins the first pass. `known` is a head whose digest is certain: the end of the journal when
  /// the register started. The journal and what `calls` refer to must outlive this object.
  JournalVerification(Journal& journal, const Head& known, const VerificationLimits& limits,
                      VerificationCalls calls);
  JournalVerification(const JournalVerification&) = delete;
  JournalVerification& operator=(const JournalVerification&) = delete;
  /// Ends the pass in progress.
  ~JournalVerification() = default;

 private:
  void run(const std::stop_token& stop);
  /// The result of a pass.
  enum class Pass : std::uint8_t { whole, damage, interrupted };
  Pass pass(const std::stop_token& stop);
  /// What is wrong up to entry `upto`; empty where nothing is wrong or `stop` was requested.
  std::string damage(JournalReader& reader, Sequence upto, const std::stop_token& stop);
  /// Waits until `at`; false where the thread must stop.
  bool wait_until(const std::stop_token& stop, std::chrono::steady_clock::time_point at);

  Journal& journal_;
  const Head known_;
  const VerificationLimits limits_;
  const VerificationCalls calls_;
  std::mutex waiting_;
  std::condition_variable_any stopped_;
  std::jthread thread_;  // last, so that it stops before the other members are destroyed
};

}  // namespace quitrent::api
