// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

/// What makes a repeated request the same request. Source: API.md, Conventions.
struct RepeatKey {
  std::string key;     ///< the client's Idempotency-Key, 1 to 255 bytes; scoped to the caller
  Digest fingerprint;  ///< over method, path and body
};

/// A filing and how it wants to be answered.
struct Submission {
  market::Filing filing;
  Render render;                        ///< empty: the body stays empty
  std::optional<RepeatKey> repeat_key;  ///< nothing: the answer is not kept
};

/// The answer to an accepted filing. It is durable.
struct Reply {
  std::string body = {};  ///< what `render` made, now or when the filing was first accepted
  bool replayed = false;  ///< accepted earlier under the same key; nothing happened now
  Seed seed = {};         ///< of the filing as it was accepted
  Instant at = {};        ///< the filing's second
  Sequence sequence = 0;  ///< its journal entry
};

/// The engine's queue is full, or it is closing: try again in a second. Nothing was recorded.
class Overloaded : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The bounds of the engine, and what it judges by; each may be changed.
struct EngineLimits {
  std::size_t queue = 10'000;            ///< waiting filings; one more is Overloaded
  std::size_t batch = 1'000;             ///< entries a commit
  Duration answers_kept = kAnswersKept;  ///< how long a repeated key is answered
  /// Answers kept for one party, each some 140 bytes of memory; a filing whose answer would be one
  /// more is refused (too-many-kept-answers), and may come again without its key.
  std::size_t answers_a_party = 250'000;
  Sequence snapshot_every = 500'000;  ///< entries between snapshots
  /// In real time, since the newest entry: so old, and one without facts follows it.
  Duration heartbeat = Duration::from_seconds(60);
  /// Likewise: longer, and the register was down meanwhile. Source: MECHANISM.md, section 7.
  Duration longest_silence = Duration::from_seconds(2 * 60);
  const tax::LicenceTable* licences = &tax::founding_licences();  ///< outlives the engine
  /// Public facts that this start brings, about the register as a whole: durable, in an entry of
  /// their own after the newest and at its second, before anything else happens.
  std::vector<market::Event> first_facts = {};
};

/// Where the register stands.
struct EngineStatus {
  Sequence sequence = 0;          ///< newest committed entry
  std::uint64_t next_public = 1;  ///< number of the next public event
  Instant as_of = {};             ///< newest second whose due changes are all committed
  std::size_t waiting = 0;        ///< filings in the queue
  Ordinal assets = 0;
  Ordinal parties = 0;
};

/// Whom the engine calls.
struct EngineCalls {
  /// In the writer's thread, once entries up to `newest` are durable and their books merged: wake
  /// whoever follows the journal, and return at once.
  std::function<void(Sequence newest)> committed = {};
  /// While the journal is replayed: entries done, entries in all.
  std::function<void(Sequence done, Sequence all)> replayed = {};
  /// Once the journal is replayed and before anything is written: looks at the books and at where
  /// the journal ends. What it throws ends the start, and leaves the journal as it was.
  std::function<void(const market::Books& books, const Head& head)> check = {};
  /// Digests under the register's secret, for what only the register itself may make or check.
  /// Thread-safe. Empty: plain SHA-256 over purpose, NUL and bytes, for tests without a secret.
  KeyedDigest keyed_digest = {};
  /// Whether so many bytes may be written beside the journal now; else a snapshot is left out.
  /// From any thread. Empty: always.
  std::function<bool(std::uint64_t bytes)> has_room = {};
  /// Told, in one line, what the operator should know; from any thread. Empty: nobody is told.
  std::function<void(std::string_view)> complain = {};
  /// By which filings are stopped, for whoever finds a reason and outlives the engine. Empty: one
  /// of its own, which tells `complain`.
  std::shared_ptr<FilingStops> stops = {};
};

/// The one writer of the register. Filings from any thread are decided one after the other in the
/// writer's thread, made durable in groups, and only then answered; readers see committed books.
/// A failed commit ends the process with exit code 70. Source: DESIGN.md, The way of a filing.
class Engine {
 public:
  /// Replays the journal, records the silence before, if it was an outage, and what fell due in it,
  /// then opens for filings: whoever looks finds it all. Clock, journal and what `calls` refer to
  /// must outlive the engine. Throws JournalFault or DamagedBytes where the journal cannot be read
  /// or its chain is broken, and what `calls.check` throws.
  Engine(Journal& journal, Clock& clock, EngineLimits limits, EngineCalls calls = {});
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  /// Answers what is in the queue, then stops the writer.
  ~Engine();

  /// 16 random bytes for a filing.
  static Seed drawn_seed();

  /// Files and waits until the answer is durable or the refusal is sure. The party that files must
  /// be one of the register. What was accepted under the same key before is answered even while
  /// filings are stopped. Throws Overloaded, FilingsStopped.
  Outcome<Reply> file(Submission submission);

  /// Calls `look(books, as_of)` on the committed books and answers with what it answers. The books
  /// stand still meanwhile, for all: be quick, copy what is needed, keep no reference. After a
  /// silence that counts as an outage it waits, a second at most, until the outage is committed.
  template <class Look>
  auto inquire(Look&& look) const {
    await_outage();
    const auto lock = books_lock_.reading();
    return std::forward<Look>(look)(committed_books(), as_of());
  }

  /// Where the register stands now.
  EngineStatus status() const;

  /// Refuses filings until the next start, and brings about nothing that falls due: for whoever
  /// finds that the books rest on a damaged journal. Reads go on. What was acknowledged stands. The
  /// first `reason`, one clause, stays. Thread-safe.
  void stop_filings(std::string reason) { stops_->stop(std::move(reason)); }
  /// The same until `resume_filings`. What fell due meanwhile is brought about then; a pause longer
  /// than EngineLimits::longest_silence becomes an outage, since nobody could file. Thread-safe.
  void pause_filings(std::string reason) { stops_->pause(std::move(reason)); }
  /// Takes filings again after a pause, unless they are stopped until the next start. Thread-safe.
  void resume_filings() { stops_->lift(); }
  /// Why filings are refused now; nothing where they are taken. Thread-safe.
  std::optional<FilingStop> filing_stop() const { return stops_->now(); }

 private:
  struct Writer;
  void await_outage() const;
  const market::Books& committed_books() const;
  Instant as_of() const;

  const std::shared_ptr<FilingStops> stops_;
  mutable WriterFirstLock books_lock_;
  std::unique_ptr<Writer> writer_;
};

}  // namespace quitrent::api
