// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/packages.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"
#include "tools/import/registration.hpp"

namespace quitrent::debian {
namespace {

namespace fs = std::filesystem;

/// What another program read from the package's copyright file.
struct Reference {
  std::string label, spdx;
};

/// The readings of that program, by the name of the package.
std::map<std::string, Reference> references(const fs::path& file) {
  std::map<std::string, Reference> all;
  std::ifstream lines{file};
  for (std::string line; std::getline(lines, line);) {
    const auto row = nlohmann::json::parse(line);
    all[row.at("package")] = {row.at("licence_debian"), row.at("spdx")};
  }
  return all;
}

/// The expression with every reference to a package's own text as `LOCAL`, because each program
/// spells such a name in its own way. For Debian's keyword of the exceptions that permit linking
/// with OpenSSL, the other program chooses openvpn's. This one chooses cryptsetup's, the wording
/// that the format cites.
std::string comparable(std::string spdx) {
  if (spdx.starts_with("LicenseRef-debian-BSD-3-clause-Cambridge-with-")) {
    return "BSD-3-Clause WITH PCRE2-exception";
  }
  static const std::regex local{"LicenseRef-debian-[A-Za-z0-9.-]+"};
  static const std::regex openssl{"openvpn-openssl-exception"};
  return std::regex_replace(std::regex_replace(spdx, local, "LOCAL"), openssl,
                            "cryptsetup-OpenSSL-exception");
}

ReadPackage sample(std::string homepage) {
  return {.name = "sedge",
          .package = {.version = "1:2.0+git-3", .homepage = std::move(homepage), .size_kib = 300},
          .facts = {.label = "Expat", .holder = "The Sedge Project", .spdx = "MIT", .why = {}}};
}

}  // namespace

TEST_CASE("of dpkg's list only what is installed counts") {
  const InstalledPackages packages = installed_packages(
      "ii \tsedge\t1:2.0-3\t300\thttps://sedge.example/\n"
      "rc \tgone\t1.0\t10\t\n"
      "ii \tsedge\t9.9\t1\t\n"
      "ii \tbare\t1\t\t\n"
      "ii \tcut");
  REQUIRE(packages.size() == 3);
  CHECK(packages.at("sedge").version == "1:2.0-3");
  CHECK(packages.at("sedge").size_kib == 300);
  CHECK(packages.at("sedge").homepage == "https://sedge.example/");
  CHECK(packages.at("bare").homepage.empty());
  CHECK(packages.at("bare").size_kib == 0);
}

TEST_CASE("each package is either read or said why not") {
  const fs::path docs = fs::path{testing::binary_folder()} / "import-docs";
  fs::remove_all(docs);
  const fs::path gallery = fs::path{testing::source_folder()} / "tests/tools/import/gallery";
  struct Row {
    const char *package, *file;
  };
  for (const Row& row : std::to_array<Row>({{"mistletoe", "plain.txt"},
                                            {"old", "prose.txt"},
                                            {"stranger", "plain.txt"},
                                            {"sedge", "unclear_licence.txt"},
                                            {"teasel", "expression.txt"}})) {
    fs::create_directories(docs / row.package);
    fs::copy_file(gallery / row.file, docs / row.package / "copyright");
  }
  const std::string lengthy(201, '1');
  fs::create_directories(docs / "lengthy");
  fs::copy_file(gallery / "plain.txt", docs / "lengthy/copyright");
  const PackageReading reading =
      read_packages(docs, {{"absent", {}},
                           {"lengthy", {.version = lengthy, .homepage = {}}},
                           {"mistletoe", {}},
                           {"old", {}},
                           {"sedge", {}},
                           {"teasel", {}}});
  REQUIRE(reading.read.size() == 2);
  CHECK(reading.read.front().name == "mistletoe");
  CHECK(reading.read.back().name == "teasel");
  CHECK(reading.read.back().facts.spdx == "GPL-1.0-or-later OR Artistic-1.0-Perl");
  std::map<std::string, UnreadReason> reasons;
  for (const UnreadPackage& package : reading.unread) reasons[package.name] = package.unread.reason;
  CHECK(reasons == std::map<std::string, UnreadReason>{{"absent", UnreadReason::no_copyright_file},
                                                       {"lengthy", UnreadReason::too_long},
                                                       {"old", UnreadReason::not_machine_readable},
                                                       {"sedge", UnreadReason::unclear_licence},
                                                       {"stranger", UnreadReason::not_installed}});
}

TEST_CASE("a package becomes an asset of its version") {
  const AssetDescription asset =
      described(sample("https://sedge.example/"), Money::from_micro(100'000));
  CHECK(asset.name == "sedge 1:2.0+git-3");
  CHECK(asset.asset_class == "software");
  CHECK(asset.terms == R"({"spdx":"MIT"})");
  CHECK(asset.assessment == Money::from_micro(30'000'000));
  CHECK(asset.escrow == Money::from_micro(3'000'001));
  REQUIRE(asset.identifiers.size() == 2);
  CHECK(asset.identifiers[0].first == "purl");
  CHECK(asset.identifiers[0].second == "pkg:deb/debian/sedge@1%3A2.0%2Bgit-3");
  CHECK(asset.identifiers[1].first == "homepage");
  CHECK(asset.identifiers[1].second == "https://sedge.example/#sedge@1:2.0+git-3");
}

TEST_CASE("a homepage that the register cannot hold is left out") {
  CHECK(described(sample(""), Money::from_micro(1)).identifiers.size() == 1);
  const std::string lengthy = "https://sedge.example/" + std::string(100, 'a');
  CHECK(described(sample(lengthy), Money::from_micro(1)).identifiers.size() == 1);
}

TEST_CASE("no size and every size give a lawful assessment") {
  ReadPackage package = sample("");
  package.package.size_kib = 0;
  CHECK(described(package, Money::from_micro(7)).assessment == Money::from_micro(7));
  package.package.size_kib = INT64_MAX;
  CHECK(described(package, Money::from_micro(7)).assessment == kHighestAssessment);
}

TEST_CASE("this machine's packages are read as another program read them") {
  const auto shared = testing::real_records();
  if (!shared) return;
  REQUIRE(fs::is_directory("/usr/share/doc"));  // tests run on Debian
  const auto expected = references(*shared / "realdata/software_assets.ndjson");
  REQUIRE_FALSE(expected.empty());
  std::size_t compared = 0;
  for (const auto& [name, reference] : expected) {
    const fs::path path = fs::path{"/usr/share/doc"} / name / "copyright";
    std::ifstream file{path, std::ios::binary};
    if (!file) continue;
    CAPTURE(name);
    CAPTURE(reference.label);
    const auto facts = read_copyright(std::string{std::istreambuf_iterator<char>{file}, {}});
    if (!facts) {
      CAPTURE(facts.error().detail);
      CHECK(to_text(facts.error().reason) == "no-holder");
      continue;
    }
    ++compared;
    CHECK(facts->label == reference.label);
    CAPTURE(facts->spdx);
    CHECK(comparable(facts->spdx) == comparable(reference.spdx));
  }
  MESSAGE("compared ", compared, " packages");
  CHECK(compared > 500);
}

}  // namespace quitrent::debian
