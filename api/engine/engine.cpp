// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/engine.hpp"

#include <stdexcept>
#include <sys/random.h>

#include "api/engine/writer.hpp"

namespace quitrent::api {
namespace {

/// The number of entries between two reports of progress.
constexpr Sequence kReportEvery = 100'000;

}  // namespace

Engine::Engine(Journal& journal, Clock& clock, EngineLimits limits, EngineCalls calls)
    : stops_{calls.stops ? calls.stops : std::make_shared<FilingStops>(calls.complain)},
      writer_{std::make_unique<Writer>(*this, journal, clock, std::move(limits))} {
  const Head head = journal.head();
  Sequence first = 0;
  const auto report = [&](Sequence done) {
    if (first == 0) first = done;
    if (calls.replayed && done % kReportEvery == 0) calls.replayed(done, head.sequence);
    return true;
  };
  writer_->keyed_digest = or_plain(std::move(calls.keyed_digest));
  auto state = folded(*journal.reader(), report,
                      {.keyed_digest = writer_->keyed_digest, .complain = calls.complain});
  if (state->head.sequence != head.sequence || state->head.digest != head.digest) {
    throw DamagedBytes("the journal is damaged: it does not end where it says");
  }
  if (calls.check) calls.check(state->books, head);
  if (calls.first_facts) writer_->add_first_facts(calls.first_facts(state->books));
  clock.advance(head.at);
  writer_->committed = std::move(calls.committed);
  const Sequence newest_snapshot = first == 0 ? head.sequence : first - 1;
  writer_->start(std::move(state), std::make_unique<Snapshotter>(
                                       journal, newest_snapshot, writer_->limits.snapshot_every,
                                       writer_->keyed_digest, std::move(calls.has_room)));
}

Engine::~Engine() = default;

Seed Engine::drawn_seed() {
  Seed seed;
  // getrandom() gives up to 256 bytes completely or not at all.
  if (getrandom(seed.bytes.data(), seed.bytes.size(), 0) !=
      static_cast<ssize_t>(seed.bytes.size())) {
    throw std::runtime_error("the system gives no random bytes");
  }
  return seed;
}

Outcome<Reply> Engine::file(Submission submission) {
  // Belongs to the thread, so that a semaphore is not made for each call.
  thread_local Completion answered;
  PendingFiling pending{.submission = &submission, .answered = &answered};
  writer_->queue.add(pending);
  answered.acquire();
  if (pending.stopped) throw FilingsStopped(*pending.stopped);
  if (pending.outcome && pending.outcome->replayed) {
    return writer_->kept_reply(pending.outcome->sequence);
  }
  return std::move(pending.outcome);
}

const market::Books& Engine::committed_books() const { return writer_->state->books; }

const CommittedHead& Engine::committed_head() const { return writer_->committed_head; }

void Engine::inquire_between_filings(std::function<void(const market::Books&)> look) const {
  WriterQueue::Inquiry inquiry{std::move(look)};
  std::future<void> answered = inquiry.get_future();
  writer_->queue.add(std::move(inquiry));
  answered.get();
}

void Engine::await_outage() const { writer_->await_outage(); }

Instant Engine::as_of() const { return writer_->as_of(); }

EngineStatus Engine::status() const {
  EngineStatus status{
      .sequence = writer_->sequence, .next_public = writer_->next_public, .as_of = as_of()};
  status.waiting = writer_->queue.waiting();
  inquire([&status](const market::Books& books, Instant) {
    status.assets = books.asset_count();
    status.parties = books.party_count();
  });
  return status;
}

}  // namespace quitrent::api
