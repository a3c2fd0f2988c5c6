// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/writer_queue.hpp"

#include <utility>

#include "api/engine/engine.hpp"

namespace quitrent::api {

void WriterQueue::add(PendingFiling& filing) {
  {
    const std::scoped_lock lock{lock_};
    require_open();
    if (filings_.size() >= longest_) throw Overloaded("too many filings are waiting");
    filings_.push_back(&filing);
  }
  filled_.notify_one();
}

void WriterQueue::add(Inquiry inquiry) {
  // Made before the lock is taken: the calling thread may have a low priority.
  std::list<Inquiry> added;
  added.push_back(std::move(inquiry));
  {
    const std::scoped_lock lock{lock_};
    require_open();
    inquiries_.splice(inquiries_.end(), added);
  }
  filled_.notify_one();
}

WriterQueue::Taken WriterQueue::taken(std::size_t most, const Otherwise& otherwise) {
  std::unique_lock lock{lock_};
  const auto filled = [&] {
    return is_closed_ || !filings_.empty() || !inquiries_.empty() || otherwise.has_work();
  };
  if (otherwise.longest) {
    filled_.wait_for(lock, *otherwise.longest, filled);
  } else {
    filled_.wait(lock, filled);
  }
  Taken taken;
  if (filings_.size() <= most) {
    taken.filings.swap(filings_);
  } else {
    const auto end = filings_.begin() + static_cast<std::ptrdiff_t>(most);
    taken.filings.assign(filings_.begin(), end);
    filings_.erase(filings_.begin(), end);
  }
  if (!inquiries_.empty()) {
    taken.inquiry = std::move(inquiries_.front());
    inquiries_.pop_front();
  }
  return taken;
}

void WriterQueue::close() {
  {
    const std::scoped_lock lock{lock_};
    is_closed_ = true;
  }
  filled_.notify_all();
}

bool WriterQueue::is_over() const {
  const std::scoped_lock lock{lock_};
  return is_closed_ && filings_.empty() && inquiries_.empty();
}

std::size_t WriterQueue::waiting() const {
  const std::scoped_lock lock{lock_};
  return filings_.size();
}

void WriterQueue::require_open() const {
  if (is_closed_) throw Overloaded("the engine is closing");
}

}  // namespace quitrent::api
