// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace quitrent::testing {

/// The answer of a server. Status 0: the connection broke before an answer came.
struct ApiReply {
  int status = 0;
  std::string body;
  bool replayed = false;  ///< Idempotent-Replayed: true
};

/// A client that uses one connection and one API key, and sends requests as API.md describes them.
class ApiClient {
 public:
  ApiClient(int port, std::string_view api_key);
  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;
  ~ApiClient();

  /// Sends a GET.
  ApiReply get(const std::string& path);
  /// Sends a POST of a JSON body, with an Idempotency-Key unless `key` is empty.
  ApiReply post(const std::string& path, const std::string& body, const std::string& key = {});

  /// Registers a member and answers with its identifier and API key. Throws if that fails.
  std::pair<std::string, std::string> register_party(const std::string& name);
  /// Credits a party. Throws if that fails.
  void credit(const std::string& party, const std::string& amount, const std::string& reference);
  /// Registers a patent without commitment and answers with its identifier. Throws if that fails.
  std::string register_patent(const std::string& number, const std::string& assessment,
                              const std::string& escrow);
  /// The available cash of a party, as the answer states it. Throws if that fails.
  std::string available(const std::string& party);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace quitrent::testing
