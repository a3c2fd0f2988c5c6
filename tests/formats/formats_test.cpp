// SPDX-License-Identifier: EUPL-1.2
//
// Journals of earlier programs: they are read to the last fact and continued.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <stdlib.h>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "api/engine/engine.hpp"
#include "api/engine/folded_journal.hpp"
#include "api/engine/private_part.hpp"
#include "market/codec/events.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/folders.hpp"
#include "tests/formats/books_text.hpp"

namespace quitrent::formats {

using namespace api;
using namespace market;
namespace {

namespace fs = std::filesystem;

const fs::path kSamples = fs::path{testing::source_folder()} / "tests/formats";

/// A copy of a sample in a folder of its own.
class Copy {
 public:
  explicit Copy(const std::string& sample) {
    std::string name = fs::temp_directory_path() / "quitrent-formats-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    fs::copy_file(kSamples / (sample + ".db"), file());
  }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy() { fs::remove_all(folder_); }
  fs::path file() const { return folder_ / "register.db"; }

 private:
  fs::path folder_;
};

/// A clock that stands still and has the kind of the clock of the sample's register.
class FixedClock final : public Clock {
 public:
  FixedClock(Instant now, ClockKind kind) : now_{now}, kind_{kind} {}
  Instant now() const override { return now_; }
  ClockKind kind() const override { return kind_; }
  void advance(Instant /*to*/) override {}

 private:
  Instant now_;
  ClockKind kind_;
};

/// The state of a journal, as the texts beside the samples write it.
std::string state_text(const Head& head, const Books& books) {
  return "sequence " + std::to_string(head.sequence) + "\nchain " + to_text(head.digest) + "\nat " +
         to_text(head.at) + "\npublic-events " + std::to_string(head.next_public - 1) + "\n" +
         books_text(books);
}

std::vector<Event> events_of(const Entry& entry) {
  std::vector<Event> events = decoded(entry.public_part);
  for (Event& event : decoded(private_part(entry.private_part).events)) {
    events.push_back(std::move(event));
  }
  return events;
}

const std::vector<std::string> kSampleNames{"4574b52/real", "4574b52/sandbox"};

TEST_CASE("a journal that an earlier program wrote has the same chain and the same facts") {
  for (const std::string& sample : kSampleNames) {
    CAPTURE(sample);
    const Copy copy{sample};
    const auto journal = open_sqlite_journal(copy.file());
    const auto state = folded(*journal->reader(), [](Sequence) { return true; });
    CHECK(state_text(state->head, state->books) ==
          testing::file_text(kSamples / (sample + ".txt")));
    CHECK(journal->head().digest == state->head.digest);
  }
}

/// Whether some event is of this kind.
template <class Kind>
bool has(const std::vector<Event>& events) {
  return std::ranges::any_of(
      events, [](const Event& event) { return std::holds_alternative<Kind>(event); });
}

TEST_CASE("the sample of 4574b52 holds every kind of event and of posting that it knew") {
  const Copy copy{"4574b52/real"};
  const auto journal = open_sqlite_journal(copy.file());
  std::vector<Event> all;
  std::size_t heartbeats = 0;
  std::size_t answers = 0;
  journal->reader()->read(0, [&](const Entry& entry) {
    const std::vector<Event> events = events_of(entry);
    const PrivatePart part = private_part(entry.private_part);
    heartbeats += events.empty() && !part.seed ? 1U : 0U;
    answers += part.answer ? 1U : 0U;
    all.insert(all.end(), events.begin(), events.end());
    return true;
  });
  CHECK(has<AssetRegistered>(all));
  CHECK(has<AssetStatusChanged>(all));
  CHECK(has<AssetConveyed>(all));
  CHECK(has<SchedulePublished>(all));
  CHECK(has<EncumbrancesChanged>(all));
  CHECK(has<RegistrarNoted>(all));
  CHECK(has<PurchaseChanged>(all));
  CHECK(has<OutageRecorded>(all));
  CHECK(has<RegisterLevied>(all));
  CHECK(has<RevenueApportioned>(all));
  CHECK(has<TermsChanged>(all));
  CHECK(has<ProfileRecorded>(all));
  CHECK(has<ContestFiled>(all));
  CHECK(has<ContestDecided>(all));
  CHECK(has<PartyRegistered>(all));
  CHECK(has<MoneyPosted>(all));
  CHECK(has<DebtChanged>(all));
  CHECK(has<PartyFrozen>(all));
  std::set<PostingKind> postings;
  std::set<AssetStatusCause> statuses;
  std::set<EncumbranceCause> encumbrances;
  std::set<TermsCause> terms;
  for (const Event& event : all) {
    if (const auto* posted = std::get_if<MoneyPosted>(&event)) {
      postings.insert(posted->posting.kind);
    } else if (const auto* status = std::get_if<AssetStatusChanged>(&event)) {
      statuses.insert(status->cause);
    } else if (const auto* changed = std::get_if<EncumbrancesChanged>(&event)) {
      encumbrances.insert(changed->cause);
    } else if (const auto* restated = std::get_if<TermsChanged>(&event)) {
      terms.insert(restated->cause);
    }
  }
  CHECK(postings.size() == 19);
  CHECK(statuses.size() == 7);  // it recorded neither `levy` nor `schedule` as a cause
  CHECK(encumbrances.size() == 7);
  CHECK(terms.size() == 5);
  CHECK(heartbeats > 100);
  CHECK(answers > 50);
}

/// The newest filing of the sample with a key, as its party would repeat it.
struct Repeatable {
  PartyId by;
  RepeatKey key;
  std::string body;
};

Repeatable newest_repeatable(Journal& journal, const Books& books) {
  std::string private_bytes;
  journal.reader()->read(0, [&](const Entry& entry) {
    if (private_part(entry.private_part).answer) private_bytes = entry.private_part;
    return true;
  });
  const PrivatePart part = private_part(private_bytes);
  for (int filing = 3; filing < 1'000; filing += 3) {
    const std::string number = std::to_string(filing);
    for (Ordinal ordinal = 0; ordinal < books.party_count(); ++ordinal) {
      const PartyId by = books.party(ordinal).id;
      if (KeptAnswers::earlier_name(by, "sample-" + number) != part.answer->name) continue;
      return {.by = by,
              .key = {.key = "sample-" + number, .fingerprint = sha256("body " + number)},
              .body = std::string{part.answer->body}};
    }
  }
  FAIL("no party bore that key");
  return {};
}

void check_goes_on(const std::string& sample, ClockKind kind) {
  CAPTURE(sample);
  const Copy copy{sample};
  std::string before;
  {
    const auto journal = open_sqlite_journal(copy.file());
    const Head head = journal->head();
    FixedClock clock{head.at, kind};
    Engine engine{*journal, clock, {}};
    const auto [founder, repeatable] = engine.inquire([&](const Books& books, Instant) {
      return std::pair{books.party(0).id, newest_repeatable(*journal, books)};
    });
    const auto again = engine.file({.filing = {.by = repeatable.by,
                                               .seed = Engine::drawn_seed(),
                                               .request = CreditCash{founder, {}, "another"}},
                                    .render = {},
                                    .repeat_key = repeatable.key});
    REQUIRE(again.has_value());
    CHECK(again->replayed);
    CHECK(again->body == repeatable.body);
    const PartyId ana =
        engine.inquire([](const Books& books, Instant) { return books.party(1).id; });
    const auto credited = engine.file(
        {.filing = {.by = founder,
                    .seed = Engine::drawn_seed(),
                    .request = CreditCash{ana, Money::from_micro(5'000'000), "goes on"}},
         .render = {},
         .repeat_key = {}});
    REQUIRE(credited.has_value());
    CHECK(credited->sequence > head.sequence);
    before = engine.inquire([](const Books& books, Instant) { return books_text(books); });
  }
  const auto journal = open_sqlite_journal(copy.file());
  const auto state = folded(*journal->reader(), [](Sequence) { return true; });
  CHECK(books_text(state->books) == before);
}

TEST_CASE("a register that an earlier program began answers repeats and goes on") {
  check_goes_on("4574b52/real", ClockKind::real);
  check_goes_on("4574b52/sandbox", ClockKind::sandbox);
}

}  // namespace
}  // namespace quitrent::formats
