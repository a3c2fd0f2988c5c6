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
#include "api/http/simulations/simulation_runs.hpp"
#include "tax/degree/evaluation.hpp"
#include "tax/degree/licences.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::api {

class Views;

/// The number of answers by the hundreds of their status, 1xx first.
struct AnswerCounts {
  std::array<std::atomic<std::uint64_t>, 5> by_hundred{};
};

/// What every handler uses. All that it refers to must outlive the HTTP interface.
struct HandlerContext {
  Engine& engine;
  Views& views;
  const Clock& clock;
  const Keys& keys;
  HttpLimits limits = {};
  const tax::LicenceTable& licences =
      tax::founding_licences();  ///< the table by which the engine decides
  std::string version = {};      ///< of the program
  std::shared_ptr<AnswerCounts> answers = std::make_shared<AnswerCounts>();
  std::shared_ptr<AnswerMemory> answer_memory =
      std::make_shared<AnswerMemory>(limits.answer_memory);
  std::shared_ptr<RateLimiter> rates = std::make_shared<RateLimiter>(limits.key);
  std::shared_ptr<SimulationRuns> simulations = std::make_shared<SimulationRuns>();
};

/// The party that makes a request.
struct Caller {
  PartyId id;
  Roles roles;
};

/// One request for a handler. Route, key, role and media type are already checked.
struct Call {
  const Request& request;
  std::array<std::string_view, 2> names;  ///< values of the parameters `{...}` of the route
  std::optional<Caller> caller;           ///< nothing on public routes
  JsonValue body;                         ///< on routes with a body
  bool is_toml = false;                   ///< the body is TOML, and not in `body`
};

/// An answer, or the problem that prevents it.
using Answer = std::expected<Response, Problem>;

/// Answers the requests of one route. Called by many threads at once; may throw.
using Handler = Answer (*)(HandlerContext& context, const Call& call);

/// An answer with a JSON body and no headers of its own.
Response json_answer(int status, std::string body);

/// The answer to a GET of one resource, with a strong ETag over its bytes. 304 without a body where
/// the caller has these bytes already.
Response tagged_answer(const Request& request, std::string body);
/// The answer to a GET of an asset. Its ETag names also the asset's version, which `If-Match`
/// compares.
Response tagged_answer(const Request& request, std::string body, std::uint32_t version);

/// The problem `not-found`. `thing` names what was not found: "asset", "party".
std::unexpected<Problem> not_found(std::string_view thing);

/// A request that a handler files.
struct FilingRequest {
  market::Filing::Request request;
  Render render;                            ///< makes the body of the answer
  std::optional<Seed> seed = std::nullopt;  ///< nothing: a new one is drawn
};

/// Files a request of the caller. The answer is what `render` makes; a repetition under the same
/// Idempotency-Key gets the same answer. Refusals become problems. `If-Match` is compared when the
/// register decides: its ETags must name the asset's version at that moment, else 412. Where they
/// do and `expected_version` is another, the refusal is that of the register, 409.
std::expected<Reply, Problem> filed(HandlerContext& context, const Call& call,
                                    FilingRequest wanted);

/// The answer to an accepted filing that changed something: 200.
Response changed_answer(Reply reply);
/// The answer to an accepted filing that made something new: 201. Where the body begins with an
/// `id`, the header Location names the new resource below `folder`.
Response created_answer(Reply reply, std::string_view folder);

/// Waits until the views hold all entries that were committed before this call. A problem (503)
/// where that takes longer than `HttpLimits::view_timeout_ms`.
std::optional<Problem> views_behind(HandlerContext& context);

/// Why the register refuses filings, as a problem; with Retry-After where that may end by itself.
Problem stopped(const FilingStop& stop);

/// The published schedules and the second as of which the books are read.
std::pair<std::shared_ptr<const tax::ScheduleTimeline>, Instant> schedules_now(
    HandlerContext& context);

/// The facts from which degrees follow: the table of licences, and the profiles that registrars
/// have recorded. Each profile is read from the books separately, so that nobody waits long for
/// them. Must not be used within Engine::inquire.
tax::DegreeFacts degree_facts(HandlerContext& context);

/// The party that the route names, if the caller may see its money: the party itself, or a caller
/// whose role permits it.
std::optional<Ordinal> visible_party(HandlerContext& context, const Call& call);

}  // namespace quitrent::api
