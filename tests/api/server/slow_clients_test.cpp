// SPDX-License-Identifier: EUPL-1.2
//
// Clients that hold connections and send or read too slowly: nobody else waits for them.
#include <memory>
#include <thread>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/slow_reader.hpp"
#include "tests/api/server/served.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

using namespace std::chrono_literals;
using Connections = std::vector<std::unique_ptr<RawConnection>>;

const std::string kHalf = "GET /healthz HTTP/1.1\r\nHost: t\r\nX: ";
const std::string kHealthRequest = request_bytes("GET /healthz", {}, {});

/// Incomplete requests from one address, and a thread that adds a byte to each every 100 ms.
class Drippers {
 public:
  Drippers(std::uint16_t port, const char* from, int count) {
    for (int n = 0; n < count; ++n) {
      all_.push_back(std::make_unique<RawConnection>(port, from));
      all_.back()->send(kHalf);
    }
    dripping_ = std::jthread{[this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        for (const auto& one : all_) one->send("x");
        std::this_thread::sleep_for(100ms);
      }
    }};
  }

 private:
  Connections all_;
  std::jthread dripping_;
};

TEST_CASE("a request that does not arrive in time is given up, however it drips") {
  const Folder folder;
  Served served{folder / "r.db", {"--request-timeout", "1"}};
  const std::vector<std::string> beginnings{
      "G", kHalf,
      "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\n"
      "Content-Length: 60000\r\n\r\n"};
  for (const std::string& beginning : beginnings) {
    CAPTURE(beginning);
    RawConnection connection{served.port()};
    connection.send(beginning);
    std::jthread drip{[&connection](const std::stop_token& stop) {
      while (!stop.stop_requested() && connection.send("x")) std::this_thread::sleep_for(20ms);
    }};
    const RawReply reply = connection.reply();
    CHECK(reply.status == 408);
    CHECK(reply.code() == "request-timeout");
    CHECK(reply.headers.at("connection") == "close");
    CHECK(connection.is_closed());
  }
}

TEST_CASE("130 dripping clients shut nobody out, wherever they come from") {
  const Folder folder;
  // There are two kinds of address: an ordinary one, and one of a proxy with many clients.
  for (const char* const from : {"127.0.0.2", "127.0.0.1"}) {
    CAPTURE(from);
    Served served{folder / from};
    const Drippers drippers{served.port(), from, 130};
    for (const char* const other : {"127.0.0.3", "127.0.0.1"}) {
      for (int n = 0; n < 5; ++n) {
        RawConnection connection{served.port(), other};
        connection.send(kHealthRequest);
        CHECK(connection.reply().status == 200);
      }
    }
  }
}

TEST_CASE("one address holds a quarter of the threads; its next attempt finds room again") {
  const Folder folder;
  Served served{folder / "r.db", {"--threads", "8", "--trusted-proxy", "127.0.0.9"}};
  // On a slow machine the first two may have been sending for 0.5 s already, and then give way to
  // the third. In that case try again.
  RawReply refused;
  for (int attempt = 0; attempt < 20 && refused.status != 503; ++attempt) {
    const Drippers drippers{served.port(), "127.0.0.2", 2};
    RawConnection third{served.port(), "127.0.0.2"};
    refused = third.reply();
    if (refused.status == 503) CHECK(third.is_closed());
  }
  REQUIRE(refused.status == 503);
  CHECK(refused.code() == "overloaded");
  CHECK(refused.headers.at("retry-after") == "1");
  const Drippers drippers{served.port(), "127.0.0.2", 2};
  // Connections that wait for their client give way to every new one.
  int status = 503;
  while (status == 503) {
    RawConnection next{served.port(), "127.0.0.2"};
    next.send(kHealthRequest);
    status = next.reply().status;
  }
  CHECK(status == 200);
  // The address of the proxy may hold all connections.
  Connections many;
  for (int n = 0; n < 6; ++n) {
    many.push_back(std::make_unique<RawConnection>(served.port(), "127.0.0.9"));
    many.back()->send(kHealthRequest);
    CHECK(many.back()->reply().status == 200);
  }
}

TEST_CASE("answers that nobody takes give way to whoever asks") {
  const Folder folder;
  Served served{folder / "r.db", {"--threads", "4", "--answer-timeout", "60"}};
  std::string many;
  for (int n = 0; n < 100; ++n) many += request_bytes("GET /openapi.json", {}, {});
  std::vector<SlowReader> slow;
  slow.reserve(8);
  for (int n = 0; n < 8; ++n) slow.emplace_back(served.port(), many);
  // Each client has an address of its own: one address may hold one of four threads.
  for (const char* const from : {"127.0.0.3", "127.0.0.4", "127.0.0.5", "127.0.0.6"}) {
    RawConnection connection{served.port(), from};
    connection.send(kHealthRequest);
    CHECK(connection.reply().status == 200);
  }
}

TEST_CASE("idle connections give way before requests that are arriving") {
  const Folder folder;
  Served served{folder / "r.db", {"--threads", "4", "--idle-timeout", "60"}};
  Connections idle;
  for (int n = 0; n < 3; ++n) {
    idle.push_back(std::make_unique<RawConnection>(served.port()));
    idle.back()->send(kHealthRequest);
    CHECK(idle.back()->reply().status == 200);
  }
  RawConnection arriving{served.port()};
  arriving.send(kHalf);
  // Three threads serve five new clients, one after the other. Each client then stays idle.
  for (int n = 0; n < 5; ++n) {
    idle.push_back(std::make_unique<RawConnection>(served.port()));
    idle.back()->send(kHealthRequest);
    CHECK(idle.back()->reply().status == 200);
  }
  arriving.send("y\r\n\r\n");
  CHECK(arriving.reply().status == 200);
}

}  // namespace
}  // namespace quitrent::testing
