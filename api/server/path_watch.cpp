// SPDX-License-Identifier: EUPL-1.2
#include "api/server/path_watch.hpp"

#include <atomic>
#include <chrono>
#include <unistd.h>

#include "api/server/last_line.hpp"
#include "api/server/log.hpp"

namespace quitrent::api {
namespace {

constexpr std::chrono::seconds kBetweenLooks{1};
}  // namespace

void end_misplaced(std::string_view what) {
  // Several threads may find it at once: only one speaks.
  static std::atomic_flag spoken;
  if (spoken.test_and_set()) {
    for (;;) ::pause();
  }
  say(what);
  ::_exit(kMachineFault);
}

PathWatch::PathWatch(Journal& journal)
    : journal_{journal}, thread_{[this](const std::stop_token& stop) { watch(stop); }} {}

void PathWatch::watch(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      journal_.check_in_place();
    } catch (const JournalMisplaced& fault) {
      end_misplaced(fault.what());
    }
    std::unique_lock lock{waiting_};
    stopped_.wait_for(lock, stop, kBetweenLooks, [] { return false; });
  }
}

}  // namespace quitrent::api
