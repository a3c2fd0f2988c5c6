// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/auth/keys.hpp"
#include "api/engine/engine.hpp"
#include "api/http/json/json_value.hpp"
#include "api/http/protocol/answer_memory.hpp"
#include "api/http/protocol/exchange.hpp"
#include "api/http/protocol/limits.hpp"
#include "api/http/protocol/problem.hpp"
#include "tax/degree/evaluation.hpp"
#include "tax/degree/licences.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::api {

class Views;

/// How many answers there were by the hundreds of their status, 1xx first.
struct AnswerCounts {
  std::array<std::atomic<std::uint64_t>, 5> by_hundred{};
};

/// What every handler works with. All of it outlives the HTTP interface.
struct HandlerContext {
  Engine& engine;
  Views& views;
  const Clock& clock;
  const Keys& keys;
  HttpLimits limits = {};
  const tax::LicenceTable& licences =
      tax::founding_licences();  ///< the one by which the engine judges
  std::string version = {};      ///< of the program
  std::shared_ptr<AnswerCounts> answers = std::make_shared<AnswerCounts>();
  std::shared_ptr<AnswerMemory> under_way = std::make_shared<AnswerMemory>(limits.answer_memory);
  std::shared_ptr<RateLimiter> rates = std::make_shared<RateLimiter>(limits.key);
};

/// Who asks, as the books know it.
struct Caller {
  PartyId id;
  Roles roles;
};

/// One request on its way to a handler: route, key, role and media type are checked.
struct Call {
  const Request& request;
  std::array<std::string_view, 2> names;  ///< what stood in the places `{...}` of the route
  std::optional<Caller> caller;           ///< nothing on public routes
  JsonValue body;                         ///< of routes that take one
};

/// An answer, or why there is none.
using Answer = std::expected<Response, Problem>;

/// Answers the requests of one route. Called by many threads at once; may throw.
using Handler = Answer (*)(HandlerContext& context, const Call& call);

/// A plain answer.
Response json_answer(int status, std::string body);

/// The answer to a GET of one thing, with a strong ETag over its bytes; 304 without a body where
/// the caller has these bytes already.
Response tagged_answer(const Request& request, std::string body);
/// The same of an asset in this version, which its ETag names: `If-Match` goes by that.
Response tagged_answer(const Request& request, std::string body, std::uint32_t version);

/// `not-found` in the words of a thing: "asset", "party".
std::unexpected<Problem> not_found(std::string_view thing);

/// What a handler wants filed.
struct FilingRequest {
  market::Filing::Request request;
  Render render;                            ///< makes the body of the answer
  std::optional<Seed> seed = std::nullopt;  ///< nothing: a fresh one
};

/// Files a request of the caller and answers with what its render makes of it, the first time and
/// again under the same Idempotency-Key. Refusals become problems. `If-Match` holds at the moment
/// at which the register decides: an asset's version is one of those that its ETags name, else 412.
std::expected<Reply, Problem> filed(HandlerContext& context, const Call& call,
                                    FilingRequest wanted);

/// The answer to an accepted filing that changed what was there: 200.
Response changed_answer(Reply reply);
/// The answer to an accepted filing that made something new: 201, and its place below `folder`
/// where the body begins with its id.
Response created_answer(Reply reply, std::string_view folder);

/// Waits until the views hold all that was committed before this call; 503 where that takes more
/// than a second.
std::optional<Problem> views_behind(HandlerContext& context);

/// Why the register takes no filings, as a problem; with Retry-After where that may end by itself.
Problem stopped(const FilingStop& stop);

/// The schedules and the second they are asked about.
std::pair<std::shared_ptr<const tax::ScheduleTimeline>, Instant> schedules_now(
    HandlerContext& context);

/// What degrees rest on: the table, and what registrars have recorded, looked up one by one so that
/// nobody waits long for the books. Must not be used within an inquiry.
tax::DegreeFacts degree_facts(HandlerContext& context);

/// The party that the route names, if the caller may look into its money: its own, or any by its
/// role.
std::optional<Ordinal> visible_party(HandlerContext& context, const Call& call);

}  // namespace quitrent::api
