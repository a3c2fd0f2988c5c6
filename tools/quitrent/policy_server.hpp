// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {

/// What a register answers, with its members in alphabetical order.
using ServerJson = nlohmann::json;

// What the commands share that ask a register over HTTP.

/// The flags that every command which asks a register has.
struct ServerFlags {
  std::string server = "http://127.0.0.1:8080";  ///< `--server`, else QUITRENT_SERVER
  std::string key_file = {};                     ///< `--key-file`; empty: none was named
  bool json = false;                             ///< `--json`
};

/// Whether a command needs the key of a policy officer.
enum class ServerKey { unneeded, needed };

/// Adds the flags to the command. `flags` must outlive it.
void describe_server(CLI::App& app, ServerFlags& flags, ServerKey key);

/// The key of the caller: from `--key-file`, else from QUITRENT_POLICY_KEY, which is removed from
/// the environment. Throws PolicyFault where there is none, or one that cannot be sent.
std::string policy_key(const ServerFlags& flags);

/// A request to the register: GET without a key, else POST.
struct ServerRequest {
  std::string path;                       ///< with its query
  std::optional<std::string> key = {};    ///< nothing: a public read
  std::string content = {};               ///< what is posted
  std::string type = "application/json";  ///< media type of the content
  /// How long the whole answer may take.
  std::chrono::milliseconds longest_answer{60'000};
};

/// The answer of the register.
struct ServerAnswer {
  int status = 0;
  std::string text;  ///< JSON, as it came
  /// Whether the register did what was asked.
  bool is_good() const { return status >= 200 && status < 300; }
  /// The answer as JSON: an object.
  ServerJson object() const;
};

/// The most pages of GET /v1/schedules that are read, of 200 schedules each.
inline constexpr int kMostSchedulePages = 100;

/// Whether an object is what a command expects of the register.
using ExpectedObject = std::function<bool(const ServerJson& object)>;

/// Asks the register. It may be silent for 30 seconds before and while it answers. A good answer is
/// `expected`, any other is a problem with a code. Throws PolicyFault where the address is none,
/// and where nobody answers in time, or somebody who is no register.
ServerAnswer ask_server(const ServerFlags& flags, const ServerRequest& request,
                        const ExpectedObject& expected);

/// Whether the object has a text under each of the names.
bool has_texts(const ServerJson& object, std::initializer_list<const char*> names);

/// The text of a member in one line, safe to print; empty where it is null or missing.
std::string member_text(const ServerJson& object, const char* name);

/// What a refusal says, line by line, with exit code 1. `command`: the name behind `quitrent
/// policy`. `file`: whose lines the faults name.
CommandAnswer refused_by_server(const ServerAnswer& answer, const std::string& command,
                                const std::string& file);

/// What a command prints of a good answer: the answer itself with `--json`, else `text`.
CommandAnswer shown_answer(const ServerFlags& flags, const ServerAnswer& answer,
                           const std::string& text);

}  // namespace quitrent
