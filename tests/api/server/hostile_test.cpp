// SPDX-License-Identifier: EUPL-1.2
//
// Requests of every route, mutated in framing and body: each is answered or its connection ends,
// nothing is a fault of the server, and afterwards the register is what it was.
//
// QUITRENT_HOSTILE_REQUESTS: how many (default 3'000); QUITRENT_HOSTILE_SEED: which.
#include <array>
#include <csignal>
#include <cstdlib>
#include <random>
#include <vector>

#include <doctest/doctest.h>

#include "api/http/routes.hpp"
#include "tests/api/server/served.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using Chance = std::mt19937_64;

std::size_t number_in(const char* variable, std::size_t otherwise) {
  const char* const text = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

template <class List>
const auto& one_of(Chance& chance, const List& list) {
  return list[chance() % list.size()];
}

/// Values in requests that do not belong in their place.
const std::vector<std::string> kOddValues{"",
                                          "0",
                                          "-1",
                                          "null",
                                          "\"\"",
                                          "[]",
                                          "{}",
                                          "1e999",
                                          "\"\\u0000\"",
                                          "\"\\ud800\"",
                                          "\"1.0000001\"",
                                          "\"-1.00\"",
                                          "\"99999999999999999999\"",
                                          "true",
                                          "\"ast_01kdvdna00e7mv2p04fpbhfx5j\"",
                                          std::string("\"a\0b\"", 5),
                                          "\"\xff\"",
                                          "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[["};
const std::vector<std::string> kMembers{"name",        "amount",
                                        "reference",   "roles",
                                        "assessment",  "escrow",
                                        "terms",       "class",
                                        "items",       "asset",
                                        "max_price",   "to",
                                        "by",          "expected_version",
                                        "identifiers", "licensee",
                                        "creditor",    "secured",
                                        "ends_at",     "confirm",
                                        "reason",      "outcome",
                                        "levels",      "holder",
                                        "expires_at",  "no"};
const std::vector<std::string> kHeaders{"Host: u",
                                        "Content-Length: 5",
                                        "Content-Length: +5",
                                        "Content-Length: 5, 5",
                                        "Content-Length: 99999999999999999999",
                                        "Transfer-Encoding: chunked",
                                        "Transfer-Encoding: identity, chunked",
                                        "Expect: 100-continue",
                                        "Connection: close",
                                        "Connection: keep-alive, Upgrade",
                                        "Upgrade: h2c",
                                        "Range: bytes=0-0,2-3",
                                        "Range: lines=1",
                                        "If-Match: *",
                                        "If-Match: \"v1-0123456789abcdef\"",
                                        "If-None-Match: *",
                                        "Accept: x;q=9",
                                        "Idempotency-Key: k",
                                        "Idempotency-Key: \xff",
                                        "Authorization: Basic x",
                                        "X : y",
                                        " folded",
                                        "X: \x01",
                                        "REMOTE_ADDR: x",
                                        "Content-Encoding: gzip",
                                        "Content-Type: text/plain",
                                        "Cookie: %0d%0aX: y",
                                        "no colon"};

std::string path_of(Chance& chance, const Route& route, const std::vector<std::string>& things) {
  std::string path{route.pattern};
  for (std::size_t at = path.find('{'); at != std::string::npos; at = path.find('{')) {
    path.replace(at, path.find('}') - at + 1, one_of(chance, things));
  }
  static const std::vector<std::string> queries{"?limit=0",
                                                "?limit=200",
                                                "?cursor=x",
                                                "?q=%00",
                                                "?q=%zz",
                                                "?as_of=2026-01-01",
                                                "?after=-1",
                                                "?from=2026-01-02&to=2026-01-01",
                                                "?expected_version=99999999999",
                                                "??",
                                                "?a=b&a=b",
                                                "#x"};
  if (chance() % 4 == 0) path += one_of(chance, queries);
  return path;
}

std::string body_of(Chance& chance) {
  std::string body = "{";
  for (std::size_t left = chance() % 6; left > 0; --left) {
    body += '"' + one_of(chance, kMembers) + "\":" + one_of(chance, kOddValues);
    if (left > 1 || chance() % 9 == 0) body += ',';
  }
  if (chance() % 12 != 0) body += '}';
  return body;
}

/// Flips, cuts, doubles or adds bytes.
void mutate(Chance& chance, std::string& bytes) {
  const std::size_t at = chance() % bytes.size();
  switch (chance() % 6) {
    case 0:
      bytes[at] = static_cast<char>(chance());
      break;
    case 1:
      bytes.erase(at, 1 + chance() % 8);
      break;
    case 2:
      bytes.insert(at, std::string(1 + chance() % 3, "\r\n\0 \t:,%"[chance() % 8]));
      break;
    case 3:
      bytes.insert(at, bytes.substr(chance() % bytes.size(), chance() % 64));
      break;
    case 4:
      bytes.resize(at + 1);
      break;
    default:
      break;
  }
}

std::string hostile_request(Chance& chance, const std::vector<std::string>& things,
                            const std::vector<std::string>& keys) {
  static const std::vector<std::string> methods{"GET",     "HEAD",    "POST",  "PUT",
                                                "DELETE",  "OPTIONS", "PATCH", "BREW",
                                                "CONNECT", "TRACE",   "get"};
  const Route& route = one_of(chance, routes());
  const bool usual = chance() % 4 != 0;
  std::string bytes = usual ? std::string{to_text(route.method)} : one_of(chance, methods);
  bytes += " " + path_of(chance, route, things) + (chance() % 16 != 0 ? " HTTP/1.1" : " HTTP/1.0") +
           "\r\nHost: t\r\n";
  if (chance() % 3 != 0) bytes += "Authorization: Bearer " + one_of(chance, keys) + "\r\n";
  for (std::size_t left = chance() % 3; left > 0; --left) {
    bytes += one_of(chance, kHeaders) + "\r\n";
  }
  std::string body;
  if (chance() % 2 == 0) {
    body = body_of(chance);
    bytes +=
        "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  }
  bytes += "\r\n" + body;
  if (chance() % 2 == 0) mutate(chance, bytes);
  return bytes;
}

TEST_CASE("hostile requests are answered, and the register is none the worse") {
  const std::size_t count = number_in("QUITRENT_HOSTILE_REQUESTS", 3'000);
  Chance chance{number_in("QUITRENT_HOSTILE_SEED", 20'261'126)};
  const Folder folder;
  Served served{folder / "r.db", {"--request-timeout", "1", "--idle-timeout", "1"}};
  const auto ana = served.member("Ana", "1000.00");
  const auto ben = served.member("Ben", "1000.00");
  const std::vector<std::string> keys{Served::kOperatorKey, ana.second, ben.second, "x"};
  const std::vector<std::string> things{
      ana.first, ben.first, "treasury", "ast_01kdvdna00e7mv2p04fpbhfx5j",
      "x",       "%00",     "..",       "lien_01kdvdna00e7mv2p04fpbhfx5j"};
  std::array<std::size_t, 600> answers{};
  std::size_t without = 0;
  for (std::size_t sent = 0; sent < count;) {
    RawConnection connection{served.port()};
    std::string all;
    const std::size_t together = 1 + chance() % 4;
    for (std::size_t n = 0; n < together; ++n) all += hostile_request(chance, things, keys);
    sent += together;
    connection.send(all);
    const std::vector<int> statuses = connection.statuses_to_end();
    for (const int status : statuses) {
      ++answers.at(static_cast<std::size_t>(status));
      CAPTURE(all);
      CHECK((status < 500 || status == 503));
    }
    if (statuses.empty()) ++without;
  }
  std::string figures = std::to_string(count) + " requests, " + std::to_string(without) +
                        " connections without an answer;";
  for (std::size_t status = 0; status < answers.size(); ++status) {
    if (answers.at(status) == 0) continue;
    figures += " " + std::to_string(status) + ": " + std::to_string(answers.at(status));
  }
  MESSAGE(figures);
  CHECK(served.get("/readyz").status == 200);
  const std::string entries = served.get("/v1/stats").member("entries");
  served.program().signal(SIGTERM);
  CHECK(served.program().wait().exit_code == 0);
  Served again{folder / "r.db"};
  CHECK(again.get("/v1/stats").member("entries") == entries);
  CHECK(again.get("/v1/me", ana.second).status == 200);
}

}  // namespace
}  // namespace quitrent::testing
