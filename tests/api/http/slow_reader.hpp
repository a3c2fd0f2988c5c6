// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

namespace quitrent::testing {

/// A client that sends a request and does not read the answer. Its socket buffers so little that
/// the server has to keep the answer.
class SlowReader {
 public:
  /// Connects to a port of the loopback and sends the request. Throws std::runtime_error.
  SlowReader(std::uint16_t port, const std::string& request);
  SlowReader(SlowReader&& other) noexcept;
  SlowReader(const SlowReader&) = delete;
  SlowReader& operator=(const SlowReader&) = delete;
  SlowReader& operator=(SlowReader&&) = delete;
  /// Closes the connection without reading the rest.
  ~SlowReader();

  /// Reads the status line and the headers, and nothing after them.
  std::string head();

 private:
  int socket_ = -1;
};

}  // namespace quitrent::testing
