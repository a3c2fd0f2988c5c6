// SPDX-License-Identifier: EUPL-1.2
//
// Commands whose standard output takes nothing: a full disk, or a stream that was closed.
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/server/program.hpp"
#include "tests/folders.hpp"

namespace quitrent::testing {
namespace {

namespace fs = std::filesystem;

std::string text_of(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Runs the program by a shell, with these words and redirections; standard error goes to `errors`.
Ended redirected(const std::string& words, const std::string& errors) {
  const std::string line =
      "QUITRENT_OPERATOR_KEY=operator-key-operator-key " QUITRENT_PROGRAM " " + words;
  const int status = std::system(line.c_str());
  return {.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          .out = {},
          .errors = text_of(errors)};
}

TEST_CASE("what cannot be printed ends every command with 70 and one line") {
  const Folder folder;
  const std::string file = folder / "register.db";
  fs::copy_file(source_folder() + "/tests/formats/4574b52/real.db", file);
  const std::vector<std::string> commands{"--help",
                                          "--version",
                                          "serve --help",
                                          "serve --sandbox --port 0 --db " + folder / "served.db",
                                          "import --help",
                                          "import debian --help",
                                          "degree --help",
                                          "degree MIT",
                                          "verify --help",
                                          "verify --db " + file,
                                          "verify --json --db " + file,
                                          "journal --help",
                                          "journal dump --help",
                                          "journal dump --until 1 " + file,
                                          "journal dump " + file,
                                          "journal replay " + file};
  const std::string errors = folder / "errors";
  for (const std::string& command : commands) {
    for (const char* output : {" > /dev/full", " >&-"}) {
      const std::string words = command + output + " 2> " + errors;
      CAPTURE(words);
      const Ended ended = redirected(words, errors);
      CAPTURE(ended.errors);
      CHECK(ended.exit_code == 70);
      CHECK(ended.error_lines() == 1);
      CHECK(ended.errors.contains("standard output cannot be written"));
    }
  }
}

TEST_CASE("a command that prints nothing does not miss its output") {
  const Folder folder;
  const std::string errors = folder / "errors";
  const Ended ended = redirected("degree GPL3 >&- 2> " + errors, errors);
  CHECK(ended.exit_code == 2);
  CHECK(ended.error_lines() == 1);
}

TEST_CASE("no stream that is closed writes into a register") {
  const Folder folder;
  const std::string file = folder / "served.db";
  const std::string none = folder / "none";
  CHECK(redirected("serve --sandbox --port 0 --db " + file + " <&- >&- 2>&-", none).exit_code ==
        70);
  for (const std::string& name : folder.names()) {
    CAPTURE(name);
    CHECK_FALSE(text_of(folder / name).contains("listening"));
    CHECK_FALSE(text_of(folder / name).contains("standard output"));
  }
  CHECK(ran({"verify", "--db", file}).exit_code == 0);
}

}  // namespace
}  // namespace quitrent::testing
