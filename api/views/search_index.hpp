// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/views/view_reader.hpp"
#include "registry/storage/sqlite/database.hpp"
#include "registry/title/asset.hpp"

namespace quitrent::api {

/// The tables that find words: in names and identifiers of assets, and in names of parties.
enum class SearchTable : std::uint8_t { assets, parties };

/// The words of new rows that are folded and not written yet. For one thread.
class NewWords {
 public:
  /// For the rows of `table`.
  NewWords(Database& database, SearchTable table);
  /// Adds the words of the row at `ordinal`.
  void add(Ordinal ordinal, std::string words) { rows_.push_back({ordinal, std::move(words)}); }
  /// Writes the words of the rows from ordinal `written` on. Throws SqliteFault.
  void write(std::int64_t written);
  /// Forgets the words, which are written.
  void clear() { rows_.clear(); }

 private:
  struct Row {
    Ordinal ordinal = 0;
    std::string words;
  };
  std::vector<Row> rows_;
  Statement insert_;
};

/// What a text searches for.
struct Search {
  /// The query for the full-text index: each word is the beginning of a word, and all must occur.
  /// Words without letters and digits are left out. Empty where no word is left.
  std::string match;
  bool blank = true;  ///< the text has nothing but blanks: it is no search, and finds all
  /// Whether nothing can be found.
  bool is_vain() const { return match.empty() && !blank; }
};
/// The search for the words of a text.
Search search_of(std::string_view words);

/// The direction in which rows are read.
enum class Direction : std::uint8_t { ascending, descending };

/// Which rows of a table to search, and how.
struct MatchQuery {
  SearchTable table = SearchTable::assets;
  const std::string& match;  ///< see Search
  Direction direction = Direction::ascending;
  Ordinal first = 0;           ///< the first row in this direction
  std::size_t first_rows = 1;  ///< how many rows to find before `take` is called for the first time
};

/// Runs a query of the file; ends it where it takes longer than kLongestSearch, and then throws
/// SearchTooLong.
void within_time(ViewReader& reader, const std::function<void()>& query);

/// Number of scattered rows of the catalogue that are read under one lock.
inline constexpr std::size_t kScatteredAtOnce = 1'024;

/// Calls `take` with the ordinals that match, some at a time and in order, until it answers false.
/// Throws SearchTooLong.
void each_match(ViewReader& reader, const MatchQuery& query,
                const std::function<bool(std::span<const Ordinal>)>& take);

/// Whether the row at `ordinal` matches. Throws SearchTooLong.
bool matches(ViewReader& reader, const MatchQuery& query, Ordinal ordinal);

}  // namespace quitrent::api
