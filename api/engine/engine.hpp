// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "api/engine/asset_changes.hpp"
#include "api/engine/clock.hpp"
#include "api/engine/filing_stop.hpp"
#include "api/engine/kept_answers.hpp"
#include "market/event.hpp"
#include "market/filing.hpp"
#include "market/receipt.hpp"
#include "market/state/books.hpp"
#include "registry/journal/journal.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/outcome.hpp"
#include "registry/vocabulary/writer_first_lock.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::api {

/// Makes the body of an answer from the books as the filing left them. Called by the writer before
/// the filing is durable, so it must be quick, must not wait and must not throw.
using Render =
    std::function<std::string(const market::Books& after, const market::Receipt&, Instant now)>;

/// Identifies a repeated request. Source: API.md, Conventions.
struct RepeatKey {
  std::string key;  ///< the client's Idempotency-Key, 1 to 255 bytes; each caller has its own keys
  Digest fingerprint;  ///< over method, path and body
};

/// A filing, and how its answer is made and kept.
struct Submission {
  market::Filing filing;
  Render render;                        ///< where empty, the body of the answer is empty
  std::optional<RepeatKey> repeat_key;  ///< without it the answer is not kept
};

/// The answer to an accepted filing. It is durable.
struct Reply {
  std::string body = {};  ///< what `render` made, now or when the filing was first accepted
  bool replayed = false;  ///< true: accepted earlier under the same key; nothing happened now
  Seed seed = {};         ///< of the filing as it was accepted
  Instant at = {};        ///< the filing's second
  Sequence sequence = 0;  ///< its journal entry
};

/// The engine's queue is full, or the engine is closing. Nothing was recorded; the caller may try
/// again after a second.
class Overloaded : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The limits of the engine, and what it decides by. Each has a default.
struct EngineLimits {
  std::size_t queue = 10'000;            ///< most filings that wait; one more throws Overloaded
  std::size_t batch = 1'000;             ///< most entries of one commit
  Duration answers_kept = kAnswersKept;  ///< how long a repeated key is answered
  /// Most answers kept for one party; each takes about 140 bytes of memory. A filing whose answer
  /// would exceed this is refused (too-many-kept-answers); it may be sent again without a key.
  std::size_t answers_a_party = 250'000;
  Sequence snapshot_every = 500'000;  ///< entries between snapshots
  /// With a real clock: when the newest entry is this old, an entry without facts follows it.
  Duration heartbeat = Duration::from_seconds(60);
  /// With a real clock: when the newest entry is older than this, the time since then counts as an
  /// outage. Source: MECHANISM.md, section 7.
  Duration longest_silence = Duration::from_seconds(2 * 60);
  const tax::LicenceTable* licences = &tax::founding_licences();  ///< must outlive the engine
  /// Public facts about the register as a whole that this start records. They become durable before
  /// anything else happens, in one entry at the second of the newest entry.
  std::vector<market::Event> first_facts = {};
};

/// Key figures of the register at one moment.
struct EngineStatus {
  Sequence sequence = 0;          ///< newest committed entry
  std::uint64_t next_public = 1;  ///< number of the next public event
  Instant as_of = {};             ///< newest second whose due changes are all committed
  std::size_t waiting = 0;        ///< filings in the queue
  Ordinal assets = 0;
  Ordinal parties = 0;
};

/// The entry that the committed books end with.
struct CommittedHead {
  Sequence sequence = 0;
  Instant at = {};
  Digest digest = {};  ///< of the chain after it
};

/// Functions that the engine calls.
struct EngineCalls {
  /// Called in the writer's thread, once the entries up to `newest` are durable and merged into the
  /// committed books. Wakes the threads that follow the journal; must return at once.
  std::function<void(Sequence newest)> committed = {};
  /// Called while the journal is replayed, with the number of entries done and of all entries.
  std::function<void(Sequence done, Sequence all)> replayed = {};
  /// Called once the journal is replayed and before anything is written, with the books and the end
  /// of the journal. An exception from it ends the start and leaves the journal unchanged.
  std::function<void(const market::Books& books, const Head& head)> check = {};
  /// Called once after `check` with the same books. Answers with facts that this start records
  /// behind EngineLimits::first_facts. May be empty.
  std::function<std::vector<market::Event>(const market::Books& books)> first_facts = {};
  /// Makes a digest under the register's secret, for what only the register itself may make or
  /// check. Thread-safe. Where empty: plain SHA-256 over purpose, NUL and bytes, for tests.
  KeyedDigest keyed_digest = {};
  /// Whether `bytes` may be written beside the journal now. Where it answers false, no snapshot is
  /// made. Called from any thread. Where empty, there is always room.
  std::function<bool(std::uint64_t bytes)> has_room = {};
  /// Receives, in one line, what the operator should know. Called from any thread. May be empty.
  std::function<void(std::string_view)> complain = {};
  /// Stops filings; shared with other parts of the program that can outlive the engine. Where
  /// empty, the engine makes its own, which reports to `complain`.
  std::shared_ptr<FilingStops> stops = {};
};

/// The one writer of the register. It takes filings from any thread, decides them one after the
/// other in the writer's thread, makes them durable in groups, and answers only then. Readers see
/// committed books only. A failed commit ends the process with exit code 70.
/// Source: DESIGN.md, The way of a filing.
class Engine {
 public:
  /// Replays the journal. Records the time since the newest entry as an outage, if it is one, and
  /// brings about what fell due since. Then takes filings. Clock, journal and what `calls` refer to
  /// must outlive the engine. Throws JournalFault or DamagedBytes where the journal cannot be read
  /// or its chain is broken. Throws also what `calls.check` throws.
  Engine(Journal& journal, Clock& clock, EngineLimits limits, EngineCalls calls = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  /// Answers what is in the queue, then stops the writer.
  ~Engine();

  /// 16 random bytes for a filing.
  static Seed drawn_seed();

  /// Files, and waits until the answer is durable or the filing is refused. The party that files
  /// must be registered. A filing that was accepted earlier under the same key is answered even
  /// while filings are stopped. Throws Overloaded, FilingsStopped.
  Outcome<Reply> file(Submission submission);

  /// Calls `look(books, as_of)` on the committed books and returns its result. The writer cannot
  /// change the books meanwhile: `look` must be quick, copy what it needs and keep no reference.
  /// Where an outage is not committed yet, the call first waits for it, at most one second.
  template <class Look>
  auto inquire(Look&& look) const {
    await_outage();
    const auto lock = books_lock_.reading();
    return std::forward<Look>(look)(committed_books(), as_of());
  }

  /// Calls `look(books)` on the committed books in the writer's thread, between two groups of
  /// filings, and waits for it. The calling thread holds no lock of the books, so it may have any
  /// priority: filings wait for `look` alone. Not from the writer's thread. Throws what `look`
  /// throws; throws Overloaded while the engine closes.
  void inquire_between_filings(std::function<void(const market::Books&)> look) const;

  /// The entry that the committed books end with. Only within an inquiry.
  const CommittedHead& committed_head() const;
  /// Notes from now on which rows of assets the writer changes. Whoever copies the books in slices
  /// reads it to learn which slices it has to correct, only within `inquire_between_filings`.
  std::shared_ptr<AssetChanges> follow_changes() { return followers_.follow(); }

  /// The key figures of the register now.
  EngineStatus status() const;

  /// Refuses filings until the next start, and brings about nothing that falls due. For a caller
  /// that finds the journal damaged. Reads go on, and what was acknowledged stays valid. `reason`
  /// is one clause; only the first one is kept. Thread-safe.
  void stop_filings(std::string reason) { stops_->stop(std::move(reason)); }
  /// Refuses filings until `resume_filings`, and brings about nothing that falls due until then. A
  /// pause longer than EngineLimits::longest_silence becomes an outage, since nobody could file.
  /// Thread-safe.
  void pause_filings(std::string reason) { stops_->pause(std::move(reason)); }
  /// Ends a pause. Filings that are stopped until the next start stay stopped. Thread-safe.
  void resume_filings() { stops_->lift(); }
  /// Why filings are refused now; nothing where they are accepted. Thread-safe.
  std::optional<FilingStop> filing_stop() const { return stops_->now(); }

 private:
  struct Writer;
  void await_outage() const;
  const market::Books& committed_books() const;
  Instant as_of() const;

  const std::shared_ptr<FilingStops> stops_;
  mutable WriterFirstLock books_lock_;
  ChangeFollowers followers_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace quitrent::api
