// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;

/// One connection over which a test sends any bytes.
class RawConnection {
 public:
  /// Connects to a port of the loopback, from the loopback address `from`. Throws if nobody
  /// listens.
  explicit RawConnection(std::uint16_t port, const char* from = "127.0.0.1");
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;
  ~RawConnection();

  /// Sends bytes. False: the other side does not accept them any more.
  bool send(std::string_view bytes) const;
  /// Reads the next answer. Status 0: the connection ended before an answer came. `of_head`: the
  /// answer has no body, whatever its length says.
  RawReply reply(bool of_head = false);
  /// Reads until the other side closes the connection. False: it does not.
  bool is_closed();
  /// Ends the sending and reads to the end. Answers with the status of each answer that is left.
  std::vector<int> statuses_to_end();
  /// Bytes that came and belong to no answer yet.
  const std::string& rest() const { return got_; }

 private:
  bool receive();

  int socket_ = -1;
  std::string got_;
};

/// Whether a text stands in the body of an answer.
inline bool holds_text(const RawReply& reply, std::string_view text) {
  return reply.body.find(text) != std::string::npos;
}

}  // namespace quitrent::testing
