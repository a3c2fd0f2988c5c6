// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/auth/keys.hpp"
#include "api/engine/engine.hpp"
#include "api/http/dispatcher.hpp"
#include "api/http/protocol/limits.hpp"
#include "registry/journal/journal.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;

/// An answer as it came over the socket. Status 0: the connection ended before an answer came.
struct RawReply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  /// The value of the member `code` of a problem; empty where there is none.
  std::string code() const;
  /// The text or number after the first `"name":` of the body; empty where there is none.
  std::string member(std::string_view name) const;
};

/// A request in parts.
struct RawRequest {
  std::string method = "GET";
  std::string path;
  std::string key = {};                                           ///< API key; empty: none
  std::string body = {};                                          ///< sent with its length
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< further headers
  std::string content_type = "application/json";                  ///< empty: none
};

/// Sends bytes to a port of the loopback and reads one answer.
RawReply raw_exchange(std::uint16_t port, const std::string& bytes);
/// Sends several requests over one connection, each once the one before is answered.
std::vector<RawReply> raw_exchanges(std::uint16_t port, const std::vector<std::string>& requests);

/// The founding schedule, but purchases of this class are pending for 7 days.
std::string schedule_with_notice(std::string_view asset_class);

/// Options of a register for tests.
struct LiveOptions {
  std::string schedule_toml = std::string{founding_schedule_toml()};  ///< has no fault
  std::optional<ActRules> charter = {};  ///< what the founding records about acts of two
  /// Slow machines give the same answers: a simulation is waited for.
  HttpLimits limits = {.threads = 16, .simulation_timeout_ms = 120'000};
  /// A monotonic clock, for the minutes of the rate limiter and the deadlines of searches.
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
  Dispatcher::Hooks hooks = {};  ///< may count requests and offer pages
};

/// A whole register in this process, on a free port, over a journal in memory. It is a sandbox
/// whose clock stands at 2026-01-01 at first. The founding operator's key is kOperatorKey.
class LiveDispatcher {
 public:
  /// Founds the register on the built-in schedule.
  LiveDispatcher();
  /// Founds the register on a schedule without fault.
  explicit LiveDispatcher(const std::string& schedule_toml);
  /// Founds the register with these options.
  explicit LiveDispatcher(const LiveOptions& options);
  LiveDispatcher(const LiveDispatcher&) = delete;
  LiveDispatcher& operator=(const LiveDispatcher&) = delete;
  ~LiveDispatcher();

  static constexpr std::string_view kOperatorKey = "operator-key-for-the-tests";
  /// The secret behind the keyed hashes of this register's keys.
  static std::string secret() { return std::string(kSecretSize, 's'); }

  std::uint16_t port() const;
  /// The sequence of the newest entry. A refused request does not change it.
  Sequence sequence() const;
  /// The engine behind the HTTP interface, for calls that no request can make.
  Engine& engine() const;
  /// The bytes of the public and private parts of all entries of the journal.
  std::size_t journal_bytes() const;
  /// Sends a request and reads the answer.
  RawReply ask(const RawRequest& request) const;
  RawReply get(const std::string& path, std::string_view key = {}) const;
  RawReply post(const std::string& path, std::string_view key, const std::string& body) const;
  RawReply put(const std::string& path, std::string_view key, const std::string& body) const;
  RawReply remove(const std::string& path, std::string_view key) const;
  /// Moves the sandbox's clock; `member` is `to` or `by` as JSON: `"by":"1d"`.
  void move_clock(const std::string& member) const;

  /// Registers a member, with `roles` as JSON if not empty, and credits it. Answers with its
  /// identifier and key.
  std::pair<std::string, std::string> member(const std::string& name,
                                             const std::string& cash = "100000.00",
                                             const std::string& roles = {}) const;
  /// Approves the act of two that an answer shows.
  RawReply approve(const RawReply& act, std::string_view key) const;
  /// Registers a patent assessed at 36500.00 with an escrow of 500.00. Answers with its identifier.
  std::string patent(std::string_view key, const std::string& number) const;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace quitrent::testing
