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

#include "api/server/degree_basis.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"
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

/// A running register with a table of licences.
class Judging {
 public:
  explicit Judging(const std::vector<std::string>& words) : program_{words, kLicencesKey} {
    const std::string line = program_.first_line();
    const std::size_t colon = line.rfind(':');
    REQUIRE(colon != std::string::npos);
    port_ = static_cast<std::uint16_t>(std::stoi(line.substr(colon + 1)));
  }
  RawReply get(const std::string& path) const {
    return raw_exchange(port_, "GET " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
  }
  RawReply post(const std::string& path, const std::string& key, const std::string& body) const {
    return raw_exchange(port_, "POST " + path + " HTTP/1.1\r\nHost: t\r\nConnection: close\r\n" +
                                   "Authorization: Bearer " + key +
                                   "\r\nContent-Type: application/json\r\nContent-Length: " +
                                   std::to_string(body.size()) + "\r\n\r\n" + body);
  }
  /// Ends the register; answers with what it said on standard error.
  std::string end() {
    program_.signal(SIGTERM);
    const Ended ended = program_.wait();
    CHECK(ended.exit_code == 0);
    return ended.errors;
  }

 private:
  Program program_;
  std::uint16_t port_ = 0;
};

/// How often the events tell what degrees follow from.
std::size_t times_told(const Judging& judging) {
  const std::string shown = judging.get("/v1/events?limit=200").body;
  std::size_t times = 0;
  const std::string_view kind = R"("kind":"degree-basis-recorded")";
  for (auto at = shown.find(kind); at != std::string::npos; at = shown.find(kind, at + 1)) ++times;
  return times;
}

TEST_CASE("an exchanged table is published, said, and judges later filings only") {
  const Folder folder;
  const std::string ours = folder.put("ours.tsv", kOurs);
  const std::string closed = folder.put(
      "closed.tsv", "licence\tOurs-1.0\t24\t24\t24\t24\t24\t24\t24\t24\tcurated\t\t\t0\t\tOurs\n");
  const auto words = [&folder](const std::string& licences) {
    std::vector<std::string> all = serve_words(folder, licences);
    all.insert(all.end(), {"--sandbox", "--clock", "2026-01-01T00:00:00Z"});
    return all;
  };
  Judging first{words(ours)};
  CHECK(times_told(first) == 1);
  CHECK(first.get("/v1/schedules/current").member("licence_table") == to_text(sha256(kOurs)));
  const RawReply ana = first.post("/v1/parties", kLicencesKey, R"({"name":"Ana"})");
  const std::string key = ana.member("api_key");
  const std::string id = ana.member("id");
  first.post("/v1/parties/" + id + "/credits", kLicencesKey,
             R"({"amount":"100.00","reference":"r"})");
  const std::string funded = R"({"name":"W","class":"software","terms":{"spdx":"Ours-1.0"},)"
                             R"("assessment":"1.00","escrow":"1.00"})";
  const std::string asset = "/v1/assets/" + first.post("/v1/assets", key, funded).member("id");
  CHECK(first.get(asset).member("degree") == "0.135000");
  first.post("/v1/sandbox/clock", kLicencesKey, R"({"by":"1d"})");
  first.end();
  {
    Judging again{words(ours)};
    CHECK(times_told(again) == 1);
    CHECK(again.end().find("exchanged") == std::string::npos);
  }
  Judging other{words(closed)};
  CHECK(times_told(other) == 2);
  CHECK(other.get(asset).member("degree") == "0.135000");
  const RawReply degree = other.get(asset + "/degree");
  CHECK(degree.member("degree") == "0.135000");
  CHECK(degree.body.find(R"("facts":[])") != std::string::npos);
  CHECK(other.get(asset + "/degree?as_of=2026-01-01T12:00:00Z").member("degree") == "0.135000");
  const RawReply later = other.post("/v1/assets", key, funded);
  CHECK(later.member("degree") == "1.000000");
  const std::string said = other.end();
  CHECK(said.find("the licence table was exchanged: sha256:") != std::string::npos);
  CHECK(said.find("in place of " + to_text(sha256(kOurs))) != std::string::npos);
}

TEST_CASE("a program with other default weights leaves a register its own") {
  Books books;
  const DegreeBasis founded = founding_basis(founding_licences(), sha256("one"));
  CHECK(basis_change(books, founded).facts.empty());
  apply(books, SchedulePublished{
                   .id = {}, .toml = std::string{founding_schedule_toml()}, .effective = {}});
  // An earlier program recorded nothing: it is recorded now, without an exchange.
  const BasisChange first = basis_change(books, founded);
  REQUIRE(first.facts.size() == 1);
  CHECK(first.lines.empty());
  apply(books, first.facts.front());
  CHECK(basis_change(books, founded).facts.empty());
  DegreeBasis other = founded;
  other.weights[static_cast<std::size_t>(AssetClass::software)].shares.fill(kWhole);
  other.carried_weights = digest_of(other.weights);
  const BasisChange change = basis_change(books, other);
  REQUIRE(change.facts.size() == 1);
  REQUIRE(change.lines.size() == 1);
  CHECK(change.lines.front().find("the register keeps its own") != std::string::npos);
  apply(books, change.facts.front());
  CHECK(books.timeline()->default_weights() == founded.weights);
  CHECK(books.timeline()->basis()->carried_weights == other.carried_weights);
  CHECK(basis_change(books, other).facts.empty());
}

TEST_CASE(
    "a table is not exchanged while a profile takes effect, nor where it cannot be published") {
  Books books;
  const DegreeBasis one = founding_basis(founding_licences(), sha256("one"));
  const DegreeBasis two = founding_basis(founding_licences(), sha256("two"));
  apply(books, SchedulePublished{
                   .id = {}, .toml = std::string{founding_schedule_toml()}, .effective = {}});
  apply(books, DegreeBasisRecorded{one});
  const FilingStop stop{.reason = "no room"};
  CHECK_THROWS_AS(check_basis(books, two, stop), CannotStart);
  CHECK_NOTHROW(check_basis(books, one, stop));
  CHECK_NOTHROW(check_basis(books, two, {}));
  apply(books,
        ProfileConsidered{.profile = {"LicenseRef-X", {}}, .recorded_at = {}, .next = 1, .end = 2});
  CHECK_THROWS_AS(check_basis(books, two, {}), CannotStart);
  CHECK_NOTHROW(check_basis(books, one, {}));
}

}  // namespace
}  // namespace quitrent::testing
