// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace quitrent::testing {

/// What a server answered; status 0: nothing came, the connection broke.
struct ApiReply {
  int status = 0;
  std::string body;
  bool replayed = false;  ///< Idempotent-Replayed: true
};

/// Talks to a server over one connection with one API key, in the words of API.md.
class ApiClient {
 public:
  ApiClient(int port, std::string_view api_key);
  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;
  ~ApiClient();

  /// GET.
  ApiReply get(const std::string& path);
  /// POST of a JSON body, with an Idempotency-Key unless that is empty.
  ApiReply post(const std::string& path, const std::string& body, const std::string& key = {});

  /// Registers a member; throws where that fails. Answers with id and API key.
  std::pair<std::string, std::string> register_party(const std::string& name);
  /// Credits a party; throws where that fails.
  void credit(const std::string& party, const std::string& amount, const std::string& reference);
  /// Registers a patent without commitments; throws where that fails. Answers with its id.
  std::string register_patent(const std::string& number, const std::string& assessment,
                              const std::string& escrow);
  /// What a party has at hand, as the answer has it; throws where that fails.
  std::string available(const std::string& party);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace quitrent::testing
