// SPDX-License-Identifier: EUPL-1.2
//
// Terms, profiles and contests as bytes of events and of a snapshot.
#include <array>
#include <forward_list>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "market/codec/values.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tests/market/short_forms.hpp"
#include "tests/market/trial_register.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::trial;
using quitrent::testing::second;

namespace {

Particulars two_named_particulars() {
  return {.name = "Werk",
          .identifiers = {},
          .terms = {.form = TermsForm::licence,
                    .commitment = {},
                    .spdx = "LicenseRef-X",
                    .source_withheld = true,
                    .then = {{"LicenseRef-Y OR MIT", second(1)}},
                    .documents = {{"LicenseRef-X", sha256("text")}, {"LicenseRef-Y", {}}}},
          .levels = {{kBeginningOfTime, {0, 1, 2, 3, 4, 5, 6, 24}},
                     {second(1), {24, 0, 0, 0, 0, 0, 0, 0}},
                     {second(1), {}}},
          .derived_from = {{AssetId{Uuid{{7}}}, Relation::version}, {{}, Relation::derived}}};
}

Contest contest() {
  return {.id = ContestId{Uuid{{8}}},
          .asset = AssetId{Uuid{{9}}},
          .by = {.id = PartyId{Uuid{{10}}}, .name = "ana"},
          .reason = "Quelle fehlt",
          .filed_at = second(23),
          .finding = FindingId{Uuid{{11}}},
          .bond = Money::from_micro(35)};
}

RecordedProfile profile() {
  return {.reference = "LicenseRef-X",
          .levels = {24, 7, 6, 5, 4, 3, 2, 1},
          .reason = "read",
          .document = sha256("text"),
          .recorded_at = second(31)};
}

TermsChanged terms_changed() {
  TermsChanged event{.asset = AssetId{Uuid{{9}}},
                     .cause = TermsCause::finding,
                     .at = second(24),
                     .particulars = std::make_shared<const Particulars>(two_named_particulars()),
                     .degree = Share::from_ppm(25),
                     .clawback = Money::from_micro(26),
                     .levy = {.over = {second(27), second(28)},
                              .paid = Money::from_micro(29),
                              .arrears = Money::from_micro(30)},
                     .because = {.reference = "audit", .document = sha256("audit")},
                     .status = {}};
  event.status.assessment = Money::from_micro(33);
  event.status.version = 34;
  return event;
}

Finding finding() {
  return {.id = FindingId{Uuid{{11}}},
          .finder = PartyId{Uuid{{12}}},
          .at = second(24),
          .due_at = second(36),
          .degree = Share::from_ppm(25),
          .parts = {{PartyId{Uuid{{10}}}, Money::from_micro(37), Money::from_micro(10)}}};
}

FindingChanged finding_changed() {
  FindingChanged event{.asset = AssetId{Uuid{{9}}},
                       .finding = FindingId{Uuid{{11}}},
                       .outcome = FindingOutcome::due,
                       .at = second(36),
                       .parts = finding().parts,
                       .arrears = Money::from_micro(38),
                       .levy = {.over = {second(27), second(28)},
                                .paid = Money::from_micro(29),
                                .arrears = Money::from_micro(30)},
                       .status = {}};
  event.status.version = 39;
  return event;
}

ContestDecided decided_contest() {
  return {.contest = contest(),
          .outcome = ContestOutcome::rejected,
          .because = {.reference = "ruling", .document = {}},
          .reason = "Quelle liegt vor",
          .decided_at = second(32)};
}

std::string public_bytes_of(const Event& event) {
  const EncodedFacts facts = encoded(std::array{event});
  CHECK(facts.public_count == 1);
  CHECK(facts.private_events.empty());
  return facts.public_events;
}

template <class Fact>
Fact back(const Event& event) {
  const std::vector<Event> events = decoded(public_bytes_of(event));
  REQUIRE(events.size() == 1);
  CHECK(public_bytes_of(events.front()) == public_bytes_of(event));
  return std::get<Fact>(events.front());
}

std::string zeros(std::size_t count) { return std::string(count, '\0'); }

}  // namespace

TEST_CASE("what is false about terms, levels and contests is damage") {
  struct Row {
    const char* why;
    Event event;
  };
  const auto with_levels = [](std::vector<DatedOpennessLevels> levels) {
    TermsChanged event = terms_changed();
    Particulars broken = two_named_particulars();
    broken.levels = std::move(levels);
    event.particulars = std::make_shared<const Particulars>(broken);
    return event;
  };
  TermsChanged unknown_cause = terms_changed();
  unknown_cause.cause = static_cast<TermsCause>(6);
  TermsChanged unknown_relation = terms_changed();
  Particulars related = two_named_particulars();
  related.derived_from[0].relation = static_cast<Relation>(4);
  unknown_relation.particulars = std::make_shared<const Particulars>(related);
  TermsChanged unordered = terms_changed();
  Particulars twice = two_named_particulars();
  std::next(twice.terms.documents.begin())->reference = "LicenseRef-X";
  unordered.particulars = std::make_shared<const Particulars>(twice);
  RecordedProfile closed = profile();
  closed.levels[7] = 25;
  RecordedProfile for_nothing = profile();
  for_nothing.document.reset();
  ContestDecided unknown_outcome = decided_contest();
  unknown_outcome.outcome = static_cast<ContestOutcome>(3);
  FindingChanged unknown_finding = finding_changed();
  unknown_finding.outcome = static_cast<FindingOutcome>(3);
  FindingChanged negative = finding_changed();
  negative.parts[0].surcharge = Money::from_micro(-1);
  Contest owing = contest();
  owing.bond = Money::from_micro(-1);
  const std::vector<Row> rows{
      {"what became of a finding that nobody knows", unknown_finding},
      {"a finding that pays somebody", negative},
      {"a bond below nothing", ContestFiled{owing}},
      {"a contest that changed as nobody knows",
       ContestChanged{contest(), static_cast<ContestChange>(2), second(40)}},
      {"a level above 24", with_levels({{kBeginningOfTime, {0, 0, 25}}})},
      {"levels that run backwards", with_levels({{second(2), {}}, {second(1), {}}})},
      {"a cause that nobody knows", unknown_cause},
      {"a relation that nobody knows", unknown_relation},
      {"two texts of one reference", unordered},
      {"a profile above 24", ProfileRecorded{closed}},
      {"a profile for no text and no name", ProfileRecorded{for_nothing}},
      {"an outcome that nobody knows", unknown_outcome},
  };
  for (const Row& row : rows) {
    CAPTURE(row.why);
    CHECK_THROWS_AS(decoded(public_bytes_of(row.event)), DamagedBytes);
  }
}

TEST_CASE("each event about terms comes back from its bytes, field by field") {
  const auto changed = back<TermsChanged>(terms_changed());
  CHECK(changed.asset == AssetId{Uuid{{9}}});
  CHECK(changed.cause == TermsCause::finding);
  CHECK(changed.at == second(24));
  CHECK(*changed.particulars == two_named_particulars());
  CHECK(changed.degree == Share::from_ppm(25));
  CHECK(changed.clawback == Money::from_micro(26));
  CHECK(changed.levy.over == Period{second(27), second(28)});
  CHECK(changed.levy.paid == Money::from_micro(29));
  CHECK(changed.levy.arrears == Money::from_micro(30));
  CHECK(changed.because.reference == "audit");
  CHECK(changed.because.document == sha256("audit"));
  CHECK(changed.status == terms_changed().status);
  CHECK(back<ProfileRecorded>(ProfileRecorded{profile()}).profile == profile());
  RecordedProfile named = profile();
  named.reach = ProfileReach::name;
  CHECK(back<ProfileRecorded>(ProfileRecorded{named}).profile == named);
  named.document.reset();
  CHECK(back<ProfileRecorded>(ProfileRecorded{named}).profile == named);
  CHECK_FALSE(changed.finding.has_value());
  TermsChanged with_finding = terms_changed();
  with_finding.finding = finding();
  CHECK(back<TermsChanged>(with_finding).finding == finding());
  const auto due = back<FindingChanged>(finding_changed());
  CHECK(due.asset == AssetId{Uuid{{9}}});
  CHECK(due.finding == FindingId{Uuid{{11}}});
  CHECK(due.outcome == FindingOutcome::due);
  CHECK(due.at == second(36));
  CHECK(due.parts == finding().parts);
  CHECK(due.arrears == Money::from_micro(38));
  CHECK(due.levy.paid == Money::from_micro(29));
  CHECK(due.status == finding_changed().status);
  const auto lapsed =
      back<ContestChanged>(ContestChanged{contest(), ContestChange::lapsed, second(40)});
  CHECK(lapsed.contest == contest());
  CHECK(lapsed.change == ContestChange::lapsed);
  CHECK(lapsed.at == second(40));
  CHECK(back<ContestFiled>(ContestFiled{contest()}).contest == contest());
  const auto decision = back<ContestDecided>(decided_contest());
  CHECK(decision.contest == contest());
  CHECK(decision.outcome == ContestOutcome::rejected);
  CHECK(decision.because.reference == "ruling");
  CHECK_FALSE(decision.because.document.has_value());
  CHECK(decision.reason == "Quelle liegt vor");
  CHECK(decision.decided_at == second(32));
}

TEST_CASE("the layout of events about terms stands in journals and does not change") {
  // Written by hand: tag, texts after their length, one byte for each level, seconds doubled.
  const std::string contested = '\x08' + zeros(15) + '\x09' + zeros(15) + '\x0a' + zeros(15) +
                                "\x03"
                                "ana\x0cQuelle fehlt\x2e";
  const Digest digest = sha256("text");
  const std::string text{digest.bytes.begin(), digest.bytes.end()};
  const std::string levels = "\x0cLicenseRef-X\x18\x07\x06\x05\x04\x03\x02\x01\x04read";
  CHECK(public_bytes_of(ProfileRecorded{profile()}) ==
        '\x21' + levels + '\x01' + text + '\x3e' + zeros(1));
  // What earlier programs recorded counts by name, with or without a document.
  RecordedProfile named = profile();
  named.reach = ProfileReach::name;
  const auto older = [&](const std::string& document) {
    return std::get<ProfileRecorded>(decoded('\x0c' + levels + document + '\x3e').at(0)).profile;
  };
  CHECK(older('\x01' + text) == named);
  named.document.reset();
  CHECK(older(zeros(1)) == named);
  const std::string bonded = contested + '\x01' + ('\x0b' + zeros(15)) + '\x46';
  const std::string decision = "\x01\x06ruling" + zeros(1) + "\x10Quelle liegt vor\x40";
  CHECK(public_bytes_of(ContestFiled{contest()}) == '\x19' + bonded);
  CHECK(public_bytes_of(decided_contest()) == '\x1a' + bonded + decision);
  // What earlier programs wrote is read as a contest of the degree without a bond.
  Contest plain = contest();
  plain.finding.reset();
  plain.bond = Money{};
  CHECK(std::get<ContestFiled>(decoded('\x0d' + contested).at(0)).contest == plain);
  CHECK(std::get<ContestDecided>(decoded('\x0e' + contested + decision).at(0)).contest == plain);
  const std::string parts = '\x01' + ('\x0a' + zeros(15)) + "\x4a\x14";
  TermsChanged found = terms_changed();
  found.finding = finding();
  std::string without = public_bytes_of(terms_changed());
  without.pop_back();
  const std::string owed = ('\x0b' + zeros(15)) + ('\x0c' + zeros(15)) + "\x30\x48\x32" + parts;
  CHECK(public_bytes_of(found) == without + '\x01' + owed);
  CHECK(public_bytes_of(finding_changed())
            .starts_with('\x1c' + ('\x09' + zeros(15)) + ('\x0b' + zeros(15)) + "\x01\x48" + parts +
                         "\x4c"));
  CHECK(public_bytes_of(ContestChanged{contest(), ContestChange::lapsed, second(40)}) ==
        '\x1d' + bonded + "\x01\x50");
  const std::string before = "\x04\x30\x04Werk" + zeros(1) + '\x01' + zeros(1);
  const std::string after = "\x0cLicenseRef-X\x01\x01\x13LicenseRef-Y OR MIT\x02";
  CHECK(public_bytes_of(terms_changed())
            .starts_with(' ' + ('\x09' + zeros(15)) + before + after + "\x02\x0cLicenseRef-X\x01" +
                         text + "\x0cLicenseRef-Y" + zeros(1)));
  // Terms of earlier programs have no documents: their names alone count.
  std::string bytes = public_bytes_of(terms_changed());
  const std::size_t documents = (before + after).size() + 17;
  bytes.erase(documents, 1 + 13 + 1 + 32 + 13 + 1).pop_back();
  for (const bool by_finding : {false, true}) {
    bytes.front() = by_finding ? '\x1b' : '\x0b';
    if (by_finding) bytes += owed;
    const auto event = std::get<TermsChanged>(decoded(bytes).at(0));
    CHECK(event.particulars->terms.documents ==
          std::forward_list<LicenceDocument>{{"LicenseRef-X", {}}, {"LicenseRef-Y", {}}});
    CHECK(event.finding.has_value() == by_finding);
    CHECK(event.status == terms_changed().status);
  }
}

TEST_CASE("profiles, contests and what an asset was taxed on come back from a snapshot") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  const PartyId ben = trial.member("ben");
  trial.credit(ana, units(100'000));
  trial.credit(ben, units(100));
  const auto must = [&trial](const PartyId& by, Filing::Request request) {
    auto receipt = trial.file(by, std::move(request));
    REQUIRE(receipt.has_value());
    return *receipt;
  };
  const AssetId asset = trial.asset(ana, patent(units(36'500), units(10'000)));
  const AssetRef ref{.id = asset};
  Terms pledge;
  pledge.form = TermsForm::commitment;
  pledge.commitment = Commitment::licence_of_right;
  must(ana, StateTerms{ref, pledge, {}});
  must(ben, RecordProfile{"LicenseRef-X", {1, 2, 3}, "read", sha256("text")});
  must(ben, RecordProfile{"LicenseRef-X", {4}, "read", sha256("another text")});
  must(ben, RecordProfile{"LicenseRef-A", {}, "read", sha256("text")});
  const auto gone = std::get<ContestReceipt>(must(ana, ContestDegree{ref, "too high"})).contest;
  const auto kept = std::get<ContestReceipt>(must(ben, ContestDegree{ref, "too low"})).contest;
  must(ben, DecideContest{ref, gone.id, ContestOutcome::upheld, "so it is", {"order", {}}});
  trial.advance(*day(2030, 2, 1));
  must(ana, AssessAsset{ref, units(73'000)});
  trial.advance(*day(2030, 3, 1));
  pledge.commitment = Commitment::open_pool;
  must(ana, StateTerms{ref, pledge, {}});
  const Books whole = decoded_books(trial.bytes());
  REQUIRE(whole.profiles().size() == 3);
  CHECK(whole.profiles()[0].reference == "LicenseRef-A");
  CHECK(whole.profile({"LicenseRef-X", sha256("text")}) ==
        RecordedProfile{"LicenseRef-X", {1, 2, 3}, "read", sha256("text"), *day(2030, 1, 1)});
  CHECK(whole.profile({"LicenseRef-X", sha256("another text")})->levels == OpennessLevels{4});
  CHECK_FALSE(whole.profile({"LicenseRef-X", {}}).has_value());
  CHECK_FALSE(whole.profile({"LicenseRef-B", sha256("text")}).has_value());
  CHECK(whole.contests(asset) == std::vector{kept});
  const Share licensed = Share::from_ppm(500'000);
  const std::vector<PastInterval> taxed{
      {{*day(2030, 1, 1), *day(2030, 2, 1)}, units(36'500), licensed, 1},
      {{*day(2030, 2, 1), *day(2030, 3, 1)}, units(73'000), licensed, 1}};
  CHECK(whole.past().intervals(0) == taxed);
  CHECK(whole.asset(asset)->taxed_alike_since == *day(2030, 3, 1));
  CHECK(whole.asset(asset)->particulars->terms == pledge);
  CHECK(whole.past().clawbacks(0).empty());
  trial.advance(*day(2030, 4, 1));
  pledge.commitment = Commitment::none;
  must(ana, StateTerms{ref, pledge, units(1'000)});
  const Books later = decoded_books(trial.bytes());
  const PastClawback withdrawn{.until = *day(2030, 4, 1),
                               .levels = later.asset(asset)->particulars->levels,
                               .payer = trial.ordinal(ana)};
  CHECK(later.past().clawbacks(0) == std::vector{withdrawn});
  CHECK(later.past().intervals(0).size() == 3);
  CHECK(later.past().intervals(0).back() ==
        PastInterval{
            {*day(2030, 3, 1), *day(2030, 4, 1)}, units(73'000), Share::from_ppm(300'000), 1});
}

TEST_CASE("a snapshot finds the assets whose terms state a reference and its text") {
  TrialRegister trial{*day(2030, 1, 1)};
  const PartyId ana = trial.member("ana");
  trial.credit(ana, units(1'000));
  const auto enrol = [&](std::string spdx, std::vector<DatedLicence> then,
                         std::forward_list<LicenceDocument> documents) {
    Particulars work{.name = "Werk", .identifiers = {}, .terms = {}};
    work.terms = {.form = TermsForm::licence,
                  .spdx = std::move(spdx),
                  .then = std::move(then),
                  .documents = std::move(documents)};
    trial.asset(ana, {.asset_class = AssetClass::software,
                      .particulars = std::make_shared<const Particulars>(std::move(work)),
                      .assessment = units(365),
                      .escrow = units(100)});
  };
  const Digest text = sha256("text");
  enrol("MIT", {}, {});
  enrol("BUSL-1.1 OR LicenseRef-X", {}, {{"LicenseRef-X", text}});
  enrol("LicenseRef-Y", {{"LicenseRef-X", *day(2031, 1, 1)}}, {{"LicenseRef-X", text}});
  enrol("LicenseRef-XY", {}, {{"LicenseRef-XY", text}});
  enrol("LicenseRef-X", {}, {});
  enrol("LicenseRef-X", {}, {{"LicenseRef-X", sha256("another text")}});
  const auto reached = [&](const Books& books, const char* reference) {
    return books.reached_by({.reference = reference, .reason = {}, .document = text});
  };
  CHECK(reached(trial.books(), "LicenseRef-X") == std::vector<Ordinal>{1, 2});
  const Books whole = decoded_books(trial.bytes());
  CHECK(reached(whole, "LicenseRef-X") == std::vector<Ordinal>{1, 2});
  CHECK(reached(whole, "LicenseRef-XY") == std::vector<Ordinal>{3});
  CHECK(reached(whole, "LicenseRef-Y").empty());
}
