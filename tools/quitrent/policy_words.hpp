// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "registry/vocabulary/instant.hpp"
#include "tax/schedule/schedule.hpp"
#include "tools/quitrent/degree_command.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's name
class App;
}  // namespace CLI

namespace quitrent {

/// The words of one command of `quitrent policy`, and the day on which it runs.
struct PolicyWords {
  std::vector<std::string> words;  ///< after the name of the command
  Instant today;                   ///< the first second of the day, in UTC
};

/// A wrong flag or file, which ends a command with exit code 2.
class PolicyFault : public std::runtime_error {
 public:
  /// One line without a full stop.
  explicit PolicyFault(const std::string& line) : PolicyFault{std::vector{line}} {}
  /// At least one line.
  explicit PolicyFault(std::vector<std::string> lines)
      : std::runtime_error{lines.front()}, lines_{std::move(lines)} {}
  /// The lines to print.
  const std::vector<std::string>& lines() const { return lines_; }

 private:
  std::vector<std::string> lines_;
};

/// The largest file of a policy: as large as the body of a request may be. Unit: bytes.
std::size_t largest_policy_file();

/// Reads the flags into `app`, runs a command, and answers with 2 and a line for each fault where
/// the flags are wrong or the command throws PolicyFault.
CommandAnswer answered(CLI::App& app, const PolicyWords& asked,
                       const std::function<CommandAnswer()>& run);

/// The text of a file; `-` is standard input. Throws PolicyFault where it cannot be read, is larger
/// than largest_policy_file(), or holds a NUL.
std::string policy_text(const std::string& path);

/// `file:line:column: error: what`, with its line break.
std::string finding_line(const std::string& path, const tax::ScheduleFault& finding);

/// What is wrong with a file: one line for each fault, `file:line:column: what`. Requires a fault.
PolicyFault faults_of_file(const std::string& path, const std::vector<tax::ScheduleFault>& faults);

/// The schedule of a file, without a fault. Throws PolicyFault with a line for each fault.
tax::Schedule schedule_of_file(const std::string& path);

/// The day that a flag states. Throws PolicyFault, which names the flag.
Instant day_of_flag(std::string_view flag, const std::string& written);
/// The day or instant that a flag states; nothing where it is empty. Throws PolicyFault.
std::optional<Instant> instant_of_flag(std::string_view flag, const std::string& written);

/// Refuses an output that is one of the files that a command reads, under whatever name: throws
/// PolicyFault, which names `flag`. Empty names are no files.
void refuse_overwriting(std::string_view flag, const std::string& output,
                        const std::vector<std::string>& inputs);

/// Makes a file, or replaces it as a whole: whoever reads it meanwhile finds the earlier text or
/// the new one. Throws PolicyFault.
void replace_file(const std::string& path, const std::string& text);

}  // namespace quitrent
