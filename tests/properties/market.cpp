// SPDX-License-Identifier: EUPL-1.2
//
// A crowd files at random. The register on trial checks every law after every step by itself.
#include <array>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "market/due/due_queue.hpp"
#include "market/state/figures.hpp"
#include "tests/properties/market_crowd.hpp"
#include "tests/sanitized.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::properties;

namespace {

void straight(trial::TrialRegister& stage, Instant to) { stage.advance(to); }

/// Lets time pass second by second, or in a thousand steps if it is more than a thousand seconds.
void in_steps(trial::TrialRegister& stage, Instant to) {
  const std::int64_t way = (to - stage.now()).seconds();
  const auto stride = Duration::from_seconds(std::max<std::int64_t>(1, way / 1'000));
  while (stage.now() + stride < to) stage.advance(stage.now() + stride);
  stage.advance(to);
}

/// How often title passed or ended by each cause, and which statuses pending purchases reached.
struct OutcomeCounts {
  std::map<ConveyanceCause, int> causes;
  std::map<PurchaseStatus, int> statuses;
  int grant_backs = 0;
  int paid_liens = 0;
  std::map<TermsCause, int> terms;
};

void count(OutcomeCounts& timelines, const std::vector<EncodedFacts>& entries) {
  for (const EncodedFacts& facts : entries) {
    for (const Event& event : decoded(facts.public_events)) {
      if (const auto* conveyed = std::get_if<AssetConveyed>(&event)) {
        ++timelines.causes[conveyed->conveyance.cause];
        if (conveyed->grant_back) ++timelines.grant_backs;
        if (!conveyed->waterfall.liens.empty()) ++timelines.paid_liens;
      } else if (const auto* purchase = std::get_if<PurchaseChanged>(&event)) {
        ++timelines.statuses[purchase->status];
      } else if (const auto* terms = std::get_if<TermsChanged>(&event)) {
        ++timelines.terms[terms->cause];
      }
    }
  }
}

template <class Request>
int accepted(const std::map<std::size_t, int>& counts) {
  const auto found = counts.find(Filing::Request{Request{}}.index());
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("random filings break no law, and every refusal comes up") {
  std::map<std::size_t, int> accepted_in_all;
  std::map<RefusalCode, int> refused_in_all;
  std::size_t changes = 0;
  OutcomeCounts timelines;
  for (std::uint64_t seed = 1; seed <= 180; ++seed) {
    CAPTURE(seed);
    Crowd crowd{seed, straight};
    for (int step = 0; step < 320; ++step) {
      CAPTURE(step);
      REQUIRE_NOTHROW(crowd.step());
    }
    CHECK_FALSE(crowd.stage().bytes().empty());
    CHECK(crowd.broken_deadlines().empty());
    CHECK(crowd.wrong_degrees().empty());
    changes += crowd.stage().changes();
    count(timelines, crowd.stage().entries());
    for (const auto& [kind, count] : crowd.accepted()) accepted_in_all[kind] += count;
    for (const auto& [code, count] : crowd.refused()) refused_in_all[code] += count;
  }
  // A crowd that achieves nothing would prove nothing.
  CHECK(changes > 500);
  for (int cause = 1; cause <= static_cast<int>(ConveyanceCause::rectification); ++cause) {
    CAPTURE(to_text(static_cast<ConveyanceCause>(cause)));
    CHECK(timelines.causes[static_cast<ConveyanceCause>(cause)] > 4);
  }
  for (const auto status :
       {PurchaseStatus::pending, PurchaseStatus::completed, PurchaseStatus::cancelled}) {
    CAPTURE(to_text(status));
    CHECK(timelines.statuses[status] > 3);
  }
  for (const auto cause : {TermsCause::opening, TermsCause::withdrawal, TermsCause::dated,
                           TermsCause::profile, TermsCause::finding}) {
    CAPTURE(to_text(cause));
    CHECK(timelines.terms[cause] > 10);
  }
  CHECK(timelines.grant_backs > 10);
  CHECK(timelines.paid_liens > 5);
  CHECK(accepted<CreditCash>(accepted_in_all) > 500);
  CHECK(accepted<WithdrawCash>(accepted_in_all) > 100);
  CHECK(accepted<RegisterAsset>(accepted_in_all) > 300);
  CHECK(accepted<AssessAsset>(accepted_in_all) > 200);
  CHECK(accepted<DepositEscrow>(accepted_in_all) > 200);
  CHECK(accepted<WithdrawEscrow>(accepted_in_all) > 50);
  CHECK(accepted<PurchaseAssets>(accepted_in_all) > 200);
  CHECK(accepted<FreezeParty>(accepted_in_all) > 100);
  CHECK(accepted<PayBeneficiary>(accepted_in_all) > 40);
  CHECK(accepted<RecordLicence>(accepted_in_all) > 20);
  CHECK(accepted<EndLicence>(accepted_in_all) > 5);
  CHECK(accepted<RecordLien>(accepted_in_all) > 20);
  CHECK(accepted<ReleaseLien>(accepted_in_all) > 0);
  CHECK(accepted<PlaceHold>(accepted_in_all) > 100);
  CHECK(accepted<LiftHold>(accepted_in_all) > 20);
  CHECK(accepted<DedicateAsset>(accepted_in_all) > 5);
  CHECK(accepted<RedeemAsset>(accepted_in_all) > 10);
  CHECK(accepted<WithdrawAsset>(accepted_in_all) > 15);
  CHECK(accepted<RecordEvidence>(accepted_in_all) > 50);
  CHECK(accepted<StrikeAsset>(accepted_in_all) > 10);
  CHECK(accepted<RectifyTitle>(accepted_in_all) > 30);
  CHECK(accepted<ChangeExpiry>(accepted_in_all) > 50);
  CHECK(accepted<ApproveAct>(accepted_in_all) > 200);
  CHECK(accepted<WithdrawAct>(accepted_in_all) > 20);
  CHECK(accepted<PublishSchedule>(accepted_in_all) > 50);
  CHECK(accepted<StateTerms>(accepted_in_all) > 50);
  CHECK(accepted<RecordFinding>(accepted_in_all) > 50);
  CHECK(accepted<RecordProfile>(accepted_in_all) > 50);
  CHECK(accepted<ContestDegree>(accepted_in_all) > 50);
  CHECK(accepted<DecideContest>(accepted_in_all) > 20);
  // Only the engine gives the first two refusals. The crowd is too slow for the third and for
  // 360 held days; it derives nothing from a share-alike work and registers no party; nobody of it
  // is a policy officer. `bounds_test`, `acts_test`, `schedule_proposals_test` and scenarios test
  // these.
  const std::set<RefusalCode> asked_elsewhere{RefusalCode::idempotency_key_reused,
                                              RefusalCode::too_many_kept_answers,
                                              RefusalCode::too_many_changes,
                                              RefusalCode::lineage_requires_open,
                                              RefusalCode::roles_exclude,
                                              RefusalCode::hold_exhausted,
                                              RefusalCode::charter_breach,
                                              RefusalCode::rates_mismatch,
                                              RefusalCode::stale};
#define QUITRENT_ROW(name, number, status, title)     \
  if (!asked_elsewhere.contains(RefusalCode::name)) { \
    CAPTURE(#name);                                   \
    CHECK(refused_in_all[RefusalCode::name] > 0);     \
  }
  QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW)
#undef QUITRENT_ROW
}

TEST_CASE("no asset is foreclosed at another second than the one that was shown") {
  int foreclosures = 0;
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    CAPTURE(seed);
    Crowd crowd{seed, straight, random_schedule(seed)};
    for (int step = 0; step < 250; ++step) {
      CAPTURE(step);
      REQUIRE_NOTHROW(crowd.step());
    }
    CHECK(crowd.broken_deadlines().empty());
    CHECK(crowd.wrong_degrees().empty());
    OutcomeCounts timelines;
    count(timelines, crowd.stage().entries());
    foreclosures += timelines.causes[ConveyanceCause::foreclosure];
  }
  CHECK(foreclosures > 100);
}

TEST_CASE("the size of a step in time changes no byte") {
  for (std::uint64_t seed = 1; seed <= (testing::kSanitized ? 2U : 12U); ++seed) {
    CAPTURE(seed);
    const std::string schedule = seed % 4 == 0 ? steep_schedule() : random_schedule(seed);
    Crowd leaping{seed, straight, schedule};
    Crowd walking{seed, in_steps, schedule};
    for (int step = 0; step < 120; ++step) {
      leaping.step();
      walking.step();
    }
    REQUIRE(leaping.stage().now() == walking.stage().now());
    REQUIRE(leaping.stage().entries().size() == walking.stage().entries().size());
    for (std::size_t index = 0; index < leaping.stage().entries().size(); ++index) {
      const EncodedFacts& leapt = leaping.stage().entries()[index];
      const EncodedFacts& walked = walking.stage().entries()[index];
      REQUIRE(leapt.public_events == walked.public_events);
      REQUIRE(leapt.private_events == walked.private_events);
    }
    CHECK(leaping.stage().bytes() == walking.stage().bytes());
  }
}

TEST_CASE("levies in between change neither tax nor carry nor the second of delinquency") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    Chance chance{seed};
    const Money value = Money::from_micro(1 + chance.number(2'000'000'000));
    const auto opened = [&](trial::TrialRegister& stage) {
      const PartyId ana = stage.member("ana");
      stage.credit(ana, trial::units(3'000));
      return std::pair{ana, stage.asset(ana, trial::patent(value, trial::units(2'500)))};
    };
    trial::TrialRegister rarely{*day(2030, 1, 1), steep_schedule()};
    trial::TrialRegister often{*day(2030, 1, 1), steep_schedule()};
    const auto [ana, asset] = opened(rarely);
    REQUIRE(opened(often) == std::pair{ana, asset});
    const Instant end = rarely.now() + Duration::from_seconds(1 + chance.number(30'000'000));
    for (int levy = 0; levy < 40; ++levy) {
      const std::int64_t left = (end - often.now()).seconds();
      often.advance(often.now() + Duration::from_seconds(chance.number(left / 8 + 2)));
      if (often.now() >= end) break;
      // The value stays the same: nothing changes, but the tax is levied.
      static_cast<void>(often.file(ana, AssessAsset{.asset = {.id = asset}, .assessment = value}));
    }
    often.advance(std::max(end, often.now()));
    rarely.advance(often.now());
    const AssetFigures once = figures(rarely.books(), rarely.at(asset), rarely.now());
    const AssetFigures many = figures(often.books(), often.at(asset), often.now());
    CHECK(once.escrow == many.escrow);
    CHECK(once.arrears == many.arrears);
    CHECK(once.surcharge == many.surcharge);
    CHECK(once.funded_until == many.funded_until);
    CHECK(once.forecloses_at == many.forecloses_at);
  }
}

TEST_CASE("the queue of due changes orders like a sorted set") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    CAPTURE(seed);
    Chance chance{seed};
    DueQueue queue;
    std::set<DueChange> oracle;
    std::map<Ordinal, DueChange> entry;
    for (int step = 0; step < 5'000; ++step) {
      const auto asset = static_cast<Ordinal>(chance.number(200));
      if (const auto found = entry.find(asset); found != entry.end()) {
        oracle.erase(found->second);
        entry.erase(found);
      }
      if (chance.once_in(3)) {
        queue.reschedule(asset, std::nullopt);
      } else {
        const DueChange next{Instant::from_seconds(chance.number(50)),
                             chance.once_in(2) ? ChangeKind::expiry : ChangeKind::delinquency,
                             asset};
        queue.reschedule(asset, next);
        oracle.insert(next);
        entry.emplace(asset, next);
      }
      REQUIRE(queue.size() == oracle.size());
      REQUIRE(queue.first().has_value() == !oracle.empty());
      if (!oracle.empty()) REQUIRE(*queue.first() == *oracle.begin());
    }
    while (!oracle.empty()) {
      REQUIRE(*queue.first() == *oracle.begin());
      queue.reschedule(oracle.begin()->asset, std::nullopt);
      oracle.erase(oracle.begin());
    }
    CHECK_FALSE(queue.first().has_value());
  }
}
