// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <string>

#include <httplib.h>

#include "api/http/protocol/connection.hpp"
#include "api/http/protocol/request_head.hpp"

namespace quitrent::api {

/// One request on a connection, from its head to its answer.
struct Exchange {
  Connection& connection;
  int fault = 0;  ///< why there is no request that could be answered, as a status
  Patience for_answer = {};
  Patience for_request = {};
  std::string head_text = {};  ///< what `head` points into
  RequestHead head = {};
  std::uint64_t unread = 0;  ///< bytes of the body that are still to come
  std::string told = {};     ///< what the library is told of the head, as far as it is unread
  bool answered = false;     ///< the answer is on its way
  bool closes = false;       ///< the connection ends with it
  bool broken = false;       ///< the client is gone, or does not take the answer
  bool gave_way = false;     ///< the connection ends to make room
  bool begun = false;        ///< bytes of the request have come

  /// Waits for the client's next bytes.
  Waited receive();
};

/// What the library reads and writes: a head that says no more than method and length, since the
/// rest is read already; then the body; the answer goes to the client as it is.
class ExchangeStream final : public httplib::Stream {
 public:
  explicit ExchangeStream(Exchange& exchange) : exchange_{exchange} {}

  bool is_readable() const override { return true; }
  bool wait_readable() const override { return true; }
  bool wait_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override;
  ssize_t write(const char* bytes, std::size_t size) override;
  void get_remote_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  void get_local_ip_and_port(std::string& /*ip*/, int& /*port*/) const override {}
  socket_t socket() const override { return exchange_.connection.socket(); }
  time_t duration() const override { return 0; }

 private:
  bool body_has_come();

  Exchange& exchange_;
};

}  // namespace quitrent::api
