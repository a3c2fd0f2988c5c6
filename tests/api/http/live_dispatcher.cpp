// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/live_dispatcher.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <unistd.h>

#include <doctest/doctest.h>

#include "api/engine/private_part.hpp"
#include "api/http/dispatcher.hpp"
#include "api/http/protocol/transport.hpp"
#include "api/views/views.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tax/schedule/schedule.hpp"
#include "tests/api/http/answer_check.hpp"
#include "tests/api/http/raw_connection.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
std::string RawReply::member(std::string_view name) const {
  const std::string wanted = "\"" + std::string{name} + "\":";
  std::size_t at = body.find(wanted);
  if (at == std::string::npos) return {};
  at += wanted.size();
  if (body[at] == '"') return body.substr(at + 1, body.find('"', at + 1) - at - 1);
  return body.substr(at, body.find_first_of(",}]", at) - at);
}

std::string RawReply::code() const { return status >= 400 ? member("code") : std::string{}; }

std::vector<RawReply> raw_exchanges(std::uint16_t port, const std::vector<std::string>& requests) {
  RawConnection connection{port};
  std::vector<RawReply> replies;
  for (const std::string& bytes : requests) {
    connection.send(bytes);
    replies.push_back(connection.reply(bytes.starts_with("HEAD")));
    const std::string fault = undocumented(bytes, replies.back());
    CHECK_MESSAGE(fault.empty(), fault);
  }
  return replies;
}

RawReply raw_exchange(std::uint16_t port, const std::string& bytes) {
  return raw_exchanges(port, {bytes}).front();
}

std::string schedule_with_notice(std::string_view asset_class) {
  std::string toml{founding_schedule_toml()};
  constexpr std::string_view kNone = R"(notice = "0s")";
  const std::size_t named = toml.find("name = \"" + std::string{asset_class} + '"');
  return toml.replace(toml.find(kNone, named), kNone.size(), R"(notice = "7d")");
}

namespace {

/// The charter that the founding records; nothing where it records none.
std::optional<tax::Charter> charter_of(const LiveOptions& options) {
  if (!options.charter) return std::nullopt;
  return tax::Charter{.acts = *options.charter};
}

}  // namespace

struct LiveDispatcher::Machine {
  std::filesystem::path folder;
  std::unique_ptr<Journal> journal = open_memory_journal();
  SandboxClock clock{*parse_day("2026-01-01")};
  Keys keys{secret()};
  std::unique_ptr<Views> views;
  std::unique_ptr<Engine> engine;
  std::unique_ptr<Dispatcher> dispatcher;
  Transport transport;
  std::uint16_t port = 0;
  std::thread serving;

  explicit Machine(const LiveOptions& options) : transport{options.limits} {
    std::string name = (std::filesystem::temp_directory_path() / "quitrent-live-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder = name;
    views = std::make_unique<Views>(
        folder / "views",
        ViewsSource{
            .journal = *journal,
            .private_events = [](std::string_view part) { return private_part(part).events; },
            .complain = [](std::string_view) {},
            .now = options.now});
    engine = std::make_unique<Engine>(
        *journal, clock, EngineLimits{},
        EngineCalls{.committed = [this](Sequence newest) { views->committed(newest); }});
    found(options);
    views->catch_up(engine->status().sequence);
    dispatcher = std::make_unique<Dispatcher>(
        HandlerContext{.engine = *engine,
                       .views = *views,
                       .clock = clock,
                       .keys = keys,
                       .limits = options.limits,
                       .version = "0",
                       .rates = std::make_shared<RateLimiter>(options.limits.key, options.now)},
        options.hooks);
    port = transport.bind("127.0.0.1", 0);
    serving = std::thread{[this] { transport.serve(*dispatcher); }};
  }

  void found(const LiveOptions& options) {
    const auto reply = engine->file(
        {.filing = {.by = {},
                    .seed = Engine::drawn_seed(),
                    .request = FoundRegister{.schedule_toml = options.schedule_toml,
                                             .operator_name = "Operator",
                                             .operator_key = keys.keyed_hash(kOperatorKey),
                                             .charter = charter_of(options)}},
         .render = {},
         .repeat_key = {}});
    if (!reply) throw std::runtime_error(reply.error().detail);
  }

  ~Machine() {
    transport.stop();
    serving.join();
    dispatcher.reset();
    engine.reset();
    views.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

LiveDispatcher::LiveDispatcher() : LiveDispatcher{LiveOptions{}} {}
LiveDispatcher::LiveDispatcher(const std::string& schedule_toml)
    : LiveDispatcher{LiveOptions{.schedule_toml = schedule_toml}} {}
LiveDispatcher::LiveDispatcher(const LiveOptions& options)
    : machine_{std::make_unique<Machine>(options)} {}
LiveDispatcher::~LiveDispatcher() = default;

std::uint16_t LiveDispatcher::port() const { return machine_->port; }
Sequence LiveDispatcher::sequence() const { return machine_->engine->status().sequence; }

Engine& LiveDispatcher::engine() const { return *machine_->engine; }

std::size_t LiveDispatcher::journal_bytes() const {
  std::size_t bytes = 0;
  machine_->journal->reader()->read(0, [&bytes](const Entry& entry) {
    bytes += entry.public_part.size() + entry.private_part.size();
    return true;
  });
  return bytes;
}

RawReply LiveDispatcher::ask(const RawRequest& request) const {
  std::string bytes = request.method + " " + request.path + " HTTP/1.1\r\nHost: test\r\n";
  if (!request.key.empty()) bytes += "Authorization: Bearer " + request.key + "\r\n";
  const bool has_body =
      request.method == "POST" || request.method == "PUT" || !request.body.empty();
  if (has_body && !request.content_type.empty()) {
    bytes += "Content-Type: " + request.content_type + "\r\n";
  }
  for (const auto& [name, value] : request.headers) bytes += name + ": " + value + "\r\n";
  if (has_body) bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return raw_exchange(port(), bytes + "Connection: close\r\n\r\n" + request.body);
}

RawReply LiveDispatcher::get(const std::string& path, std::string_view key) const {
  return ask({.path = path, .key = std::string{key}});
}

RawReply LiveDispatcher::post(const std::string& path, std::string_view key,
                              const std::string& body) const {
  return ask({.method = "POST", .path = path, .key = std::string{key}, .body = body});
}

RawReply LiveDispatcher::put(const std::string& path, std::string_view key,
                             const std::string& body) const {
  return ask({.method = "PUT", .path = path, .key = std::string{key}, .body = body});
}

RawReply LiveDispatcher::remove(const std::string& path, std::string_view key) const {
  return ask({.method = "DELETE", .path = path, .key = std::string{key}});
}

void LiveDispatcher::move_clock(const std::string& member) const {
  const RawReply moved = post("/v1/sandbox/clock", kOperatorKey, "{" + member + "}");
  if (moved.status != 200) throw std::runtime_error(moved.body);
}

std::pair<std::string, std::string> LiveDispatcher::member(const std::string& name,
                                                           const std::string& cash,
                                                           const std::string& roles) const {
  const RawReply made =
      post("/v1/parties", kOperatorKey,
           R"({"name":")" + name + "\"" + (roles.empty() ? "" : ",\"roles\":" + roles) + "}");
  if (made.status != 201) throw std::runtime_error(made.body);
  const RawReply credited =
      post("/v1/parties/" + made.member("id") + "/credits", kOperatorKey,
           R"({"amount":")" + cash + R"(","reference":"opening of )" + name + R"("})");
  if (credited.status != 201) throw std::runtime_error(credited.body);
  return {made.member("id"), made.member("api_key")};
}

RawReply LiveDispatcher::approve(const RawReply& act, std::string_view key) const {
  if (act.status != 202) throw std::runtime_error(act.body);
  return post("/v1/acts/" + act.member("id") + "/approval", key,
              R"({"digest":")" + act.member("digest") + R"("})");
}

std::string LiveDispatcher::patent(std::string_view key, const std::string& number) const {
  const RawReply made =
      post("/v1/assets", key,
           R"({"name":"Patent )" + number +
               R"(","class":"patent","identifiers":[{"scheme":"patent","value":")" + number +
               R"("}],"terms":{"commitment":"none"},"assessment":"36500.00","escrow":"500.00"})");
  if (made.status != 201) throw std::runtime_error(made.body);
  return made.member("id");
}

}  // namespace quitrent::testing
