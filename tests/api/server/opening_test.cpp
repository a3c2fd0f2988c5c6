// SPDX-License-Identifier: EUPL-1.2
//
// Files of a register that are lost, damaged or put back to an earlier state. Either the opening is
// refused with a line and changes nothing, or the register holds exactly what was acknowledged.
#include <array>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/server/program.hpp"
#include "tests/api/server/serving.hpp"
#include "tests/registry/storage/fixture.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using storage_tests::flip_bit;

namespace fs = std::filesystem;

constexpr int kCredits = 120;
constexpr int kCreditsBefore = 80;

/// Every file of a folder, byte for byte, without the indexes of logs: every reader of a log makes
/// its index anew, and it keeps nothing.
std::map<std::string, std::string> files(const fs::path& folder) {
  std::map<std::string, std::string> found;
  for (const auto& file : fs::directory_iterator{folder}) {
    if (!file.is_regular_file() || file.path().string().ends_with("-shm")) continue;
    std::ifstream stream{file.path(), std::ios::binary};
    found[file.path().filename().string()] = {std::istreambuf_iterator<char>{stream}, {}};
  }
  return found;
}

/// A register with kCredits acknowledged credits that was killed, with entries in file and log. It
/// also has the files as they were after kCreditsBefore credits and a clean end.
struct Killed {
  Killed() {
    fs::create_directory(before());
    fs::create_directory(after());
    const fs::path db = after() / "register.db";
    Serving{db}.credit(0, kCreditsBefore);
    fs::copy(after(), before());
    const pid_t child = ::fork();
    if (child == 0) {
      Serving serving{db};
      serving.credit(kCreditsBefore, kCredits);
      serving.await_views();
      ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(fs::file_size(db.string() + "-wal") > 0);
  }
  fs::path before() const { return folder.path() / "before"; }
  fs::path after() const { return folder.path() / "after"; }

  Folder folder;
};

/// A copy of the killed register for one trial.
struct Trial {
  explicit Trial(const Killed& killed) : before{killed.before()} {
    fs::copy(killed.after(), folder.path());
  }
  fs::path file(const std::string& ending) const { return folder / ("register.db" + ending); }
  fs::path db() const { return file(""); }
  /// Restores the earlier version of a file, or removes the file if there was none.
  void put_back(const std::string& ending) const {
    const fs::path old = before / ("register.db" + ending);
    fs::remove(file(ending));
    if (fs::exists(old)) fs::copy_file(old, file(ending));
  }

  fs::path before;
  Folder folder;
};

/// The line of a start that is refused; empty if it is not refused.
std::string refusal(const fs::path& db, std::optional<std::uint64_t> accept = {}) {
  try {
    const Serving serving{db, accept};
  } catch (const std::runtime_error& fault) {
    CHECK(std::string_view{fault.what()}.find('\n') == std::string_view::npos);
    return fault.what();
  }
  return "";
}

std::uint64_t number_after(const std::string& text, const std::string& words) {
  const std::size_t at = text.find(words);
  REQUIRE(at != std::string::npos);
  return std::stoull(text.substr(at + words.size()));
}

}  // namespace

TEST_CASE(
    "what names entries that the journal does not hold stops the start until it is accepted") {
  struct Row {
    const char* why;
    std::function<void(const Trial&)> damage;
    const char* names;  ///< the file that the line names
  };
  const auto rows = std::to_array<Row>({
      {"the log is lost", [](const Trial& trial) { fs::remove(trial.file("-wal")); }, ".head"},
      {"the log and the head file are lost",
       [](const Trial& trial) {
         fs::remove(trial.file("-wal"));
         fs::remove(trial.file(".head"));
       },
       ".views"},
      {"the log is cut",
       [](const Trial& trial) {
         fs::resize_file(trial.file("-wal"), 2'000);  // within its first page
       },
       ".head"},
      {"an older journal was put back",
       [](const Trial& trial) {
         trial.put_back("");
         trial.put_back("-wal");
       },
       ".head"},
      {"a snapshot is of a later entry",
       [](const Trial& trial) {
         fs::remove(trial.file("-wal"));
         for (const char* ending : {".head", ".views", ".views-wal"})
           fs::remove(trial.file(ending));
         std::ofstream{trial.file("-snapshot-999")} << "damaged";
       },
       "-snapshot-999"},
      {"the journal is missing",
       [](const Trial& trial) {
         fs::remove(trial.db());
         fs::remove(trial.file("-wal"));
       },
       ".head"},
      {"only the key is there",
       [](const Trial& trial) {
         for (const char* ending : {"", "-wal", ".head", ".views", ".views-wal"}) {
           fs::remove(trial.file(ending));
         }
       },
       ".key"},
      {"the journal is empty",
       [](const Trial& trial) {
         fs::resize_file(trial.db(), 0);
         fs::remove(trial.file("-wal"));
       },
       ".head"},
  });
  const Killed killed;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Trial trial{killed};
    row.damage(trial);
    const auto before = files(trial.folder.path());
    const std::string said = refusal(trial.db());
    CAPTURE(said);
    // The views may have been a little ahead of the file beside the journal. Either file proves the
    // loss.
    const auto names = [&said](const std::string& ending) {
      return said.find("register.db" + ending) != std::string::npos;
    };
    REQUIRE((names(row.names) || (std::string{".head"} == row.names && names(".views"))));
    CHECK(files(trial.folder.path()) == before);
    const std::uint64_t last = number_after(said, "--accept-loss-after ");
    CHECK(refusal(trial.db(), last + 1).find("ends with entry " + std::to_string(last)) !=
          std::string::npos);
    CHECK(files(trial.folder.path()) == before);
    {
      Serving accepted{trial.db(), last};
      const auto losses = accepted.losses();
      REQUIRE(losses.size() == 1);
      CHECK(losses[0].after == last);
      CHECK(losses[0].named >= losses[0].after);
    }
    std::vector<std::string> lines;
    Serving again{trial.db(), {}, &lines};
    CHECK(lines.empty());
    CHECK(again.losses().size() == 1);
  }
}

TEST_CASE("a journal with other entries than its head file names is refused") {
  const Killed killed;
  const Trial trial{killed};
  trial.put_back("");
  fs::remove(trial.file("-wal"));
  // Another history of the same register, longer than the one that the head file names.
  const fs::path elsewhere = trial.folder.path() / "elsewhere";
  fs::create_directory(elsewhere);
  fs::copy_file(trial.db(), elsewhere / "register.db");
  fs::copy_file(trial.file(".key"), elsewhere / "register.db.key");
  Serving{elsewhere / "register.db"}.credit(1'000, 1'000 + kCredits);
  fs::copy_file(elsewhere / "register.db", trial.db(), fs::copy_options::overwrite_existing);
  CHECK(refusal(trial.db()).find("names another entry") != std::string::npos);
}

TEST_CASE("a number that is not the last entry is refused, also where nothing is missing") {
  const Killed killed;
  const Trial trial{killed};
  CHECK(refusal(trial.db(), 7).find("nothing is missing, leave the flag out") != std::string::npos);
  std::vector<std::string> lines;
  Serving serving{trial.db(), kCredits + 2, &lines};
  CHECK(serving.losses().empty());
  CHECK(lines.size() == 1);
}

TEST_CASE("a head file that is damaged, older or gone stops no start") {
  struct Row {
    const char* why;
    std::function<void(const Trial&)> damage;
  };
  const auto rows = std::to_array<Row>({
      {"gone", [](const Trial& trial) { fs::remove(trial.file(".head")); }},
      {"cut", [](const Trial& trial) { fs::resize_file(trial.file(".head"), 100); }},
      {"older", [](const Trial& trial) { trial.put_back(".head"); }},
      {"of another register",
       [](const Trial& trial) {
         const Folder other;
         {
           const Serving serving{other / "register.db"};
         }
         fs::copy_file(other / "register.db.head", trial.file(".head"),
                       fs::copy_options::overwrite_existing);
       }},
  });
  const Killed killed;
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const Trial trial{killed};
    row.damage(trial);
    {
      std::vector<std::string> lines;
      Serving serving{trial.db(), {}, &lines};
      CHECK(serving.credited() == kCredits);
      CHECK(lines.size() <= 1);
      serving.credit(1'000, 1'001);
    }
    std::vector<std::string> lines;
    CHECK(Serving{trial.db(), {}, &lines}.credited() == kCredits + 1);
    CHECK(lines.empty());
  }
}

TEST_CASE("a journal with a second name is started by the name of its head file alone") {
  const Killed killed;
  const Trial trial{killed};
  fs::create_hard_link(trial.db(), trial.folder.path() / "other.db");
  fs::copy_file(trial.file(".key"), trial.folder.path() / "other.db.key");
  CHECK(refusal(trial.folder.path() / "other.db").find("hard links") != std::string::npos);
  CHECK(Serving{trial.db()}.credited() == kCredits);
}

TEST_CASE("any damage, alone or two at a time, is refused or everything acknowledged is there") {
  const Killed killed;
  std::mt19937 chance{20'261'126};
  const std::array<std::string, 3> endings{"", "-wal", ".head"};
  using Damage = std::function<void(const Trial&, const std::string&)>;
  const std::array<Damage, 4> damages{
      [&](const Trial& trial, const std::string& ending) {
        const fs::path file = trial.file(ending);
        if (fs::exists(file)) fs::resize_file(file, chance() % (fs::file_size(file) + 1));
      },
      [&](const Trial& trial, const std::string& ending) {
        const fs::path file = trial.file(ending);
        if (fs::exists(file) && fs::file_size(file) > 0)
          flip_bit(file, chance() % fs::file_size(file));
      },
      [](const Trial& trial, const std::string& ending) { fs::remove(trial.file(ending)); },
      [](const Trial& trial, const std::string& ending) { trial.put_back(ending); }};
  int refused = 0;
  int whole = 0;
  const auto try_it = [&](const std::function<void(const Trial&)>& damage) {
    const Trial trial{killed};
    damage(trial);
    std::optional<std::int64_t> credited;
    try {
      credited = Serving{trial.db()}.credited();
    } catch (const std::runtime_error& fault) {
      CHECK(std::string_view{fault.what()}.find('\n') == std::string_view::npos);
    }
    ++(credited ? whole : refused);
    if (credited) CHECK(*credited == kCredits);
  };
  for (const std::string& ending : endings) {
    for (std::size_t kind = 0; kind < damages.size(); ++kind) {
      // Cuts and flips have many positions; losses and older copies have one.
      for (int position = 0; position < (kind < 2 ? 10 : 1); ++position) {
        CAPTURE(ending);
        CAPTURE(kind);
        CAPTURE(position);
        try_it([&](const Trial& trial) { damages.at(kind)(trial, ending); });
      }
    }
  }
  for (std::size_t first = 0; first < endings.size(); ++first) {
    for (std::size_t second = first + 1; second < endings.size(); ++second) {
      for (std::size_t kinds = 0; kinds < damages.size() * damages.size(); ++kinds) {
        CAPTURE(endings.at(first));
        CAPTURE(endings.at(second));
        CAPTURE(kinds);
        try_it([&](const Trial& trial) {
          damages.at(kinds % damages.size())(trial, endings.at(first));
          damages.at(kinds / damages.size())(trial, endings.at(second));
        });
      }
    }
  }
  MESSAGE(refused, " damaged registers were refused, ", whole, " held everything");
  CHECK(refused + whole == 66 + 48);
}

}  // namespace quitrent::testing
