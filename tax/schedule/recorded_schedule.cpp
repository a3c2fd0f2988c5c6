// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/recorded_schedule.hpp"

#include <map>
#include <mutex>
#include <utility>

namespace quitrent::tax {
namespace {

/// The most schedules that are remembered. A register publishes a few in a year.
constexpr std::size_t kMostRemembered = 64;

struct Remembered {
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<const Schedule>> by_text;
};

Remembered& remembered() {
  static Remembered all;
  return all;
}

}  // namespace

std::shared_ptr<const Schedule> recorded_schedule(const std::string& toml) {
  Remembered& all = remembered();
  {
    const std::scoped_lock lock{all.mutex};
    if (const auto found = all.by_text.find(toml); found != all.by_text.end()) return found->second;
  }
  auto read = read_schedule(toml);
  if (!read) return nullptr;
  auto schedule = std::make_shared<const Schedule>(*std::move(read));
  const std::scoped_lock lock{all.mutex};
  if (all.by_text.size() >= kMostRemembered) all.by_text.erase(all.by_text.begin());
  all.by_text.emplace(toml, schedule);
  return schedule;
}

}  // namespace quitrent::tax
