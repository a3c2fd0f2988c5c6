// SPDX-License-Identifier: EUPL-1.2
//
// The list of assets. Which index leads is said here and not left to the planner, which has no
// statistics: words, then holder, then a state that few are in, then the order, then the class.
#include <algorithm>
#include <string>
#include <string_view>

#include "api/views/reading.hpp"
#include "api/views/uuid_bytes.hpp"

namespace quitrent {
namespace {

/// What of the list is still to come, seen from the place after which it goes on.
enum class Stretch : std::uint8_t {
  whole,         ///< from the beginning
  same_rank,     ///< those of the place's rank, after its ordinal
  later_ranks,   ///< those after the place's rank
  after_ordinal  ///< in order of registration: those after its ordinal
};

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// The words as a query for the full-text index: each the beginning of a word, all required. Words
/// that hold nothing to search by are left out; empty where none is left.
std::string match_of(std::string_view words) {
  std::string match;
  for (std::size_t begin = 0; begin < words.size();) {
    std::size_t end = begin;
    while (end < words.size() && !is_blank(words[end])) ++end;
    bool searchable = false;
    std::string quoted = "\"";
    for (const char c : words.substr(begin, end - begin)) {
      const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                          (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
      searchable = searchable || letter;
      quoted += c;
      if (c == '"') quoted += c;
    }
    if (searchable) match += quoted + "\"* ";
    begin = end + 1;
  }
  return match;
}

std::string_view rank_of(AssetOrder order) {
  return order == AssetOrder::dearest ? "asset.rank" : "asset.funded_until";
}

std::string leading_table(const AssetQuery& query) {
  if (!query.words.empty()) return "search CROSS JOIN asset ON asset.ordinal = search.rowid";
  if (query.holder) return "asset INDEXED BY asset_holder";
  if (query.state && *query.state != AssetState::active) return "asset INDEXED BY asset_state";
  if (query.order == AssetOrder::dearest) return "asset INDEXED BY asset_rank";
  if (query.order == AssetOrder::soonest_unfunded) return "asset INDEXED BY asset_funding";
  if (query.asset_class) return "asset INDEXED BY asset_class";
  return "asset NOT INDEXED";
}

std::string list_sql(const AssetQuery& query, Stretch stretch) {
  const bool ranked = query.order != AssetOrder::registered_at;
  const std::string rank{ranked ? rank_of(query.order) : "0"};
  const std::string ordinal = query.words.empty() ? "asset.ordinal" : "search.rowid";
  std::string sql =
      "SELECT asset.id, asset.ordinal, " + rank + " FROM " + leading_table(query) + " WHERE true";
  if (!query.words.empty()) sql += " AND search MATCH ?1";
  if (query.holder) sql += " AND asset.holder = ?2 AND asset.holder IS NOT NULL";
  if (query.state) sql += " AND asset.state = ?3";
  if (query.state && *query.state != AssetState::active) sql += " AND asset.state <> 0";
  if (query.asset_class) sql += " AND asset.class = ?4";
  if (stretch == Stretch::same_rank) sql += " AND " + rank + " = ?5";
  if (stretch == Stretch::later_ranks) sql += " AND " + rank + " > ?5";
  if (stretch == Stretch::same_rank || stretch == Stretch::after_ordinal) {
    sql += " AND " + ordinal + " > ?6";
  }
  return sql + " ORDER BY " + (ranked ? rank + ", " : "") + ordinal + " LIMIT ?7";
}

}  // namespace

void ViewReader::list(const AssetQuery& query, ListedAssets& found) {
  const bool ranked = query.order != AssetOrder::registered_at;
  const auto run = [&](Stretch stretch) {
    if (found.size() > query.limit) return;
    Statement& statement = prepared(list_sql(query, stretch));
    const Rows rows{statement};
    statement.bind_text(1, query.words);
    if (query.holder) statement.bind_blob(2, bytes_of(query.holder->uuid));
    if (query.state) statement.bind(3, static_cast<std::int64_t>(*query.state));
    if (query.asset_class) statement.bind(4, static_cast<std::int64_t>(*query.asset_class));
    if (query.after) statement.bind(5, query.after->rank).bind(6, query.after->ordinal);
    // One more than asked for tells whether there is a next page.
    statement.bind(7, static_cast<std::int64_t>(query.limit + 1 - found.size()));
    while (statement.step()) {
      found.emplace_back(
          AssetId{uuid_of(statement.bytes(0))},
          AssetPlace{statement.number(2), static_cast<Ordinal>(statement.number(1))});
    }
  };
  if (!query.after) return run(Stretch::whole);
  if (!ranked) return run(Stretch::after_ordinal);
  run(Stretch::same_rank);
  run(Stretch::later_ranks);
}

AssetPage ViewReader::assets(const AssetQuery& query) {
  AssetQuery asked = query;
  asked.words = match_of(query.words);
  const bool nothing_to_search = asked.words.empty() && !std::ranges::all_of(query.words, is_blank);
  AssetPage page;
  if (nothing_to_search) return page;
  ListedAssets found;
  list(asked, found);
  if (found.size() > query.limit) {
    found.resize(query.limit);
    page.next = found.back().second;
  }
  for (const auto& [id, place] : found) page.assets.push_back(id);
  return page;
}

}  // namespace quitrent
