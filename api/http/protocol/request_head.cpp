// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/request_head.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::api {
namespace {

constexpr int kTargetTooLong = 414;
constexpr int kHeadTooLarge = 431;
constexpr std::string_view kLineEnd = "\r\n";
/// Method, target, version and the spaces between them. Unit: bytes.
constexpr std::size_t kLongestRequestLine = kLongestTarget + 64;

std::unexpected<HeadFault> fault(int status = kMalformed) {
  return std::unexpected(HeadFault{status});
}

bool is_token_char(char c) {
  const bool alphanumeric =
      (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  return alphanumeric || std::string_view{"!#$%&'*+-.^_`|~"}.contains(c);
}

bool is_token(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, is_token_char);
}

/// Whether a header value may contain it: tab, space, visible ASCII, and bytes beyond ASCII.
bool is_value_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte == '\t' || (byte >= ' ' && byte != 0x7f);
}

/// Whether a target may contain it: visible ASCII except characters that must be escaped.
bool is_target_char(char c) { return c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '\\'; }

/// Whether the text is a host name or address, with or without a port; it may be empty.
bool is_host(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    const bool alphanumeric =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    return alphanumeric || std::string_view{"-._~%!$&'()*+;=:[]"}.contains(c);
  });
}

bool is(std::string_view text, std::string_view wanted) {
  return std::ranges::equal(text, wanted, {}, lower_case);
}

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// Whether a list of words, separated by commas, contains `word`.
bool names(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::string_view one = list.substr(0, list.find(','));
    list.remove_prefix(std::min(list.size(), one.size() + 1));
    if (is(trimmed(one), word)) return true;
  }
  return false;
}

Method method_of(std::string_view text) {
  if (text == "GET") return Method::get;
  if (text == "POST") return Method::post;
  if (text == "HEAD") return Method::head;
  if (text == "PUT") return Method::put;
  if (text == "DELETE") return Method::delete_;
  if (text == "OPTIONS") return Method::options;
  return Method::other;
}

/// The path and query of a target: the target itself, or the part after the scheme and host of an
/// absolute one (RFC 9112, 3.2.2). Nothing where it has neither form.
std::optional<std::string_view> local_target(std::string_view target, Method method) {
  if (target.starts_with('/') || (target == "*" && method == Method::options)) return target;
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (!is(target.substr(0, scheme.size()), scheme)) continue;
    target.remove_prefix(scheme.size());
    const std::string_view host = target.substr(0, target.find_first_of("/?"));
    target.remove_prefix(host.size());
    if (host.empty() || !is_host(host)) return std::nullopt;
    if (target.empty()) return "/";
    if (target.starts_with('/')) return target;
  }
  return std::nullopt;
}

/// The content of a request line.
struct RequestLine {
  Method method = Method::other;
  std::string_view target;  ///< path and query
  bool is_old = false;      ///< HTTP/1.0
};

std::expected<RequestLine, HeadFault> request_line(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return fault();
  const std::string_view method = line.substr(0, first);
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method) || target.empty() || !std::ranges::all_of(target, is_target_char)) {
    return fault();
  }
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return fault();
  if (target.size() > kLongestTarget) return fault(kTargetTooLong);
  RequestLine read{.method = method_of(method), .target = {}, .is_old = version.back() == '0'};
  const auto local = local_target(target, read.method);
  if (!local) return fault();
  read.target = *local;
  return read;
}

/// The headers that the register uses.
struct Fields {
  std::optional<std::string_view> host, authorization, content_type, content_length, repeat_key;
  std::optional<std::string_view> if_none_match, if_match, cookie, origin, fetch_site;
  std::optional<std::string_view> accept;  // of several lines, the first
  bool is_chunked = false;
  bool is_compressed = false;
  bool wants_close = false;
  bool wants_continue = false;
};

/// The field for a header that must be single; null for any other header.
std::optional<std::string_view>* single(Fields& fields, std::string_view name) {
  if (is(name, "host")) return &fields.host;
  if (is(name, "authorization")) return &fields.authorization;
  if (is(name, "content-type")) return &fields.content_type;
  if (is(name, "content-length")) return &fields.content_length;
  if (is(name, "idempotency-key")) return &fields.repeat_key;
  if (is(name, "cookie")) return &fields.cookie;
  if (is(name, "origin")) return &fields.origin;
  if (is(name, "sec-fetch-site")) return &fields.fetch_site;
  // These headers are lists, and two lines would form one list. Clients do not send that. So two
  // lines are a fault, and no condition is silently ignored.
  if (is(name, "if-match")) return &fields.if_match;
  if (is(name, "if-none-match")) return &fields.if_none_match;
  return nullptr;
}

std::expected<void, HeadFault> take_field(Fields& fields, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return fault();
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (!is_token(name) || !std::ranges::all_of(value, is_value_char)) return fault();
  if (auto* const field = single(fields, name); field != nullptr) {
    if (*field) return fault();
    *field = value;
  } else if (is(name, "transfer-encoding")) {
    fields.is_chunked = true;
  } else if (is(name, "content-encoding")) {
    fields.is_compressed = true;
  } else if (is(name, "accept")) {
    if (!fields.accept) fields.accept = value;
  } else if (is(name, "connection")) {
    fields.wants_close = fields.wants_close || names(value, "close");
  } else if (is(name, "expect")) {
    fields.wants_continue = fields.wants_continue || names(value, "100-continue");
  }
  return {};
}

/// A length, which has only digits. One that is too large for the type becomes the largest number,
/// which exceeds every limit too.
std::optional<std::uint64_t> length_of(std::string_view text) {
  if (text.empty() || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; })) {
    return std::nullopt;
  }
  std::uint64_t length = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), length);
  return read.ec == std::errc{} ? length : std::numeric_limits<std::uint64_t>::max();
}

/// Makes the head from request line and headers, if they do not contradict one another.
std::expected<RequestHead, HeadFault> finished(const RequestLine& line, const Fields& fields) {
  if (!line.is_old && !fields.host) return fault();
  if (fields.host && !is_host(*fields.host)) return fault();
  // Programs differ in which of the two headers prevails, so both together are a fault.
  if (fields.is_chunked && (fields.content_length || line.is_old)) return fault();
  RequestHead head;
  head.has_length = fields.content_length.has_value();
  if (head.has_length) {
    const auto length = length_of(*fields.content_length);
    if (!length) return fault();
    head.request.declared_length = *length;
  }
  const std::size_t mark = line.target.find('?');
  head.request.method = line.method;
  head.request.path = line.target.substr(0, mark);
  if (mark != std::string_view::npos) head.request.query = line.target.substr(mark + 1);
  if (fields.is_chunked) {
    head.request.framing = Framing::chunked;
  } else if (fields.is_compressed) {
    head.request.framing = Framing::compressed;
  }
  head.request.accept = fields.accept;
  head.request.host = fields.host;
  head.request.cookie = fields.cookie;
  head.request.origin = fields.origin;
  head.request.fetch_site = fields.fetch_site;
  head.request.authorization = fields.authorization;
  head.request.content_type = fields.content_type;
  head.request.idempotency_key = fields.repeat_key;
  head.request.if_match = fields.if_match;
  head.request.if_none_match = fields.if_none_match;
  head.wants_close = fields.wants_close || line.is_old;
  head.wants_continue = fields.wants_continue && !line.is_old;
  return head;
}

}  // namespace

std::expected<void, HeadFault> HeadProgress::check_line(std::string_view line) const {
  if (lines_ == 1) {
    if (line.size() > kLongestRequestLine) return fault(kTargetTooLong);
    auto read = request_line(line);
    if (!read) return std::unexpected(read.error());
    return {};
  }
  if (line.size() > kLongestHeaderLine || lines_ > kMostHeaderLines + 1)
    return fault(kHeadTooLarge);
  return {};
}

std::expected<std::optional<std::size_t>, HeadFault> HeadProgress::look(std::string_view bytes) {
  // Some old clients send an empty line before a request (RFC 9112, 2.2).
  if (lines_ == 0 && line_ == 0 && bytes.starts_with(kLineEnd)) line_ = seen_ = kLineEnd.size();
  // With any other first character it is no request, so the fault is reported at once.
  if (lines_ == 0 && bytes.size() > line_ && !is_token_char(bytes[line_]) && bytes != "\r") {
    return fault();
  }
  while (seen_ < bytes.size()) {
    const std::size_t end = bytes.find('\n', seen_);
    if (end == std::string_view::npos) {
      seen_ = bytes.size();
      break;
    }
    if (end == line_ || bytes[end - 1] != '\r') return fault();
    const std::string_view line = bytes.substr(line_, end - 1 - line_);
    if (line.contains('\r')) return fault();
    line_ = seen_ = end + 1;
    if (line.empty()) return seen_;
    ++lines_;
    if (auto checked = check_line(line); !checked) return std::unexpected(checked.error());
  }
  if (bytes.size() - line_ > (lines_ == 0 ? kLongestRequestLine : kLongestHeaderLine + 1)) {
    return fault(lines_ == 0 ? kTargetTooLong : kHeadTooLarge);
  }
  if (bytes.size() >= kLongestHead) return fault(kHeadTooLarge);
  return std::nullopt;
}

std::expected<RequestHead, HeadFault> read_head(std::string_view head) {
  std::string_view rest = head;
  if (rest.starts_with(kLineEnd)) rest.remove_prefix(kLineEnd.size());
  const auto next_line = [&rest] {
    const std::string_view line = rest.substr(0, rest.find(kLineEnd));
    rest.remove_prefix(line.size() + kLineEnd.size());
    return line;
  };
  const auto line = request_line(next_line());
  if (!line) return std::unexpected(line.error());
  Fields fields;
  for (std::string_view field = next_line(); !field.empty(); field = next_line()) {
    if (auto taken = take_field(fields, field); !taken) return std::unexpected(taken.error());
  }
  auto read = finished(*line, fields);
  if (read) read->size = head.size();
  return read;
}

}  // namespace quitrent::api
