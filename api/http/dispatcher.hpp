// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "api/http/handler_context.hpp"
#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/pages.hpp"
#include "api/http/routes.hpp"

namespace quitrent::api {

/// One answered request, for the request log. The references are valid during the call.
struct AnsweredRequest {
  const Request& request;
  const Response& response;
  std::string_view id;                  ///< as in the header Request-Id and in problems
  const std::optional<Caller>& caller;  ///< owner of the key; nothing where no key was read
  std::chrono::microseconds took{};     ///< from the complete request to its answer
};

/// Receives every request with its answer. Called by many threads at once.
using OnAnswered = std::function<void(const AnsweredRequest&)>;
/// Receives one line about an internal fault. No client sees the line.
using Complaint = std::function<void(const std::string&)>;

/// Answers requests. It finds the route, checks for faults in the order of API.md, and then calls
/// the handler. It turns every exception of a handler into an answer.
class Dispatcher final : public Answering {
 public:
  /// All may be empty.
  struct Hooks {
    OnAnswered on_answered = {};
    Complaint complaint = {};
    std::shared_ptr<const Pages> pages = {};  ///< null: there are no pages for people
  };
  /// What `context` refers to must outlive this object.
  Dispatcher(HandlerContext context, Hooks hooks);

  std::optional<Response> before_body(const Request& request) override;
  Response answer(const Request& request) override;
  Response unreadable(int status) override;

 private:
  /// A request that is being answered.
  struct Exchange {
    const Request& request;
    std::optional<Caller> caller = {};
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
  };

  /// Whether a request that matches no route sends the form of a page.
  bool sends_form(const Request& request, const Match& match) const;
  /// The page for people at a path that is no route of the API, or the problem that says so.
  Answer page_or_problem(const Request& request, const Match& match);
  /// Answers a request of a page, see AskApi.
  Response asked(const Request& request);
  Answer routed(Exchange& exchange, const Match& match);
  std::expected<std::optional<Caller>, Problem> admitted(const Request& request, Access access);
  /// Counts the memory of a large body, see AnswerMemory. False where the request is a read and the
  /// limit leaves no room for the body.
  bool holds(const Request& request, Response& response) const;
  Response finished(const Exchange& exchange, Answer answer) const;
  /// The answer of a route or page; every exception becomes a problem.
  Answer guarded(Exchange& exchange, const Match& match);
  void count(const Response& response) const;

  HandlerContext context_;
  Hooks hooks_;
  Realm realm_;
};

}  // namespace quitrent::api
