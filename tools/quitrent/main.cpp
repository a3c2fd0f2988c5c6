// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <cstdio>
#include <string_view>

#include "api/server/last_line.hpp"
#include "api/server/server.hpp"
#include "api/settings/flag_faults.hpp"
#include "tools/import/import_debian.hpp"
#include "tools/quitrent/degree_command.hpp"
#include "tools/quitrent/journal_command.hpp"
#include "tools/quitrent/policy_command.hpp"
#include "tools/quitrent/standard_streams.hpp"
#include "tools/quitrent/verify_command.hpp"

namespace quitrent {
namespace {

/// One subcommand of `quitrent`. `run` gets the words after it and answers with the exit code.
struct Command {
  std::string_view name;
  std::string_view purpose;
  int (*run)(int argc, const char* const* argv);
};

constexpr auto kCommands = std::to_array<Command>({
    {"serve", "serve a register over HTTP", api::run_serve},
    {"import", "register the software installed on this machine", run_import},
    {"degree", "settle and explain the degree of terms", run_degree},
    {"policy", "check, compare and explain a tax schedule in a file", run_policy},
    {"verify", "check a register from its first entry on", run_verify},
    {"journal", "show what a journal holds, or replay it up to an entry", run_journal},
});

void print_usage(std::FILE* out) {
  std::fputs("usage: quitrent COMMAND [FLAGS]\n\n", out);
  for (const Command& command : kCommands) {
    std::fprintf(out, "  %-8.*s %.*s\n", static_cast<int>(command.name.size()), command.name.data(),
                 static_cast<int>(command.purpose.size()), command.purpose.data());
  }
  std::fputs("\nquitrent COMMAND --help lists the flags of a command.\n", out);
}

int run(int argc, const char* const* argv) {
  const std::string_view word = argc > 1 ? argv[1] : "";
  if (word == "--help" || word == "-h" || word == "help") {
    print_usage(stdout);
    return 0;
  }
  if (word == "--version") {
    std::puts("quitrent " QUITRENT_VERSION);
    return 0;
  }
  for (const Command& command : kCommands) {
    if (command.name == word) return command.run(argc - 2, argv + 2);
  }
  if (word.empty()) {
    std::fputs("quitrent: which command? quitrent --help lists them\n", stderr);
  } else {
    std::fprintf(stderr, "quitrent: there is no command '%s'; quitrent --help lists them\n",
                 api::in_one_line(argv[1]).c_str());
  }
  return 2;
}

}  // namespace
}  // namespace quitrent

int main(int argc, char** argv) {
  quitrent::occupy_standard_streams();
  quitrent::api::end_with_a_line();
  return quitrent::closed_output(quitrent::run(argc, argv));
}
