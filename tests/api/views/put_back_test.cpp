// SPDX-License-Identifier: EUPL-1.2
//
// Pages and files of the views that are put back to an earlier state. Each has the register's own
// seal, as after a write that the disk lost.
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "registry/storage/sqlite/page_seal.hpp"
#include "tests/api/views/watched.hpp"
#include "tests/registry/storage/fixture.hpp"
#include "tests/sanitized.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using namespace quitrent::view_tests;
using storage_tests::flip_bit;
using storage_tests::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

/// The bytes of a log before its first page, and before each page.
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kFrame = 24 + kSealedPage;

/// How many assets are added at a time.
constexpr std::uint32_t kMore = 50;

constexpr const char* kList = "-pages";
constexpr const char* kLog = "-wal";

/// The bytes of the files of the views, by the endings of their names.
using Files = std::map<std::string, std::string>;

Files files_at(const fs::path& path) {
  Files files;
  for (const char* ending : {"", kLog, kList}) {
    std::ifstream file{path.string() + ending, std::ios::binary};
    if (file) files[ending] = {std::istreambuf_iterator<char>{file}, {}};
  }
  return files;
}

void put(const fs::path& path, const Files& files) {
  for (const char* ending : {"", kLog, kList, "-shm"}) fs::remove(path.string() + ending);
  for (const auto& [ending, bytes] : files) {
    std::ofstream{path.string() + ending, std::ios::binary} << bytes;
  }
}

/// Overwrites the bytes at `offset` of an existing file.
void write_over(const fs::path& file, std::size_t offset, std::string_view bytes) {
  std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
  stream.seekp(static_cast<std::streamoff>(offset));
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

/// Adds fifty assets from `first` on, and more facts of all kinds about the assets before.
void grow(Journal& journal, std::uint32_t first) {
  Chronicle chronicle{journal};
  const std::int64_t at = kNoon + first;
  for (std::uint32_t n = first; n < first + kMore; ++n) {
    const std::uint32_t old = n * 7 % first;
    Particulars particulars{.name = "work " + std::to_string(n), .identifiers = {}, .terms = {}};
    particulars.derived_from = {Origin{.asset = asset(old), .relation = {}}};
    chronicle.enter(
        at,
        {Chronicle::registered({n, AssetClass::patent, 1, active(units(n), at + 500), particulars}),
         paid(n % 6, n + 1)});
    Event sold = sale_of(old, 2 + n % 4, at);
    std::get<AssetConveyed>(sold).purchase = view_tests::purchase(2'000 + n);
    chronicle.enter(at, {sold});
    Contest contest;
    contest.asset = asset(old);
    if (n % 5 == 0) chronicle.enter(at, {ContestFiled{contest}});
  }
}

/// The files of views that were closed at several times. The last time is now.
struct Aged {
  explicit Aged(const fs::path& path) : journal{rich_journal()} {
    for (std::uint32_t assets = kAssets; assets <= kAssets + 400; assets += kMore) {
      if (assets > kAssets) grow(*journal, assets - kMore);
      {
        Watched watched{path, *journal};
        expected = watched.answers();
        CHECK(watched.said() == 0);
      }
      ages.push_back(files_at(path));
    }
  }
  const Files& now() const { return ages.back(); }

  /// Calls `visit` with every `every`-th page that was different at an earlier time.
  void each_old_page(std::size_t every,
                     const std::function<void(std::size_t at, std::string_view page)>& visit) {
    const std::string_view file = now().at("");
    std::size_t counted = 0;
    for (std::size_t age = 0; age + 1 < ages.size(); ++age) {
      const std::string_view old = ages[age].at("");
      for (std::size_t at = 0; at < old.size(); at += kSealedPage) {
        const std::string_view page = old.substr(at, kSealedPage);
        if (page == file.substr(at, kSealedPage) || counted++ % every != 0) continue;
        visit(at, page);
      }
    }
  }

  std::unique_ptr<Journal> journal;
  std::vector<Files> ages;
  std::string expected;  ///< all answers of today
};

}  // namespace

TEST_CASE("any page that is put back at rest changes no answer" *
          doctest::skip(testing::kSanitized)) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  Aged aged{path};
  std::size_t pages = 0;
  std::size_t noticed = 0;
  aged.each_old_page(1, [&](std::size_t at, std::string_view page) {
    CAPTURE(at / kSealedPage + 1);
    put(path, aged.now());
    write_over(path, at, page);
    Watched watched{path, *aged.journal};
    CHECK((watched.answers() == aged.expected));
    CHECK(watched.said() <= 1);
    ++pages;
    noticed += watched.said();
  });
  CHECK(pages > 200);
  MESSAGE(pages << " pages put back, " << noticed << " noticed");
}

TEST_CASE("any page that is put back while they are served changes no answer, then or later") {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  Aged aged{path};
  std::size_t pages = 0;
  std::size_t noticed = 0;
  aged.each_old_page(6, [&](std::size_t at, std::string_view page) {
    CAPTURE(at / kSealedPage + 1);
    put(path, aged.now());
    {
      Watched watched{path, *aged.journal};
      write_over(path, at, page);
      CHECK((watched.answers() == aged.expected));
      noticed += watched.said();
      CHECK(watched.said() <= 1);
    }
    Watched again{path, *aged.journal};
    CHECK((again.answers() == aged.expected));
    ++pages;
  });
  CHECK(pages > 30);
  MESSAGE(pages << " pages put back, " << noticed << " noticed while they were served");
}

TEST_CASE("files that are put back, alone or together, change no answer") {
  struct Row {
    const char* why;
    std::vector<std::string> old;  ///< the files that are put back to an earlier state
    std::size_t said;
  };
  const auto rows = std::to_array<Row>({
      {"nothing", {}, 0},
      {"the file", {""}, 1},
      {"the list", {kList}, 1},
      {"all of them: how far they go is known", {"", kList}, 0},
  });
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  Aged aged{path};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = aged.now();
    for (const std::string& ending : row.old) files[ending] = aged.ages.front().at(ending);
    put(path, files);
    Watched watched{path, *aged.journal};
    CHECK((watched.answers() == aged.expected));
    CHECK(watched.said() == row.said);
  }
}

TEST_CASE("a list that cannot be believed makes the views anew with one line") {
  struct Row {
    const char* why;
    std::function<void(const fs::path& list)> harm;
    const char* says;
  };
  const auto rows = std::to_array<Row>({
      {"deleted", [](const auto& list) { fs::remove(list); }, "list of their pages is not there"},
      {"emptied", [](const auto& list) { fs::resize_file(list, 0); }, "made anew"},
      {"cut", [](const auto& list) { fs::resize_file(list, 4'000); }, "list of their pages is cut"},
      {"a turn is changed", [](const auto& list) { flip_bit(list, 80); },
       "list of their pages is damaged"},
      {"a tag is changed", [](const auto& list) { flip_bit(list, 4'090); },
       "list of their pages is damaged"},
      {"a folder",
       [](const auto& list) {
         fs::remove(list);
         fs::create_directory(list);
       },
       "is a folder"},
  });
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  Aged aged{path};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    put(path, aged.now());
    row.harm(path.string() + kList);
    Watched watched{path, *aged.journal};
    CHECK((watched.answers() == aged.expected));
    CHECK(watched.said() == 1);
    CHECK(watched.says(row.says));
  }
}

namespace {

/// A process that folds a journal and is killed, with copies of its files from earlier moments.
struct KilledFolding {
  KilledFolding(const fs::path& path, Journal& journal) {
    const pid_t child = ::fork();
    if (child == 0) {
      Watched watched{path, journal};
      put(path.string() + "-early", files_at(path));
      for (std::uint32_t assets = kAssets; assets < kAssets + 400; assets += kMore) {
        grow(journal, assets);
        watched.views.committed(journal.head().sequence);
        watched.views.wait_until(journal.head().sequence, std::chrono::seconds{60});
        if (assets == kAssets) put(path.string() + "-middle", files_at(path));
      }
      ::kill(::getpid(), SIGKILL);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    REQUIRE(WIFSIGNALED(status));
  }
};

}  // namespace

TEST_CASE("a log that is put back changes no answer, whatever the file beside it is") {
  struct Row {
    const char* why;
    std::vector<std::pair<const char*, const char*>> old;  ///< the file, and the time of its copy
    std::size_t said;
  };
  const auto rows = std::to_array<Row>({
      {"nothing: a process that was killed", {}, 0},
      {"a log of the same turns that ends early", {{kLog, "-middle"}}, 0},
      {"the log of an earlier process", {{kLog, "-before"}}, 1},
      {"file and log of an earlier process", {{"", "-before"}, {kLog, "-before"}}, 1},
      {"the list of an earlier process", {{kList, "-before"}}, 1},
      {"all of an earlier process", {{"", "-before"}, {kLog, "-before"}, {kList, "-before"}}, 0},
  });
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "views";
  auto journal = rich_journal();
  {
    Watched before{path, *journal};
    put(path.string() + "-before", files_at(path));  // including its log
  }
  KilledFolding killed{path, *journal};
  for (std::uint32_t assets = kAssets; assets < kAssets + 400; assets += kMore) {
    grow(*journal, assets);
  }
  std::string expected;
  const Files now = files_at(path);
  {
    Watched untouched{folder.path() / "untouched", *journal};
    expected = untouched.answers();
  }
  for (const Row& row : rows) {
    CAPTURE(row.why);
    Files files = now;
    for (const auto& [ending, age] : row.old) {
      files[ending] = files_at(path.string() + age).at(ending);
    }
    put(path, files);
    Watched watched{path, *journal};
    CHECK((watched.answers() == expected));
    CHECK(watched.said() == row.said);
  }
}

namespace {

/// Views that answer while their journal grows, so that the log has several versions of a page.
struct Growing {
  explicit Growing(const fs::path& path) : journal{rich_journal()}, watched{path, *journal} {
    for (std::uint32_t assets = kAssets; assets < kAssets + 3 * kMore; assets += kMore) {
      grow(*journal, assets);
      watched.newest = journal->head().sequence;
      watched.views.committed(watched.newest);
      REQUIRE(watched.views.wait_until(watched.newest, std::chrono::seconds{60}));
    }
    REQUIRE(watched.said() == 0);
  }

  std::unique_ptr<Journal> journal;
  Watched watched;
};

/// The frames of a log by their page: where the content of each begins.
std::map<std::string, std::vector<std::size_t>> frames_of(const std::string& log) {
  std::map<std::string, std::vector<std::size_t>> frames;
  for (std::size_t at = kLogHeader; at + kFrame <= log.size(); at += kFrame) {
    frames[log.substr(at, 4)].push_back(at + 24);
  }
  return frames;
}

}  // namespace

TEST_CASE("a page that is put back in the log while they are served changes no answer") {
  const TemporaryFolder folder;
  std::string expected;
  std::vector<std::string> pages;
  {
    const fs::path path = folder.path() / "untouched";
    Growing growing{path};
    expected = growing.watched.answers();
    for (const auto& [page, frames] : frames_of(files_at(path).at(kLog))) {
      if (frames.size() > 1) pages.push_back(page);
    }
  }
  std::size_t noticed = 0;
  for (const std::string& page : pages) {
    const fs::path path = folder.path() / "views";
    put(path, {});
    Growing growing{path};
    const std::string log = files_at(path).at(kLog);
    const std::vector<std::size_t> frames = frames_of(log).at(page);
    for (const std::size_t frame : frames) {
      write_over(path.string() + kLog, frame, log.substr(frames.front(), kSealedPage));
    }
    CHECK((growing.watched.answers() == expected));
    CHECK(growing.watched.said() <= 1);
    noticed += growing.watched.said();
  }
  CHECK(pages.size() > 10);
  MESSAGE(pages.size() << " pages put back in the log, " << noticed << " noticed");
}
