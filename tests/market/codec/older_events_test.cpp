// SPDX-License-Identifier: EUPL-1.2
//
// Facts in journals of earlier programs that no filing of today may state: identifiers before they
// had a canonical form, and identifiers that are no terms of their own.
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/events.hpp"
#include "market/state/figures.hpp"
#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/licence_reader.hpp"
#include "tax/schedule/founding.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;

namespace {

/// Books that come from a journal. They decide filings without the laws that a register on trial
/// checks.
struct Older {
  Books books;
  Instant now = *day(2030, 1, 1);
  std::uint64_t drawn = 0;
  PartyId founder;
  PartyId ana;

  Older() {
    founder = std::get<PartyReceipt>(
                  done({}, FoundRegister{.schedule_toml = std::string{founding_schedule_toml()},
                                         .operator_name = "Operator",
                                         .operator_key = sha256("key")}))
                  .party;
    ana = std::get<PartyReceipt>(done(founder, RegisterParty{.name = "ana",
                                                             .roles = Roles{Role::member},
                                                             .key = sha256("ana")}))
              .party;
    done(founder, CreditCash{.party = ana, .amount = units(9'000), .reference = "one"});
  }

  Filing filing(const PartyId& by, Filing::Request request) {
    const Digest digest = sha256("seed " + std::to_string(++drawn));
    Seed seed;
    std::copy_n(digest.bytes.begin(), seed.bytes.size(), seed.bytes.begin());
    return {.by = by, .seed = seed, .request = std::move(request)};
  }
  Outcome<Decision> decided(const PartyId& by, Filing::Request request,
                            const LicenceTable& licences = founding_licences()) {
    return decide(books, filing(by, std::move(request)), now, licences);
  }
  void enter(const std::vector<Event>& events) {
    for (const Event& event : events) apply(books, event);
  }
  Receipt done(const PartyId& by, Filing::Request request,
               const LicenceTable& licences = founding_licences()) {
    auto decision = decided(by, std::move(request), licences);
    REQUIRE(decision.has_value());
    enter(decision->events);
    return std::move(decision->receipt);
  }
};

RegisterAsset identified(std::string scheme, std::string value) {
  RegisterAsset request = patent(units(100), units(10));
  auto particulars = std::make_shared<Particulars>(*request.particulars);
  particulars->identifiers.push_back({.scheme = std::move(scheme), .value = std::move(value)});
  request.particulars = std::move(particulars);
  return request;
}

RegisterAsset work(std::string spdx) {
  RegisterAsset request = patent(units(100), units(10));
  request.asset_class = AssetClass::software;
  auto particulars = std::make_shared<Particulars>(*request.particulars);
  particulars->terms = {};
  particulars->terms.form = TermsForm::licence;
  particulars->terms.spdx = std::move(spdx);
  request.particulars = std::move(particulars);
  return request;
}

}  // namespace

TEST_CASE("an identifier on record in another spelling is found, and taken") {
  Older older;
  const auto first =
      std::get<AssetReceipt>(older.done(older.ana, identified("Patent", "US 6,004,596 B1")));
  const Ordinal ordinal = *older.books.asset_ordinal(first.asset);
  CHECK(older.books.identifier_owner({.scheme = "patent", .value = "US6004596"}) == ordinal);
  CHECK(older.books.identifier_owner({.scheme = "Patent", .value = "US 6,004,596 B1"}) == ordinal);
  CHECK(older.books.asset(ordinal).particulars->identifiers.front().value == "US 6,004,596 B1");
  for (const char* spelt : {"US6004596", "us 6004596", "US-6004596-B1", "US06004596"}) {
    CAPTURE(spelt);
    const auto again = older.decided(older.ana, identified("patent", spelt));
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().code == RefusalCode::duplicate_identifier);
  }
  CHECK(older.decided(older.ana, identified("patent", "US6004597")).has_value());
}

TEST_CASE("a journal with several titles to one patent is replayed, and takes no further one") {
  Older older;
  for (const char* spelt : {"US6004596", "US 6004596", "us-6004596"}) {
    auto decision = older.decided(older.ana, patent(units(100), units(10)));
    REQUIRE(decision.has_value());
    for (Event& event : decision->events) {
      if (auto* registered = std::get_if<AssetRegistered>(&event)) {
        registered->particulars = identified("patent", spelt).particulars;
      }
    }
    older.enter(decoded(encoded(decision->events).private_events));
    older.enter(decoded(encoded(decision->events).public_events));
  }
  CHECK(older.books.asset_count() == 3);
  CHECK(older.books.identifier_owner({.scheme = "patent", .value = "US6004596"}).has_value());
  CHECK_FALSE(older.decided(older.ana, identified("patent", "US 6,004,596 A")).has_value());
  CHECK(decoded_books(encoded_books(older.books)).asset_count() == 3);
}

TEST_CASE("terms on record that are no terms of their own stay, and open like others") {
  constexpr std::string_view kPart = "LicenseRef-scancode-other-permissive";
  // The table before the change: a reference like any other.
  const auto before = read_replacement_licences("ref\t" + std::string{kPart} +
                                                "\t0\t0\t0\t0\t0\t8\t8\t24\tscancode-category\t\t"
                                                "Permissive\t0\t\t\n");
  REQUIRE(before.has_value());
  Older older;
  const auto asset =
      std::get<AssetReceipt>(older.done(older.ana, work(std::string{kPart}), *before)).asset;
  CHECK_FALSE(older.decided(older.ana, work(std::string{kPart})).has_value());
  const auto stating = [&](std::string spdx) {
    Terms terms;
    terms.form = TermsForm::licence;
    terms.spdx = std::move(spdx);
    return older.decided(
        older.ana,
        StateTerms{.asset = {.id = asset}, .terms = std::move(terms), .accept_clawback = {}});
  };
  const auto other = stating("LicenseRef-scancode-fsf-notice");
  REQUIRE_FALSE(other.has_value());
  CHECK(other.error().code == RefusalCode::unknown_terms);
  CHECK(other.error().pointer == "/terms/spdx");
  CHECK(stating(std::string{kPart} + " OR MIT").has_value());
  CHECK(stating("MIT").has_value());
}

TEST_CASE("a profile of before counts by name for the terms of before, and for no later ones") {
  constexpr const char* kName = "LicenseRef-House";
  Older older;
  // Registers a work as an earlier program did: of its references the names alone count.
  const auto of_before = [&older](const char* spdx, const OpennessLevels& levels) {
    auto decision = older.decided(older.ana, work(spdx));
    REQUIRE(decision.has_value());
    for (Event& event : decision->events) {
      if (auto* registered = std::get_if<AssetRegistered>(&event)) {
        auto particulars = std::make_shared<Particulars>(*registered->particulars);
        let_names_count(particulars->terms);
        particulars->levels.front().levels = levels;
        registered->particulars = std::move(particulars);
      }
    }
    older.enter(decision->events);
    return std::get<AssetReceipt>(decision->receipt).asset;
  };
  const auto degree = [&older](const AssetId& asset) {
    return to_text(degree_at(*older.books.timeline(), *older.books.asset(asset), older.now));
  };
  const auto state = [&older](const AssetId& asset, Terms terms) {
    return older.decided(
        older.ana,
        StateTerms{.asset = {.id = asset}, .terms = std::move(terms), .accept_clawback = {}});
  };
  const OpennessLevels use_half_closed{0, 12};
  const AssetId ours = of_before(kName, use_half_closed);
  const AssetId theirs = of_before("LicenseRef-Other", tax::kClosed.levels);
  older.enter({ProfileRecorded{{.reference = kName,
                                .levels = use_half_closed,
                                .reason = "read",
                                .document = {},
                                .recorded_at = older.now,
                                .reach = ProfileReach::name}}});
  CHECK(degree(ours) == "0.090000");

  // What is registered or stated from now on needs the document.
  const AssetId later = std::get<AssetReceipt>(older.done(older.ana, work(kName))).asset;
  CHECK(degree(later) == "1.000000");
  Terms terms = older.books.asset(theirs)->particulars->terms;
  terms.documents.clear();
  terms.spdx = "LicenseRef-Other OR LicenseRef-House";
  auto renamed = state(theirs, terms);
  REQUIRE(renamed.has_value());
  older.enter(renamed->events);
  CHECK(degree(theirs) == "1.000000");

  // What counted goes on counting when further terms are stated beside it.
  terms.spdx = "LicenseRef-House OR LicenseRef-Third";
  auto beside = state(ours, terms);
  REQUIRE(beside.has_value());
  older.enter(beside->events);
  CHECK(degree(ours) == "0.090000");

  // A profile of a text reaches neither.
  const PartyId rea = std::get<PartyReceipt>(
                          older.done(older.founder, RegisterParty{.name = "rea",
                                                                  .roles = Roles{Role::registrar},
                                                                  .key = sha256("rea")}))
                          .party;
  const auto recorded = std::get<ProfileReceipt>(
      older.done(rea, RecordProfile{kName, OpennessLevels{}, "read", sha256("text")}));
  CHECK(recorded.assets == 0);
  CHECK(degree(ours) == "0.090000");
  CHECK(degree(later) == "1.000000");

  // Once the text is stated, its profile counts.
  terms.spdx = "LicenseRef-House OR LicenseRef-Third";
  terms.documents = {{.reference = kName, .digest = sha256("text")}};
  auto stated = state(ours, terms);
  REQUIRE(stated.has_value());
  older.enter(stated->events);
  CHECK(degree(ours) == "0.000000");
  const Books whole = decoded_books(encoded_books(older.books));
  CHECK(whole.profile({kName, {}})->levels == use_half_closed);
  CHECK(whole.profile({kName, sha256("text")})->levels == OpennessLevels{});
  CHECK(whole.asset(theirs)->particulars->terms == older.books.asset(theirs)->particulars->terms);
}

TEST_CASE("the latest profile of before counts by name, and is corrected under its document") {
  Older older;
  const auto enter = [&older](const OpennessLevels& levels, std::optional<Digest> document) {
    older.enter({ProfileRecorded{{.reference = "LicenseRef-X",
                                  .levels = levels,
                                  .reason = "read",
                                  .document = document,
                                  .recorded_at = older.now,
                                  .reach = ProfileReach::name}}});
  };
  const auto levels = [&older](std::optional<Digest> document) {
    const auto profile = older.books.profile({"LicenseRef-X", document});
    return profile ? std::optional{profile->levels} : std::nullopt;
  };
  enter({1}, {});
  CHECK(levels({}) == OpennessLevels{1});
  enter({2}, sha256("one"));
  CHECK(older.books.profiles().size() == 1);
  enter({3}, sha256("two"));
  CHECK(levels({}) == OpennessLevels{3});
  CHECK(levels(sha256("one")) == OpennessLevels{2});
  const PartyId rea = std::get<PartyReceipt>(
                          older.done(older.founder, RegisterParty{.name = "rea",
                                                                  .roles = Roles{Role::registrar},
                                                                  .key = sha256("rea")}))
                          .party;
  older.done(rea, RecordProfile{"LicenseRef-X", {4}, "read", sha256("one")});
  CHECK(levels({}) == OpennessLevels{3});
  older.done(rea, RecordProfile{"LicenseRef-X", {5}, "read", sha256("two")});
  CHECK(levels({}) == OpennessLevels{5});
  CHECK(levels(sha256("one")) == OpennessLevels{4});
}

TEST_CASE("a debt of before, which names no asset, is read as one without") {
  const auto read = decoded("\x43\x03\x01\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
  REQUIRE(read.size() == 1);
  CHECK(std::get<DebtChanged>(read[0]).party == 3);
  CHECK_FALSE(std::get<DebtChanged>(read[0]).asset.has_value());
  CHECK(std::get<DebtChanged>(read[0]).debt == Debt::from_words(1, ~std::uint64_t{0}));
}

TEST_CASE("a kind of event that this program does not know is damage, whatever its number") {
  std::size_t known = 0;
  for (int tag = 0; tag < 256; ++tag) {
    CAPTURE(tag);
    const std::string bytes{static_cast<char>(tag)};
    try {
      decoded(bytes);
      FAIL_CHECK("an event without a body was read");
    } catch (const DamagedBytes& fault) {
      // The decoder knows the kind, and fails at its missing body.
      if (!std::string_view{fault.what()}.contains("unknown kind")) ++known;
    }
  }
  CHECK(known == 45);
}

TEST_CASE("a levy of the register is read by class, as earlier programs wrote it and as this one") {
  RegisterLevied levied{.at = *day(2030, 2, 1)};
  levied.paid[6] = Money::from_micro(19);
  levied.arrears[1] = Money::from_micro(20);
  const std::string bytes = encoded(std::array{Event{levied}}).public_events;
  CHECK(bytes.contains("model"));  // the seventh class
  CHECK_FALSE(bytes.contains("patent"));
  ByteWriter older;
  older.byte(9);
  older.signed_number(levied.at.seconds());
  for (const Money amount : levied.paid) older.signed_number(amount.micro());
  for (const Money amount : levied.arrears) older.signed_number(amount.micro());
  for (const std::string& written : {bytes, older.take()}) {
    const auto events = decoded(written);
    REQUIRE(events.size() == 1);
    const auto& back = std::get<RegisterLevied>(events.front());
    CHECK(back.at == levied.at);
    CHECK(back.paid == levied.paid);
    CHECK(back.arrears == levied.arrears);
  }
  std::string unknown = bytes;
  unknown.replace(unknown.find("model"), 5, "molds");
  CHECK_THROWS_AS(decoded(unknown), DamagedBytes);
}
