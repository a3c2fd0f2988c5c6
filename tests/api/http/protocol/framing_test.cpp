// SPDX-License-Identifier: EUPL-1.2
//
// How bytes are read as requests: raw bytes in; the list of answers, and whether the connection
// goes on.
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using namespace std::string_literals;

const std::string kHealth = "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n";
const std::string kLast = "GET /version HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n";

/// A register with a member, whose withdrawals show which requests were run.
struct Bank {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana = dispatcher.member("Ana", "1000.00");

  /// A complete and valid request to withdraw 1.00.
  std::string withdrawal(const std::string& headers = {}) const {
    const std::string body = R"({"amount":"1.00"})";
    return head(headers + "Content-Length: " + std::to_string(body.size()) + "\r\n") + body;
  }
  /// The head of that request with further header lines.
  std::string head(const std::string& headers) const {
    return "POST /v1/parties/" + ana.first +
           "/withdrawals HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer " + ana.second +
           "\r\nContent-Type: application/json\r\n" + headers + "\r\n";
  }
};

struct FramingRow {
  const char* why;
  std::string bytes;
  std::vector<int> statuses;
};

/// Sends the bytes and, after them, a withdrawal. The withdrawal must not be run, and the
/// connection must end.
void check_given_up(const Bank& bank, const FramingRow& row) {
  CAPTURE(row.why);
  const Sequence before = bank.dispatcher.sequence();
  RawConnection connection{bank.dispatcher.port()};
  connection.send(row.bytes + bank.withdrawal() + bank.withdrawal());
  RawReply last;
  for (const int status : row.statuses) {
    last = connection.reply();
    CHECK(last.status == status);
  }
  CHECK(last.headers["connection"] == "close");
  CHECK(last.headers["content-type"] == "application/problem+json");
  CHECK(connection.is_closed());
  CHECK(connection.rest().empty());
  CHECK(bank.dispatcher.sequence() == before);
}

TEST_CASE("what is no request, or could be read in two ways, ends the connection") {
  const Bank bank;
  const std::string get = "GET /healthz HTTP/1.1\r\nHost: t\r\n";
  const std::string quote = "POST /v1/quotes HTTP/1.1\r\nHost: t\r\n";
  const std::string json = quote + "Content-Type: application/json\r\n";
  const std::string nul(1, '\0');
  const std::vector<FramingRow> rows{
      {"no method", "hello\r\n", {400}},
      {"a method that is no token", "G(T / HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"two spaces", "GET  /healthz HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"a space in the address", "GET /health z HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"a tab for a space", "GET\t/healthz HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"a fragment", "GET /healthz#x HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"bytes beyond ASCII in the address", "GET /\xc3\xa9 HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"a NUL in the address", "GET /" + nul + " HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"no path", "GET healthz HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"the authority form", "CONNECT t:443 HTTP/1.1\r\nHost: t\r\n\r\n", {400}},
      {"an absolute address with a name in it",
       "GET http://a@t/healthz HTTP/1.1\r\nHost: t\r\n\r\n",
       {400}},
      {"HTTP/0.9", "GET /healthz\r\n", {400}},
      {"a version of its own", "GET /healthz HTTP/0.9\r\n\r\n", {400}},
      {"HTTP/2 as it begins", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", {400}},
      {"the beginning of TLS", "\x16\x03\x01\x02", {400}},
      {"a bare LF behind the request line", "GET /healthz HTTP/1.1\nHost: t\r\n\r\n", {400}},
      {"bare LFs", "GET /healthz HTTP/1.1\nHost: t\n\n", {400}},
      {"a bare LF behind a header", get + "X: y\nZ: z\r\n\r\n", {400}},
      {"a bare CR in a header", get + "X: y\rZ: z\r\n\r\n", {400}},
      {"a header without a colon", get + "X\r\n\r\n", {400}},
      {"a header without a name", get + ": y\r\n\r\n", {400}},
      {"a space before the colon", get + "X : y\r\n\r\n", {400}},
      {"a folded header", get + "X: y\r\n z\r\n\r\n", {400}},
      {"a space before the first header", "GET /healthz HTTP/1.1\r\n Host: t\r\n\r\n", {400}},
      {"a NUL in a header", get + "X: y" + nul + "\r\n\r\n", {400}},
      {"no Host", "GET /healthz HTTP/1.1\r\n\r\n", {400}},
      {"two Hosts", get + "Host: t\r\n\r\n", {400}},
      {"two Hosts in one", "GET /healthz HTTP/1.1\r\nHost: t, u\r\n\r\n", {400}},
      {"a Host that is none", "GET /healthz HTTP/1.1\r\nHost: a/b\r\n\r\n", {400}},
      {"two keys to repeat by",
       bank.withdrawal("Idempotency-Key: a\r\nIdempotency-Key: b\r\n"),
       {400}},
      {"the same one twice",
       bank.withdrawal("Idempotency-Key: a\r\nidempotency-key: a\r\n"),
       {400}},
      {"two keys", bank.withdrawal("Authorization: Bearer x\r\n"), {400}},
      {"two media types", bank.withdrawal("Content-Type: text/plain\r\n"), {400}},
      {"two lengths", bank.withdrawal("Content-Length: 3\r\n"), {400}},
      {"one length twice", bank.withdrawal("Content-Length: 17\r\n"), {400}},
      {"a length with a sign", json + "Content-Length: +2\r\n\r\n{}", {400}},
      {"a negative length", json + "Content-Length: -2\r\n\r\n{}", {400}},
      {"a length in a list", json + "Content-Length: 2,2\r\n\r\n{}", {400}},
      {"a length with a space in it", json + "Content-Length: 2 2\r\n\r\n{}", {400}},
      {"a length in hexadecimal", json + "Content-Length: 0x2\r\n\r\n{}", {400}},
      {"an empty length", json + "Content-Length: \r\n\r\n{}", {400}},
      {"length and chunks",
       json + "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
       {400}},
      {"no length and chunks",
       json + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       {400}},
      {"chunks of an old version",
       "POST /v1/quotes HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
       {400}},
      {"chunks", json + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", {411}},
      {"chunks by another name", json + "Transfer-Encoding: xchunked\r\n\r\n{}", {411}},
      {"chunks where no body belongs", get + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", {411}},
      {"a large body", json + "Content-Length: 70000\r\n\r\n", {413}},
      {"a body beyond all bounds", json + "Content-Length: 99999999999999999999\r\n\r\n", {413}},
      {"a long address", "GET /" + std::string(4'000, 'x') + " HTTP/1.1\r\nHost: t\r\n\r\n", {414}},
      {"an address without end", "GET /" + std::string(8'000, 'x'), {414}},
      {"another media type", quote + "Content-Length: 2\r\n\r\n{}", {415}},
      {"a compressed body", json + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", {415}},
      {"no JSON", json + "Content-Length: 2\r\n\r\n{{", {400}},
      {"a long header line", get + "X: " + std::string(8'300, 'y') + "\r\n\r\n", {431}},
      {"many long header lines",
       get + "X: " + std::string(6'000, 'y') + "\r\nY: " + std::string(6'000, 'y') +
           "\r\nZ: " + std::string(6'000, 'y') + "\r\n\r\n",
       {431}},
      {"many header lines",
       [&] {
         std::string bytes = get;
         for (int at = 0; at < 100; ++at) bytes += "X-" + std::to_string(at) + ": y\r\n";
         return bytes + "\r\n";
       }(),
       {431}},
      {"a body where there is no resource",
       "POST /v2 HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\n12345",
       {404}},
      {"a body of a method that is not allowed",
       "PATCH /v1/quotes HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\n12345",
       {405}},
      {"a body of a method that nobody knows",
       "BREW /v1/quotes HTTP/1.1\r\nHost: t\r\nContent-Length: 5\r\n\r\n12345",
       {405}},
      {"a fault behind a request", kHealth + "hello\r\n", {200, 400}}};
  for (const FramingRow& row : rows) check_given_up(bank, row);
}

TEST_CASE("what is a request leaves the connection to the next one") {
  const Bank bank;
  const std::string get = "GET /healthz HTTP/1.1\r\nHost: t\r\n";
  const std::vector<FramingRow> rows{
      {"one request", kHealth, {200}},
      {"an empty line before it", "\r\n" + kHealth, {200}},
      {"two in one segment", kHealth + kHealth, {200, 200}},
      {"a refusal between two",
       kHealth + "GET /v2 HTTP/1.1\r\nHost: t\r\n\r\n" + kHealth,
       {200, 404, 200}},
      {"a method that is not allowed", "PATCH /healthz HTTP/1.1\r\nHost: t\r\n\r\n", {405}},
      {"a method that nobody knows", "BREW /healthz HTTP/1.1\r\nHost: t\r\n\r\n", {405}},
      {"a method in small letters", "get /healthz HTTP/1.1\r\nHost: t\r\n\r\n", {405}},
      {"an absolute address", "GET http://other/healthz?x=1 HTTP/1.1\r\nHost: t\r\n\r\n", {200}},
      {"an absolute address without a path", "GET http://t HTTP/1.1\r\nHost: t\r\n\r\n", {404}},
      {"an encoded NUL", "GET /v1/assets/%00 HTTP/1.1\r\nHost: t\r\n\r\n", {404}},
      {"a GET with a body", get + "Content-Length: 5\r\n\r\nGET /" + kHealth, {200, 200}},
      {"a GET with an empty body", get + "Content-Length: 0\r\n\r\n", {200}},
      {"a range", get + "Range: bytes=0-3\r\n\r\n", {200}},
      {"a range that cannot be had", get + "Range: bytes=9999-\r\n\r\n", {200}},
      {"a range of unknown unit", get + "Range: lines=1-2\r\n\r\n", {200}},
      {"a range that is none", get + "Range: x\r\n\r\n", {200}},
      {"an Accept that is odd", get + "Accept: text/html;q=9\r\n\r\n", {200}},
      {"an upgrade",
       get + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n\r\n",
       {200}},
      {"a name that a library keeps for itself", get + "REMOTE_ADDR: 1.2.3.4\r\n\r\n", {200}},
      {"bytes beyond ASCII in a header", get + "X: \xc3\xa9\xff\r\n\r\n", {200}},
      {"a withdrawal and its like", bank.withdrawal() + bank.withdrawal(), {201, 201}},
      {"no key", "GET /v1/me HTTP/1.1\r\nHost: t\r\n\r\n", {401}}};
  for (const FramingRow& row : rows) {
    CAPTURE(row.why);
    RawConnection connection{bank.dispatcher.port()};
    connection.send(row.bytes);
    for (const int status : row.statuses) {
      const RawReply reply = connection.reply();
      CHECK(reply.status == status);
      CHECK(reply.headers.contains("content-length"));
      CHECK_FALSE(reply.headers.contains("connection"));
    }
    connection.send(kLast);
    const RawReply last = connection.reply();
    CHECK(last.status == 200);
    CHECK(last.member("name") == "quitrent");
    CHECK(last.headers.at("connection") == "close");
    CHECK(connection.is_closed());
  }
}

TEST_CASE("whoever asks for it, or speaks an old version, is answered once") {
  const Bank bank;
  const std::vector<std::string> requests{
      "GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: TE, Close\r\n\r\n",
      "GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
      "GET /healthz HTTP/1.0\r\n\r\n", "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"};
  for (const std::string& request : requests) {
    CAPTURE(request);
    const Sequence before = bank.dispatcher.sequence();
    RawConnection connection{bank.dispatcher.port()};
    connection.send(request + bank.withdrawal());
    const RawReply reply = connection.reply();
    CHECK(reply.status == 200);
    CHECK(reply.headers.at("connection") == "close");
    CHECK(connection.is_closed());
    CHECK(connection.rest().empty());
    CHECK(bank.dispatcher.sequence() == before);
  }
}

TEST_CASE("twenty withdrawals in one segment are twenty withdrawals, in order") {
  const Bank bank;
  std::string all;
  for (int n = 0; n < 20; ++n)
    all += bank.withdrawal("Idempotency-Key: " + std::to_string(n) + "\r\n");
  RawConnection connection{bank.dispatcher.port()};
  connection.send(all);
  for (int n = 1; n <= 20; ++n) {
    const RawReply reply = connection.reply();
    CHECK(reply.status == 201);
    CHECK(reply.member("available") == std::to_string(1'000 - n) + ".00");
  }
  const std::string account = "/v1/parties/" + bank.ana.first + "/account";
  CHECK(bank.dispatcher.get(account, bank.ana.second).member("available") == "980.00");
}

TEST_CASE("requests are the same wherever they are cut") {
  const Bank bank;
  // The body of the second request looks like a request, but is none.
  const std::string body = R"({"amount":"1.00","reference":"GET /v2 HTTP/1.1"})";
  const std::string second =
      bank.head("Content-Length: " + std::to_string(body.size()) + "\r\n") + body;
  const std::string all = kHealth + second + kHealth;
  for (std::size_t cut = 1; cut < all.size(); cut += 3) {
    CAPTURE(cut);
    RawConnection connection{bank.dispatcher.port()};
    connection.send(all.substr(0, cut));
    if (cut >= kHealth.size()) CHECK(connection.reply().status == 200);
    connection.send(all.substr(cut));
    if (cut < kHealth.size()) CHECK(connection.reply().status == 200);
    CHECK(connection.reply().status == 201);
    CHECK(connection.reply().status == 200);
  }
}

TEST_CASE("who waits for leave to send a body gets it, or the refusal") {
  const Bank bank;
  const std::string body = R"({"amount":"1.00"})";
  RawConnection connection{bank.dispatcher.port()};
  for (int round = 0; round < 2; ++round) {
    connection.send(bank.head("Expect: 100-Continue\r\nContent-Length: 17\r\n"));
    CHECK(connection.reply().status == 100);
    connection.send(body);
    CHECK(connection.reply().status == 201);
  }
  connection.send(bank.head("Expect: 100-continue\r\nContent-Length: 70000\r\n"));
  const RawReply refused = connection.reply();
  CHECK(refused.status == 413);
  CHECK(refused.headers.at("connection") == "close");
  CHECK(connection.is_closed());
  RawConnection other{bank.dispatcher.port()};
  other.send(
      "GET /healthz HTTP/1.1\r\nHost: t\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
  const RawReply unread = other.reply();
  CHECK(unread.status == 200);
  CHECK(unread.headers.at("connection") == "close");
}

TEST_CASE("an answer without a body says so by what it is") {
  const Bank bank;
  const std::string asset = bank.dispatcher.patent(bank.ana.second, "US1");
  const std::string path = "/v1/assets/" + asset;
  const std::string tag = bank.dispatcher.get(path).headers.at("etag");
  RawConnection connection{bank.dispatcher.port()};
  connection.send("GET " + path + " HTTP/1.1\r\nHost: t\r\nIf-None-Match: " + tag + "\r\n\r\n");
  const RawReply unchanged = connection.reply();
  CHECK(unchanged.status == 304);
  CHECK_FALSE(unchanged.headers.contains("content-length"));
  connection.send("OPTIONS " + path + " HTTP/1.1\r\nHost: t\r\n\r\n");
  const RawReply options = connection.reply();
  CHECK(options.status == 204);
  CHECK_FALSE(options.headers.contains("content-length"));
  connection.send("HEAD " + path + " HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc");
  const RawReply head = connection.reply(true);
  CHECK(head.status == 200);
  CHECK(head.headers.at("etag") == tag);
  CHECK(std::stoul(head.headers.at("content-length")) > 100);
  CHECK_FALSE(head.headers.contains("accept-ranges"));
  connection.send("HEAD /v2 HTTP/1.1\r\nHost: t\r\n\r\n");
  CHECK(connection.reply(true).status == 404);
  connection.send(kLast);
  CHECK(connection.reply().member("name") == "quitrent");
}

TEST_CASE("headers count as they stand, not decoded") {
  const Bank bank;
  const std::string wrong = "%" + std::to_string(static_cast<int>(bank.ana.second[0]) / 16) +
                            std::to_string(static_cast<int>(bank.ana.second[0]) % 16) +
                            bank.ana.second.substr(1);
  CHECK(bank.dispatcher.get("/v1/me", bank.ana.second).status == 200);
  CHECK(bank.dispatcher.get("/v1/me", wrong).status == 401);
}

}  // namespace
}  // namespace quitrent::testing
