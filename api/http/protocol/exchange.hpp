// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace quitrent::api {

/// What a request wants done. `other` is what this register knows no use for.
enum class Method : std::uint8_t { get, head, post, put, delete_, options, other };
/// The method as it stands in a request; `other` has no text.
std::string_view to_text(Method method);

/// How the body of a request arrives.
enum class Framing : std::uint8_t {
  plain,      ///< with a length stated, or none
  chunked,    ///< in pieces, of a length that nobody knows beforehand
  compressed  ///< with a Content-Encoding
};

/// A request as the handlers see it. The texts belong to whoever made the request and live as long
/// as it is being answered.
struct Request {
  Method method = Method::other;
  std::string_view path;   ///< as sent, not decoded, without the query
  std::string_view query;  ///< as sent, not decoded, without the `?`
  Framing framing = Framing::plain;
  std::uint64_t declared_length = 0;  ///< Content-Length; 0 where there is none
  std::optional<std::string_view> authorization = {};
  std::optional<std::string_view> content_type = {};
  std::optional<std::string_view> if_match = {};
  std::optional<std::string_view> if_none_match = {};
  std::optional<std::string_view> idempotency_key = {};
  std::string_view body = {};
};

class HeldBytes;

/// The answer to a request.
struct Response {
  int status = 200;
  std::string body = {};
  std::string_view content_type = "application/json";  ///< of a body; a literal
  std::vector<std::pair<std::string, std::string>> headers = {};
  /// What a large body holds of the memory of answers; goes when the body has left. Null: small.
  std::shared_ptr<HeldBytes> held = {};
};

/// Gives answers. Called by many threads at once.
class Answering {
 public:
  virtual ~Answering() = default;
  /// Looks at a request before its body is read: the answer where none is needed for it, nothing
  /// where the body is. Never throws.
  virtual std::optional<Response> before_body(const Request& request) = 0;
  /// Answers a request that is there as a whole. Never throws.
  virtual Response answer(const Request& request) = 0;
  /// What to say where a request cannot be read, in the words of this status.
  virtual Response unreadable(int status) = 0;
};

}  // namespace quitrent::api
