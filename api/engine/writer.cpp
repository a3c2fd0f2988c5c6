// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/writer.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <thread>
#include <utility>

#include "api/engine/private_part.hpp"
#include "api/engine/repeated_filing.hpp"
#include "market/codec/events.hpp"
#include "market/decide.hpp"
#include "market/due/register_changes.hpp"
#include "market/state/apply.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

/// The interval at which the writer checks a real clock for due changes.
constexpr std::chrono::milliseconds kPollInterval{200};
/// How long a read waits at most for an outage to be committed, and the interval of its checks.
constexpr std::chrono::milliseconds kLongestOutageWait{1'000}, kOutageGlance{2};

/// Ends the process: files or locks of the journal no longer belong to the register, as `line`
/// says.
[[noreturn]] void end_with(const char* line) {
  std::fprintf(stderr, "quitrent: %s\n", line);
  std::_Exit(70);
}

/// Ends the process: the journal did not accept the entries, so their filings must not be answered.
[[noreturn]] void end_after_failed_commit(const char* why) {
  std::fprintf(stderr,
               "quitrent: the journal could not be written: %s; all that was acknowledged is safe; "
               "mend the disk and start again\n",
               why);
  std::_Exit(70);
}

}  // namespace

Engine::Writer::Writer(Engine& owner, Journal& entries, Clock& time, EngineLimits bounds)
    : engine{owner},
      journal{entries},
      clock{time},
      limits{std::move(bounds)},
      queue{limits.queue} {}

Engine::Writer::~Writer() {
  queue.close();
  if (thread_.joinable()) thread_.join();
}

void Engine::Writer::add_first_facts(std::vector<market::Event> facts) {
  for (market::Event& fact : facts) limits.first_facts.push_back(std::move(fact));
}

void Engine::Writer::start(std::unique_ptr<FoldedJournal> folded,
                           std::unique_ptr<Snapshotter> snapshotter) {
  state = std::move(folded);
  snapshotter_ = std::move(snapshotter);
  if (state->books.founded()) forecasts_.know_schedules_of(state->books);
  reschedule_all();
  publish_figures();
  if (!limits.first_facts.empty()) {
    auto group = std::make_unique<Group>(state->books);
    // At the newest entry's second, since the time after it may still have to become an outage.
    const Instant at = state->head.sequence == 0 ? clock.now() : state->head.at;
    record_for_all(group, at, limits.first_facts);
  }
  thread_ = std::jthread{[this] { run(); }};
  begun_.acquire();
}

void Engine::Writer::publish_figures() {
  committed_head = {state->head.sequence, state->head.at, state->head.digest};
  sequence = state->head.sequence;
  next_public = state->head.next_public;
  newest_s = state->head.at.seconds();
  clock.advance(state->head.at);  // a sandbox's clock is never behind the books
  const auto first = first_due(state->books);
  first_due_s = first ? first->at.seconds() : kNothingDue;
}

Instant Engine::Writer::as_of() const {
  const auto before_due = Instant::from_seconds(first_due_s.load() - 1);
  const auto newest = Instant::from_seconds(newest_s.load());
  // A real clock may step back a little.
  const Instant now = std::max(clock.now(), newest);
  // An outage that is not recorded yet will count as a hold from the newest entry on. Figures of a
  // second in it must not be shown.
  return std::min(is_silent() ? newest : now, before_due);
}

bool Engine::Writer::is_silent() const {
  return clock.kind() == ClockKind::real && sequence.load() > 0 &&
         clock.now() - Instant::from_seconds(newest_s.load()) > limits.longest_silence;
}

void Engine::Writer::await_outage() {
  const auto deadline = std::chrono::steady_clock::now() + kLongestOutageWait;
  while (is_silent() && !engine.filing_stop() && std::chrono::steady_clock::now() < deadline) {
    queue.wake();
    std::this_thread::sleep_for(kOutageGlance);
  }
}

void Engine::Writer::run() {
  work({});  // brings about what fell due before the start
  begun_.release();
  while (true) {
    auto [filings, inquiry] = taken();
    work(filings);
    if (inquiry) (*inquiry)(state->books);  // nobody else changes the books: they need no lock
    if (forecasts_.has_pending()) forecast_slice();
    snapshotter_->keep_up_with(state->head.sequence);
    if (queue.is_over()) return;
  }
}

WriterQueue::Taken Engine::Writer::taken() {
  WriterQueue::Otherwise otherwise{.has_work = [this] {
    const bool owes_outage = is_silent() && !engine.filing_stop();
    return forecasts_.has_pending() || owes_outage;
  }};
  // On a real clock time passes by itself, so the writer checks at intervals for due changes.
  if (clock.kind() == ClockKind::real) otherwise.longest = kPollInterval;
  return queue.taken(limits.batch, otherwise);
}

void Engine::Writer::work(std::span<PendingFiling* const> filings) {
  auto group = std::make_unique<Group>(state->books);
  group->entries.reserve(filings.size());
  const std::optional<FilingStop> stop = engine.filing_stop();
  // While filings are stopped nothing falls due: a holder who cannot file must not lose an asset.
  if (!stop) caught_up(group);
  for (PendingFiling* pending : filings) {
    const Instant now = stop ? present() : caught_up(group);
    if (auto answered = answered_by_key(state->kept, *pending->submission, present(), limits)) {
      pending->outcome = *std::move(answered);
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
  if (!stop) caught_up(group);  // the last filing may have made a change due in its own second
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
  return from_bytes<Seed>(view(keyed_digest("blinding", writer.bytes())));
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
      engine.followers_.note(group.books);
      state->books.merge(std::move(group.books));
      forecasts_.note_schedules_of(state->books);
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
  auto reply = api::kept_reply(*reader_, at);
  if (reply) return *std::move(reply);
  engine.stop_filings(reply.error());
  throw FilingsStopped(*engine.filing_stop());
}

Instant Engine::Writer::present() const { return std::max(clock.now(), state->head.at); }

Instant Engine::Writer::caught_up(std::unique_ptr<Group>& group) {
  const Instant now = present();
  const bool has_heartbeat = clock.kind() == ClockKind::real && group->books.founded();
  if (has_heartbeat && now - state->head.at > limits.longest_silence) {
    const Period down{state->head.at, now};
    record_for_all(group, down.begin, market::outage_of(down));
    const std::vector<market::Event> closes = closes_after_outage(state->books);
    if (!closes.empty()) record_for_all(group, down.begin, closes);
    reschedule_all();
  }
  bring_about_due(group, now);
  if (has_heartbeat && now - state->head.at >= limits.heartbeat) {
    group->entries.push_back(next_entry(now, {}));
    if (group->entries.size() >= limits.batch) renew(group);
  }
  return now;
}

std::optional<market::DueChange> Engine::Writer::first_due(const market::Books& books) const {
  return due.first(books, state->head.at);
}

void Engine::Writer::forecast_slice() {
  // Slices follow each other at once: without this call readers would rarely get the lock.
  engine.books_lock_.let_readers_in();
  const auto lock = engine.books_lock_.writing();
  forecasts_.make_slice(state->books, due);
  publish_figures();
}

void Engine::Writer::bring_about_due(std::unique_ptr<Group>& group, Instant until) {
  if (group->books.founded() && forecasts_.misses_schedule_of(group->books)) renew(group);
  if (forecasts_.has_pending() && until >= forecasts_.needed_by()) {
    renew(group);  // forecasts are in the committed books
    while (forecasts_.has_pending()) forecast_slice();
  }
  for (auto next = first_due(group->books); next && next->at <= until;
       next = first_due(group->books)) {
    if (next->kind == market::ChangeKind::monthly_levy) {
      renew(group);  // the levy is computed from the committed books
      record_for_all(group, next->at, {month_levied(state->books, next->at)});
      continue;
    }
    const bool slice = next->kind == market::ChangeKind::profile;
    const std::vector<market::Event> events = changes_of(group->books, *next, *limits.licences);
    for (const market::Event& event : events) market::apply(group->books, event);
    reschedule(*group, events);
    group->entries.push_back(next_entry(next->at, events));
    if (slice) {
      commit_slice(group);
      continue;
    }
    if (group->entries.size() < limits.batch) continue;
    renew(group);
    clock.advance(state->head.at);
  }
}

void Engine::Writer::commit_slice(std::unique_ptr<Group>& group) {
  // Whoever recorded the profile is answered once it is in effect: a read sees it then.
  std::vector<PendingFiling*> done = std::exchange(group->done, {});
  engine.books_lock_.let_readers_in();
  renew(group);
  group->done = std::move(done);
}

void Engine::Writer::record_for_all(std::unique_ptr<Group>& group, Instant at,
                                    const std::vector<market::Event>& events) {
  commit(*group);
  const Entry entry = next_entry(at, events);
  keep({&entry, 1});
  {
    const auto lock = engine.books_lock_.writing();
    engine.followers_.note_all();
    for (const market::Event& event : events) market::apply(state->books, event);
    publish_figures();
  }
  if (committed) committed(state->head.sequence);
  group = std::make_unique<Group>(state->books);
}

void Engine::Writer::move_clock(std::unique_ptr<Group>& group, PendingFiling& pending) {
  const Instant to = std::get<market::MoveClock>(pending.submission->filing.request).to;
  if (to < present()) {
    pending.outcome = std::unexpected(Refusal{.code = RefusalCode::invalid_field,
                                              .detail = "The clock moves forward only.",
                                              .pointer = "/to",
                                              .current = {{"now", to_text(present())}}});
    group->done.push_back(&pending);
    return;
  }
  bring_about_due(group, to);
  // An entry without events: it keeps the clock's instant for the next start.
  record(*group, pending, {}, to);
  // The clock must have moved before any of these filings is answered.
  std::vector<PendingFiling*> done = std::exchange(group->done, {});
  commit(*group);
  clock.advance(to);
  pending.answered->release();
  for (PendingFiling* earlier : done) earlier->answered->release();
  group = std::make_unique<Group>(state->books);
}

}  // namespace quitrent::api
