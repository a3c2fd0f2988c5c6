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
  int fault = 0;  ///< status of the answer where the request cannot be read; 0 where it can
  Patience for_answer = {};
  Patience for_request = {};
  std::string head_text = {};  ///< the text into which `head` points
  RequestHead head = {};
  std::uint64_t unread = 0;       ///< bytes of the body that have not been read
  std::string library_head = {};  ///< the part of the head for the library that it has not read yet
  bool answered = false;          ///< the answer has begun
  bool closes = false;            ///< the connection ends with the answer
  bool broken = false;            ///< the client is gone, or does not read the answer
  bool gave_way = false;          ///< the connection ends to make room
  bool begun = false;             ///< bytes of the request have arrived

  /// Waits for the client's next bytes.
  Waited receive();
};

/// The stream that the library reads and writes. The library reads a head with only method and
/// length, since the exchange has read the rest already, and then the body. What the library writes
/// goes to the client unchanged.
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
