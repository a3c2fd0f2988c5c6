// SPDX-License-Identifier: EUPL-1.2
//
// Too few descriptors: before a start, while files are opened, and while clients connect.
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <signal.h>
#include <string>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/server/served.hpp"
#include "tests/api/server/serving.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

const std::string kHealth = request_bytes("GET /healthz", {}, {});

std::vector<std::string> words_of(const Folder& folder, const std::string& threads) {
  return {"serve", "--db", folder / "r.db", "--port", "0", "--sandbox", "--threads", threads};
}

/// The files of a folder by name, without those whose names begin with `but`, unless it is empty.
std::map<std::string, std::string> files_in(const Folder& folder, const std::string& but = {}) {
  std::map<std::string, std::string> files;
  for (const std::string& name : folder.names()) {
    if (!but.empty() && name.starts_with(but)) continue;
    std::ifstream file{folder / name, std::ios::binary};
    files[name] = {std::istreambuf_iterator<char>{file}, {}};
  }
  return files;
}

std::uint64_t open_files_of(const std::string& process) {
  const fs::directory_iterator open{"/proc/" + process + "/fd"};
  return static_cast<std::uint64_t>(std::distance(begin(open), end(open)));
}

/// Processor time of the process. Unit: ticks of a hundredth of a second.
std::int64_t processor_ticks(pid_t process) {
  std::ifstream stat{"/proc/" + std::to_string(process) + "/stat"};
  const std::string text{std::istreambuf_iterator<char>{stat}, {}};
  std::istringstream fields{text.substr(text.rfind(')') + 2)};
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  std::int64_t user = 0;
  std::int64_t kernel = 0;
  fields >> user >> kernel;
  return user + kernel;
}

/// Changes the limit of this process and restores it in the destructor.
class SoftLimit {
 public:
  SoftLimit() { getrlimit(RLIMIT_NOFILE, &before_); }
  SoftLimit(const SoftLimit&) = delete;
  SoftLimit& operator=(const SoftLimit&) = delete;
  ~SoftLimit() { lift(); }
  void set(std::uint64_t most) const {
    const rlimit limit{most, before_.rlim_max};
    REQUIRE(setrlimit(RLIMIT_NOFILE, &limit) == 0);
  }
  void lift() const { setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace

TEST_CASE("a start that may open too few files is refused and touches none") {
  const Folder folder;
  {
    const Served served{folder / "r.db"};
    static_cast<void>(served.member("Ana", "1.00"));
  }
  const auto before = files_in(folder);
  for (const std::uint64_t most : {12U, 13U, 14U, 16U, 64U, 120U}) {
    CAPTURE(most);
    const Ended ended = ran(words_of(folder, "8"), {.open_files = most, .most_open_files = most});
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.contains("with --threads 8 the register needs 15"));
    CHECK(ended.errors.contains(" open files, and it may have " + std::to_string(most) + ": "));
    CHECK(files_in(folder) == before);
  }
}

TEST_CASE("a start raises what it may open to the most that it may have") {
  const Folder folder;
  const Served served{
      folder / "r.db", {"--threads", "8"}, {.open_files = 16, .most_open_files = 300}};
  CHECK(served.get("/healthz").status == 200);
  CHECK(served.get("/v1/assets?q=a").status == 200);
}

// The sanitizer of undefined behaviour reads memory through a pipe. Without a descriptor for it,
// the sanitizer reports sound objects as damaged, and ends the program.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kNeedsDescriptors = true;
#else
constexpr bool kNeedsDescriptors = false;
#endif

TEST_CASE("files that cannot be opened for want of descriptors are not taken for damaged" *
          doctest::skip(kNeedsDescriptors)) {
  const Folder folder;
  Serving{folder / "r.db"}.credit(0, 5);
  const SoftLimit limit;
  const std::uint64_t open = open_files_of("self");
  bool started = false;
  for (std::uint64_t most = open; !started; ++most) {
    CAPTURE(most - open);
    REQUIRE(most < open + 60);
    const auto before = files_in(folder, "r.db.views");
    limit.set(most);
    std::vector<std::string> said;
    std::string refused;
    try {
      const Serving serving{folder / "r.db", {}, &said};
      started = true;
    } catch (const std::exception& fault) {
      refused = fault.what();
    }
    limit.lift();
    CAPTURE(refused);
    for (const std::string& line : said) CHECK_MESSAGE(false, line);
    if (started) continue;
    CHECK(refused != "");
    CHECK(files_in(folder, "r.db.views") == before);
    CHECK(fs::exists(folder / "r.db.views"));
  }
}

TEST_CASE("where descriptors are short idle connections give way, and nobody spins" *
          doctest::skip(kNeedsDescriptors)) {
  const Folder folder;
  Served served{folder / "r.db"};
  const pid_t process = served.program().process();
  CHECK(served.get("/v1/assets?q=a").status == 200);
  const std::uint64_t most = open_files_of(std::to_string(process)) + 10;
  const rlimit limit{most, most};
  REQUIRE(prlimit(process, RLIMIT_NOFILE, &limit, nullptr) == 0);

  std::vector<std::unique_ptr<RawConnection>> idle;
  for (int n = 0; n < 30; ++n) {
    CAPTURE(n);
    idle.push_back(std::make_unique<RawConnection>(served.port()));
    idle.back()->send(kHealth);
    const auto since = std::chrono::steady_clock::now();
    CHECK(idle.back()->reply().status == 200);
    CHECK(std::chrono::steady_clock::now() - since < 2s);
  }
  idle.clear();

  // Clients that have sent nothing for half a second give way too.
  std::vector<std::unique_ptr<RawConnection>> silent;
  for (int n = 0; n < 30; ++n) silent.push_back(std::make_unique<RawConnection>(served.port()));
  std::this_thread::sleep_for(300ms);
  const std::int64_t before = processor_ticks(process);
  std::this_thread::sleep_for(1s);
  CHECK(processor_ticks(process) - before < 30);
  CHECK(served.get("/healthz").status == 200);
}

}  // namespace quitrent::testing
