// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/pagination.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace quitrent::api {
namespace {

constexpr std::string_view kPlain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Version of the layout of cursors.
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

PageWriter::PageWriter(AnswerMemory& memory, std::size_t limit)
    : held_{std::make_shared<HeldBytes>(memory)}, limit_{limit} {
  json_.begin_array();
}

bool PageWriter::keep(std::size_t before) {
  if (count_ > 0 && json_.size() + kAroundPage > kLargestPageBytes) {
    json_.take_back(before);
    return false;
  }
  if (json_.size() > counted_) {
    counted_ = json_.size() + kHeldAhead;
    hold_while_writing(*held_, counted_);
  }
  ++count_;
  return true;
}

std::string PageWriter::take() {
  json_.end_array();
  return json_.take();
}

void hold_while_writing(HeldBytes& held, std::size_t bytes) { held.hold(3 * bytes); }

Response page_answer(const Request& request, PageWriter& page, const PageEnd& end) {
  Response response;
  JsonWriter json;
  const std::string data = page.take();
  json.reserve(data.size() + kAroundPage);
  json.begin_object().raw("data", data).text_or_null("next_cursor", end.next_cursor);
  if (end.currency) json.text("currency", *end.currency);
  json.text("as_of", to_text(end.as_of)).end_object();
  response.body = json.take();
  response.held = page.held();
  if (end.next_cursor) add_link(response, request.path, *end.next_cursor, page.limit());
  return response;
}

std::optional<std::vector<std::uint64_t>> spaced_numbers(std::string_view text, std::size_t most) {
  std::vector<std::uint64_t> numbers;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    const auto read = std::from_chars(at, end, numbers.emplace_back());
    if (read.ec != std::errc{} || numbers.size() > most) return std::nullopt;
    if (read.ptr == end) return numbers;
    if (*read.ptr != ' ') return std::nullopt;
    at = read.ptr + 1;
  }
}

std::string NumberedPage::cursor_after(std::uint64_t last) const {
  std::string content = std::to_string(last);
  if (begun > 0) content += ' ' + std::to_string(begun);
  return cursor_text(list, content);
}

std::expected<NumberedPage, Problem> numbered_page(Parameters& parameters, std::string list,
                                                   std::optional<std::uint64_t> begun) {
  NumberedPage page{.list = std::move(list),
                    .limit = parameters.limit(),
                    .after = begun.value_or(0),
                    .begun = begun.value_or(0)};
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (!cursor) return page;
  const auto content = cursor_content(page.list, *cursor);
  const auto numbers = content ? spaced_numbers(*content, 2) : std::nullopt;
  if (!numbers) return std::unexpected(bad_cursor());
  page.after = numbers->front();
  page.begun = numbers->size() > 1 ? numbers->back() : 0;
  if (begun && *begun != page.begun) return std::unexpected(bad_cursor());
  return page;
}

std::expected<Response, Problem> list_answer(const Request& request, const ListQuery& query,
                                             const std::vector<ListRow>& rows, ListPage page) {
  auto row = rows.begin();
  if (query.cursor) {
    const auto last_shown = cursor_content(query.list, *query.cursor);
    if (last_shown) row = std::ranges::find(rows, *last_shown, &ListRow::key);
    if (!last_shown || row == rows.end()) return std::unexpected(bad_cursor());
    ++row;
  }
  PageWriter writer{page.memory, query.limit};
  while (row != rows.end() && writer.add([&row](JsonWriter& json) { json.raw(row->json); })) ++row;
  std::optional<std::string> next;
  if (row != rows.end()) next = cursor_text(query.list, std::prev(row)->key);
  return page_answer(
      request, writer,
      {.next_cursor = std::move(next), .currency = std::move(page.currency), .as_of = page.as_of});
}

Problem bad_cursor() {
  return problem(ProblemCode::invalid_cursor,
                 "This cursor is not of this list and its filters; begin anew.");
}

}  // namespace quitrent::api
