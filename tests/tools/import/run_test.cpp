// SPDX-License-Identifier: EUPL-1.2
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"
#include "tools/bench/child.hpp"
#include "tools/import/licence_label.hpp"

namespace quitrent::debian {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOperatorKey = "operator-of-the-import-test";

/// A sandbox register on a free port, in a folder of its own. The destructor ends it.
class Register {
 public:
  explicit Register(const fs::path& folder)
      : child_{{program(), "serve", "--sandbox", "--db", (folder / "register.db").string(),
                "--port", "0", "--clock", "2026-01-01T00:00:00Z"},
               {{"QUITRENT_OPERATOR_KEY", kOperatorKey}}},
        address_{child_.after("listening on ")} {}
  static std::string program() {
    return (fs::path{testing::binary_folder()} / "quitrent").string();
  }
  const std::string& address() const { return address_; }

 private:
  bench::Child child_;
  std::string address_;
};

/// Runs the importer on these files and answers with its summary. Throws if it fails.
nlohmann::json imported(const Register& running, const fs::path& docs, const std::string& key) {
  bench::Child importer{{Register::program(), "import", "debian", "--server", running.address(),
                         "--docs", docs.string(), "--key", key, "--demo", "--json", "--verbose"}};
  return nlohmann::json::parse(importer.output());
}

/// Invented copyright files for packages that every Debian has.
fs::path documents(const fs::path& folder) {
  const fs::path gallery = fs::path{testing::source_folder()} / "tests/tools/import/gallery";
  for (const auto& [package, file] : {std::pair{"dpkg", "plain.txt"},
                                      {"bash", "comment_and_case.txt"},
                                      {"coreutils", "local_label.txt"},
                                      {"sed", "expression.txt"},
                                      {"grep", "unclear_licence.txt"},
                                      {"gzip", "prose.txt"}}) {
    fs::create_directories(folder / package);
    fs::copy_file(gallery / file, folder / package / "copyright");
  }
  return folder;
}

}  // namespace

TEST_CASE("an import fills a register once, however often it runs") {
  if (!fs::is_directory("/var/lib/dpkg")) {
    MESSAGE("skipped: this is no Debian");
    return;
  }
  const fs::path folder = fs::path{testing::binary_folder()} / "import-run";
  fs::remove_all(folder);
  const fs::path docs = documents(folder / "docs");
  {
    const Register running{folder};
    CHECK_THROWS_AS(imported(running, docs, "a key that nobody was given"), std::runtime_error);
    const nlohmann::json first = imported(running, docs, kOperatorKey);
    const std::size_t registered = first.at("registered");
    CHECK(registered == 4);
    CHECK(first.at("already_there") == 0);
    CHECK(first.at("invented").at("registered") > 0);
    CHECK(first.at("degrees").size() == 2);
    const nlohmann::json& open = first.at("degrees").at("0.000000");
    CHECK(open.at("count") == 3);
    CHECK(open.at("rests_on").size() == 1);  // Artistic, of sed
    const nlohmann::json& closed = first.at("degrees").at("1.000000");
    CHECK(closed.at("count") == 1);
    CHECK(closed.at("rests_on").at(std::string{kLocalText}) ==
          nlohmann::json{{"count", 1}, {"example", "coreutils: Teasel-terms"}});
    CHECK(first.at("refused") == 1);
    CHECK(first.at("refusals")
              .at("unclear-licence: a comma joins nothing without `or` or `and` behind it")
              .at("example") == "grep: GPL-1+, Artistic");
    CHECK(first.at("skips").at("not-machine-readable") ==
          nlohmann::json{{"count", 1}, {"example", "gzip"}});
    CHECK(first.at("buyer").at("asset").get<std::string>().starts_with("ast_"));
    const nlohmann::json second = imported(running, docs, kOperatorKey);
    CHECK(second.at("registered") == 0);
    CHECK(second.at("already_there") == registered);
    CHECK(second.at("degrees") == first.at("degrees"));
    CHECK(second.at("invented").at("registered") == 0);
    CHECK(second.at("buyer") == first.at("buyer"));
  }
  fs::remove_all(folder);
}

}  // namespace quitrent::debian
