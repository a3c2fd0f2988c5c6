// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/connection_threads.hpp"

#include <system_error>
#include <utility>

namespace quitrent::api {

ConnectionThreads::ConnectionThreads(const HttpLimits& limits, ConnectionRegistry& registry)
    : most_{limits.threads + limits.waiting_connections}, registry_{registry} {
  try {
    while (threads_.size() < limits.threads) threads_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    end();
    throw;
  }
}

bool ConnectionThreads::take(std::function<void()> serve) {
  {
    const std::scoped_lock lock{lock_};
    if (ended_ || registry_.connections() >= most_) return false;
    waiting_.push_back(std::move(serve));
    registry_.accepted();
  }
  changed_.notify_one();
  return true;
}

void ConnectionThreads::end() {
  {
    const std::scoped_lock lock{lock_};
    ended_ = true;
  }
  changed_.notify_all();
  threads_.clear();
}

void ConnectionThreads::work() {
  std::unique_lock lock{lock_};
  for (;;) {
    changed_.wait(lock, [this] { return ended_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    const auto serve = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    serve();
    lock.lock();
  }
}

}  // namespace quitrent::api
