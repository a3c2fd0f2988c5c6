// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/engine/engine.hpp"
#include "api/http/protocol/limits.hpp"
#include "registry/journal/journal.hpp"
#include "tax/schedule/founding.hpp"
#include "tax/schedule/schedule.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;

/// An answer as it came over the socket; status 0: the connection ended before one came.
struct RawReply {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< names in lower case
  std::string body;
  /// The value of the member `code` of a problem; empty where there is none.
  std::string code() const;
  /// The text or number behind the first `"name":` of the body; empty where there is none.
  std::string member(std::string_view name) const;
};

/// A request in parts.
struct RawRequest {
  std::string method = "GET";
  std::string path;
  std::string key = {};                                           ///< API key; empty: none
  std::string body = {};                                          ///< sent with its length
  std::vector<std::pair<std::string, std::string>> headers = {};  ///< beside those
  std::string content_type = "application/json";                  ///< empty: none
};

/// Sends bytes to a port of the loopback and reads one answer.
RawReply raw_exchange(std::uint16_t port, const std::string& bytes);
/// The same over one connection: each request is sent once the one before is answered.
std::vector<RawReply> raw_exchanges(std::uint16_t port, const std::vector<std::string>& requests);

/// What a register for tests is made with.
struct LiveOptions {
  std::string schedule_toml = std::string{founding_schedule_toml()};  ///< reads without fault
  HttpLimits limits = {.threads = 16};
  /// Time that only runs forward: what minutes of keys and deadlines of searches go by.
  std::function<std::chrono::steady_clock::time_point()> now = std::chrono::steady_clock::now;
};

/// A whole register in this process, on a free port, over a journal in memory; its clock is a
/// sandbox's and stands at 2026-01-01 at first. The founding operator's key is kOperatorKey.
class LiveDispatcher {
 public:
  /// Founded on the schedule that the program carries.
  LiveDispatcher();
  /// Founded on a schedule that reads without fault.
  explicit LiveDispatcher(const std::string& schedule_toml);
  /// Made as told.
  explicit LiveDispatcher(const LiveOptions& options);
  LiveDispatcher(const LiveDispatcher&) = delete;
  LiveDispatcher& operator=(const LiveDispatcher&) = delete;
  ~LiveDispatcher();

  static constexpr std::string_view kOperatorKey = "operator-key-for-the-tests";

  std::uint16_t port() const;
  /// The newest entry: what a refused request leaves as it was.
  Sequence sequence() const;
  /// The engine behind the HTTP interface, to do what no request can.
  Engine& engine() const;
  /// How many bytes all entries of the journal hold, public and private parts.
  std::size_t journal_bytes() const;
  /// Sends a request and reads the answer.
  RawReply ask(const RawRequest& request) const;
  RawReply get(const std::string& path, std::string_view key = {}) const;
  RawReply post(const std::string& path, std::string_view key, const std::string& body) const;
  RawReply put(const std::string& path, std::string_view key, const std::string& body) const;
  RawReply remove(const std::string& path, std::string_view key) const;
  /// Moves the sandbox's clock, to `to` or by `by`, as JSON: `"by":"1d"`.
  void move_clock(const std::string& member) const;

  /// Registers a member, with `roles` as JSON where given, and credits it; id and key.
  std::pair<std::string, std::string> member(const std::string& name,
                                             const std::string& cash = "100000.00",
                                             const std::string& roles = {}) const;
  /// Registers a patent assessed at 36500.00 with an escrow of 500.00; its id.
  std::string patent(std::string_view key, const std::string& number) const;

 private:
  struct Machine;
  std::unique_ptr<Machine> machine_;
};

}  // namespace quitrent::testing
