// SPDX-License-Identifier: EUPL-1.2
#include "api/http/pagination.hpp"

#include <algorithm>

#include "api/http/json_writer.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kPlain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Tells cursors of this layout from later ones.
constexpr char kLayout = '1';

}  // namespace

std::string base64(std::string_view bytes, Base64 alphabet) {
  const std::string_view letters = alphabet == Base64::url ? kUrl : kPlain;
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : bytes) {
    held = held << 8U | static_cast<std::uint8_t>(c);
    for (bits += 8; bits >= 6; bits -= 6) text += letters[held >> (bits - 6) & 63U];
  }
  if (bits > 0) text += letters[held << (6 - bits) & 63U];
  while (alphabet == Base64::plain && text.size() % 4 != 0) text += '=';
  return text;
}

std::optional<std::string> base64url_bytes(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  unsigned bits = 0;
  for (const char c : text) {
    const std::size_t value = kUrl.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    held = held << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes += static_cast<char>(held >> bits & 255U);
    }
  }
  if (bits >= 6) return std::nullopt;
  return bytes;
}

std::string cursor_text(std::string_view list, std::string_view content) {
  std::string bytes{kLayout};
  bytes += list;
  bytes += '\n';
  bytes += content;
  return base64(bytes, Base64::url);
}

std::optional<std::string> cursor_content(std::string_view list, std::string_view cursor) {
  const auto bytes = base64url_bytes(cursor);
  if (!bytes) return std::nullopt;
  std::string beginning{kLayout};
  beginning += list;
  beginning += '\n';
  if (!bytes->starts_with(beginning)) return std::nullopt;
  return bytes->substr(beginning.size());
}

void add_link(Response& response, std::string_view path, const std::string& cursor,
              std::size_t limit) {
  std::string link = "<";
  link += path;
  link += "?cursor=" + cursor + "&limit=" + std::to_string(limit) + ">; rel=\"next\"";
  response.headers.emplace_back("Link", std::move(link));
}

Response page_answer(const Request& request, const Page& page) {
  Response response;
  JsonWriter json;
  json.begin_object().raw("data", page.data).text_or_null("next_cursor", page.next_cursor);
  if (page.currency) json.text("currency", *page.currency);
  json.text("as_of", to_text(page.as_of)).end_object();
  response.body = json.take();
  if (page.next_cursor) add_link(response, request.path, *page.next_cursor, page.limit);
  return response;
}

std::expected<Response, Problem> list_answer(const Request& request, const ListQuery& query,
                                             const std::vector<ListRow>& rows, const ListEnd& end) {
  auto first = rows.begin();
  if (query.cursor) {
    const auto last_shown = cursor_content(query.list, *query.cursor);
    if (last_shown) first = std::ranges::find(rows, *last_shown, &ListRow::key);
    if (!last_shown || first == rows.end()) return std::unexpected(bad_cursor());
    ++first;
  }
  const auto left = static_cast<std::size_t>(rows.end() - first);
  const auto last = first + static_cast<std::ptrdiff_t>(std::min(left, query.limit));
  std::string data = "[";
  for (auto row = first; row != last; ++row) {
    if (row != first) data += ',';
    data += row->json;
  }
  data += ']';
  std::optional<std::string> next;
  if (last != rows.end()) next = cursor_text(query.list, (last - 1)->key);
  return page_answer(request, {.data = std::move(data),
                               .next_cursor = std::move(next),
                               .limit = query.limit,
                               .currency = end.currency,
                               .as_of = end.as_of});
}

Problem bad_cursor() {
  return problem(ProblemCode::invalid_cursor,
                 "This cursor is not of this list and its filters; begin anew.");
}

}  // namespace quitrent
