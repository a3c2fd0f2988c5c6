// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "tests/api/http/raw_connection.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;

/// A sandbox register in a process of its own, ready for requests.
class Served {
 public:
  static constexpr const char* kOperatorKey = "operator-key-operator-key";

  /// Starts it over `database` with further flags. Throws if it does not listen.
  explicit Served(const std::string& database, const std::vector<std::string>& flags = {},
                  const RunConditions& conditions = {});

  std::uint16_t port() const { return port_; }
  Program& program() { return program_; }
  /// Sends one request over a connection of its own. `key` may be empty.
  RawReply get(const std::string& path, const std::string& key = {}) const;
  RawReply post(const std::string& path, const std::string& key, const std::string& body) const;
  /// Registers a member with this cash. Answers with its identifier and key.
  std::pair<std::string, std::string> member(const std::string& name,
                                             const std::string& cash) const;

 private:
  Program program_;
  std::uint16_t port_ = 0;
};

/// The bytes of a request.
std::string request_bytes(const std::string& method_and_path, const std::string& key,
                          const std::string& body);

}  // namespace quitrent::testing
