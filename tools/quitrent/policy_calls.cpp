// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_calls.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "api/settings/flag_faults.hpp"
#include "api/settings/secret_variable.hpp"
#include "registry/vocabulary/decimal.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

using nlohmann::json;

/// How long the register may take to answer. Unit: seconds.
constexpr time_t kAnswerTimeout = 30;

/// Decimals of a rate as a fraction of 1.
constexpr int kRateDecimals = 9;

/// The flags that every call has.
struct Flags {
  std::string server = "http://127.0.0.1:8080";
  std::string key_file;
  bool json = false;
};

void describe(CLI::App& app, Flags& flags, bool with_key) {
  app.add_option("--server", flags.server, "the register's address")
      ->envname("QUITRENT_SERVER")
      ->type_name("URL")
      ->capture_default_str();
  if (with_key) {
    app.add_option("--key-file", flags.key_file,
                   "the file with a policy officer's API key; else QUITRENT_POLICY_KEY")
        ->type_name("FILE");
  }
  app.add_flag("--json", flags.json, "print the answer of the register as JSON");
}

/// The key of the caller. Throws PolicyFault where there is none.
std::string key_of(const Flags& flags) {
  std::string key;
  if (flags.key_file.empty()) {
    key = api::taken_variable("QUITRENT_POLICY_KEY").value_or("");
  } else {
    key = policy_text(flags.key_file);
  }
  while (key.ends_with('\n') || key.ends_with('\r')) key.pop_back();
  if (!key.empty()) return key;
  throw PolicyFault{"no key of a policy officer: give --key-file or set QUITRENT_POLICY_KEY"};
}

/// A request to the register.
struct Asked {
  std::string path;
  std::optional<std::string> key = {};  ///< nothing: a public read
  std::string body = {};
  std::string type = "application/json";
};

/// The answer of the register.
struct Answered {
  int status = 0;
  std::string text;
  json body;
  bool is_good() const { return status >= 200 && status < 300; }
};

/// Whether the object is a schedule as far as these commands read it.
bool is_schedule(const json& object) {
  const auto is_text = [&object](const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string();
  };
  return object.is_object() && is_text("id") && is_text("state") && is_text("digest") &&
         object.contains("changes") && object.at("changes").is_array();
}

bool is_list(const json& object) {
  const auto found = object.find("data");
  return found != object.end() && found->is_array() &&
         std::all_of(found->begin(), found->end(), is_schedule);
}

/// Asks the register: GET without a key, else POST. Throws PolicyFault where nobody answers, or
/// somebody who is no register.
Answered ask(const Flags& flags, const Asked& asked) {
  const bool http = flags.server.starts_with("http://");
  httplib::Client client{http ? flags.server : "http://"};
  if (!http || !client.is_valid()) {
    throw PolicyFault{"--server: " + flags.server +
                      " is no address, such as http://127.0.0.1:8080"};
  }
  client.set_read_timeout(kAnswerTimeout);
  if (asked.key) client.set_bearer_token_auth(*asked.key);
  const httplib::Result result =
      asked.key ? client.Post(asked.path, asked.body, asked.type) : client.Get(asked.path);
  if (!result) {
    throw PolicyFault{"no answer from " + flags.server + ": " + httplib::to_string(result.error()) +
                      "; is the register running there?"};
  }
  Answered answer{.status = result->status,
                  .text = result->body,
                  .body = json::parse(result->body, nullptr, false)};
  const bool known = answer.body.is_object() &&
                     (answer.is_good() ? is_schedule(answer.body) || is_list(answer.body)
                                       : answer.body.contains("code"));
  if (!known) {
    throw PolicyFault{flags.server + " does not answer as a register does"};
  }
  return answer;
}

/// The text of a member; empty where it is null or missing.
std::string text_of(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  return api::in_one_line(found->is_string() ? found->get<std::string>() : found->dump());
}

/// What a refusal says, line by line. `file`: whose lines the faults name.
CommandAnswer refused(const Answered& answer, const std::string& command, const std::string& file) {
  CommandAnswer told{.exit_code = 1, .output = {}, .fault = {}};
  told.fault = fmt::format("quitrent policy {}: {}: {}\n", command, text_of(answer.body, "code"),
                           text_of(answer.body, "detail"));
  for (const json& fault : answer.body.value("errors", json::array())) {
    const std::string line = text_of(fault, "line");
    const std::string where = line.empty() ? text_of(fault, "pointer")
                                           : file + ":" + line + ":" + text_of(fault, "column");
    told.fault += fmt::format("{}: {}\n", where, text_of(fault, "detail"));
  }
  return told;
}

std::string person(const json& schedule, const char* name) {
  const auto found = schedule.find(name);
  return found == schedule.end() || !found->is_object() ? "" : text_of(*found, "name");
}

/// A rate of an answer, a fraction of 1, in percent; `none` where there is none.
std::string percent(const json& change, const char* name) {
  const std::string text = text_of(change, name);
  const auto ppb = parse_decimal(text, kRateDecimals);
  return ppb ? format_decimal(*ppb, kRateDecimals - 2, 0) + '%' : "none";
}

/// A schedule in lines, with every rate that it changes.
std::string schedule_text(const json& schedule) {
  std::string text = fmt::format("{}  {}  {}\n", text_of(schedule, "id"),
                                 text_of(schedule, "state"), text_of(schedule, "title"));
  const auto line = [&text](const char* name, const std::string& value) {
    if (!value.empty()) text += fmt::format("  {:<13} {}\n", name, value);
  };
  line("digest", text_of(schedule, "digest"));
  line("takes effect", text_of(schedule, "effective"));
  line("proposed by", person(schedule, "proposed_by"));
  if (text_of(schedule, "state") == "proposed") line("lapses", text_of(schedule, "lapses_at"));
  line("approved by", person(schedule, "approved_by"));
  line("withdrawn by", person(schedule, "withdrawn_by"));
  for (const json& change : schedule.value("changes", json::array())) {
    line("changes", fmt::format("{} above {} from {}: {} to {}", text_of(change, "class"),
                                text_of(change, "above"), text_of(change, "from").substr(0, 10),
                                percent(change, "old"), percent(change, "new")));
  }
  return text;
}

CommandAnswer shown(const Flags& flags, const Answered& answer, const std::string& text) {
  return {.exit_code = 0, .output = flags.json ? answer.text + '\n' : text, .fault = {}};
}

/// `CLASS,FROM,ABOVE,RATE` as the register takes it. Throws PolicyFault.
json typed_rate(const std::string& written) {
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

}  // namespace

CommandAnswer answer_policy_propose(const PolicyWords& asked) {
  Flags flags;
  std::string file, simulation;
  CLI::App app{"Propose a schedule to a register; another policy officer approves it.",
               "quitrent policy propose"};
  app.add_option("file", file, "the schedule; - reads standard input")
      ->type_name("FILE")
      ->required();
  app.add_option("--simulation", simulation, "the simulation that you saw")->type_name("ID");
  describe(app, flags, true);
  return answered(app, asked, [&] {
    const std::string query = simulation.empty() ? "" : "?simulation=" + simulation;
    const Answered answer = ask(flags, {.path = "/v1/schedules" + query,
                                        .key = key_of(flags),
                                        .body = policy_text(file),
                                        .type = "application/toml"});
    if (!answer.is_good()) return refused(answer, "propose", file);
    std::string text = schedule_text(answer.body);
    text += fmt::format("another policy officer approves it with\n  quitrent policy approve {} {}",
                        text_of(answer.body, "id"), file);
    for (const json& change : answer.body.value("changes", json::array())) {
      text += fmt::format(" --rate {},{},{},RATE", text_of(change, "class"),
                          text_of(change, "from").substr(0, 10), text_of(change, "above"));
    }
    return shown(flags, answer, text + '\n');
  });
}

CommandAnswer answer_policy_approve(const PolicyWords& asked) {
  Flags flags;
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
  describe(app, flags, true);
  return answered(app, asked, [&] {
    json body{{"digest", to_text(sha256(policy_text(file)))}, {"rates", json::array()}};
    for (const std::string& rate : rates) body["rates"].push_back(typed_rate(rate));
    const Answered answer = ask(
        flags,
        {.path = "/v1/schedules/" + id + "/approval", .key = key_of(flags), .body = body.dump()});
    if (!answer.is_good()) return refused(answer, "approve", file);
    return shown(flags, answer, schedule_text(answer.body));
  });
}

CommandAnswer answer_policy_withdraw(const PolicyWords& asked) {
  Flags flags;
  std::string id;
  CLI::App app{"Withdraw a schedule that nobody approved.", "quitrent policy withdraw"};
  app.add_option("id", id, "the schedule, sch_...")->type_name("ID")->required();
  describe(app, flags, true);
  return answered(app, asked, [&] {
    const Answered answer = ask(
        flags, {.path = "/v1/schedules/" + id + "/withdrawal", .key = key_of(flags), .body = "{}"});
    if (!answer.is_good()) return refused(answer, "withdraw", id);
    return shown(flags, answer, schedule_text(answer.body));
  });
}

CommandAnswer answer_policy_status(const PolicyWords& asked) {
  Flags flags;
  std::string id;
  CLI::App app{"Show a schedule of a register, or all of them.", "quitrent policy status"};
  app.add_option("id", id, "the schedule, sch_..., or current; without it, all")->type_name("ID");
  describe(app, flags, false);
  return answered(app, asked, [&] {
    if (!id.empty()) {
      const Answered answer = ask(flags, {.path = "/v1/schedules/" + id});
      if (!answer.is_good()) return refused(answer, "status", id);
      return shown(flags, answer, schedule_text(answer.body));
    }
    json all = json::array();
    for (std::string query = "?limit=200"; !query.empty();) {
      const Answered page = ask(flags, {.path = "/v1/schedules" + query});
      if (!page.is_good()) return refused(page, "status", id);
      for (const json& schedule : page.body.value("data", json::array())) all.push_back(schedule);
      const std::string cursor = text_of(page.body, "next_cursor");
      query = cursor.empty() ? "" : "?limit=200&cursor=" + cursor;
    }
    if (flags.json) return CommandAnswer{.exit_code = 0, .output = all.dump() + "\n", .fault = {}};
    std::string text;
    for (const json& schedule : all) text += schedule_text(schedule);
    return CommandAnswer{.exit_code = 0, .output = text, .fault = {}};
  });
}

}  // namespace quitrent
