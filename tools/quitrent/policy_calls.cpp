// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_calls.hpp"

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_plan_file.hpp"
#include "tools/quitrent/policy_server.hpp"

namespace quitrent {
namespace {

/// Decimals of a rate as a fraction of 1.
constexpr int kRateDecimals = 9;

/// Whether the object is a schedule as far as these commands read it.
bool is_schedule(const ServerJson& object) {
  return has_texts(object, {"id", "state", "digest"}) && object.contains("changes") &&
         object.at("changes").is_array();
}

bool is_list(const ServerJson& object) {
  const auto found = object.find("data");
  return found != object.end() && found->is_array() &&
         std::all_of(found->begin(), found->end(), is_schedule);
}

/// What a good answer must say of a schedule; what is empty may be anything.
struct AskedSchedule {
  std::string id = {};
  std::string digest = {};
  std::string state = {};
};

/// Asks the register for one schedule, or to change it. Throws PolicyFault where a good answer is
/// about another one: nothing shows then that what was asked has been done.
ServerAnswer ask_schedule(const ServerFlags& flags, const ServerRequest& request,
                          const AskedSchedule& asked) {
  ServerAnswer answer = ask_server(flags, request, is_schedule);
  if (!answer.is_good()) return answer;
  const ServerJson schedule = answer.object();
  for (const auto& [name, wanted] : {std::pair{"id", &asked.id}, std::pair{"digest", &asked.digest},
                                     std::pair{"state", &asked.state}}) {
    const std::string said = member_text(schedule, name);
    if (wanted->empty() || said == *wanted) continue;
    throw PolicyFault{fmt::format(
        "{} does not answer as a register does: it was asked about a schedule whose {} is {}, and "
        "answers about one whose {} is {}; look with quitrent policy status",
        flags.server, name, *wanted, name, said)};
  }
  return answer;
}

std::string person(const ServerJson& schedule, const char* name) {
  const auto found = schedule.find(name);
  return found == schedule.end() || !found->is_object() ? "" : member_text(*found, "name");
}

/// A rate of an answer, a fraction of 1, in percent; `none` where there is none.
std::string percent(const ServerJson& change, const char* name) {
  const std::string text = member_text(change, name);
  const auto ppb = parse_decimal(text, kRateDecimals);
  return ppb ? format_decimal(*ppb, kRateDecimals - 2, 0) + '%' : "none";
}

/// A schedule in lines, with every rate that it changes.
std::string schedule_text(const ServerJson& schedule) {
  std::string text = fmt::format("{}  {}  {}\n", member_text(schedule, "id"),
                                 member_text(schedule, "state"), member_text(schedule, "title"));
  const auto line = [&text](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {:<13} {}\n", name, value);
  };
  line("digest", member_text(schedule, "digest"));
  line("takes effect", member_text(schedule, "effective"));
  line("proposed by", person(schedule, "proposed_by"));
  if (member_text(schedule, "state") == "proposed")
    line("lapses", member_text(schedule, "lapses_at"));
  line("approved by", person(schedule, "approved_by"));
  line("withdrawn by", person(schedule, "withdrawn_by"));
  for (const ServerJson& change : schedule.value("changes", ServerJson::array())) {
    line("changes",
         fmt::format("{} above {} from {}: {} to {}", member_text(change, "class"),
                     member_text(change, "above"), member_text(change, "from").substr(0, 10),
                     percent(change, "old"), percent(change, "new")));
  }
  return text;
}

/// `CLASS,FROM,ABOVE,RATE` as the register takes it. Throws PolicyFault.
ServerJson typed_rate(const std::string& written) {
  std::vector<std::string> parts(1);
  for (const char letter : written) {
    if (letter == ',') {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  if (parts.size() != 4) {
    throw PolicyFault{"--rate: " + written +
                      " is not CLASS,FROM,ABOVE,RATE, such as patent,2027-07-01,0,3.5%"};
  }
  return {{"class", parts[0]}, {"from", parts[1]}, {"above", parts[2]}, {"rate", parts[3]}};
}

/// What is sent to the register.
struct Proposal {
  std::string toml;
  std::string query = {};
  std::string name;       ///< of the schedule's file
  std::string note = {};  ///< a line for standard error
};

/// The schedule of a plan whose digests fit. Throws PolicyFault.
Proposal proposal_of_plan(const std::string& file, const ServerJson& plan) {
  const auto faults = plan_faults(plan);
  if (!faults.empty()) {
    std::vector<std::string> lines;
    for (const std::string& fault : faults) lines.push_back(file + ": the plan " + fault);
    throw PolicyFault{std::move(lines)};
  }
  const ServerJson& schedule = plan.at("schedule");
  Proposal proposal{.toml = schedule.at("toml"), .name = schedule.value("file", file)};
  proposal.query = "?baseline=" + plan.at("baseline").at("digest").get<std::string>();
  const ServerJson& id = plan.at("simulation").value("id", ServerJson());
  if (id.is_string()) {
    proposal.query += "&simulation=" + id.get<std::string>();
  } else {
    proposal.note = fmt::format(
        "quitrent policy propose: {} was simulated from a file, so the proposal names no "
        "simulation and its outcome will show no prediction; plan with --register URL to have "
        "one\n",
        file);
  }
  std::error_code error;
  if (std::filesystem::is_regular_file(proposal.name, error) &&
      policy_text(proposal.name) != proposal.toml) {
    proposal.note += fmt::format(
        "quitrent policy propose: {} has changed since {} was planned; the schedule of the plan is "
        "proposed, not the file\n",
        proposal.name, file);
  }
  return proposal;
}

/// What a file proposes: a schedule, or a plan, which begins as JSON does. Throws PolicyFault.
Proposal proposal_of(const std::string& file, const std::string& simulation) {
  const std::string text = file == "-" ? policy_text(file) : artefact_text(file);
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (!simulation.empty() && !is_simulation_id(simulation)) {
    throw PolicyFault{"--simulation: is no identifier of a simulation, such as sim_..."};
  }
  if (first == std::string::npos || text[first] != '{') {
    const bool is_usable = text.size() <= largest_policy_file() && !text.contains('\0');
    return {.toml = is_usable ? text : policy_text(file),
            .query = simulation.empty() ? "" : "?simulation=" + simulation,
            .name = file};
  }
  if (!simulation.empty()) throw PolicyFault{"--simulation: a plan names its own simulation"};
  return proposal_of_plan(file, ServerJson::parse(text, nullptr, false));
}

/// What was proposed, and how another officer approves it.
std::string proposed_text(const ServerAnswer& answer, const std::string& file) {
  const ServerJson schedule = answer.object();
  std::string text = schedule_text(schedule);
  text += fmt::format("another policy officer approves it with\n  quitrent policy approve {} {}",
                      member_text(schedule, "id"), shell_word(file));
  for (const ServerJson& change : schedule.value("changes", ServerJson::array())) {
    text += fmt::format(" --rate {},{},{},RATE", member_text(change, "class"),
                        member_text(change, "from").substr(0, 10), member_text(change, "above"));
  }
  return text + '\n';
}

}  // namespace

CommandAnswer answer_policy_propose(const PolicyWords& asked) {
  ServerFlags flags;
  std::string file, simulation;
  CLI::App app{
      "Propose a schedule, or the schedule of a plan, to a register; another policy officer "
      "approves it.",
      "quitrent policy propose"};
  app.add_option("file", file,
                 "the schedule, or the plan with it; - reads a schedule from standard input")
      ->type_name("FILE")
      ->required();
  app.add_option("--simulation", simulation, "the simulation that you saw; a plan names its own")
      ->type_name("ID");
  describe_server(app, flags, ServerKey::needed);
  return answered(app, asked, [&] {
    const Proposal proposal = proposal_of(file, simulation);
    const ServerAnswer answer =
        ask_schedule(flags,
                     {.path = "/v1/schedules" + proposal.query,
                      .key = policy_key(flags),
                      .content = proposal.toml,
                      .type = "application/toml"},
                     {.digest = to_text(sha256(proposal.toml)), .state = "proposed"});
    CommandAnswer told = answer.is_good()
                             ? shown_answer(flags, answer, proposed_text(answer, proposal.name))
                             : refused_by_server(answer, "propose", proposal.name);
    told.fault = proposal.note + told.fault;
    return told;
  });
}

CommandAnswer answer_policy_approve(const PolicyWords& asked) {
  ServerFlags flags;
  std::string id, file;
  std::vector<std::string> rates;
  CLI::App app{"Approve a proposed schedule, by another policy officer than its proposer.",
               "quitrent policy approve"};
  app.add_option("id", id, "the schedule, sch_...")->type_name("ID")->required();
  app.add_option("file", file, "your copy of it, which you read; its digest is named")
      ->type_name("FILE")
      ->required();
  app.add_option("--rate", rates, "a rate that it changes, typed anew; once for each of them")
      ->type_name("CLASS,FROM,ABOVE,RATE");
  describe_server(app, flags, ServerKey::needed);
  return answered(app, asked, [&] {
    const std::string digest = to_text(sha256(policy_text(file)));
    ServerJson body{{"digest", digest}, {"rates", ServerJson::array()}};
    for (const std::string& rate : rates) body["rates"].push_back(typed_rate(rate));
    const ServerAnswer answer = ask_schedule(flags,
                                             {.path = "/v1/schedules/" + id + "/approval",
                                              .key = policy_key(flags),
                                              .content = body.dump()},
                                             {.id = id, .digest = digest});
    if (!answer.is_good()) return refused_by_server(answer, "approve", file);
    return shown_answer(flags, answer, schedule_text(answer.object()));
  });
}

CommandAnswer answer_policy_withdraw(const PolicyWords& asked) {
  ServerFlags flags;
  std::string id;
  CLI::App app{"Withdraw a schedule that nobody approved.", "quitrent policy withdraw"};
  app.add_option("id", id, "the schedule, sch_...")->type_name("ID")->required();
  describe_server(app, flags, ServerKey::needed);
  return answered(app, asked, [&] {
    const ServerAnswer answer = ask_schedule(
        flags,
        {.path = "/v1/schedules/" + id + "/withdrawal", .key = policy_key(flags), .content = "{}"},
        {.id = id, .state = "withdrawn"});
    if (!answer.is_good()) return refused_by_server(answer, "withdraw", id);
    return shown_answer(flags, answer, schedule_text(answer.object()));
  });
}

CommandAnswer answer_policy_status(const PolicyWords& asked) {
  ServerFlags flags;
  std::string id;
  CLI::App app{"Show a schedule of a register, or all of them.", "quitrent policy status"};
  app.add_option("id", id, "the schedule, sch_..., or current; without it, all")->type_name("ID");
  describe_server(app, flags, ServerKey::unneeded);
  return answered(app, asked, [&] {
    if (!id.empty()) {
      const bool current = id == "current";
      const ServerAnswer answer =
          ask_schedule(flags, {.path = "/v1/schedules/" + id},
                       {.id = current ? "" : id, .state = current ? "in-force" : ""});
      if (!answer.is_good()) return refused_by_server(answer, "status", id);
      return shown_answer(flags, answer, schedule_text(answer.object()));
    }
    ServerJson all = ServerJson::array();
    std::string query = "?limit=200";
    for (int page = 0; !query.empty(); ++page) {
      if (page == kMostSchedulePages) {
        throw PolicyFault{flags.server +
                          " does not answer as a register does: its list of schedules does not "
                          "end"};
      }
      const ServerAnswer answer = ask_server(flags, {.path = "/v1/schedules" + query}, is_list);
      if (!answer.is_good()) return refused_by_server(answer, "status", id);
      const ServerJson listed = answer.object();
      for (const ServerJson& schedule : listed.value("data", ServerJson::array()))
        all.push_back(schedule);
      const std::string cursor = member_text(listed, "next_cursor");
      query = cursor.empty() ? "" : "?limit=200&cursor=" + cursor;
    }
    if (flags.json) return CommandAnswer{.exit_code = 0, .output = all.dump() + "\n", .fault = {}};
    std::string text;
    for (const ServerJson& schedule : all) text += schedule_text(schedule);
    return CommandAnswer{.exit_code = 0, .output = text, .fault = {}};
  });
}

}  // namespace quitrent
