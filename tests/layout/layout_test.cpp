// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <span>
#include <utility>

#include <doctest/doctest.h>

#include "tests/folders.hpp"
#include "tests/layout/checker.hpp"
#include "tests/layout/source_text.hpp"

namespace quitrent::layout {
namespace {

namespace fs = std::filesystem;

const std::string licence = "// SPDX-License-Identifier: EUPL-1.2\n";

bool is_left_out(const std::string& name) {
  return name == "build" || name == "node_modules" || name.starts_with("build-") ||
         (name.starts_with('.') && name != ".ci" && name != ".github");
}

std::set<std::string> top_level_names() {
  std::set<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator{testing::source_folder()}) {
    const std::string name = entry.path().filename().string();
    if (!is_left_out(name) && !name.starts_with('.')) names.insert(name);
  }
  return names;
}

/// Every file of the tree, without files of a build, of a run, of git or of npm.
std::vector<Source> sources() {
  std::vector<Source> found;
  const fs::path root{testing::source_folder()};
  for (fs::recursive_directory_iterator at{root}; at != fs::recursive_directory_iterator{}; ++at) {
    if (at->is_directory() && is_left_out(at->path().filename().string())) {
      at.disable_recursion_pending();
    } else if (at->is_regular_file() &&
               at->path() != root / ".git") {  // `.git` is a file in a git worktree
      std::ifstream file{at->path(), std::ios::binary};
      found.push_back({fs::relative(at->path(), root).generic_string(),
                       {std::istreambuf_iterator<char>{file}, {}}});
    }
  }
  return found;
}

void report(const std::vector<Offence>& offences) {
  for (const Offence& offence : offences) {
    FAIL_CHECK(offence.path, ":", offence.line, ": ", offence.what);
  }
}

struct BadExample {
  const char* why;
  Rule rule;
  const char* path;
  std::string text;
};

const auto bad_includes = std::to_array<BadExample>({
    {"a room outside the design", Rule::room, "registry/money.cpp", ""},
    {"an include from the same folder", Rule::include_style, "tax/a.cpp", "#include \"b.hpp\"\n"},
    {"an include that climbs", Rule::include_style, "tax/schedule/a.cpp",
     "#include \"tax/../market/b.hpp\"\n"},
    {"title knows ledger", Rule::include_order, "registry/title/a.cpp",
     "#include \"registry/ledger/b.hpp\"\n"},
    {"tax knows market", Rule::include_order, "tax/degree/a.cpp", "#include \"market/b.hpp\"\n"},
    {"market knows journal", Rule::include_order, "market/a.cpp",
     "#include \"registry/journal/journal.hpp\"\n"},
    {"the engine knows storage", Rule::include_order, "api/engine/a.hpp",
     "#  include \"registry/storage/sqlite/b.hpp\"\n"},
    {"auth knows the engine", Rule::include_order, "api/auth/a.cpp",
     "#include \"api/engine/b.hpp\"\n"},
    {"http knows storage", Rule::include_order, "api/http/a.cpp",
     "#include \"registry/storage/b.hpp\"\n"},
    {"the product knows its tests", Rule::include_order, "market/a.cpp",
     "#include \"tests/a.hpp\"\n"},
    {"a third party in a header of the core", Rule::third_party, "tax/a.hpp",
     "#include <boost/multiprecision/cpp_int.hpp>\n"},
    {"another part of Boost", Rule::third_party, "tax/a.cpp", "#include <boost/format.hpp>\n"},
    {"toml++ outside the schedule reader", Rule::third_party, "tax/a.cpp",
     "#include <toml++/toml.h>\n"},
    {"SQLite outside the storage", Rule::third_party, "api/views/a.cpp", "#include <sqlite3.h>\n"},
    {"JSON in the market", Rule::third_party, "market/a.cpp", "#include <nlohmann/json.hpp>\n"},
    {"a system header in the core", Rule::third_party, "registry/journal/a.cpp",
     "#include <unistd.h>\n"},
    {"the HTTP library in the engine", Rule::third_party, "api/engine/a.cpp",
     "#include <httplib.h>\n"},
});

const auto bad_words = std::to_array<BadExample>({
    {"the wall clock", Rule::banned_word, "tax/a.cpp",
     "auto t = std::chrono::system_clock::now();"},
    {"the C clock", Rule::banned_word, "market/a.cpp", "auto t = std::time (nullptr);"},
    {"the environment", Rule::banned_word, "market/a.cpp", "std::getenv(\"A\");"},
    {"a file", Rule::banned_word, "registry/ledger/a.cpp", "std::ofstream out{};"},
    {"an include of files", Rule::banned_word, "registry/journal/a.cpp", "#include <filesystem>\n"},
    {"a random device", Rule::banned_word, "registry/vocabulary/a.cpp", "std::random_device r;"},
    {"a generator", Rule::banned_word, "market/a.cpp", "std::mt19937_64 r;"},
    {"float", Rule::banned_word, "tax/a.hpp", "float rate = 1;"},
    {"double", Rule::banned_word, "tax/degree/a.cpp", "auto x = static_cast<double>(y);"},
    {"a number with a point", Rule::banned_word, "tax/a.cpp", "auto half = 0.5;"},
    {"a number with an exponent", Rule::banned_word, "tax/a.cpp", "auto x = 1e9;"},
    {"a loop over what has no order", Rule::unordered_iteration, "market/a.cpp",
     "for (const auto& [id, asset] : books.assets_) {"},
    {"iterators over what has no order", Rule::unordered_iteration, "market/a.cpp",
     "std::vector v(assets_.begin(), assets_.end());"},
});

const auto bad_texts = std::to_array<BadExample>({
    {"401 lines", Rule::file_size, "tools/a.cpp", std::string(400, '\n')},
    {"101 columns", Rule::line_width, "tests/a.cpp", "//" + std::string(99, '-')},
    {"a note of something left", Rule::unfinished, "tests/a.cpp",
     "// TO"
     "DO: all of it"},
    {"a note in a page", Rule::unfinished, "tests/README.md",
     "FIX"
     "ME"},
    {"somebody's machine", Rule::machine_path, "tools/run",
     "cd /ho"
     "me/ana/quitrent"},
    {"a module outside its namespace", Rule::name_space, "market/a.cpp", "namespace quitrent {\n"},
    {"a module in another's", Rule::name_space, "tax/a.cpp", "namespace quitrent::market {\n"},
    {"a source without a header", Rule::own_header, "market/a.cpp", "int a();\n"},
    {"a source of another header", Rule::own_header, "market/a.cpp",
     "#include \"market/b.hpp\"\n#include \"market/a.hpp\"\n"},
    {"a vague file", Rule::file_name, "market/purchase_utils.cpp", ""},
    {"a vague folder", Rule::file_name, "api/common/a.cpp", ""},
});

void check_examples(std::span<const BadExample> examples) {
  for (const BadExample& example : examples) {
    CAPTURE(example.why);
    const std::vector<Offence> found =
        offences_in({example.path, licence + example.text}, {"assets_"});
    const bool caught = std::ranges::any_of(
        found, [&example](const Offence& offence) { return offence.rule == example.rule; });
    CHECK(caught);
  }
}

TEST_CASE("each forbidden include is seen") { check_examples(bad_includes); }
TEST_CASE("each banned word is seen") { check_examples(bad_words); }
TEST_CASE("each faulty text is seen") { check_examples(bad_texts); }

TEST_CASE("a source without its licence is seen") {
  for (const char* path : {"tax/a.cpp", "tools/CMakeLists.txt", "tests/browser/a.mjs"}) {
    const std::vector<Offence> found = offences_in({path, "\n\n\n" + licence}, {});
    CHECK(std::ranges::any_of(
        found, [](const Offence& offence) { return offence.rule == Rule::licence; }));
  }
  CHECK(offences_in({"tools/run", "#!/usr/bin/env bash\n"}, {}).size() == 1);
}

TEST_CASE("what is lawful is left alone") {
  const auto lawful = std::to_array<std::pair<const char*, const char*>>({
      {"market/a.cpp", "#include <vector>\n\n#include \"tax/accrual.hpp\"\n"},
      {"tax/a.cpp", "#include \"tax/schedule/b.hpp\"\n#include \"registry/ledger/c.hpp\"\n"},
      {"tax/schedule/a.cpp", "#include <toml++/toml.h>\n"},
      {"registry/vocabulary/a.cpp", "#include <openssl/evp.h>\n"},
      {"registry/storage/sqlite/a.hpp", "#include \"registry/journal/journal.hpp\"\n"},
      {"registry/storage/sqlite/a.cpp", "#include <sqlite3.h>\n#include <fcntl.h>\n"},
      {"api/http/a.cpp", "#include <httplib.h>\n#include \"api/engine/b.hpp\"\n"},
      {"api/server/a.cpp", "#include <unistd.h>\n#include \"tools/b.hpp\"\n"},
      {"tax/b.cpp", "// a double entry, 2.5% in a float\nauto s = \"time(1.5)\"; int x = 1'000;\n"},
      {"tax/c.cpp", "auto s = R\"x(\n#include \"a.hpp\"\n double \" )x\"; auto c = '\"';\n"},
      {"market/c.cpp", "if (assets_.find(id) == assets_.end()) return;\nfor (auto& a : rows_) {}"},
  });
  for (const auto& [path, text] : lawful) {
    CAPTURE(path);
    std::string own{path};
    own.replace(own.rfind('.'), std::string::npos, ".hpp");
    report(offences_in({path, licence + "#include \"" + own + "\"\n" + text}, {"assets_"}));
  }
}

TEST_CASE("unordered containers are known by name, also through an alias") {
  const std::set<std::string> expected{"assets_", "by_scheme", "holders"};
  CHECK(unordered_names("std::unordered_map<Id, std::vector<Asset>> assets_;\n"
                        "using Index = std::unordered_set<Id>;\nIndex by_scheme{};\n"
                        "void f(const std::unordered_set<Id>& holders);\n"
                        "std::map<Id, int> ordered_;\n") == expected);
}

TEST_CASE("the top level is closed and every folder of sources has its page") {
  CHECK(offences_of_top_level({"README.md", "tax", "src"}).size() == 1);
  CHECK(offences_of_folders({{"tax/a.cpp", ""}}).size() == 1);
  CHECK(offences_of_folders({{"tax/a.cpp", ""}, {"tax/README.md", "one\n"}}).empty());
  CHECK(offences_of_folders({{"tax/README.md", std::string(61, '\n')}}).size() == 1);
}

TEST_CASE("the tree keeps the rules") {
  const std::vector<Source> tree = sources();
  REQUIRE(tree.size() > 10);
  std::map<std::string, std::set<std::string>> unordered;
  for (const Source& source : tree) {
    unordered[room_of(source.path)].merge(unordered_names(source.text));
  }
  for (const Source& source : tree) report(offences_in(source, unordered[room_of(source.path)]));
  report(offences_of_top_level(top_level_names()));
  report(offences_of_folders(tree));
}

}  // namespace
}  // namespace quitrent::layout
