// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_print.hpp"

#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "market/state/schedule_views.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tax/schedule/canonical.hpp"
#include "tax/schedule/founding.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/quitrent/policy_remote.hpp"
#include "tools/simulation/policy_file.hpp"

namespace quitrent {
namespace {

/// The flags of the command line.
struct PrintFlags {
  bool is_founding = false;
  std::string charter, register_file, server;
};

void describe_print(CLI::App& app, PrintFlags& flags) {
  CLI::Option* const founding = app.add_flag("--founding", flags.is_founding,
                                             "print the founding schedule, as without this flag");
  app.add_option("--charter", flags.charter,
                 "the charter whose bounds are told; else that of the register, or the defaults")
      ->type_name("FILE");
  CLI::Option* const file =
      app.add_option("--register", flags.register_file,
                     "a register's file: print the schedule that is in force there")
          ->type_name("FILE")
          ->excludes(founding);
  app.add_option("--server", flags.server, "the same by a register's address")
      ->type_name("URL")
      ->excludes(founding)
      ->excludes(file);
}

/// The text without the line that states its first day.
std::string without_effective(const std::string& toml) {
  const tax::InspectedSchedule read = tax::inspect_schedule(toml);
  if (!read.schedule.effective) return toml;
  std::size_t begin = 0;
  for (int line = 1; line < read.schedule.positions.effective.line; ++line) {
    begin = toml.find('\n', begin) + 1;
  }
  const std::size_t end = toml.find('\n', begin);
  return toml.substr(0, begin) + (end == std::string::npos ? "" : toml.substr(end + 1));
}

CommandAnswer print_of_file(const PrintFlags& flags) {
  const auto folded = register_of_file(flags.register_file);
  const market::Books& books = folded->books;
  const market::ScheduleView view = market::schedule_in_force(books, folded->head.at);
  const tax::Charter charter =
      flags.charter.empty() ? books.acts().charter() : charter_in(flags.charter);
  const RecordedText recorded{
      .toml = *view.toml,
      .id = to_text(view.id),
      .register_name = fmt::format("entry {} of {}", folded->head.sequence, flags.register_file),
      .since = view.in_force_from.value_or(Instant{})};
  return {.exit_code = 0, .output = file_to_begin_from(recorded, charter), .fault = {}};
}

CommandAnswer print_of_server(const PrintFlags& flags) {
  const ServerFlags server{.server = flags.server};
  const std::vector<PublishedText> all = published_texts(server);
  const PublishedText& current = in_force_text(all);
  const tax::Charter charter =
      flags.charter.empty() ? charter_of_server(server) : charter_in(flags.charter);
  return {.exit_code = 0,
          .output = file_to_begin_from({.toml = current.toml,
                                        .id = current.id,
                                        .register_name = flags.server,
                                        .since = current.in_force_from},
                                       charter),
          .fault = {}};
}

}  // namespace

std::string file_to_begin_from(const RecordedText& recorded, const tax::Charter& charter) {
  std::string name;
  // A name cannot end the comment.
  for (const char letter : recorded.register_name) {
    name += static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f ? '?' : letter;
  }
  const std::string heading = fmt::format(
      "# In force since {}: {}, at {}.\n# A proposal names it as its baseline: {}\n",
      tax::stated_day(recorded.since), recorded.id, name, to_text(sha256(recorded.toml)));
  const auto text = commented_toml(heading + without_effective(recorded.toml), charter);
  if (!text) throw faults_of_file("schedule in force", text.error());
  return *text;
}

CommandAnswer answer_policy_print(const PolicyWords& asked) {
  PrintFlags flags;
  CLI::App app{
      "Print the founding schedule, or the schedule in force of a register, as a commented file to "
      "begin from.",
      "quitrent policy print"};
  describe_print(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    if (!flags.register_file.empty()) return print_of_file(flags);
    if (!flags.server.empty()) return print_of_server(flags);
    const auto text = commented_toml(tax::founding_schedule_toml(), charter_in(flags.charter));
    if (!text) throw faults_of_file("founding schedule", text.error());
    return {.exit_code = 0, .output = *text, .fault = {}};
  });
}

}  // namespace quitrent
