// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_server.hpp"

#include <algorithm>
#include <regex>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <httplib.h>
#include <nlohmann/json.hpp>

#include "api/settings/flag_faults.hpp"
#include "api/settings/secret_variable.hpp"

namespace quitrent {
namespace {

/// How long the register may be silent while it answers.
constexpr std::chrono::seconds kLongestSilence{30};

/// The longest address: a name of a host has at most 253 letters.
constexpr std::size_t kLongestAddress = 300;

PolicyFault no_address(const ServerFlags& flags) {
  return PolicyFault{"--server: " + flags.server + " is no address, such as http://127.0.0.1:8080"};
}

/// The register's address, without the slash at its end. Throws PolicyFault.
std::string address_in(const ServerFlags& flags) {
  static const std::regex form{R"(http://(\[[0-9A-Fa-f:]+\]|[0-9A-Za-z._-]+)(:[0-9]{1,5})?/?)"};
  // A match of std::regex needs a part of the stack for each letter.
  const bool is_short = flags.server.size() <= kLongestAddress;
  if (!is_short || !std::regex_match(flags.server, form)) throw no_address(flags);
  return flags.server.substr(0, flags.server.find('/', std::string_view{"http://"}.size()));
}

}  // namespace

void describe_server(CLI::App& app, ServerFlags& flags, ServerKey key) {
  app.add_option("--server", flags.server, "the register's address")
      ->envname("QUITRENT_SERVER")
      ->type_name("URL")
      ->capture_default_str();
  if (key == ServerKey::needed) {
    app.add_option("--key-file", flags.key_file,
                   "the file with a policy officer's API key; else QUITRENT_POLICY_KEY")
        ->type_name("FILE");
  }
  app.add_flag("--json", flags.json, "print the answer of the register as JSON");
}

std::string policy_key(const ServerFlags& flags) {
  std::string key;
  if (flags.key_file.empty()) {
    key = api::taken_variable("QUITRENT_POLICY_KEY").value_or("");
  } else {
    key = policy_text(flags.key_file);
  }
  while (key.ends_with('\n') || key.ends_with('\r')) key.pop_back();
  if (key.empty()) {
    throw PolicyFault{"no key of a policy officer: give --key-file or set QUITRENT_POLICY_KEY"};
  }
  if (!std::ranges::all_of(key, [](char letter) { return letter > ' ' && letter <= '~'; })) {
    throw PolicyFault{(flags.key_file.empty() ? "QUITRENT_POLICY_KEY" : flags.key_file) +
                      ": a key is one line of printable characters, without blanks"};
  }
  return key;
}

ServerJson ServerAnswer::object() const { return ServerJson::parse(text, nullptr, false); }

ServerAnswer ask_server(const ServerFlags& flags, const ServerRequest& request,
                        const ExpectedObject& expected) {
  httplib::Client client{address_in(flags)};
  if (!client.is_valid()) throw no_address(flags);
  client.set_connection_timeout(kLongestSilence);
  client.set_read_timeout(kLongestSilence);
  client.set_max_timeout(request.longest_answer);
  if (request.key) client.set_bearer_token_auth(*request.key);
  const httplib::Result result = request.key
                                     ? client.Post(request.path, request.content, request.type)
                                     : client.Get(request.path);
  if (!result) {
    throw PolicyFault{"no answer from " + flags.server + ": " + httplib::to_string(result.error()) +
                      "; is the register running there?"};
  }
  ServerAnswer answer{.status = result->status, .text = result->body};
  const ServerJson object = answer.object();
  const bool known =
      object.is_object() && (answer.is_good() ? expected(object) : object.contains("code"));
  if (!known) throw PolicyFault{flags.server + " does not answer as a register does"};
  return answer;
}

bool has_texts(const ServerJson& object, std::initializer_list<const char*> names) {
  return object.is_object() && std::ranges::all_of(names, [&object](const char* name) {
           const auto found = object.find(name);
           return found != object.end() && found->is_string();
         });
}

std::string member_text(const ServerJson& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || found->is_null()) return {};
  return api::in_one_line(found->is_string() ? found->get<std::string>() : found->dump());
}

CommandAnswer refused_by_server(const ServerAnswer& answer, const std::string& command,
                                const std::string& file) {
  const ServerJson problem = answer.object();
  CommandAnswer told{.exit_code = 1, .output = {}, .fault = {}};
  const std::string detail = member_text(problem, "detail");
  told.fault =
      fmt::format("quitrent policy {}: {}: {}\n", command, member_text(problem, "code"), detail);
  for (const ServerJson& fault : problem.value("errors", ServerJson::array())) {
    const std::string line = member_text(fault, "line");
    const std::string where = line.empty() ? member_text(fault, "pointer")
                                           : file + ":" + line + ":" + member_text(fault, "column");
    const std::string said = member_text(fault, "detail");
    if (!line.empty() || said != detail) {
      told.fault += fmt::format("{}: {}\n", where, said);
    } else if (!where.empty()) {  // the refusal itself is the only fault
      told.fault += fmt::format("it is about {}\n", where);
    }
  }
  return told;
}

CommandAnswer shown_answer(const ServerFlags& flags, const ServerAnswer& answer,
                           const std::string& text) {
  return {.exit_code = 0, .output = flags.json ? answer.text + '\n' : text, .fault = {}};
}

}  // namespace quitrent
