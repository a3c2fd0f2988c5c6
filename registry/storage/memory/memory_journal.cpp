// SPDX-License-Identifier: EUPL-1.2
#include "registry/storage/memory/memory_journal.hpp"

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

/// What the journal and its readers share. Entries in the deque never move and never change, so a
/// reader needs the lock only to find their count and addresses.
struct SharedEntries {
  std::mutex mutex;
  std::deque<Entry> entries;
  std::vector<Snapshot> snapshots;  ///< at most two, the newer last
};

class MemoryReader : public JournalReader {
 public:
  explicit MemoryReader(std::shared_ptr<SharedEntries> shared) : shared_{std::move(shared)} {}

  void read(Sequence after, const std::function<bool(const Entry&)>& visit) override {
    for (const Entry* entry = at(after); entry != nullptr; entry = at(entry->sequence)) {
      if (!visit(*entry)) return;
    }
  }

  Sequence holding_public(std::uint64_t number) override {
    const std::lock_guard lock{shared_->mutex};
    const auto found = std::ranges::partition_point(shared_->entries, [number](const Entry& entry) {
      return entry.first_public + entry.public_count <= std::max<std::uint64_t>(number, 1);
    });
    return found == shared_->entries.end() ? 0 : found->sequence;
  }

  Sequence newest() override {
    const std::lock_guard lock{shared_->mutex};
    return shared_->entries.size();
  }

  std::vector<Sequence> snapshots() override {
    const std::lock_guard lock{shared_->mutex};
    std::vector<Sequence> found;
    for (const Snapshot& kept : shared_->snapshots) found.insert(found.begin(), kept.sequence);
    return found;
  }

  std::expected<Snapshot, std::string> snapshot(Sequence sequence) override {
    const std::lock_guard lock{shared_->mutex};
    const auto found = std::ranges::find(shared_->snapshots, sequence, &Snapshot::sequence);
    if (found == shared_->snapshots.end()) return std::unexpected("is gone");
    return *found;
  }

 private:
  const Entry* at(Sequence after) {
    const std::lock_guard lock{shared_->mutex};
    return after < shared_->entries.size() ? &shared_->entries[after] : nullptr;
  }

  std::shared_ptr<SharedEntries> shared_;
};

class MemoryJournal : public Journal {
 public:
  void append(std::span<const Entry> entries) override {
    const std::lock_guard lock{shared_->mutex};
    for (const Entry& entry : entries) {
      ensure(entry.sequence == head_.sequence + 1 && entry.first_public == head_.next_public,
             "appended entries are linked to the head");
      head_ = {entry.sequence, entry.at, entry.first_public + entry.public_count, entry.digest};
      shared_->entries.push_back(entry);
    }
  }

  Head head() const override { return head_; }

  std::unique_ptr<JournalReader> reader() override {
    return std::make_unique<MemoryReader>(shared_);
  }

  void keep_snapshot(const Snapshot& snapshot) override {
    const std::lock_guard lock{shared_->mutex};
    auto& kept = shared_->snapshots;
    std::erase_if(kept, [&](const Snapshot& old) { return old.sequence == snapshot.sequence; });
    kept.push_back(snapshot);
    std::ranges::sort(kept, {}, &Snapshot::sequence);
    if (kept.size() > 2) kept.erase(kept.begin());
  }

 private:
  std::shared_ptr<SharedEntries> shared_ = std::make_shared<SharedEntries>();
  Head head_;
};

}  // namespace

std::unique_ptr<Journal> open_memory_journal() { return std::make_unique<MemoryJournal>(); }

}  // namespace quitrent
