// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/sqlite/journal_shape.hpp"

#include <string>

#include "registry/storage/sqlite/held_journal.hpp"

namespace quitrent {
namespace {

/// What is wrong with the schema.
std::optional<std::string> foreign_statement(Database& database) {
  Statement statement{database, "SELECT type, name, sql FROM sqlite_schema"};
  const Rows rows{statement};
  bool has_entries = false;
  while (statement.step()) {
    const std::string type{statement.bytes(0)};
    const std::string name{statement.bytes(1)};
    if (type != "table" || name != "entry") {
      return (type == "index" ? "it holds an " : "it holds a ") + type + " \"" + name +
             "\", which no register makes";
    }
    if (statement.bytes(2) != kEntryTable) return "its table of entries was altered";
    has_entries = true;
  }
  if (!has_entries) return "it has no table of entries";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> misshapen(Database& database) {
  if (auto foreign = foreign_statement(database)) return foreign;
  const std::int64_t count = database.number("SELECT count(*) FROM (SELECT 1 FROM entry LIMIT 1)");
  if (count == 0) return std::nullopt;
  // Each of these is one look-up at an end of the tree.
  const std::int64_t first = database.number("SELECT min(sequence) FROM entry");
  if (first < 1) {
    return "it holds a row with number " + std::to_string(first) +
           ", and entries are numbered from 1";
  }
  if (first > 1) return "entry 1 is missing";
  const std::int64_t last = database.number("SELECT max(sequence) FROM entry");
  const std::int64_t before = database.number(
      "SELECT max(sequence) FROM entry WHERE sequence <"
      " (SELECT max(sequence) FROM entry)");
  if (last > 1 && before != last - 1) {
    return "entry " + std::to_string(before + 1) + " is missing: entry " + std::to_string(last) +
           " stands in its place";
  }
  return std::nullopt;
}

std::string journal_schema() {
  return "BEGIN IMMEDIATE; " + std::string{kEntryTable} +
         "; PRAGMA application_id = " + std::to_string(kJournalApplication) +
         "; PRAGMA user_version = " + std::to_string(kJournalFormat) + "; COMMIT;";
}

std::string how_to_restore(const std::filesystem::path& path) {
  return "put a sound copy of " + path.string() + " in its place; quitrent verify --db " +
         path.string() + " says what is damaged";
}

}  // namespace quitrent
