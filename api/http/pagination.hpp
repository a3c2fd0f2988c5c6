// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/exchange.hpp"
#include "api/http/problem.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent {

/// Bytes as base64url without padding (RFC 4648, 5), or with the alphabet and padding of section 4.
enum class Base64 { url, plain };
/// Writes bytes as text.
std::string base64(std::string_view bytes, Base64 alphabet);
/// Reads base64url without padding; nothing for all else.
std::optional<std::string> base64url_bytes(std::string_view text);

/// A cursor: where the next page begins and what it was asked for, as opaque text.
std::string cursor_text(std::string_view list, std::string_view content);
/// What cursor_text was given; nothing for a cursor of another list or a text that is none.
std::optional<std::string> cursor_content(std::string_view list, std::string_view cursor);

/// The `Link` header to the next page (RFC 8288): same path, this cursor and limit.
void add_link(Response& response, std::string_view path, const std::string& cursor,
              std::size_t limit);

/// One page of a list.
struct Page {
  std::string data;                          ///< a JSON array
  std::optional<std::string> next_cursor;    ///< nothing: the last page
  std::size_t limit = 0;                     ///< that was asked for
  std::optional<std::string> currency = {};  ///< of lists of amounts
  Instant as_of;
};
/// The answer `{data, next_cursor, currency?, as_of}`, with a link to the next page.
Response page_answer(const Request& request, const Page& page);

/// One thing of a short list, which is there as a whole before a page of it is cut.
struct ListRow {
  std::string key;   ///< names it within the list
  std::string json;  ///< as it is shown
};
/// Which page of a short list.
struct ListQuery {
  std::string list;  ///< names the list in cursors
  std::size_t limit = 0;
  std::optional<std::string> cursor = {};
};
/// What stands behind the rows of a short list.
struct ListEnd {
  std::optional<std::string> currency = {};
  Instant as_of;
};
/// The page that was asked for. A cursor behind something that has gone since is invalid-cursor.
std::expected<Response, Problem> list_answer(const Request& request, const ListQuery& query,
                                             const std::vector<ListRow>& rows, const ListEnd& end);

/// What to say to a cursor that is none of the list at hand.
Problem bad_cursor();

}  // namespace quitrent
