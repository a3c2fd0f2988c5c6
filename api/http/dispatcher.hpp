// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "api/http/handler_context.hpp"
#include "api/http/protocol/exchange.hpp"
#include "api/http/routes.hpp"

namespace quitrent::api {

/// One answered request, as the request log tells it. What it points to lives during the call.
struct AnsweredRequest {
  const Request& request;
  const Response& response;
  std::string_view id;                  ///< as in the header Request-Id and in problems
  const std::optional<Caller>& caller;  ///< whose key came with it, where one was looked at
  std::chrono::microseconds took{};     ///< from the whole request to its answer
};

/// Told of every request and its answer; called by many threads at once.
using OnAnswered = std::function<void(const AnsweredRequest&)>;
/// Told what went wrong inside, in one line that no client sees.
using Complaint = std::function<void(const std::string&)>;

/// Where requests come in: finds the route, then the faults in the order of API.md, then lets the
/// handler answer. Whatever a handler throws becomes an answer here.
class Dispatcher final : public Answering {
 public:
  /// Both may be empty.
  struct Hooks {
    OnAnswered on_answered = {};
    Complaint complaint = {};
  };
  /// `context` and all that it names outlive the HTTP interface.
  Dispatcher(HandlerContext context, Hooks hooks);

  std::optional<Response> before_body(const Request& request) override;
  Response answer(const Request& request) override;
  Response unreadable(int status) override;

 private:
  /// A request on its way.
  struct Exchange {
    const Request& request;
    std::optional<Caller> caller = {};
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  };

  Answer routed(Exchange& exchange, const Match& match);
  std::expected<std::optional<Caller>, Problem> admitted(const Request& request, Access access);
  /// Counts a large body among the answers under way; false where a read finds no room for it.
  bool holds(const Request& request, Response& response) const;
  Response finished(const Exchange& exchange, Answer answer) const;
  Response guarded(Exchange& exchange, const Match& match);
  void count(const Response& response) const;

  HandlerContext context_;
  Hooks hooks_;
  Realm realm_;
};

}  // namespace quitrent::api
