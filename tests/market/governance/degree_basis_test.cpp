// SPDX-License-Identifier: EUPL-1.2
//
// What degrees follow from is in the journal: the licence table by its digest, since levels are
// recorded; the default weights by value, since every second of the past is weighed by them.
#include "tax/degree/degree_basis.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/degree_basis.hpp"
#include "market/codec/events.hpp"
#include "market/decide.hpp"
#include "market/state/apply.hpp"
#include "market/state/figures.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/degree_timeline.hpp"
#include "tax/schedule/founding.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;

namespace {

const std::string kOurs = "licence\tOurs-1.0\t0\t18\t0\t0\t0\t0\t0\t0\tcurated\t\t\t0\t\tOurs\n";
/// Another table, in which the same licence is closed.
const std::string kClosedOurs =
    "licence\tOurs-1.0\t24\t24\t24\t24\t24\t24\t24\t24\tcurated\t\t\t0\t\tOurs\n";

LicenceTable table_of(const std::string& text) {
  auto read = read_replacement_licences(text);
  REQUIRE(read.has_value());
  return *std::move(read);
}

/// Weights under which only use counts, for software.
DegreeBasis basis_of(const std::string& table, Share use = kWhole) {
  DegreeBasis basis = founding_basis(founding_licences(), sha256(table));
  Weights& software = basis.weights[static_cast<std::size_t>(AssetClass::software)];
  software.shares.fill(Share{});
  software.shares[static_cast<std::size_t>(Dimension::use)] = use;
  basis.carried_weights = digest_of(basis.weights);
  return basis;
}

/// A register whose program carries a table of its own, without clock and journal.
struct Register {
  Books books;
  std::vector<EncodedFacts> journal;
  Instant now = *parse_instant("2030-01-01T00:00:00Z");
  std::uint64_t drawn = 0;
  PartyId founder;
  PartyId ana;

  explicit Register(const DegreeBasis& basis) {
    const LicenceTable& table = founding_licences();
    founder = std::get<PartyReceipt>(
                  done(table, {},
                       FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                     .operator_name = "Operator",
                                     .operator_key = sha256("key"),
                                     .basis = basis}))
                  .party;
    ana = std::get<PartyReceipt>(
              done(table, founder, RegisterParty{"ana", Roles{Role::member}, sha256("ana")}))
              .party;
    done(table, founder, CreditCash{ana, Money::from_micro(1'000'000'000'000), "one"});
  }

  void enter(const std::vector<Event>& events) {
    journal.push_back(encoded(events));
    for (const Event& event : events) apply(books, event);
  }

  Receipt done(const LicenceTable& table, const PartyId& by, Filing::Request request) {
    const Digest digest = sha256("seed " + std::to_string(++drawn));
    Filing filing{.by = by, .seed = {}, .request = std::move(request)};
    std::copy_n(digest.bytes.begin(), filing.seed.bytes.size(), filing.seed.bytes.begin());
    auto decision = decide(books, filing, now, table);
    REQUIRE(decision.has_value());
    enter(decision->events);
    return std::move(decision->receipt);
  }

  AssetId work(const LicenceTable& table, const std::string& spdx) {
    Particulars work{.name = "Werk", .identifiers = {}, .terms = {}};
    work.terms.form = TermsForm::licence;
    work.terms.spdx = spdx;
    const RegisterAsset request{.asset_class = AssetClass::software,
                                .particulars = std::make_shared<const Particulars>(std::move(work)),
                                .assessment = Money::from_micro(36'500'000'000),
                                .escrow = Money::from_micro(1'000'000'000)};
    return std::get<AssetReceipt>(done(table, ana, request)).asset;
  }

  Share degree(const AssetId& asset) const {
    return degree_at(*books.timeline(), *books.asset(asset), now);
  }
};

/// The books that the entries give, to whatever program reads them.
Books replayed(const std::vector<EncodedFacts>& journal) {
  Books books;
  for (const EncodedFacts& facts : journal) {
    for (const std::string* part : {&facts.private_events, &facts.public_events}) {
      for (const Event& event : decoded(*part)) apply(books, event);
    }
  }
  return books;
}

}  // namespace

TEST_CASE("the past is weighed by the weights in the journal, not by those of the program") {
  Register one{basis_of(kOurs)};
  const LicenceTable ours = table_of(kOurs);
  const AssetId asset = one.work(ours, "Ours-1.0");
  // Only use counts: 18/24. Under the weights that this program carries it would be 0.135.
  CHECK(one.degree(asset) == Share::from_ppm(750'000));
  one.now = *parse_instant("2030-03-01T00:00:00Z");
  const Books later = replayed(one.journal);
  CHECK(encoded_books(later) == encoded_books(one.books));
  const AssetFigures shown = figures(later, *later.asset(asset), one.now);
  CHECK(shown.rate == figures(one.books, *one.books.asset(asset), one.now).rate);
  // 5% of 0.75 of 36500.00 is 3.75 a day.
  CHECK(shown.tax_per_day == Money::from_micro(3'750'000));
  const Books read = decoded_books(encoded_books(later));
  CHECK(read.timeline()->default_weights() == basis_of(kOurs).weights);
  CHECK(read.timeline()->basis() == basis_of(kOurs));
}

TEST_CASE("another table judges later filings only") {
  const LicenceTable ours = table_of(kOurs);
  const LicenceTable closed = table_of(kClosedOurs);
  Register one{basis_of(kOurs)};
  const AssetId before = one.work(ours, "Ours-1.0");
  DegreeBasis exchanged = basis_of(kOurs);
  exchanged.licences = sha256(kClosedOurs);
  one.enter({DegreeBasisRecorded{exchanged}});
  const AssetId after = one.work(closed, "Ours-1.0");
  CHECK(one.degree(before) == Share::from_ppm(750'000));
  CHECK(one.degree(after) == kWhole);
  // The holder may say the same again.
  one.done(closed, one.ana,
           StateTerms{{.id = before}, one.books.asset(before)->particulars->terms, {}});
  CHECK(one.degree(before) == Share::from_ppm(750'000));
  const Books later = replayed(one.journal);
  CHECK(encoded_books(later) == encoded_books(one.books));
  CHECK(later.timeline()->basis()->licences == sha256(kClosedOurs));
}

TEST_CASE("a journal without a basis is weighed as its programs weighed it") {
  Books books;
  apply(books, SchedulePublished{
                   .id = {}, .toml = std::string{founding_schedule_toml()}, .effective = {}});
  CHECK_FALSE(books.timeline()->basis().has_value());
  CHECK(books.timeline()->default_weights() == unrecorded_weights());
  CHECK(books.timeline()->regime(AssetClass::software, {}).weights ==
        unrecorded_weights()[static_cast<std::size_t>(AssetClass::software)]);
}

TEST_CASE("what degrees follow from comes back from its bytes, under a tag that stays") {
  const DegreeBasisRecorded event{basis_of(kOurs, Share::from_ppm(7))};
  const EncodedFacts facts = encoded(std::vector<Event>{event});
  CHECK(static_cast<unsigned char>(facts.public_events.front()) == 34);
  CHECK(facts.private_events.empty());
  CHECK(std::get<DegreeBasisRecorded>(decoded(facts.public_events).at(0)).basis == event.basis);
  const ProfileConsidered considered{.profile = {"LicenseRef-X", sha256("text")},
                                     .recorded_at = Instant::from_seconds(5),
                                     .next = 6,
                                     .end = 7};
  const EncodedFacts slice = encoded(std::vector<Event>{considered});
  CHECK(static_cast<unsigned char>(slice.public_events.front()) == 35);
  const auto read = std::get<ProfileConsidered>(decoded(slice.public_events).at(0));
  CHECK(read.profile == considered.profile);
  CHECK(read.recorded_at == Instant::from_seconds(5));
  CHECK(read.next == 6);
  CHECK(read.end == 7);
}

TEST_CASE("weights that weigh nothing, and slices beyond the register, are damage") {
  const auto bytes = [](const Event& event) {
    return encoded(std::vector<Event>{event}).public_events;
  };
  CHECK_THROWS_AS(decoded(bytes(DegreeBasisRecorded{basis_of(kOurs, Share{})})), DamagedBytes);
  CHECK_THROWS_AS(decoded(bytes(ProfileConsidered{{"LicenseRef-X", {}}, {}, 8, 7})), DamagedBytes);
  std::string strange = bytes(DegreeBasisRecorded{basis_of(kOurs)});
  strange.replace(strange.find("patent"), 6, "potent");
  CHECK_THROWS_AS(decoded(strange), DamagedBytes);
}
