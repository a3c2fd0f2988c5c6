// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/writer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "api/engine/private_part.hpp"
#include "market/codec/events.hpp"
#include "market/decide.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/ensure.hpp"

namespace quitrent::api {
namespace {

/// How often a real clock is looked at for what falls due.
constexpr std::chrono::milliseconds kGlance{200};
/// A look waits so long at most for an outage to be recorded, and asks so often.
constexpr std::chrono::milliseconds kLongestOutageWait{1'000}, kOutageGlance{2};

/// Files or locks of the journal are not the register's own any more: `line` says all.
[[noreturn]] void end_with(const char* line) {
  std::fprintf(stderr, "quitrent: %s\n", line);
  std::_Exit(70);
}

/// The journal did not take the entries: what was acknowledged is safe, nothing more may be said.
[[noreturn]] void end_after_failed_commit(const char* why) {
  std::fprintf(stderr,
               "quitrent: the journal could not be written: %s; all that was acknowledged is safe; "
               "mend the disk and start again\n",
               why);
  std::_Exit(70);
}

std::uint64_t short_fingerprint(const Digest& digest) { return DigestHash{}(digest); }

}  // namespace

Engine::Writer::Writer(Engine& owner, Journal& entries, Clock& time, EngineLimits bounds)
    : engine{owner}, journal{entries}, clock{time}, limits{std::move(bounds)} {}

Engine::Writer::~Writer() {
  {
    const std::scoped_lock lock{queue_lock};
    closing = true;
  }
  queue_filled.notify_all();
  if (thread_.joinable()) thread_.join();
  stop_snapshot_ = true;
}

void Engine::Writer::start(std::unique_ptr<FoldedJournal> folded, Sequence newest_snapshot) {
  state = std::move(folded);
  snapshot_at_ = newest_snapshot;
  if (state->books.founded()) schedules_ = state->books.schedules().size();
  reschedule_all();
  publish_figures();
  if (!limits.first_facts.empty()) {
    auto group = std::make_unique<Group>(state->books);
    // At the newest entry's second: the time since then may still have to become an outage.
    const Instant at = state->head.sequence == 0 ? clock.now() : state->head.at;
    record_for_all(group, at, limits.first_facts);
  }
  thread_ = std::jthread{[this] { run(); }};
  begun_.acquire();
}

void Engine::Writer::publish_figures() {
  sequence = state->head.sequence;
  next_public = state->head.next_public;
  newest_s = state->head.at.seconds();
  clock.advance(state->head.at);  // a sandbox's readers never stand behind the books
  const auto first = first_due(state->books);
  first_due_s = first ? first->at.seconds() : kNothingDue;
}

void Engine::Writer::enqueue(PendingFiling& pending) {
  {
    const std::scoped_lock lock{queue_lock};
    if (closing) throw Overloaded("the engine is closing");
    if (queue.size() >= limits.queue) throw Overloaded("too many filings are waiting");
    queue.push_back(&pending);
  }
  queue_filled.notify_one();
}

Instant Engine::Writer::as_of() const {
  const auto before_due = Instant::from_seconds(first_due_s.load() - 1);
  const auto newest = Instant::from_seconds(newest_s.load());
  // A real clock may step back a little.
  const Instant now = std::max(clock.now(), newest);
  // A silence that the writer has not recorded yet will count as a hold from the newest entry on:
  // nobody may be shown figures of a second in it.
  return std::min(is_silent() ? newest : now, before_due);
}

bool Engine::Writer::is_silent() const {
  return clock.kind() == ClockKind::real && sequence.load() > 0 &&
         clock.now() - Instant::from_seconds(newest_s.load()) > limits.longest_silence;
}

void Engine::Writer::await_outage() {
  const auto deadline = std::chrono::steady_clock::now() + kLongestOutageWait;
  while (is_silent() && !engine.filing_stop() && std::chrono::steady_clock::now() < deadline) {
    queue_filled.notify_one();
    std::this_thread::sleep_for(kOutageGlance);
  }
}

void Engine::Writer::run() {
  work({});  // what fell due while nobody was here
  begun_.release();
  while (true) {
    const auto filings = taken();
    work(filings);
    if (has_forecasts_to_do()) forecast_slice();
    keep_snapshots_going();
    const std::scoped_lock lock{queue_lock};
    if (closing && queue.empty()) return;
  }
}

std::vector<PendingFiling*> Engine::Writer::taken() {
  std::unique_lock lock{queue_lock};
  const auto filled = [this] {
    const bool owes_outage = is_silent() && !engine.filing_stop();
    return closing || !queue.empty() || has_forecasts_to_do() || owes_outage;
  };
  if (clock.kind() == ClockKind::sandbox) {
    queue_filled.wait(lock, filled);
  } else {
    // Time passes by itself: look up now and then for what falls due.
    queue_filled.wait_for(lock, kGlance, filled);
  }
  std::vector<PendingFiling*> filings;
  if (queue.size() <= limits.batch) {
    filings.swap(queue);
  } else {
    const auto end = queue.begin() + static_cast<std::ptrdiff_t>(limits.batch);
    filings.assign(queue.begin(), end);
    queue.erase(queue.begin(), end);
  }
  return filings;
}

void Engine::Writer::work(std::span<PendingFiling* const> filings) {
  auto group = std::make_unique<Group>(state->books);
  const std::optional<FilingStop> stop = engine.filing_stop();
  // While filings are stopped time stands still too: nobody loses an asset who cannot file.
  if (!stop) caught_up(group);
  for (PendingFiling* pending : filings) {
    const Instant now = stop ? present() : caught_up(group);
    if (is_answered_by_key(*pending)) {
      group->done.push_back(pending);
    } else if (stop) {
      pending->stopped = stop;
      group->done.push_back(pending);
    } else if (std::holds_alternative<market::MoveClock>(pending->submission->filing.request)) {
      move_clock(group, *pending);
    } else {
      consider(*group, *pending, now);
    }
    if (group->entries.size() >= limits.batch) renew(group);
  }
  if (!stop) caught_up(group);  // what the last filing made due in its own second
  commit(*group);
}

void Engine::Writer::consider(Group& group, PendingFiling& pending, Instant now) {
  group.done.push_back(&pending);
  Outcome<market::Decision> decision =
      decide(group.books, pending.submission->filing, now, *limits.licences);
  if (decision) {
    record(group, pending, *decision, now);
  } else {
    pending.outcome = std::unexpected(std::move(decision.error()));
  }
}

bool Engine::Writer::is_answered_by_key(PendingFiling& pending) {
  const Submission& submission = *pending.submission;
  if (!submission.repeat_key) return false;
  const PartyId& by = submission.filing.by;
  const Digest name = KeptAnswers::name(by, submission.repeat_key->key);
  auto kept = state->kept.find(name, present(), limits.answers_kept);
  if (!kept) {
    kept = state->kept.find(KeptAnswers::earlier_name(by, submission.repeat_key->key), present(),
                            limits.answers_kept);
  }
  if (!kept) return has_no_room(pending, name);
  if (kept->fingerprint == short_fingerprint(submission.repeat_key->fingerprint)) {
    pending.outcome = Reply{.replayed = true, .sequence = kept->sequence};
  } else {
    pending.outcome = std::unexpected(
        Refusal{.code = RefusalCode::idempotency_key_reused,
                .detail = "This Idempotency-Key came with another request before; use a new one.",
                .pointer = {}});
  }
  return true;
}

bool Engine::Writer::has_no_room(PendingFiling& pending, const Digest& name) {
  if (state->kept.kept_for_caller_of(name) < limits.answers_a_party) return false;
  state->kept.prune(present(), limits.answers_kept);
  if (state->kept.kept_for_caller_of(name) < limits.answers_a_party) return false;
  const std::string most = std::to_string(limits.answers_a_party);
  pending.outcome = std::unexpected(
      Refusal{.code = RefusalCode::too_many_kept_answers,
              .detail = "The register keeps " + most +
                        " answers for you, each for 30 days, and can keep no more; nothing was "
                        "done. Send the request without Idempotency-Key, or later.",
              .pointer = {},
              .current = {{"kept", most}}});
  return true;
}

void Engine::Writer::record(Group& group, PendingFiling& pending, const market::Decision& decision,
                            Instant at) {
  const Submission& submission = *pending.submission;
  for (const market::Event& event : decision.events) market::apply(group.books, event);
  reschedule(group, decision.events);
  Reply reply{.seed = submission.filing.seed, .at = at};
  if (submission.render) reply.body = submission.render(group.books, decision.receipt, at);
  PrivatePart part{.seed = submission.filing.seed};
  if (submission.repeat_key) {
    part.answer = {.name = KeptAnswers::name(submission.filing.by, submission.repeat_key->key),
                   .fingerprint = short_fingerprint(submission.repeat_key->fingerprint),
                   .body = reply.body};
  }
  group.entries.push_back(next_entry(at, decision.events, part));
  reply.sequence = state->head.sequence;
  if (part.answer) {
    state->kept.keep(
        part.answer->name,
        {.fingerprint = part.answer->fingerprint, .sequence = reply.sequence, .at = at});
  }
  pending.outcome = std::move(reply);
}

void Engine::Writer::reschedule(const Group& group, std::span<const market::Event> events) {
  for (const market::Event& event : events) {
    for (const AssetId& asset : subjects(event)) {
      const Ordinal ordinal = *group.books.asset_ordinal(asset);
      due.reschedule(ordinal, next_change(group.books, ordinal));
    }
  }
}

void Engine::Writer::reschedule_all() {
  for (Ordinal asset = 0; asset < state->books.asset_count(); ++asset) {
    due.reschedule(asset, next_change(state->books, asset));
  }
}

Entry Engine::Writer::next_entry(Instant at, std::span<const market::Event> events,
                                 PrivatePart part) {
  market::EncodedFacts facts = encoded(events);
  part.events = facts.private_events;
  if (!part.seed) part.blinding = blinding_of(state->head.sequence + 1);
  Entry entry{.sequence = 0,
              .at = at,
              .first_public = 0,
              .public_count = facts.public_count,
              .public_part = std::move(facts.public_events),
              .private_part = encoded(part),
              .digest = {}};
  link_entry(state->head, entry);
  return entry;
}

Seed Engine::Writer::blinding_of(Sequence entry) const {
  ByteWriter writer;
  writer.number(entry);
  const Digest digest = keyed_digest("blinding", writer.bytes());
  Seed blinding;
  std::copy_n(digest.bytes.begin(), blinding.bytes.size(), blinding.bytes.begin());
  return blinding;
}

void Engine::Writer::keep(std::span<const Entry> entries) {
  try {
    journal.append(entries);
  } catch (const JournalMisplaced& fault) {
    end_with(fault.what());
  } catch (const JournalLocked& fault) {
    end_with(fault.what());
  } catch (const std::exception& fault) {
    end_after_failed_commit(fault.what());
  }
}

void Engine::Writer::commit(Group& group) {
  if (!group.entries.empty()) {
    keep(group.entries);
    {
      const auto lock = engine.books_lock_.writing();
      state->books.merge(std::move(group.books));
      record_schedules_in_force();
      publish_figures();
    }
    state->kept.prune(state->head.at, limits.answers_kept);
    if (committed) committed(state->head.sequence);
  }
  for (PendingFiling* pending : group.done) pending->answered->release();
}

void Engine::Writer::renew(std::unique_ptr<Group>& group) {
  commit(*group);
  group = std::make_unique<Group>(state->books);
}

Reply Engine::Writer::kept_reply(Sequence at) {
  const std::scoped_lock lock{reader_lock_};
  if (reader_ == nullptr) reader_ = journal.reader();
  Reply reply{.replayed = true, .sequence = at};
  std::string wrong = "entry " + std::to_string(at) + " is missing";
  Head before;
  // With the entry before it, whose digest says whether this one is what it was.
  reader_->read(std::max<Sequence>(at, 2) - 2, [&](const Entry& entry) {
    if (entry.sequence + 1 == at) before = head_after(entry);
    if (entry.sequence < at) return true;
    wrong = verify_link(before, entry).value_or("");
    if (!wrong.empty()) return false;
    const PrivatePart part = private_part(entry.private_part);
    ensure(part.answer && part.seed, "the entry of a kept answer holds it");
    reply.body = part.answer->body;
    reply.seed = *part.seed;
    reply.at = entry.at;
    return false;
  });
  if (wrong.empty()) return reply;
  engine.stop_filings(wrong);
  throw FilingsStopped(*engine.filing_stop());
}

void Engine::Writer::keep_snapshots_going() {
  if (state->head.sequence - snapshot_at_ < limits.snapshot_every || snapshotting_) return;
  snapshot_at_ = state->head.sequence;
  snapshotting_ = true;
  snapshotter_ = std::jthread{[this] { snapshot(); }};
}

void Engine::Writer::snapshot() {
  // From the last snapshot and the journal, never from the live books.
  try {
    const auto source = journal.reader();
    const auto upto =
        folded(*source, [this](Sequence) { return !stop_snapshot_; },
               {.keyed_digest = keyed_digest, .complain = {}});  // the start has said it
    const Snapshot made = upto->snapshot(keyed_digest);
    if (has_room && !has_room(made.bytes.size())) {
      throw std::runtime_error("the disk has no room for it");
    }
    if (!stop_snapshot_) journal.keep_snapshot(made);
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "quitrent: no snapshot was made: %s\n", fault.what());
  }
  snapshotting_ = false;
}

}  // namespace quitrent::api
