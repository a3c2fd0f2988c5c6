// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

namespace quitrent::debian {

/// The register cannot be reached or does not speak as API.md says.
class ApiFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The address given is none.
class WrongAddress : public ApiFault {
 public:
  using ApiFault::ApiFault;
};

/// What is asked of the register.
struct Request {
  std::string path;             ///< from `/v1` on
  std::string key;              ///< API key of the caller
  std::string idempotency_key;  ///< so that a second run changes nothing
  std::string body;             ///< JSON
};

/// What the register answered.
struct Answer {
  int status = 0;
  std::string body;       ///< JSON
  bool replayed = false;  ///< the answer to the same request of an earlier run
};

/// A client of one register over one connection that is kept open.
class ApiClient {
 public:
  /// `server` as in `http://127.0.0.1:8080`. Opens nothing yet. Throws WrongAddress.
  explicit ApiClient(const std::string& server);
  ApiClient(const ApiClient&) = delete;
  ApiClient& operator=(const ApiClient&) = delete;
  ~ApiClient();

  /// Sends a POST and waits for the answer, whatever its status. An overloaded register, or
  /// one that takes no more of this key for a while, is asked again after as long as it says, a
  /// lost connection is opened anew, each up to five times: the idempotency key makes that safe.
  /// Throws ApiFault after that.
  Answer post(const Request& request);

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

}  // namespace quitrent::debian
