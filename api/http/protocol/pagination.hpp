// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/answer_memory.hpp"
#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/limits.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/protocol/problem.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {

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

/// Writes the things of one page, as many as may stand on it: `limit` of them, and no more bytes
/// than a body may have. What it holds counts among the answers under way.
class PageWriter {
 public:
  /// Of nothing yet; `memory` outlives the answer.
  PageWriter(AnswerMemory& memory, std::size_t limit);
  /// Has `write` write one thing and keeps it where there is room; the first has room always.
  /// False: the page is full, and the thing is for the next. Throws TooManyAnswers.
  template <class Write>
  bool add(Write&& write) {
    if (count_ == limit_) return false;
    const std::size_t before = json_.size();
    std::forward<Write>(write)(json_);
    return keep(before);
  }
  /// How many things it holds.
  std::size_t count() const { return count_; }
  /// How many may be asked for.
  std::size_t limit() const { return limit_; }
  /// Hands over the things as a JSON array; once.
  std::string take();
  /// Hands over what the page holds of the memory of answers.
  std::shared_ptr<HeldBytes> held() { return held_; }

 private:
  bool keep(std::size_t before);
  std::shared_ptr<HeldBytes> held_;
  std::size_t limit_;
  std::size_t count_ = 0;
  std::size_t counted_ = 0;  // bytes that are held for so far
  JsonWriter json_;
};

/// Room on a page for what stands around its things, cursor and all. Unit: bytes.
inline constexpr std::size_t kAroundPage = 8 * 1024;
/// So much is held at once for a text that grows. Unit: bytes.
inline constexpr std::size_t kHeldAhead = 32 * 1024;

/// What an answer holds of the memory of answers while so many bytes of its text are written: the
/// text grows by doubling, and is copied once into the body.
void hold_while_writing(HeldBytes& held, std::size_t bytes);

/// What stands behind the things of a page.
struct PageEnd {
  std::optional<std::string> next_cursor = {};  ///< nothing: the last page
  std::optional<std::string> currency = {};     ///< of lists of amounts
  Instant as_of;
};
/// The answer `{data, next_cursor, currency?, as_of}`, with a link to the next page.
Response page_answer(const Request& request, PageWriter& page, const PageEnd& end);

/// Which page of a history whose things are numbered.
struct NumberedPage {
  std::string list;  ///< names the history in cursors
  std::size_t limit = 0;
  std::uint64_t after = 0;  ///< the number shown last
};

/// Reads which page of `list` is asked for, once the caller has read all other parameters; the
/// first page begins behind the number `after`.
std::expected<NumberedPage, Problem> numbered_page(Parameters& parameters, std::string list,
                                                   std::uint64_t after = 0);

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
/// Where a page of a short list is written, and what stands behind its rows.
struct ListPage {
  AnswerMemory& memory;
  std::optional<std::string> currency = {};
  Instant as_of;
};
/// Writes the page that was asked for into `page`. A cursor behind something that has gone since is
/// invalid-cursor.
std::expected<Response, Problem> list_answer(const Request& request, const ListQuery& query,
                                             const std::vector<ListRow>& rows, ListPage page);

/// What to say to a cursor that is none of the list at hand.
Problem bad_cursor();

}  // namespace quitrent::api
