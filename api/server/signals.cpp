// SPDX-License-Identifier: EUPL-1.2
#include "api/server/signals.hpp"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>
#include <utility>

namespace quitrent {
namespace {

/// Wakes the watching thread when there is nothing left to watch for.
constexpr int kWake = SIGUSR1;

sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, kWake);
  return set;
}

}  // namespace

EndSignals::EndSignals() {
  const sigset_t set = watched_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  watching_ = std::thread{[this] { watch(); }};
}

EndSignals::~EndSignals() {
  over_ = true;
  pthread_kill(watching_.native_handle(), kWake);
  watching_.join();
}

void EndSignals::call(std::function<void()> end) {
  const std::scoped_lock lock{setting_};
  end_ = std::move(end);
}

void EndSignals::watch() {
  const sigset_t set = watched_signals();
  while (!over_) {
    int signal = 0;
    if (sigwait(&set, &signal) != 0 || signal == kWake) continue;
    const std::scoped_lock lock{setting_};
    // Before it serves, the process has nothing of its own that is not on the disk.
    if (!end_) ::_exit(0);
    std::exchange(end_, [] {})();
  }
}

}  // namespace quitrent
