// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <condition_variable>
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
#include "market/decide.hpp"
#include "market/due/changes.hpp"
#include "market/due/due_queue.hpp"

namespace quitrent::api {

/// The second of the first due change where there is none: after every second. Unit: s since 1970.
inline constexpr std::int64_t kNothingDue = kEndOfTime.seconds() + 1;

/// A submission on its way; lives on the stack of the thread that filed it.
struct PendingFiling {
  Submission* submission = nullptr;
  Completion* answered = nullptr;  ///< released once `outcome` is sure; outlives this
  Outcome<Reply> outcome = Reply{};
  std::optional<FilingStop> stopped = {};  ///< why it was not looked at
};

/// One group of entries that become durable together: an overlay over the committed books.
struct Group {
  explicit Group(const market::Books& committed) : books{committed} {}
  market::Books books;
  std::vector<Entry> entries;
  std::vector<PendingFiling*> done;  ///< to be answered once the group is durable
};

/// The writer's thread and all that it alone touches.
struct Engine::Writer {
  /// Idle until start().
  Writer(Engine& owner, Journal& entries, Clock& time, EngineLimits bounds);
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  /// Ends the thread once the queue is empty.
  ~Writer();

  /// Takes a filing into the queue; throws Overloaded.
  void enqueue(PendingFiling& pending);
  /// The newest second whose due changes are all committed.
  Instant as_of() const;
  /// Where a silence is not recorded yet: waits until it is, a second at most.
  void await_outage();
  /// The committed entry's answer as it was given first.
  Reply kept_reply(Sequence at);

  Engine& engine;
  Journal& journal;
  Clock& clock;
  const EngineLimits limits;
  std::function<void(Sequence newest)> committed;  ///< see EngineCalls
  KeyedDigest keyed_digest;                        ///< likewise; never empty
  std::unique_ptr<FoldedJournal> state;            ///< committed; its books under the engine's lock
  market::DueQueue due;

  // What readers may see without the books.
  std::atomic<Sequence> sequence{0};
  std::atomic<std::uint64_t> next_public{1};
  std::atomic<std::int64_t> first_due_s{kNothingDue};
  std::atomic<std::int64_t> newest_s{0};  // second of the newest committed entry

  mutable std::mutex queue_lock;
  std::condition_variable queue_filled;
  std::vector<PendingFiling*> queue;
  bool closing = false;

  /// Takes over the replayed state and starts the thread; waits until it has brought about what
  /// fell due before.
  void start(std::unique_ptr<FoldedJournal> folded, std::unique_ptr<Snapshotter> snapshotter);

 private:
  void run();
  /// Whether the register was down, or stopped, for so long that it counts as an outage, and that
  /// is not committed yet.
  bool is_silent() const;
  std::vector<PendingFiling*> taken();
  void work(std::span<PendingFiling* const> filings);
  /// Decides the filing at second `now`, up to which the register is brought.
  void consider(Group& group, PendingFiling& pending, Instant now);
  /// Applies a decision to the group, renders its answer and enters it at second `at`.
  void record(Group& group, PendingFiling& pending, const market::Decision& decision, Instant at);
  void reschedule(const Group& group, std::span<const market::Event> events);
  /// Reckons the next change of every asset anew, from the committed books.
  void reschedule_all();
  /// The next entry, of these facts and linked to the newest; time's own where `part` has no seed,
  /// and blinded then.
  Entry next_entry(Instant at, std::span<const market::Event> events, PrivatePart part = {});
  /// What nobody without the register's secret can guess about this entry.
  Seed blinding_of(Sequence entry) const;
  /// Makes linked entries durable. Ends the process where the journal fails.
  void keep(std::span<const Entry> entries);
  /// Forecasts one slice of them anew, so that filings wait for one slice at most.
  void forecast_slice();
  /// Makes the group durable, merges it, answers.
  void commit(Group& group);
  /// Makes room for what follows: commits the group and begins another.
  void renew(std::unique_ptr<Group>& group);
  void publish_figures();

  // What time alone brings about.
  /// The clock's second, but never before the newest entry.
  Instant present() const;
  /// Brings the register up to the present second, which is the answer: an outage first, then all
  /// that is due, then a sign of life.
  Instant caught_up(std::unique_ptr<Group>& group);
  /// The first due change of all, the newest entry and the group included.
  std::optional<market::DueChange> first_due(const market::Books& books) const;
  /// Brings about, in the one global order, all that is due up to `until`.
  void bring_about_due(std::unique_ptr<Group>& group, Instant until);
  /// Records facts about every asset: in an entry of their own, applied to the committed books as
  /// they are. An overlay of every row would take as much memory as the register, and more time.
  void record_for_all(std::unique_ptr<Group>& group, Instant at,
                      const std::vector<market::Event>& events);
  void move_clock(std::unique_ptr<Group>& group, PendingFiling& pending);

  Forecasts forecasts_;
  std::mutex reader_lock_;                 // for kept_reply
  std::unique_ptr<JournalReader> reader_;  // made when first needed
  Completion begun_;                       // opened once what fell due before the start is durable
  std::unique_ptr<Snapshotter> snapshotter_;
  std::jthread thread_;
};

}  // namespace quitrent::api
