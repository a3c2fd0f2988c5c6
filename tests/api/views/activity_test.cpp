// SPDX-License-Identifier: EUPL-1.2
//
// What happened to assets over any period, compared with a plain fold of the public events of a
// crowd that files at random, and with the books that they leave.
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

#include "api/views/views.hpp"
#include "market/state/figures.hpp"
#include "registry/storage/memory/memory_journal.hpp"
#include "tests/api/views/chronicle.hpp"
#include "tests/properties/market_crowd.hpp"
#include "tests/registry/storage/fixture.hpp"
#include "tests/sanitized.hpp"
#include "tools/chance.hpp"

using namespace quitrent;
using namespace quitrent::api;
using namespace quitrent::market;
using storage_tests::TemporaryFolder;
using view_tests::Chronicle;

namespace {

/// Something that happened, at a second.
struct Happened {
  Instant at;
  Activity activity;
};

/// The plain fold: it holds each asset's status and degree, and compares.
class PlainFold {
 public:
  void take(Instant at, const Event& event) {
    at_ = at;
    std::visit([this](const auto& fact) { take_fact(fact); }, event);
  }
  const std::vector<Happened>& happened() const { return happened_; }

 private:
  struct Known {
    AssetClass asset_class;
    AssetStatus status;
    Share degree;
  };

  template <class Fact>
  void take_fact(const Fact& fact) {
    if constexpr (std::is_same_v<Fact, AssetRegistered>) {
      known_[fact.id] = {fact.asset_class, fact.status, fact.degree};
      note(fact.id, ActivityKind::registered, fact.status.assessment);
    } else if constexpr (requires {
                           fact.status.assessment;
                           fact.asset;
                         }) {
      Known& asset = known_.at(fact.asset);
      if constexpr (std::is_same_v<Fact, AssetConveyed>) take_conveyance(fact, asset);
      if constexpr (std::is_same_v<Fact, TermsChanged>) take_terms(fact, asset);
      take_status(fact.asset, asset.status, fact.status);
      asset.status = fact.status;
    }
  }

  void note(const AssetId& id, ActivityKind kind, Money amount) {
    happened_.push_back({at_, {kind, known_.at(id).asset_class, amount}});
  }

  static Money value_of(const AssetStatus& status) {
    return is_terminal(status.state) ? Money{} : status.assessment;
  }

  void take_conveyance(const AssetConveyed& fact, const Known& asset) {
    using enum ConveyanceCause;
    static const std::map<ConveyanceCause, ActivityKind> kKinds{
        {purchase, ActivityKind::purchased},     {auction, ActivityKind::bought_at_auction},
        {foreclosure, ActivityKind::foreclosed}, {redemption, ActivityKind::redeemed},
        {escheat, ActivityKind::escheated},      {dedication, ActivityKind::dedicated},
        {expiry, ActivityKind::expired},         {withdrawal, ActivityKind::withdrawn},
        {strike, ActivityKind::struck},          {rectification, ActivityKind::rectified}};
    const bool paid = fact.purchase.has_value();
    note(fact.asset, kKinds.at(fact.conveyance.cause),
         paid ? fact.waterfall.price : value_of(asset.status));
  }

  void take_terms(const TermsChanged& fact, Known& asset) {
    const bool by_registrar = fact.cause >= TermsCause::profile;
    const Money value = value_of(asset.status);
    if (by_registrar && fact.degree != asset.degree) {
      note(fact.asset, ActivityKind::corrected, value);
    }
    if (!by_registrar && fact.degree < asset.degree) {
      note(fact.asset, ActivityKind::opened, value);
      if (fact.degree.ppm() == 0) note(fact.asset, ActivityKind::opened_to_all, value);
    }
    if (!by_registrar && fact.degree > asset.degree) {
      note(fact.asset, ActivityKind::closed, value);
    }
    asset.degree = fact.degree;
  }

  void take_status(const AssetId& id, const AssetStatus& before, const AssetStatus& after) {
    if (is_terminal(before.state) || is_terminal(after.state)) return;
    const std::int64_t change = after.assessment.micro() - before.assessment.micro();
    if (change > 0) note(id, ActivityKind::raised, Money::from_micro(change));
    if (change < 0) note(id, ActivityKind::lowered, Money::from_micro(-change));
    if (after.state == AssetState::delinquent && before.state != AssetState::delinquent) {
      note(id, ActivityKind::became_delinquent, before.assessment);
    }
  }

  Instant at_;
  std::map<AssetId, Known> known_;
  std::vector<Happened> happened_;
};

/// A crowd, and views of its journal that were closed and opened several times on the way.
class Observed {
 public:
  Observed(std::uint64_t seed, int steps)
      : crowd_{seed, [](trial::TrialRegister& stage, Instant to) { stage.advance(to); }} {
    trial::TrialRegister& stage = crowd_.stage();
    rich_ = stage.member("zoe");
    stage.credit(rich_, trial::units(1'000'000));
    for (int step = 0; step < steps; ++step) {
      crowd_.step();
      if (chance_.once_in(4)) buy_or_redeem(stage);
    }
    Head head = journal_->head();
    for (std::size_t index = 0; index < stage.entries().size(); ++index) {
      Entry entry;
      entry.at = stage.entered_at()[index];
      entry.public_part = stage.entries()[index].public_events;
      entry.private_part = stage.entries()[index].private_events;
      entry.public_count = stage.entries()[index].public_count;
      for (const Event& event : decoded(entry.public_part)) fold_.take(entry.at, event);
      link_entry(head, entry);
      journal_->append({&entry, 1});
      if (index % 200 == 199) open();
    }
    open();
  }

  void open() {
    views_.reset();
    views_ =
        std::make_unique<Views>(folder_.path() / "views",
                                ViewsSource{.journal = *journal_,
                                            .private_events = &Chronicle::private_events,
                                            .complain = [](std::string_view line) { FAIL(line); }});
    views_->catch_up(journal_->head().sequence);
  }

  const Books& books() { return crowd_.stage().books(); }
  Instant now() { return crowd_.stage().now(); }
  Sequence entries() const { return journal_->head().sequence; }
  Views& views() { return *views_; }
  ActivitySums expected(Period over) const {
    ActivitySums sums;
    for (const Happened& one : fold_.happened()) {
      if (one.at >= over.begin && one.at < over.end) add(sums, one.activity);
    }
    return sums;
  }

 private:
  /// A party with cash buys an asset, often one in auction, or its former holder redeems it. Some
  /// of this is refused.
  void buy_or_redeem(trial::TrialRegister& stage) {
    if (stage.books().asset_count() == 0) return;
    auto ordinal = static_cast<Ordinal>(chance_.number(stage.books().asset_count()));
    // Many assets have ended; this skips them.
    const bool at_auction = chance_.once_in(2);
    const auto is_wanted = [&](const AssetStatus& status) {
      return at_auction ? status.state == AssetState::auction : !is_terminal(status.state);
    };
    while (ordinal > 0 && !is_wanted(stage.books().asset(ordinal).status)) --ordinal;
    const Asset& asset = stage.books().asset(ordinal);
    if (asset.status.state == AssetState::auction && chance_.once_in(4)) {
      const PartyId former = stage.books().party(asset.holder).id;
      stage.credit(former, trial::units(1'000));
      std::ignore = stage.file(former, RedeemAsset{.asset = {.id = asset.id}, .assessment = {}});
      return;
    }
    const Money price = price_at(stage.books(), asset, stage.now());
    std::ignore = stage.file(
        rich_, PurchaseAssets{.items = {{.asset = asset.id,
                                         .max_price = price,
                                         .assessment = trial::units(1 + chance_.number(60)),
                                         .escrow = Money::from_micro(chance_.number(30'000'000)),
                                         .expected_terms = {}}}});
  }

  TemporaryFolder folder_;
  std::unique_ptr<Journal> journal_ = open_memory_journal();
  std::unique_ptr<Views> views_;
  PlainFold fold_;
  Chance chance_{20'261'127};
  PartyId rich_;
  properties::Crowd crowd_;
};

/// What the books hold follows from what happened: no assessment comes or goes unseen.
void check_books(Observed& observed) {
  const ActivitySums all = observed.views().activity({Instant{}, kEndOfTime});
  const ClassSums held = observed.views().class_sums();
  for (const AssetClass asset_class : kAssetClasses) {
    CAPTURE(to_text(asset_class));
    WideMoney live, in_title;
    std::uint64_t holders = 0;
    const Books& books = observed.books();
    for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal) {
      const Asset& asset = books.asset(ordinal);
      if (asset.asset_class != asset_class || is_terminal(asset.status.state)) continue;
      live.grow(asset.status.assessment);
      if (!asset.has_holder()) continue;
      in_title.grow(asset.status.assessment);
      ++holders;
    }
    using enum ActivityKind;
    WideMoney came = all.of(asset_class, registered).amount;
    came.grow(all.of(asset_class, raised).amount);
    WideMoney went = live;
    for (const ActivityKind kind : {lowered, escheated, dedicated, expired, withdrawn, struck}) {
      went.grow(all.of(asset_class, kind).amount);
    }
    CHECK(came == went);
    const HeldAssets& seen = held.at(static_cast<std::size_t>(asset_class));
    CHECK(seen.assets == holders);
    CHECK(seen.assessed == in_title);
  }
}

}  // namespace

TEST_CASE("the activities of any period are the plain sum over its events") {
  std::array<std::uint64_t, kActivityKinds> met{};
  for (std::uint64_t seed = 1; seed <= 16; ++seed) {
    if (testing::kSanitized && seed > 2) return;  // two crowds may not meet every kind
    CAPTURE(seed);
    Observed observed{seed, 3'500};
    REQUIRE(observed.entries() > 2 * 512);
    const Instant begin = observed.books().founding().effective;
    const std::int64_t length = (observed.now() - begin).seconds() + 2;
    const Period whole{begin, observed.now() + Duration::from_seconds(1)};
    CHECK(observed.views().activity(whole) == observed.expected(whole));
    Chance chance{seed};
    for (int round = 0; round < 200; ++round) {
      const Instant from = begin + Duration::from_seconds(chance.number(length));
      const Instant to = from + Duration::from_seconds(chance.number(length));
      CAPTURE(to_text(from));
      CAPTURE(to_text(to));
      CHECK(observed.views().activity({from, to}) == observed.expected({from, to}));
      if (to > from) CHECK(observed.views().activity({to, from}) == ActivitySums{});
    }
    check_books(observed);
    for (const AssetClass asset_class : kAssetClasses) {
      for (std::size_t kind = 0; kind < kActivityKinds; ++kind) {
        met.at(kind) +=
            observed.expected(whole).of(asset_class, static_cast<ActivityKind>(kind)).count;
      }
    }
  }
  for (std::size_t kind = 0; kind < kActivityKinds; ++kind) {
    CAPTURE(kind);
    CHECK(met.at(kind) > 0);
  }
}

TEST_CASE("sums and activities come back from their bytes, and damage is found") {
  ActivitySums sums;
  const Money most = Money::from_micro(1'000'000'000'000'000'000);
  const std::vector<Activity> found{{ActivityKind::rectified, AssetClass::model, most},
                                    {ActivityKind::registered, AssetClass::patent, Money{}}};
  for (int times = 0; times < 40; ++times) {
    for (const Activity& activity : found) add(sums, activity);
  }
  // 40 · 10^18 = 2 · 2^64 + 3'106'511'852'580'896'768
  CHECK(sums.of(AssetClass::model, ActivityKind::rectified) ==
        ActivityTally{.count = 40, .amount = WideMoney::from_words(2, 3'106'511'852'580'896'768U)});
  CHECK(activity_sums(encoded(sums)) == sums);
  CHECK(activity_sums("") == ActivitySums{});
  std::string bytes;
  append(bytes, 513, found);
  append(bytes, 514, {});
  append(bytes, 600, found);
  for (const auto& [last, times] :
       std::map<Sequence, std::uint64_t>{{512, 0}, {513, 1}, {599, 1}, {600, 2}}) {
    ActivitySums up_to;
    add_up_to(up_to, bytes, last);
    CHECK(up_to.of(AssetClass::patent, ActivityKind::registered).count == times);
  }
  CHECK_THROWS_AS(activity_sums(encoded(sums).substr(1)), DamagedBytes);
  ActivitySums ignored;
  CHECK_THROWS_AS(add_up_to(ignored, bytes.substr(0, bytes.size() - 1), 600), DamagedBytes);
}
