// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_format.hpp"

#include <filesystem>
#include <fstream>

#include <CLI/CLI.hpp>

#include "tax/schedule/canonical.hpp"

namespace quitrent {
namespace {

/// Replaces a file as a whole: whoever reads it meanwhile finds the earlier text or the new one.
void replace_file(const std::string& path, const std::string& text) {
  namespace fs = std::filesystem;
  // A link stays a link.
  std::error_code error;
  const fs::path target = fs::is_symlink(path, error) ? fs::canonical(path, error) : fs::path{path};
  const fs::path draft = target.string() + ".new";
  std::ofstream{draft, std::ios::binary} << text;
  const bool is_written = fs::file_size(draft, error) == text.size() && !error;
  if (is_written) fs::permissions(draft, fs::status(target, error).permissions(), error);
  if (is_written) fs::rename(draft, target, error);
  if (!is_written || error) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    throw PolicyFault{path + ": cannot be written"};
  }
}

}  // namespace

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
