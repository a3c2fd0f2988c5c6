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

/// `url` is base64url without padding (RFC 4648, section 5); `plain` has the alphabet and padding
/// of section 4.
enum class Base64 { url, plain };
/// Writes bytes as text.
std::string base64(std::string_view bytes, Base64 alphabet);
/// Reads base64url without padding; nothing for any other text.
std::optional<std::string> base64url_bytes(std::string_view text);

/// A cursor as opaque text: it names the list, and `content` says where the next page begins.
std::string cursor_text(std::string_view list, std::string_view content);
/// The `content` given to cursor_text; nothing for a cursor of another list or for any other text.
std::optional<std::string> cursor_content(std::string_view list, std::string_view cursor);

/// Adds the `Link` header to the next page (RFC 8288): the same path with this cursor and limit.
void add_link(Response& response, std::string_view path, const std::string& cursor,
              std::size_t limit);

/// Writes the items of one page: at most `limit` items and kLargestPageBytes. Its memory counts in
/// AnswerMemory.
class PageWriter {
 public:
  /// An empty page; `memory` must outlive the answer.
  PageWriter(AnswerMemory& memory, std::size_t limit);
  /// Has `write` write one item, and keeps the item where there is room. The first item always has
  /// room. False: the page is full, and the item belongs to the next page. Throws TooManyAnswers.
  template <class Write>
  bool add(Write&& write) {
    if (count_ == limit_) return false;
    const std::size_t before = json_.size();
    std::forward<Write>(write)(json_);
    return keep(before);
  }
  /// The number of items on the page.
  std::size_t count() const { return count_; }
  /// The most items that the page may have.
  std::size_t limit() const { return limit_; }
  /// Moves out the items as a JSON array. Call it once.
  std::string take();
  /// The memory that the page holds, for the answer.
  std::shared_ptr<HeldBytes> held() { return held_; }

 private:
  bool keep(std::size_t before);
  std::shared_ptr<HeldBytes> held_;
  std::size_t limit_;
  std::size_t count_ = 0;
  std::size_t counted_ = 0;  // bytes of text for which memory is held
  JsonWriter json_;
};

/// Room on a page for what is around its items, the cursor included. Unit: bytes.
inline constexpr std::size_t kAroundPage = 8 * 1024;
/// The step in which memory is held for a text that grows. Unit: bytes.
inline constexpr std::size_t kHeldAhead = 32 * 1024;

/// Holds the memory that an answer needs while `bytes` of its text are written: the text grows by
/// doubling, and is copied once into the body. Throws TooManyAnswers.
void hold_while_writing(HeldBytes& held, std::size_t bytes);

/// The members of an answer that follow the items of a page.
struct PageEnd {
  std::optional<std::string> next_cursor = {};  ///< nothing on the last page
  std::optional<std::string> currency = {};     ///< of lists of amounts
  Instant as_of;
};
/// The answer `{data, next_cursor, currency?, as_of}`, with a link to the next page.
Response page_answer(const Request& request, PageWriter& page, const PageEnd& end);

/// Identifies a page of a history whose items are numbered.
struct NumberedPage {
  std::string list;  ///< name of the history in cursors
  std::size_t limit = 0;
  std::uint64_t after = 0;  ///< number of the item shown last
  std::uint64_t begun = 0;  ///< the number after which the first page began
  /// The cursor of the page that begins after item `last`.
  std::string cursor_after(std::uint64_t last) const;
};

/// Reads which page of `list` is requested. The caller must have read all other parameters. The
/// first page begins after the number `begun`, where the query names it; the problem
/// `invalid-cursor` where it names another one than the first page did.
std::expected<NumberedPage, Problem> numbered_page(Parameters& parameters, std::string list,
                                                   std::optional<std::uint64_t> begun = {});

/// Numbers that are separated by spaces, at most `most`; nothing for any other text.
std::optional<std::vector<std::uint64_t>> spaced_numbers(std::string_view text, std::size_t most);

/// One item of a short list. All items are made before a page of them is selected.
struct ListRow {
  std::string key;   ///< identifies the item within the list
  std::string json;  ///< the item as the answer shows it
};
/// Identifies a page of a short list.
struct ListQuery {
  std::string list;  ///< name of the list in cursors
  std::size_t limit = 0;
  std::optional<std::string> cursor = {};
};
/// The memory of a page of a short list, and the members that follow its rows.
struct ListPage {
  AnswerMemory& memory;
  std::optional<std::string> currency = {};
  Instant as_of;
};
/// The answer with the requested page of `rows`. The problem `invalid-cursor` where the row that
/// the cursor names is no longer in the list.
std::expected<Response, Problem> list_answer(const Request& request, const ListQuery& query,
                                             const std::vector<ListRow>& rows, ListPage page);

/// The problem `invalid-cursor`, for a cursor that does not belong to the list.
Problem bad_cursor();

}  // namespace quitrent::api
