// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <future>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

#include "market/state/books.hpp"

namespace quitrent::api {

struct PendingFiling;

/// What other threads leave for the writer: filings, and inquiries that it answers itself.
/// Thread-safe.
class WriterQueue {
 public:
  using Inquiry = std::packaged_task<void(const market::Books&)>;
  /// What the writer takes at a time.
  struct Taken {
    std::vector<PendingFiling*> filings = {};  ///< in the order in which they came
    std::optional<Inquiry> inquiry = {};
  };
  /// When the writer goes on although nothing is in the queue.
  struct Otherwise {
    std::function<bool()> has_work;                         ///< also asked after wake()
    std::optional<std::chrono::milliseconds> longest = {};  ///< the longest wait
  };

  /// At most `longest` filings wait.
  explicit WriterQueue(std::size_t longest) : longest_{longest} {}

  /// Takes a filing in. Throws Overloaded where too many wait, or where the queue is closed.
  void add(PendingFiling& filing);
  /// Takes an inquiry in. Throws Overloaded where the queue is closed.
  void add(Inquiry inquiry);
  /// Waits until something is in the queue, the queue is closed, or `otherwise` says so. Answers
  /// with at most `most` filings and at most one inquiry.
  Taken taken(std::size_t most, const Otherwise& otherwise);
  /// Lets the writer ask again whether it has other work.
  void wake() { filled_.notify_one(); }
  /// Takes nothing more in.
  void close();
  /// Whether the queue is closed and empty.
  bool is_over() const;
  /// How many filings wait.
  std::size_t waiting() const;

 private:
  void require_open() const;

  const std::size_t longest_;
  mutable std::mutex lock_;
  std::condition_variable filled_;
  std::vector<PendingFiling*> filings_;
  std::list<Inquiry> inquiries_;
  bool is_closed_ = false;
};

}  // namespace quitrent::api
