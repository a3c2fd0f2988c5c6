// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/simulate_remote.hpp"

#include <chrono>
#include <cstdio>
#include <thread>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/sha256.hpp"
#include "registry/vocabulary/text.hpp"
#include "tools/quitrent/policy_plan_file.hpp"
#include "tools/simulation/report_from_json.hpp"

namespace quitrent {
namespace {

constexpr std::chrono::milliseconds kBetweenQuestions{200};
constexpr int kMostQuestions = 3'000;  // ten minutes

bool is_simulation(const nlohmann::json& object) {
  if (!has_texts(object, {"id", "state"})) return false;
  const std::string state = object.at("state");
  return is_simulation_id(object.at("id")) &&
         (state == "running" || state == "done" || state == "failed");
}

/// Tells a person at a terminal that the register is still at work.
void show_waiting(int questions, const std::string& progress) {
  if (::isatty(STDERR_FILENO) == 0) return;
  fmt::print(stderr, "\rthe register simulates: {} of 1.00, {} s", progress, questions / 5);
  std::fflush(stderr);
}

void end_waiting(int questions) {
  if (questions > 0 && ::isatty(STDERR_FILENO) != 0) fmt::print(stderr, "\n");
}

/// The first answer, or a later one that is no longer `running`.
ServerAnswer finished(const ServerFlags& flags, ServerAnswer answer) {
  int questions = 0;
  while (answer.is_good() && member_text(answer.object(), "state") == "running") {
    const std::string id = member_text(answer.object(), "id");
    if (questions == kMostQuestions) {
      throw PolicyFault{
          fmt::format("{} still simulates {} after ten minutes; ask later at "
                      "/v1/simulations/{}",
                      flags.server, id, id)};
    }
    show_waiting(++questions, without_controls(member_text(answer.object(), "progress")));
    std::this_thread::sleep_for(kBetweenQuestions);
    answer = ask_server(flags, {.path = "/v1/simulations/" + id}, [&id](const auto& object) {
      return is_simulation(object) && object.at("id") == id;
    });
  }
  end_waiting(questions);
  return answer;
}

std::string request_of(const RemoteSimulation& asked, const std::string& toml) {
  nlohmann::json request{{"toml", toml}};
  if (asked.from) request["from"] = to_text(*asked.from);
  if (asked.to) request["to"] = to_text(*asked.to);
  return request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

std::expected<RemoteReport, CommandAnswer> simulated_by_register(const RemoteSimulation& asked) {
  const std::string toml = policy_text(asked.reform_file);
  const tax::InspectedSchedule read = tax::inspect_schedule(toml);
  if (!read.faults.empty()) throw faults_of_file(asked.reform_file, read.faults);
  const ServerFlags& flags = asked.flags;
  const ServerAnswer answer = finished(flags, ask_server(flags,
                                                         {.path = "/v1/simulations",
                                                          .key = policy_key(flags),
                                                          .content = request_of(asked, toml)},
                                                         is_simulation));
  if (!answer.is_good()) {
    return std::unexpected(refused_by_server(answer, "simulate", asked.reform_file));
  }
  const auto object = nlohmann::ordered_json::parse(answer.text, nullptr, false);
  std::string id = object.at("id");
  if (object.at("state") == "failed") {
    std::string why = member_text(answer.object(), "failure");
    if (why.empty()) why = "the register could not simulate it";
    return std::unexpected(
        CommandAnswer{.exit_code = 1,
                      .output = {},
                      .fault = fmt::format("quitrent policy simulate: {}: {}\n", id, why)});
  }
  RemoteReport remote{.id = std::move(id), .report = report_from_json(object, flags.server)};
  Provenance& provenance = remote.report.provenance;
  if (provenance.reform_digest != to_text(sha256(toml))) {
    throw PolicyFault{flags.server +
                      " does not answer as a register does: it simulated another schedule"};
  }
  if (provenance.register_file.empty()) provenance.register_file = flags.server;
  std::erase_if(provenance.options, [](const auto& one) { return one.first == "simulation"; });
  provenance.options.emplace_back("simulation", remote.id);
  return remote;
}

}  // namespace quitrent
