// SPDX-License-Identifier: EUPL-1.2
#include "api/views/search_index.hpp"

#include <algorithm>

namespace quitrent::api {
namespace {

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

std::string name_of(SearchTable table) {
  return table == SearchTable::assets ? "search" : "party_search";
}

}  // namespace

void within_time(ViewReader& reader, const std::function<void()>& query) {
  const auto deadline = reader.source().now() + kLongestSearch;
  const Database::Watch watch{reader.database(),
                              [&reader, deadline] { return reader.source().now() > deadline; }};
  try {
    query();
  } catch (const SqliteFault& fault) {
    if (!fault.interrupted()) throw;
    throw SearchTooLong("a search took longer than it may");
  }
}

NewWords::NewWords(Database& database, SearchTable table)
    : insert_{database, "INSERT INTO " + name_of(table) + "(rowid, words) VALUES(?, ?)"} {}

void NewWords::write(std::int64_t written) {
  for (const Row& row : rows_) {
    if (row.ordinal < written) continue;
    insert_.bind(1, row.ordinal).bind_text(2, row.words).run();
  }
}

Search search_of(std::string_view words) {
  Search search;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    while (end < words.size() && !is_blank(words[end])) ++end;
    search.blank = search.blank && begin == end;
    bool searchable = false;
    std::string quoted = "\"";
    for (const char c : words.substr(begin, end - begin)) {
      searchable = searchable || is_of_word(c);
      quoted += c;
      if (c == '"') quoted += c;
    }
    if (searchable) search.match += quoted + "\"* ";
    begin = end + 1;
  }
  return search;
}

void each_match(ViewReader& reader, const MatchQuery& query,
                const std::function<bool(std::span<const Ordinal>)>& take) {
  const bool ascending = query.direction == Direction::ascending;
  const std::string name = name_of(query.table);
  within_time(reader, [&] {
    Statement& statement = reader.prepared("SELECT rowid FROM " + name + " WHERE " + name +
                                           " MATCH ? AND rowid " + (ascending ? ">=" : "<=") +
                                           " ? ORDER BY rowid" + (ascending ? "" : " DESC"));
    const Rows rows{statement};
    statement.bind_text(1, query.match).bind(2, query.first);
    std::vector<Ordinal> found;
    std::size_t wanted = query.first_rows;
    for (bool more = true; more; wanted = kScatteredAtOnce) {
      found.clear();
      while (found.size() < std::min(wanted, kScatteredAtOnce) && (more = statement.step())) {
        found.push_back(static_cast<Ordinal>(statement.number(0)));
      }
      if (!take(found)) return;
    }
  });
}

bool matches(ViewReader& reader, const MatchQuery& query, Ordinal ordinal) {
  bool found = false;
  within_time(reader, [&] {
    const std::string name = name_of(query.table);
    Statement& statement =
        reader.prepared("SELECT rowid FROM " + name + " WHERE " + name + " MATCH ? AND rowid = ?");
    const Rows rows{statement};
    found = statement.bind_text(1, query.match).bind(2, ordinal).step();
  });
  return found;
}

}  // namespace quitrent::api
