// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/policy_file.hpp"

#include <fmt/format.h>

#include "registry/vocabulary/sha256.hpp"
#include "tools/quitrent/policy_words.hpp"

namespace quitrent {
namespace {

[[noreturn]] void throw_faults(const std::string& path,
                               const std::vector<tax::ScheduleFault>& faults) {
  std::vector<std::string> lines;
  for (const tax::ScheduleFault& fault : faults) {
    lines.push_back(fmt::format("{}:{}:{}: {}", path, fault.line, fault.column, fault.what));
  }
  throw PolicyFault{std::move(lines)};
}

}  // namespace

PolicyFile read_policy_file(const std::string& path) {
  std::string text = policy_text(path);
  const Digest digest = sha256(text);
  return {.path = path, .digest = digest, .text = std::move(text)};
}

tax::Schedule schedule_in(const PolicyFile& file, Instant from) {
  auto schedule = tax::read_new_schedule(file.text);
  if (schedule && !schedule->effective) schedule = tax::read_new_schedule(file.text, from);
  if (!schedule) throw_faults(file.path, schedule.error());
  return *std::move(schedule);
}

tax::Charter charter_in(const std::string& path) {
  if (path.empty()) return {};
  auto charter = tax::read_charter(policy_text(path));
  if (!charter) throw_faults(path, charter.error());
  return *std::move(charter);
}

tax::BehaviourParameters behaviour_in(
    const tax::Schedule& schedule, const std::vector<std::pair<std::string, std::string>>& flags) {
  tax::BehaviourParameters parameters = schedule.behaviour;
  for (const auto& [key, text] : flags) {
    const auto fault = tax::set_behaviour(parameters, key, text);
    if (fault) throw PolicyFault{fmt::format("--{} {}", key, *fault)};
  }
  return parameters;
}

}  // namespace quitrent
