// SPDX-License-Identifier: EUPL-1.2
//
// What .github/CONTRIBUTING.md and the picture beside it say about the tree is true.
#include "tests/readme/guide.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/folders.hpp"
#include "tests/readme/demonstration.hpp"

namespace quitrent::readme {
namespace {

namespace fs = std::filesystem;

const fs::path kTree{testing::source_folder()};
const fs::path kBuild{testing::binary_folder()};

std::string guide() { return testing::file_text(kTree / ".github/CONTRIBUTING.md"); }

std::set<std::string> lines_of(const std::string& text) {
  std::set<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
    lines.insert(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return lines;
}

/// The text of all C++ files below a folder of the tree.
std::string sources_in(const fs::path& folder) {
  std::string text;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator{folder}) {
    const std::string ending = entry.path().extension().string();
    if (ending == ".cpp" || ending == ".hpp") text += testing::file_text(entry.path());
  }
  return text;
}

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What the build knows about its tests: their names, and programs with their folders.
const std::string& known_tests() {
  static const std::string known = [] {
    std::string text;
    for (const fs::directory_entry& entry :
         fs::recursive_directory_iterator{kBuild / "tests/rooms"}) {
      if (entry.path().filename() == "CTestTestfile.cmake")
        text += testing::file_text(entry.path());
    }
    return text;
  }();
  return known;
}

bool is_test(const std::string& name) {
  return holds(known_tests(), "add_test([=[" + name + "]=]") ||
         holds(known_tests(), "add_test(" + name + " ");
}

bool is_target(const std::string& name) {
  return name == "quitrent" || (name.starts_with("test_") && is_test(name.substr(5)));
}

/// The help text of a script or of a command of the program.
std::string help_of(const std::string& command) {
  const ShellAnswer answer = run_shell(command + " --help", kTree);
  return answer.exit_code == 0 ? answer.output : "";
}

/// Why a command of the page would not work; nothing if it would.
using Fault = std::optional<std::string>;

Fault fault_of_flags(const std::vector<std::string>& words, const std::string& help) {
  for (const std::string& word : words) {
    if (word.starts_with("--") && !holds(help, word)) return "no flag " + word;
  }
  return std::nullopt;
}

Fault fault_of_script(const std::vector<std::string>& words) {
  const std::string& script = words.front();
  if (!fs::exists(kTree / script)) return "no script " + script;
  if (script == "tools/build") {
    for (std::size_t at = 1; at < words.size(); ++at) {
      if (!words[at].starts_with("-") && !is_target(words[at])) return "no target " + words[at];
    }
  }
  const bool has_flags = words.size() > 1;
  return has_flags ? fault_of_flags(words, help_of(script)) : std::nullopt;
}

/// Checks a call of the program. `words` begins with the command.
Fault fault_of_program(const std::vector<std::string>& words) {
  const std::string& command = words.at(0);
  const std::string program = QUITRENT_PROGRAM;
  const bool is_there = holds(help_of(program), "\n  " + command + " ");
  if (!is_there) return "quitrent has no command " + command;
  const bool has_second = words.size() > 1 && !words[1].starts_with("-");
  return fault_of_flags(words,
                        help_of(program + " " + command + (has_second ? " " + words[1] : "")));
}

/// Checks a call of a built program. `folder` is the folder of its build, with a slash.
Fault fault_of_built(const std::vector<std::string>& words, const std::string& folder) {
  const std::string path = words.front().substr(folder.size());
  if (path == "quitrent") return fault_of_program({words.begin() + 1, words.end()});
  if (!holds(known_tests(), "/" + path + "\"")) return "no test program " + path;
  const fs::path room =
      kTree / "tests" / fs::path{path}.parent_path().lexically_relative("tests/rooms");
  for (const std::string& word : words) {
    if (!word.starts_with("-tc=")) continue;
    const std::string begin = word.substr(4, word.find('*') - 4);
    if (!holds(sources_in(room), "TEST_CASE(\"" + begin)) return "no case " + begin;
  }
  return std::nullopt;
}

Fault fault_of(const std::string& command);

/// Checks a call of the debugger: it stops at a function of the tree, and runs a program that
/// exists.
Fault fault_of_debugger(const std::string& command, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (!word.starts_with("break ")) continue;
    const std::string position = word.substr(6);
    const std::string function = position.substr(position.rfind(':') + 1);
    if (!holds(sources_in(kTree / "market"), " " + function + "(")) return "no " + function;
  }
  const std::string args = "--args ";
  const std::size_t at = command.find(args);
  return at == std::string::npos ? "no --args" : fault_of(command.substr(at + args.size()));
}

/// Why a command of the page would not work, as far as that shows without running it; nothing if it
/// would.
Fault fault_of(const std::string& command) {
  std::vector<std::string> words = words_of(command);
  if (words.front().starts_with("QUITRENT_SCENARIO=")) words.erase(words.begin());
  const std::string& first = words.front();
  if (first.starts_with("tools/") || first.starts_with(".ci/")) return fault_of_script(words);
  if (first.starts_with("build/")) return fault_of_built(words, "build/");
  if (first.starts_with("build-debug/")) return fault_of_built(words, "build-debug/");
  if (first == "gdb") return fault_of_debugger(command, words);
  if (first == "grep") return std::nullopt;  // a test below checks what it finds
  if (first == "clang-format-19") {
    return fs::exists(kTree / words.back()) ? Fault{} : "no file " + words.back();
  }
  if (first == "ctest") {
    const auto chosen = std::ranges::find(words, "-R");
    if (chosen == words.end() || chosen + 1 == words.end()) return "no -R";
    const std::string name = chosen[1].substr(1, chosen[1].size() - 2);
    return is_test(name) ? Fault{} : "no test " + name;
  }
  return "nobody knows this command";
}

TEST_CASE("a command that would not work is seen") {
  for (const char* command :
       {"tools/none", "tools/build --optimise", "tools/build test_none",
        "ctest --test-dir build -R '^none$'", "ctest --test-dir build",
        "build/tests/rooms/none/test_none", "build/tests/rooms/tax/test_tax -tc='none*'",
        "build/quitrent none", "build/quitrent verify --none", "gdb build/quitrent",
        "gdb -ex 'break decide_nothing' --args build/tests/rooms/tax/test_tax",
        "clang-format-19 -i none.cpp", "none"}) {
    CAPTURE(command);
    CHECK(fault_of(command).has_value());
  }
}

TEST_CASE("every command of the guide names what is there") {
  const std::vector<std::string> commands = commands_of(guide());
  CHECK(commands.size() > 20);
  for (const std::string& command : commands) {
    CAPTURE(command);
    CHECK(fault_of(command).value_or("") == "");
  }
}

TEST_CASE("the guide's test programs do what it says") {
  std::size_t run = 0;
  for (const std::string& command : commands_of(guide())) {
    const std::size_t at = command.find("build/tests/");
    if (at == std::string::npos || command.starts_with("gdb")) continue;
    const std::string built = command.substr(0, at) + kBuild.string() + command.substr(at + 5);
    CAPTURE(built);
    const ShellAnswer answer = run_shell(built, kTree);
    CAPTURE(answer.output);
    CHECK(answer.exit_code == 0);
    // doctest reports no failure for a filter that fits no case.
    CHECK_FALSE(std::regex_search(answer.output, std::regex{"test cases: +0 "}));
    ++run;
  }
  CHECK(run >= 3);
}

TEST_CASE("every path that the guide names is there") {
  CHECK(paths_of("`tax/none.cpp` [a](../api) `a b` `build/x`\n```\n`tax/a`\n```\n") ==
        std::set<std::string>{"tax/none.cpp", "api"});
  const std::set<std::string> paths = paths_of(guide());
  CHECK(paths.size() > 30);
  for (const std::string& path : paths) CHECK_MESSAGE(fs::exists(kTree / path), path);
}

TEST_CASE("each recipe names the files in which its example stands") {
  const std::vector<Recipe> recipes = recipes_of(guide());
  CHECK(recipes.size() == 5);
  for (const Recipe& recipe : recipes) {
    CAPTURE(recipe.title);
    const ShellAnswer found = run_shell(recipe.search, kTree);
    REQUIRE(found.exit_code == 0);
    const std::set<std::string> files = lines_of(found.output);
    for (const std::string& file : files) {
      CHECK_MESSAGE(recipe.files.contains(file), "not in the recipe: ", file);
    }
    for (const std::string& file : recipe.files) {
      CHECK_MESSAGE(files.contains(file), "without the example: ", file);
    }
  }
}

TEST_CASE("the picture has every room and no other") {
  const Pictured pictured = pictured_in(testing::file_text(kTree / ".github/rooms.txt"));
  std::set<std::string> rooms{"tools"};
  for (const char* top : {"registry", "tax", "market", "api"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator{kTree / top}) {
      if (!entry.path().string().ends_with(".cpp")) continue;
      const fs::path folder = entry.path().parent_path().lexically_relative(kTree);
      const std::string second = std::next(folder.begin()) == folder.end()
                                     ? std::string{}
                                     : "/" + std::next(folder.begin())->string();
      rooms.insert(top + second);
    }
  }
  for (const std::string& room : rooms) {
    CHECK_MESSAGE(pictured.rooms.contains(room), "not in the picture: ", room);
  }
  for (const std::string& room : pictured.rooms) {
    CHECK_MESSAGE(rooms.contains(room), "in the picture, not in the tree: ", room);
  }
  CHECK(pictured.stops.size() > 5);
  for (const std::string& stop : pictured.stops) {
    CHECK_MESSAGE(fs::is_directory(kTree / stop), stop);
  }
}

}  // namespace
}  // namespace quitrent::readme
