// SPDX-License-Identifier: EUPL-1.2
//
// A recorded profile for many assets takes effect slice by slice, in one second.
#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/decide.hpp"
#include "market/due/due_queue.hpp"
#include "market/state/apply.hpp"
#include "market/state/figures.hpp"
#include "market/terms/finding.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/schedule/founding.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;

namespace {

constexpr std::uint32_t kAssets = 1'201;
/// Half of use stays closed: 0.18 x 0.5.
constexpr OpennessLevels kHalf{0, 12, 0, 0, 0, 0, 0, 0};
const Instant kRecorded = *parse_instant("2030-02-01T00:00:01Z");

/// A register with many assets that state one text, decided without the checks of a register
/// on trial, which would take long.
struct Many {
  Books books;
  Instant now = *parse_instant("2030-01-01T00:00:00Z");
  std::uint64_t drawn = 0;
  PartyId founder, ana, rea;

  Many() {
    founder = party({}, FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                      .operator_name = "Operator",
                                      .operator_key = sha256("key")});
    ana = party(founder, RegisterParty{"ana", Roles{Role::member}, sha256("ana")});
    rea = party(founder, RegisterParty{"rea", Roles{Role::registrar}, sha256("rea")});
    enter(decided(founder, CreditCash{ana, Money::from_micro(1'000'000'000'000'000), "one"}));
    for (std::uint32_t asset = 0; asset < kAssets; ++asset) {
      // Every third asset states another reference.
      enter(decided(ana, work(asset % 3 == 2 ? "LicenseRef-Other" : "LicenseRef-Own")));
    }
    now = kRecorded;
  }

  static RegisterAsset work(const char* spdx) {
    Particulars work{.name = "Werk", .identifiers = {}, .terms = {}};
    work.terms.form = TermsForm::licence;
    work.terms.spdx = spdx;
    work.terms.documents = {{.reference = spdx, .digest = sha256("text")}};
    return {.asset_class = AssetClass::software,
            .particulars = std::make_shared<const Particulars>(std::move(work)),
            .assessment = Money::from_micro(36'500'000'000),
            .escrow = Money::from_micro(500'000'000)};
  }

  Decision decided(const PartyId& by, Filing::Request request) {
    const Digest digest = sha256("seed " + std::to_string(++drawn));
    Filing filing{.by = by, .seed = {}, .request = std::move(request)};
    std::copy_n(digest.bytes.begin(), filing.seed.bytes.size(), filing.seed.bytes.begin());
    auto decision = decide(books, filing, now);
    REQUIRE(decision.has_value());
    return *std::move(decision);
  }
  void enter(const Decision& decision) {
    for (const Event& event : decision.events) apply(books, event);
  }
  PartyId party(const PartyId& by, Filing::Request request) {
    const Decision decision = decided(by, std::move(request));
    enter(decision);
    return std::get<PartyReceipt>(decision.receipt).party;
  }
};

/// Works all slices off; answers with their events, as bytes, and checks the order of the queue.
std::vector<std::string> rest_of(Books& books) {
  std::vector<std::string> slices;
  const DueQueue queue;
  while (books.unfinished_profile()) {
    const auto due = queue.first(books, kRecorded);
    REQUIRE(due.has_value());
    CHECK(due->at == kRecorded);
    CHECK(due->kind == ChangeKind::profile);
    const std::vector<Event> events = changes_of(books, *due);
    const EncodedFacts facts = encoded(events);
    slices.push_back(facts.public_events + facts.private_events);
    for (const Event& event : events) apply(books, event);
  }
  return slices;
}

Share degree_of(const Books& books, Ordinal ordinal) {
  return degree_at(*books.timeline(), books.asset(ordinal), kRecorded);
}

}  // namespace

TEST_CASE("a profile for many assets changes them all in one second, slice by slice") {
  Many many;
  const Decision decision =
      many.decided(many.rea, RecordProfile{"LicenseRef-Own", kHalf, "read", sha256("text")});
  many.enter(decision);
  Books& books = many.books;
  // 801 of the 1'201 state it: 500 at once, 301 in the next slice.
  CHECK(std::get<ProfileReceipt>(decision.receipt).assets == 801);
  REQUIRE(books.unfinished_profile().has_value());
  const Share half = Share::from_ppm(90'000);
  CHECK(degree_of(books, 0) == half);
  CHECK(degree_of(books, kAssets - 1) == kWhole);
  // A snapshot in between goes on in the same way.
  Books restored = decoded_books(encoded_books(books));
  const std::vector<std::string> slices = rest_of(books);
  CHECK(slices.size() == 1);
  CHECK(rest_of(restored) == slices);
  CHECK(encoded_books(restored) == encoded_books(books));
  for (Ordinal ordinal = 0; ordinal < kAssets; ++ordinal) {
    const bool stated = ordinal % 3 != 2;
    CHECK(degree_of(books, ordinal) == (stated ? half : kWhole));
    // Each is levied to that second under the degree before: 31 days and a second at 5.00 a day.
    if (!stated) continue;
    CHECK(books.asset(ordinal).status.levied_to == kRecorded);
    CHECK(books.asset(ordinal).status.escrow == Money::from_micro(500'000'000 - 155'000'057));
  }
}

TEST_CASE("a registrar's profile for its own asset is refused, however many others state it") {
  Many many;
  const auto refused =
      decide(many.books,
             {.by = many.ana,
              .seed = {},
              .request = RecordProfile{"LicenseRef-Own", kHalf, "read", sha256("text")}},
             many.now);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == RefusalCode::forbidden);
}
