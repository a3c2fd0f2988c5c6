// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "api/http/protocol/exchange.hpp"

namespace quitrent::api {

// The statuses of answers that no handler gives.
inline constexpr int kMalformed = 400;
inline constexpr int kOverloaded = 503;

// The limits for the head of a request.
inline constexpr std::size_t kLongestTarget = 2'048;      ///< bytes
inline constexpr std::size_t kLongestHeaderLine = 8'192;  ///< bytes, without its end
inline constexpr std::size_t kMostHeaderLines = 64;
inline constexpr std::size_t kLongestHead = 16'384;  ///< bytes, with the empty line at its end

/// Why no request can be read from these bytes, as a status: 400, 414 or 431. Nobody knows then
/// where the next request begins, so the connection ends with the answer.
struct HeadFault {
  int status = 400;
};

/// The head of a request. Its texts point into the bytes from which it was read.
struct RequestHead {
  Request request;              ///< without a body
  std::size_t size = 0;         ///< bytes of the head; the body follows
  bool has_length = false;      ///< a Content-Length is stated
  bool wants_close = false;     ///< the client sends no further request on this connection
  bool wants_continue = false;  ///< the client waits for `100 Continue` before it sends the body
};

/// Searches for the end of a head, line by line, while its bytes arrive.
class HeadProgress {
 public:
  /// Continues in `bytes`, which begin with the bytes of the earlier calls. The size of the head
  /// once it is complete; nothing while more bytes are needed; a fault as soon as one is found.
  std::expected<std::optional<std::size_t>, HeadFault> look(std::string_view bytes);

 private:
  std::expected<void, HeadFault> check_line(std::string_view line) const;

  std::size_t line_ = 0;   // beginning of the present line
  std::size_t seen_ = 0;   // bytes examined
  std::size_t lines_ = 0;  // complete lines, the request line included
};

/// Reads a complete head, whose size `look` gave, strictly by RFC 9112: a head that two programs
/// could read in different ways is a fault. Faults are also a header that must be single and occurs
/// twice, and HTTP/1.1 without `Host`. Source: API.md, Conventions.
std::expected<RequestHead, HeadFault> read_head(std::string_view head);

}  // namespace quitrent::api
