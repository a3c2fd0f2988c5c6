// SPDX-License-Identifier: EUPL-1.2
//
// A table of licences in place of the built-in one.
#include "tax/degree/licences.hpp"

#include <csignal>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"
#include "tests/api/server/program.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
using namespace tax;
namespace {

const std::string kLicencesKey = "operator-key-operator-key";
/// Use is closed by three quarters, everything else is free: 0.18 * 0.75 = 0.135 as software.
const std::string kOurs = "licence\tOurs-1.0\t0\t18\t0\t0\t0\t0\t0\t0\tcurated\t\t\t0\t\tOurs\n";

std::vector<std::string> serve_words(const Folder& folder, const std::string& licences) {
  return {"serve", "--db", folder / "r.db", "--port", "0", "--licences", licences};
}

/// The built-in table with the text `old` replaced by `by`.
std::string altered(std::string_view old, std::string_view by) {
  std::string text{founding_licences_tsv()};
  const std::size_t position = text.find(old);
  REQUIRE(position != std::string::npos);
  return text.replace(position, old.size(), by);
}

TEST_CASE("a table of licences that cannot be taken is one line, and nothing is written") {
  const Folder folder;
  struct Row {
    std::string file, about;
  };
  const std::vector<Row> rows{
      {folder / "none.tsv", "none.tsv: No such file"},
      {folder.path().string(), "is a folder, where a file is needed"},
      {folder.put("short.tsv", "#kind\tid\n" + kOurs + "\nlicence\tMore-1.0\n"),
       "short.tsv:4: a line has 16 columns"},
      {folder.put("twice.tsv", kOurs + kOurs), "twice.tsv:2: \"Ours-1.0\" is there twice"},
      {folder.put("empty.tsv", ""), "empty.tsv:0: there is no line of a licence"},
      // Two lines come first, then those of patent, design and software.
      {folder.put("weights.tsv", altered("weights\tsoftware\t180000", "weights\tsoftware\t180001")),
       "weights.tsv:5: the weights of software are not those that the program carries"},
      {folder.put("large.tsv", kOurs + std::string(8U * 1024 * 1024, '#')), "larger than 8 MiB"},
  };
  const std::set<std::string> before = folder.names();
  for (const Row& row : rows) {
    const Ended ended = ran(serve_words(folder, row.file));
    CAPTURE(ended.errors);
    CHECK(ended.exit_code == 2);
    CHECK(ended.out.empty());
    CHECK(ended.error_lines() == 1);
    CHECK(ended.errors.starts_with("quitrent: "));
    CHECK(ended.errors.find(row.about) != std::string::npos);
  }
  CHECK(folder.names() == before);
}

TEST_CASE("a register judges terms by the table that it was given, and says which") {
  const Folder folder;
  Program program{serve_words(folder, folder.put("ours.tsv", kOurs)), kLicencesKey};
  const std::string line = program.first_line();
  const std::string beginning = "quitrent: listening on http://127.0.0.1:";
  REQUIRE(line.starts_with(beginning));
  const auto port = static_cast<std::uint16_t>(std::stoi(line.substr(beginning.size())));
  const auto degree_of = [port](const std::string& spdx) {
    const std::string body = R"({"class": "software", "terms": {"spdx": ")" + spdx + "\"}}";
    return raw_exchange(port,
                        "POST /v1/degree HTTP/1.1\r\nHost: t\r\nConnection: close\r\n"
                        "Content-Type: application/json\r\nContent-Length: " +
                            std::to_string(body.size()) + "\r\n\r\n" + body);
  };
  CHECK(degree_of("MIT").status == 422);
  const RawReply ours = degree_of("ours-1.0");
  CHECK(ours.status == 200);
  CHECK(ours.member("degree") == "0.135000");
  program.signal(SIGTERM);
  const Ended ended = program.wait();
  CHECK(ended.exit_code == 0);
  CAPTURE(ended.errors);
  CHECK(ended.errors.find("ours.tsv: 1 line, sha256:") != std::string::npos);
}

}  // namespace
}  // namespace quitrent::testing
