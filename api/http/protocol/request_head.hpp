// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "api/http/protocol/exchange.hpp"

namespace quitrent::api {

/// The bounds of the head of a request.
inline constexpr std::size_t kLongestTarget = 2'048;      ///< bytes
inline constexpr std::size_t kLongestHeaderLine = 8'192;  ///< bytes, without its end
inline constexpr std::size_t kMostHeaderLines = 64;
inline constexpr std::size_t kLongestHead = 16'384;  ///< bytes, with the empty line at its end

/// Why no request can be read out of these bytes, in the words of a status: 400, 414 or 431. Where
/// the next request begins is then not known: the connection ends with the answer.
struct HeadFault {
  int status = 400;
};

/// The head of a request: what it asks for, and how long its body is. The texts point into the
/// bytes that it was read from.
struct RequestHead {
  Request request;              ///< without a body
  std::size_t size = 0;         ///< bytes of the head; the body follows
  bool has_length = false;      ///< a Content-Length is stated
  bool wants_close = false;     ///< the client asks for no further request on this connection
  bool wants_continue = false;  ///< the client waits for `100 Continue` before it sends the body
};

/// Looks for the end of a head, line by line, as its bytes come in.
class HeadProgress {
 public:
  /// Goes on in `bytes`, which begin with the bytes of the calls before. The size of the head, once
  /// all of it is there; nothing while more is needed; a fault as soon as one shows.
  std::expected<std::optional<std::size_t>, HeadFault> look(std::string_view bytes);

 private:
  std::expected<void, HeadFault> check_line(std::string_view line) const;

  std::size_t line_ = 0;   // where the line at hand begins
  std::size_t seen_ = 0;   // bytes looked at
  std::size_t lines_ = 0;  // complete ones, the request line first
};

/// Reads a whole head, as `look` measured it, to the letter of RFC 9112: whatever two readers could
/// read in two ways is a fault. So are header lines that must be single and stand twice, and
/// HTTP/1.1 without `Host`. Source: API.md, Conventions.
std::expected<RequestHead, HeadFault> read_head(std::string_view head);

}  // namespace quitrent::api
