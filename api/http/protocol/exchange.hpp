// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/vocabulary/digest.hpp"

namespace quitrent::api {

/// The method of a request. `other` is any method that the register does not use.
enum class Method : std::uint8_t { get, head, post, put, delete_, options, other };
/// The method as a request writes it; empty for `other`.
std::string_view to_text(Method method);

/// How the body of a request arrives.
enum class Framing : std::uint8_t {
  plain,      ///< with a stated length, or no body
  chunked,    ///< in chunks, of an unknown length
  compressed  ///< with a Content-Encoding
};

/// A request as the handlers see it. The caller of the handler owns the texts; they are valid until
/// the request is answered.
struct Request {
  Method method = Method::other;
  std::string_view path;   ///< as sent, not decoded, without the query
  std::string_view query;  ///< as sent, not decoded, without the `?`
  Framing framing = Framing::plain;
  std::uint64_t declared_length = 0;            ///< Content-Length; 0 where there is none
  std::optional<std::string_view> accept = {};  ///< media types that the client can use
  std::optional<std::string_view> host = {};
  std::optional<std::string_view> cookie = {};
  std::optional<std::string_view> origin = {};      ///< of the page from which a browser asks
  std::optional<std::string_view> fetch_site = {};  ///< Sec-Fetch-Site
  std::optional<std::string_view> authorization = {};
  std::optional<std::string_view> content_type = {};
  std::optional<std::string_view> if_match = {};
  std::optional<std::string_view> if_none_match = {};
  std::optional<std::string_view> idempotency_key = {};
  std::string_view body = {};
  /// Within the program: the keyed hash of the API key for which a page asks. It stands in the
  /// place of `authorization`. No request that comes over a connection has one.
  std::optional<Digest> key_hash = {};
};

class HeldBytes;

/// The answer to a request.
struct Response {
  int status = 200;
  std::string body = {};
  std::string_view content_type = "application/json";  ///< of the body; must be a literal
  std::vector<std::pair<std::string, std::string>> headers = {};
  /// The part of AnswerMemory that a large body holds, until it is sent. Null for a small body.
  std::shared_ptr<HeldBytes> held = {};
};

/// Answers requests. Called by many threads at once.
class Answering {
 public:
  virtual ~Answering() = default;
  /// Checks a request before its body is read. The answer where the body is not needed; nothing
  /// where the body must be read. Never throws.
  virtual std::optional<Response> before_body(const Request& request) = 0;
  /// Answers a complete request. Never throws.
  virtual Response answer(const Request& request) = 0;
  /// The answer with this status to a request that cannot be read.
  virtual Response unreadable(int status) = 0;
};

}  // namespace quitrent::api
