// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_words.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <istream>
#include <system_error>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/http/protocol/limits.hpp"
#include "api/settings/flag_faults.hpp"

namespace quitrent {
namespace {

CommandAnswer failed(const CLI::App& app, const std::vector<std::string>& lines) {
  CommandAnswer answer{.exit_code = 2, .output = {}, .fault = {}};
  for (const std::string& line : lines) {
    answer.fault += fmt::format("{}: {}\n", app.get_name(), api::in_one_line(line));
  }
  return answer;
}

/// Everything that a stream holds, up to one byte above the limit.
std::string limited_text(std::istream& stream) {
  std::string text(largest_policy_file() + 1, '\0');
  stream.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(stream.gcount()));
  return text;
}

}  // namespace

std::size_t largest_policy_file() { return api::HttpLimits{}.body; }

CommandAnswer answered(CLI::App& app, const PolicyWords& asked,
                       const std::function<CommandAnswer()>& run) {
  // CLI11 takes the words last first.
  std::vector<std::string> words = asked.words;
  std::ranges::reverse(words);
  try {
    app.parse(words);
    return run();
  } catch (const CLI::CallForHelp&) {
    return {.exit_code = 0, .output = app.help(), .fault = {}};
  } catch (const CLI::ParseError& wrong) {
    return failed(app, {api::flag_fault(app, wrong)});
  } catch (const PolicyFault& wrong) {
    return failed(app, wrong.lines());
  }
}

std::string policy_text(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw PolicyFault{path + ": is a folder, where a file is needed"};
  }
  std::string text;
  if (path == "-") {
    text = limited_text(std::cin);
  } else {
    std::ifstream file{path, std::ios::binary};
    if (!file) throw PolicyFault{path + ": cannot be read"};
    text = limited_text(file);
    if (file.bad()) throw PolicyFault{path + ": cannot be read"};
  }
  if (text.size() > largest_policy_file()) {
    throw PolicyFault{fmt::format("{}: is larger than {} KiB, the most that a register takes", path,
                                  largest_policy_file() / 1024)};
  }
  if (text.contains('\0')) throw PolicyFault{path + ": holds a NUL: it is no text"};
  return text;
}

std::string finding_line(const std::string& path, const tax::ScheduleFault& finding) {
  return fmt::format("{}:{}:{}: {}: {}\n", path, finding.line, finding.column,
                     to_text(finding.severity), api::in_one_line(finding.what));
}

PolicyFault faults_of_file(const std::string& path, const std::vector<tax::ScheduleFault>& faults) {
  std::vector<std::string> lines;
  for (const tax::ScheduleFault& fault : faults) {
    lines.push_back(fmt::format("{}:{}:{}: {}", path, fault.line, fault.column, fault.what));
  }
  return PolicyFault{std::move(lines)};
}

tax::Schedule schedule_of_file(const std::string& path) {
  tax::InspectedSchedule read = tax::inspect_schedule(policy_text(path));
  if (!read.faults.empty()) throw faults_of_file(path, read.faults);
  return std::move(read.schedule);
}

Instant day_of_flag(std::string_view flag, const std::string& written) {
  const auto day = parse_day(written);
  if (!day) throw PolicyFault{std::string{flag} + " is no day, such as 2026-01-01"};
  return *day;
}

std::optional<Instant> instant_of_flag(std::string_view flag, const std::string& written) {
  if (written.empty()) return std::nullopt;
  const auto found = written.contains('T') ? parse_instant(written) : parse_day(written);
  if (!found) {
    throw PolicyFault{fmt::format("{} {}: must be a day such as 2027-01-01", flag, written)};
  }
  return found;
}

void refuse_overwriting(std::string_view flag, const std::string& output,
                        const std::vector<std::string>& inputs) {
  std::error_code error;
  for (const std::string& input : inputs) {
    if (output.empty() || !std::filesystem::equivalent(output, input, error)) continue;
    throw PolicyFault{
        fmt::format("{} {}: is read by this command; name another file", flag, output)};
  }
}

void replace_file(const std::string& path, const std::string& text) {
  namespace fs = std::filesystem;
  // A link stays a link.
  std::error_code error;
  const fs::path target = fs::is_symlink(path, error) ? fs::canonical(path, error) : fs::path{path};
  const bool exists = fs::exists(target, error);
  if (exists && !fs::is_regular_file(target, error)) {
    throw PolicyFault{path + ": is no file that can be replaced"};
  }
  const fs::path draft = target.string() + ".new";
  std::ofstream{draft, std::ios::binary} << text;
  const bool is_written = fs::file_size(draft, error) == text.size() && !error;
  if (is_written && exists) fs::permissions(draft, fs::status(target, error).permissions(), error);
  if (is_written) fs::rename(draft, target, error);
  if (!is_written || error) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    throw PolicyFault{path + ": cannot be written"};
  }
}

}  // namespace quitrent
