// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_format.hpp"

#include <CLI/CLI.hpp>

#include "tax/schedule/canonical.hpp"

namespace quitrent {

CommandAnswer answer_policy_fmt(const PolicyWords& asked) {
  std::string file;
  bool is_checked = false;
  bool is_written = false;
  CLI::App app{"Write a schedule in its canonical form; comments are kept.", "quitrent policy fmt"};
  app.add_option("file", file, "the schedule; - reads standard input")
      ->type_name("FILE")
      ->required();
  CLI::Option* const check =
      app.add_flag("--check", is_checked, "only tell whether the file has its canonical form");
  app.add_flag("--write", is_written, "replace the file")->excludes(check);
  return answered(app, asked, [&]() -> CommandAnswer {
    const std::string text = policy_text(file);
    const auto canonical = tax::canonical_toml(text);
    if (!canonical) throw faults_of_file(file, canonical.error());
    if (is_checked && *canonical != text) {
      return {.exit_code = 1, .output = file + ": is not in its canonical form\n", .fault = {}};
    }
    if (is_checked) return {};
    if (!is_written) return {.exit_code = 0, .output = *canonical, .fault = {}};
    if (file == "-") throw PolicyFault{"standard input cannot be written: leave --write out"};
    if (*canonical != text) replace_file(file, *canonical);
    return {};
  });
}

}  // namespace quitrent
