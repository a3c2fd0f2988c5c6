// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

namespace quitrent::debian {

/// The register cannot be reached, or does not answer as API.md says.
class ApiFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The given address is not an address.
class WrongAddress : public ApiFault {
 public:
  using ApiFault::ApiFault;
};

/// The media type of JSON.
inline constexpr const char* kJson = "application/json";

/// A request to the register.
struct Request {
  std::string method = "POST";
  std::string path;                  ///< from `/v1` on
  std::string key = {};              ///< API key of the party that asks; empty: a public read
  std::string idempotency_key = {};  ///< so that a second run changes nothing
  std::string body = {};
  std::string type = kJson;  ///< media type of the body
};

/// The answer of the register.
struct Answer {
  int status = 0;
  std::string body;       ///< JSON
  bool replayed = false;  ///< it repeats the answer to the same request of an earlier run
};

/// A client of one register over one connection that is kept open.
class ApiClient {
 public:
  /// `server` is an address such as `http://127.0.0.1:8080`. Opens no connection yet. Throws
  /// WrongAddress.
  explicit ApiClient(const std::string& server);
  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;
  ~ApiClient();

  /// Sends a request and waits for the answer, whatever its status. Tries at most five times: after
  /// 503 or 429 it waits as long as the register says, and opens a lost connection anew. The
  /// idempotency key makes that safe. Throws ApiFault after the last attempt.
  Answer send(const Request& request);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace quitrent::debian
