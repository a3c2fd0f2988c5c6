// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_command.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <map>
#include <string_view>
#include <thread>

#include <fmt/format.h>

#include "registry/vocabulary/text.hpp"
#include "tools/quitrent/policy_calls.hpp"
#include "tools/quitrent/policy_check.hpp"
#include "tools/quitrent/policy_cite.hpp"
#include "tools/quitrent/policy_diff.hpp"
#include "tools/quitrent/policy_explain.hpp"
#include "tools/quitrent/policy_format.hpp"
#include "tools/quitrent/policy_outcome.hpp"
#include "tools/quitrent/policy_plan.hpp"
#include "tools/quitrent/policy_print.hpp"
#include "tools/quitrent/policy_schema.hpp"
#include "tools/quitrent/policy_test.hpp"
#include "tools/quitrent/simulate_command.hpp"

namespace quitrent {
namespace {

namespace fs = std::filesystem;

/// One command of `quitrent policy`.
struct PolicyCommand {
  std::string_view name;
  std::string_view purpose;
  CommandAnswer (*answer)(const PolicyWords& asked);
};

constexpr auto kPolicyCommands = std::to_array<PolicyCommand>({
    {"check", "find everything that is wrong with a schedule or a charter", answer_policy_check},
    {"print", "print a schedule as a commented file to begin from", answer_policy_print},
    {"fmt", "write a schedule in its canonical form", answer_policy_fmt},
    {"diff", "say what one schedule changes in another", answer_policy_diff},
    {"test", "run the tests that a schedule holds", answer_policy_test},
    {"explain", "explain the tax of an asset over a period, slice by slice", answer_policy_explain},
    {"schema", "print the JSON Schema of schedules, for editors", answer_policy_schema},
    {"plan", "keep a reform, its tests and its simulation in one file", answer_policy_plan},
    {"cite", "say how a result is cited, and how it is made again", answer_policy_cite},
    {"propose", "propose a schedule or a plan to a register", answer_policy_propose},
    {"approve", "approve a proposed schedule, as another person", answer_policy_approve},
    {"withdraw", "withdraw a schedule that nobody approved", answer_policy_withdraw},
    {"status", "show the schedules of a register, and how far each is", answer_policy_status},
    {"outcome", "show what was predicted of a schedule, and what happened", answer_policy_outcome},
});

/// One command of `quitrent policy` that prints as it goes. `run` gets the words after its name.
struct PrintingCommand {
  std::string_view name;
  std::string_view purpose;
  int (*run)(int argc, const char* const* argv);
};

constexpr auto kPrintingCommands = std::to_array<PrintingCommand>({
    {"simulate", "show what a new schedule would do to a register", run_simulate},
});

/// How often watched files are looked at.
constexpr std::chrono::milliseconds kBetweenLooks{200};

std::string usage() {
  std::string text = "usage: quitrent policy COMMAND [FLAGS]\n\n";
  const auto add = [&text](const auto& command) {
    text += fmt::format("  {:<9} {}\n", command.name, command.purpose);
  };
  std::ranges::for_each(kPolicyCommands, add);
  std::ranges::for_each(kPrintingCommands, add);
  return text + "\nquitrent policy COMMAND --help lists the flags of a command.\n";
}

Instant today() {
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Instant::from_seconds(
      std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
}

/// Whether what the words ask for is a file's text or JSON, which is printed as it is.
bool is_exact(const std::vector<std::string>& words) {
  constexpr std::array<std::string_view, 3> kFileTexts{"print", "fmt", "schema"};
  return words.empty() || std::ranges::find(kFileTexts, words.front()) != kFileTexts.end() ||
         std::ranges::find(words, "--json") != words.end();
}

/// Prints an answer. Texts of files, registers and servers do not act on a terminal.
int print(const CommandAnswer& answer, const std::vector<std::string>& words) {
  const std::string output = is_exact(words) ? answer.output : without_controls(answer.output);
  std::fputs(output.c_str(), stdout);
  std::fputs(without_controls(answer.fault).c_str(), stderr);
  return answer.exit_code;
}

/// When each of the named files was written last.
std::map<std::string, fs::file_time_type> written(const std::vector<std::string>& words) {
  std::map<std::string, fs::file_time_type> times;
  for (const std::string& word : words) {
    std::error_code error;
    if (!fs::is_regular_file(word, error)) continue;
    const auto time = fs::last_write_time(word, error);
    if (!error) times[word] = time;
  }
  return times;
}

[[noreturn]] void watch(const PolicyWords& asked) {
  for (;;) {
    const auto before = written(asked.words);
    print(answer_policy(asked), asked.words);
    std::fflush(stdout);
    while (written(asked.words) == before) std::this_thread::sleep_for(kBetweenLooks);
    std::fputc('\n', stdout);
  }
}

}  // namespace

CommandAnswer answer_policy(const PolicyWords& asked) {
  const std::string word = asked.words.empty() ? "" : asked.words.front();
  if (word == "--help" || word == "-h" || word == "help") {
    return {.exit_code = 0, .output = usage(), .fault = {}};
  }
  for (const PolicyCommand& command : kPolicyCommands) {
    if (command.name != word) continue;
    return command.answer({{asked.words.begin() + 1, asked.words.end()}, asked.today});
  }
  const std::string what = word.empty() ? "which command?" : "there is no command '" + word + "';";
  return {.exit_code = 2,
          .output = {},
          .fault = "quitrent policy: " + what + " quitrent policy --help lists them\n"};
}

int run_policy(int argc, const char* const* argv) {
  for (const PrintingCommand& command : kPrintingCommands) {
    if (argc > 0 && command.name == argv[0]) return command.run(argc - 1, argv + 1);
  }
  const PolicyWords asked{{argv, argv + argc}, today()};
  const bool is_watched = argc > 0 && asked.words.front() == "check" &&
                          std::ranges::find(asked.words, "--watch") != asked.words.end();
  const CommandAnswer first = answer_policy(asked);
  // Wrong flags do not become right by watching.
  if (is_watched && first.exit_code != 2) watch(asked);
  return print(first, asked.words);
}

}  // namespace quitrent
