// SPDX-License-Identifier: EUPL-1.2
//
// Edits that SQLite accepts, by somebody who may write the file but does not have the secret.
#include <array>
#include <filesystem>
#include <string>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/database.hpp"
#include "tests/api/views/watched.hpp"
#include "tests/registry/storage/fixture.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::view_tests;
using storage_tests::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

/// Edits that an attacker with write access may try. SQLite accepts each.
constexpr auto kEdits = std::to_array<const char*>({
    "UPDATE asset_record SET sequence = sequence + 1",
    "UPDATE asset_record SET sequence = sequence - 1 WHERE number > 9",
    "UPDATE asset_record SET sequence = 1",
    "UPDATE asset_record SET previous = 0",
    "UPDATE asset_record SET previous = previous + 1",
    "UPDATE asset_record SET previous = number",
    "UPDATE asset_record SET anchor = number",
    "UPDATE asset_record SET anchor = 1",
    "UPDATE asset_record SET conveyance = 0",
    "UPDATE asset_record SET conveyance = number",
    "UPDATE asset_record SET conveyance = 1",
    "DELETE FROM asset_record",
    "DELETE FROM asset_record WHERE number % 10 = 3",
    "UPDATE party_record SET balance = balance + 1000000",
    "UPDATE party_record SET sequence = sequence + 1",
    "UPDATE party_record SET previous = 0",
    "UPDATE party_record SET balance = 0 WHERE number % 7 = 0",
    "DELETE FROM party_record WHERE number < 90",
    "UPDATE register_record SET sequence = sequence + 1",
    "DELETE FROM register_record",
    "INSERT INTO register_record VALUES(99, 5)",
    "UPDATE revenue_sum SET sums = x''",
    "DELETE FROM revenue_sum",
    "UPDATE purchase SET sequence = sequence + 1",
    "UPDATE purchase SET id = zeroblob(16) WHERE number = 5",
    "DELETE FROM purchase WHERE number = 5",
    "DELETE FROM purchase",
    "UPDATE purchase SET number = number + 1000",
    "INSERT INTO purchase_end SELECT number, sequence, 1 FROM purchase",
    "DROP INDEX purchase_id",
    "UPDATE lineage SET child = child + 1",
    "DELETE FROM lineage",
    "INSERT INTO lineage VALUES(0, 9)",
    "DELETE FROM contest_record",
    "INSERT INTO contest_record VALUES(0, 401)",
    "UPDATE contest_record SET sequence = 3",
    "DELETE FROM search_data WHERE id > 10",
    "INSERT INTO search(rowid, words) VALUES(3, 'work 33')",
    "DELETE FROM search_idx",
    "UPDATE search_config SET v = 9",
    "UPDATE mark SET sequence = sequence - 5 WHERE which = 0",
    "UPDATE mark SET sequence = sequence - 5",
    "UPDATE mark SET asset_records = asset_records + 1",
    "UPDATE mark SET revenue = x''",
    "UPDATE mark SET digest = zeroblob(32)",
    "DELETE FROM mark",
    "DELETE FROM asset_page; DELETE FROM party_page; DELETE FROM mark WHERE which = 1",
    "UPDATE asset_page SET page = zeroblob(length(page))",
    "UPDATE party_page SET page = substr(page, 2)",
    "UPDATE turn SET number = number + 1",
    "UPDATE turn SET checkpointed = 0, number = 1",
    "DROP TABLE asset_record",
    "ALTER TABLE purchase ADD COLUMN more INTEGER",
    "CREATE TRIGGER t AFTER INSERT ON asset_record BEGIN DELETE FROM purchase; END",
    "CREATE TABLE a(b); DROP TABLE a",
    "VACUUM",
    "PRAGMA user_version = 4",
});
static_assert(kEdits.size() >= 50);

}  // namespace

TEST_CASE("a lawful-looking edit of a file at rest changes no answer") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path kept = folder.path() / "kept";
  std::string expected;
  {
    Watched watched{kept, *journal};
    expected = everything(watched.views);
  }
  for (const char* edit : kEdits) {
    CAPTURE(edit);
    const fs::path path = folder.path() / "views";
    for (const char* ending : {"", "-pages"}) {
      fs::copy_file(kept.string() + ending, path.string() + ending,
                    fs::copy_options::overwrite_existing);
    }
    Database{path, OpenAs::writer}.execute(edit);
    Watched watched{path, *journal};
    CHECK(watched.answers() == expected);
  }
}

TEST_CASE("a lawful-looking edit while they are served changes no answer, and is said once") {
  const auto journal = rich_journal();
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  Watched watched{path, *journal};
  const std::string expected = everything(watched.views);
  std::size_t said = 0;
  for (const char* edit : {"UPDATE asset_record SET sequence = sequence + 1", "DELETE FROM search",
                           "DELETE FROM lineage", "DELETE FROM purchase"}) {
    CAPTURE(edit);
    {
      Database attacker{path, OpenAs::writer};
      attacker.execute("PRAGMA wal_autocheckpoint = 0");
      try {
        attacker.execute(edit);
      } catch (const SqliteFault&) {  // an index without content refuses this deletion
        attacker.execute("UPDATE search_data SET block = zeroblob(9)");
      }
    }
    CHECK(watched.answers() == expected);
    CHECK(watched.said() == ++said);
  }
}
