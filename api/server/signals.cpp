// SPDX-License-Identifier: EUPL-1.2
#include "api/server/signals.hpp"

#include <pthread.h>
#include <signal.h>
#include <string_view>
#include <time.h>
#include <unistd.h>

namespace quitrent::api {
namespace {

/// Wakes the watching thread when it must end.
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

void EndSignals::call(std::function<void()> end, std::chrono::seconds at_most) {
  const std::scoped_lock lock{setting_};
  end_ = std::move(end);
  at_most_ = at_most;
}

void EndSignals::watch() {
  const sigset_t set = watched_signals();
  while (!over_) {
    int signal = 0;
    if (sigwait(&set, &signal) != 0 || signal == kWake) continue;
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::now();
    {
      const std::scoped_lock lock{setting_};
      // Before the process serves, all that counts is on the disk.
      if (!end_) ::_exit(0);
      until += at_most_;
      end_();
    }
    end_in_time(until);
  }
}

void EndSignals::end_in_time(std::chrono::steady_clock::time_point until) const {
  const sigset_t set = watched_signals();
  while (!over_) {
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    const timespec pause{.tv_sec = left.count() / 1'000,
                         .tv_nsec = left.count() % 1'000 * 1'000'000};
    sigtimedwait(&set, nullptr, &pause);
  }
  if (over_) return;
  constexpr std::string_view line =
      "quitrent: ended without waiting any longer; all that was acknowledged is safe\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
  ::_exit(0);
}

}  // namespace quitrent::api
