// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

#include "api/engine/completion.hpp"
#include "api/engine/engine.hpp"
#include "api/engine/folded_journal.hpp"
#include "api/engine/forecasts.hpp"
#include "api/engine/private_part.hpp"
#include "api/engine/snapshotter.hpp"
#include "api/engine/writer_queue.hpp"
#include "market/decide.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"

namespace quitrent::api {

/// Stands for the second of the first due change where no change is due; later than every second.
/// Unit: s since 1970.
inline constexpr std::int64_t kNothingDue = kEndOfTime.seconds() + 1;

/// A submission in the queue or in work. It is on the stack of the thread that filed it.
struct PendingFiling {
  Submission* submission = nullptr;
  Completion* answered = nullptr;  ///< released once `outcome` is final; outlives this object
  Outcome<Reply> outcome = Reply{};
  std::optional<FilingStop> stopped = {};  ///< why it was not decided
};

/// One group of entries that become durable together: an overlay over the committed books.
struct Group {
  explicit Group(const market::Books& committed) : books{committed} {}
  market::Books books;
  std::vector<Entry> entries;
  std::vector<PendingFiling*> done;  ///< to be answered once the group is durable
};

/// The writer's thread and its state.
struct Engine::Writer {
  /// Idle until start().
  Writer(Engine& owner, Journal& entries, Clock& time, EngineLimits bounds);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Ends the thread once the queue is empty.
  ~Writer();

  /// The newest second whose due changes are all committed.
  Instant as_of() const;
  /// Where an outage is not committed yet: waits until it is, at most one second.
  void await_outage();
  /// The answer that the committed entry holds, as it was first given. Throws FilingsStopped where
  /// the entry is damaged.
  Reply kept_reply(Sequence at);

  Engine& engine;
  Journal& journal;
  Clock& clock;
  EngineLimits limits;                             ///< does not change once the thread runs
  std::function<void(Sequence newest)> committed;  ///< see EngineCalls
  KeyedDigest keyed_digest;                        ///< see EngineCalls; never empty
  std::unique_ptr<FoldedJournal> state;  ///< its books are committed, under the engine's lock
  market::DueQueue due;
  CommittedHead committed_head;  ///< under the engine's lock

  // What readers may read without the lock of the books.
  std::atomic<Sequence> sequence{0};
  std::atomic<std::uint64_t> next_public{1};
  std::atomic<std::int64_t> first_due_s{kNothingDue};
  std::atomic<std::int64_t> newest_s{0};  // second of the newest committed entry

  WriterQueue queue;

  /// Adds facts that start() records behind those of the limits.
  void add_first_facts(std::vector<market::Event> facts);
  /// Takes over the replayed state and starts the thread. Waits until the thread has brought about
  /// what fell due before the start.
  void start(std::unique_ptr<FoldedJournal> folded, std::unique_ptr<Snapshotter> snapshotter);

 private:
  void run();
  /// Whether the newest entry is so old that the time since then counts as an outage, which is not
  /// committed yet.
  bool is_silent() const;
  WriterQueue::Taken taken();
  void work(std::span<PendingFiling* const> filings);
  /// Decides the filing at second `now`. All changes due up to `now` have been brought about.
  void consider(Group& group, PendingFiling& pending, Instant now);
  /// Applies a decision to the group, renders its answer and makes its entry at second `at`.
  void record(Group& group, PendingFiling& pending, const market::Decision& decision, Instant at);
  void reschedule(const Group& group, std::span<const market::Event> events);
  /// Computes the next change of every asset anew, from the committed books.
  void reschedule_all();
  /// The next entry, which holds these events and is linked to the newest entry. Where `part` has
  /// no seed, the entry gets a blinding.
  Entry next_entry(Instant at, std::span<const market::Event> events, PrivatePart part = {});
  /// The blinding of an entry: nobody can compute it without the register's secret.
  Seed blinding_of(Sequence entry) const;
  /// Makes linked entries durable. Ends the process where the journal fails.
  void keep(std::span<const Entry> entries);
  /// Makes the forecasts of one slice of assets anew, so that filings wait for one slice at most.
  void forecast_slice();
  /// Makes the group durable, merges it into the committed books and answers its filings.
  void commit(Group& group);
  /// Commits the group and begins another.
  void renew(std::unique_ptr<Group>& group);
  void publish_figures();

  // Time-driven changes.
  /// The clock's second, but never earlier than the newest entry.
  Instant present() const;
  /// Brings the register up to the present second and returns that second. First it records an
  /// outage, then it brings about all that is due, then it makes a heartbeat entry, each where one
  /// is needed.
  Instant caught_up(std::unique_ptr<Group>& group);
  /// The first change that falls due in these books.
  std::optional<market::DueChange> first_due(const market::Books& books) const;
  /// Brings about, in the one order of the whole register, all that is due up to `until`.
  void bring_about_due(std::unique_ptr<Group>& group, Instant until);
  /// Commits a slice of a recorded profile, so that readers wait for one slice at most. The filings
  /// of the group are answered later.
  void commit_slice(std::unique_ptr<Group>& group);
  /// Records facts about every asset, in one entry that holds nothing else, and applies them
  /// directly to the committed books. An overlay of every row would take as much memory as the
  /// register, and more time.
  void record_for_all(std::unique_ptr<Group>& group, Instant at,
                      const std::vector<market::Event>& events);
  /// Carries out a filing that moves the clock of a sandbox.
  void move_clock(std::unique_ptr<Group>& group, PendingFiling& pending);

  Forecasts forecasts_;
  std::mutex reader_lock_;                 // for kept_reply
  std::unique_ptr<JournalReader> reader_;  // made when first needed
  Completion begun_;  // released once what fell due before the start is durable
  std::unique_ptr<Snapshotter> snapshotter_;
  std::jthread thread_;
};

}  // namespace quitrent::api
