// SPDX-License-Identifier: EUPL-1.2
//
// The same bytes through HAProxy, as in a deployment: no request runs that nobody sent.
#include <arpa/inet.h>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/server/served.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

constexpr const char* kProxy = "/usr/sbin/haproxy";

/// A socket that listens on a port of the loopback, and the port. It listens before the proxy
/// starts: clients that connect wait for the proxy, and nobody else can take the port.
std::pair<int, std::uint16_t> listening() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(socket, 128) == 0);
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return {socket, ntohs(address.sin_port)};
}

/// HAProxy in front of a port, on a port of its own. All clients share its connections to the
/// register, so bytes that one client leaves would reach another.
class Proxy {
 public:
  Proxy(const Folder& folder, std::uint16_t server) {
    const auto [socket, port] = listening();
    port_ = port;
    const std::string file = folder.put(
        "haproxy.cfg",
        "global\n  maxconn 200\n  nbthread 1\ndefaults\n  mode http\n  timeout connect 2s\n"
        "  timeout client 10s\n  timeout server 20s\n  http-reuse always\n"
        "  option accept-invalid-http-request\nfrontend f\n  bind fd@" +
            std::to_string(socket) + "\n  default_backend b\nbackend b\n  server s 127.0.0.1:" +
            std::to_string(server) + " maxconn 4\n");
    process_ = ::fork();
    if (process_ == 0) {
      ::fcntl(socket, F_SETFD, 0);
      ::execl(kProxy, kProxy, "-db", "-q", "-f", file.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(socket);
  }
  Proxy(const Proxy&) = delete;
  Proxy& operator=(const Proxy&) = delete;
  ~Proxy() {
    if (process_ > 0) ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  std::uint16_t port() const { return port_; }

 private:
  std::uint16_t port_ = 0;
  pid_t process_ = -1;
};

TEST_CASE("behind HAProxy no body runs as a request, and nobody gets another one's answer") {
  if (!std::filesystem::exists(kProxy)) {
    MESSAGE("skipped: there is no HAProxy here");
    return;
  }
  const Folder folder;
  Served served{folder / "r.db"};
  const auto ana = served.member("Ana", "1000.00");
  const Proxy proxy{folder, served.port()};
  const std::string hidden = request_bytes("POST /v1/parties/" + ana.first + "/withdrawals",
                                           ana.second, R"({"amount":"1.00"})");
  const std::string length = "Content-Length: " + std::to_string(hidden.size()) + "\r\n";
  const std::string json = "Content-Type: application/json\r\n";
  const std::string host = " HTTP/1.1\r\nHost: t\r\n";
  const std::vector<std::string> heads{
      "BREW /v1/quotes" + host + length,
      "PATCH /v1/quotes" + host + length,
      "POST /v2" + host + json + length,
      "POST /v1/quotes" + host + length,
      "POST /v1/quotes" + host + json + "Content-Encoding: gzip\r\n" + length,
      "GET /healthz" + host + length,
      "GET /healthz" + host + "X: " + std::string(8'300, 'y') + "\r\n" + length,
      "POST /v1/quotes" + host + json + "X: " + std::string(8'300, 'y') + "\r\n" + length,
      "GET /" + std::string(4'000, 'x') + host + length,
      "POST /v1/quotes" + host + json + "Expect: 100-continue\r\n" + length,
      "POST /v1/quotes" + host + json + "Authorization: a\r\nAuthorization: b\r\n" + length,
      "POST /v1/quotes HTTP/1.1\r\nHost: t\r\nHost: u\r\n" + json + length,
      "POST /v1/quotes" + host + json + "X : y\r\n" + length,
      "DELETE /healthz" + host + "Transfer-Encoding: chunked\r\n",
      "OPTIONS *" + host + length};
  const std::string account = "/v1/parties/" + ana.first + "/account";
  for (int round = 0; round < 3; ++round) {
    for (const std::string& head : heads) {
      CAPTURE(head);
      {
        RawConnection connection{proxy.port()};
        const bool chunked = head.find("chunked") != std::string::npos;
        connection.send(head + "\r\n" + (chunked ? "5c\r\n" + hidden : hidden));
        const RawReply reply = connection.reply();
        CHECK(reply.status < 502);
      }
      RawConnection next{proxy.port()};
      next.send(request_bytes("GET /version", {}, {}));
      const RawReply reply = next.reply();
      CHECK(reply.status == 200);
      CHECK(reply.member("name") == "quitrent");
    }
  }
  CHECK(served.get(account, ana.second).member("available") == "1000.00");
  // Every request that was sent runs once.
  RawConnection connection{proxy.port()};
  connection.send(hidden + hidden + hidden);
  for (int n = 0; n < 3; ++n) CHECK(connection.reply().status == 201);
  CHECK(served.get(account, ana.second).member("available") == "997.00");
}

}  // namespace
}  // namespace quitrent::testing
