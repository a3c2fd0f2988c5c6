// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include <httplib.h>

namespace quitrent::testing {

/// An answer that a server gives.
struct RecordedAnswer {
  int status = 200;
  std::string text;
};

/// A server on a free port that gives recorded answers, one after the other, the last one again and
/// again, and keeps what it was asked.
class RecordedServer {
 public:
  explicit RecordedServer(std::deque<RecordedAnswer> answers) : answers_{std::move(answers)} {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
      const std::lock_guard lock{mutex_};
      asked_.push_back(request.method + ' ' + request.target);
      bodies_.push_back(request.body);
      response.status = answers_.front().status;
      response.set_content(answers_.front().text, "application/json");
      if (answers_.size() > 1) answers_.pop_front();
    };
    server_.Get("/.*", answer);
    server_.Post("/.*", answer);
    port_ = server_.bind_to_any_port("127.0.0.1");
    serving_ = std::thread{[this] { server_.listen_after_bind(); }};
    server_.wait_until_ready();
  }
  ~RecordedServer() {
    server_.stop();
    serving_.join();
  }
  RecordedServer(const RecordedServer&) = delete;
  RecordedServer& operator=(const RecordedServer&) = delete;

  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
  /// The requests so far: `GET /v1/schedules`.
  std::vector<std::string> asked() {
    const std::lock_guard lock{mutex_};
    return asked_;
  }
  /// What was posted with each request.
  std::vector<std::string> bodies() {
    const std::lock_guard lock{mutex_};
    return bodies_;
  }

 private:
  httplib::Server server_;
  std::thread serving_;
  std::mutex mutex_;
  std::deque<RecordedAnswer> answers_;
  std::vector<std::string> asked_, bodies_;
  int port_ = 0;
};

}  // namespace quitrent::testing
