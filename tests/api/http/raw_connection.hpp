// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;

/// One connection over which bytes go as the test likes.
class RawConnection {
 public:
  /// Connects to a port of the loopback; `from`: under another address of it. Throws where nobody
  /// listens.
  explicit RawConnection(std::uint16_t port, const char* from = "127.0.0.1");
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  ~RawConnection();

  /// Sends bytes; false: the other side does not take them any more.
  bool send(std::string_view bytes) const;
  /// The next answer; status 0: the connection ended before one came. `of_head`: it has no body,
  /// whatever its length says.
  RawReply reply(bool of_head = false);
  /// Reads on until the other side closes; false: it does not.
  bool is_closed();
  /// Sends no more, and reads to the end: the status of each answer that is left.
  std::vector<int> statuses_to_end();
  /// What came and belongs to no answer yet.
  const std::string& rest() const { return got_; }

 private:
  bool receive();

  int socket_ = -1;
  std::string got_;
};

}  // namespace quitrent::testing
