// SPDX-License-Identifier: EUPL-1.2
//
// The cost of a withdrawn commitment or of a finding, compared with an oracle. The oracle follows
// the public events alone: assessment, terms and recorded profile of every second, and earlier
// clawbacks.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include <boost/multiprecision/cpp_int.hpp>
#include <doctest/doctest.h>

#include "market/state/figures.hpp"
#include "tax/degree/degree.hpp"
#include "tests/properties/market_crowd.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::tax;
using namespace quitrent::properties;

namespace {

using Whole = boost::multiprecision::cpp_int;

/// The facts about an asset from an instant until the next mark.
struct Mark {
  Instant from;
  bool taxed = false;
  Money assessment;
  Terms terms;
  std::optional<Profile> recorded;  ///< of the one reference that the crowd uses
};

/// A clawback: the second up to which it reached, and the terms up to which it brought the tax.
struct Brought {
  Instant until;
  Mark to;     ///< the facts since the clawback
  Whole part;  ///< the part that was charged; 0: all of it
};

/// All known facts about one asset.
struct Past {
  AssetClass asset_class = AssetClass::patent;
  std::vector<Mark> marks;
  std::vector<Brought> clawed_back;
};

/// Follows the entries of a register and computes each clawback by itself.
class Follower {
 public:
  explicit Follower(trial::TrialRegister& stage) : stage_{stage} {}

  /// Reads the new entries. Every clawback must be as computed.
  void follow() {
    for (; read_ < stage_.entries().size(); ++read_) {
      now_ = stage_.entered_at()[read_];
      for (const Event& event : decoded(stage_.entries()[read_].public_events)) {
        std::visit([this](const auto& fact) { take(fact); }, event);
      }
    }
  }

  int reckoned = 0;    ///< clawbacks above zero
  int older = 0;       ///< those among them of assets that are older than a clawback reaches
  int more_often = 0;  ///< those among them of assets with an earlier clawback

 private:
  template <class Fact>
  void take(const Fact& /*fact*/) {}
  void take(const ProfileRecorded& fact) {
    if (fact.profile.reference != "LicenseRef-Any") return;
    recorded_ = Profile{fact.profile.levels};
    for (auto& [id, past] : pasts_) {
      Mark mark = past.marks.back();
      mark.from = now_;
      mark.recorded = recorded_;
      past.marks.push_back(std::move(mark));
    }
  }
  void take(const AssetRegistered& fact) {
    Past& past = pasts_[fact.id];
    past.asset_class = fact.asset_class;
    past.marks.push_back({now_, true, fact.status.assessment, fact.particulars->terms, recorded_});
  }
  void take(const AssetStatusChanged& fact) { record_status(fact.asset, fact.status); }
  void take(const EncumbrancesChanged& fact) { record_status(fact.asset, fact.status); }
  void take(const RegistrarNoted& fact) { record_status(fact.asset, fact.status); }
  void take(const AssetConveyed& fact) {
    if (fact.conveyance.cause == ConveyanceCause::redemption) {
      each_of_auction(fact.asset, [](Mark& mark) { mark.taxed = true; });
    }
    record_status(fact.asset, fact.status);
  }
  void take(const TermsChanged& fact) {
    Past& past = pasts_.at(fact.asset);
    const Terms& terms = fact.particulars->terms;
    const bool claws = fact.cause == TermsCause::withdrawal || fact.cause == TermsCause::finding;
    if (claws) {
      Mark found = past.marks.back();
      found.terms = terms;
      found.recorded = recorded_;
      check(past, fact, found);
      // Arrears stop at the assessment. A later finding may still charge the rest.
      const bool cut = fact.cause == TermsCause::finding && fact.clawback > Money{} &&
                       fact.status.arrears >= fact.status.assessment;
      past.clawed_back.push_back({now_, found, cut ? Whole{fact.clawback.micro()} : Whole{0}});
    } else {
      CHECK(fact.clawback == Money{});
    }
    // What a finding says counts from the foreclosure on.
    if (fact.cause == TermsCause::finding) {
      each_of_auction(fact.asset, [&terms](Mark& mark) { mark.terms = terms; });
    }
    record_status(fact.asset, fact.status);
    past.marks.back().terms = terms;
  }

  void record_status(const AssetId& id, const AssetStatus& status) {
    std::vector<Mark>& marks = pasts_.at(id).marks;
    Mark mark = marks.back();
    mark.from = now_;
    mark.taxed = accrues(status);
    mark.assessment = status.assessment;
    marks.push_back(std::move(mark));
  }

  template <class Change>
  void each_of_auction(const AssetId& id, Change change) {
    std::vector<Mark>& marks = pasts_.at(id).marks;
    for (auto mark = marks.rbegin(); mark != marks.rend() && !mark->taxed; ++mark) change(*mark);
  }

  void check(const Past& past, const TermsChanged& fact, const Mark& found) {
    Whole due = saved(past, found) / kCarryLimit;
    for (const Brought& before : past.clawed_back) {
      if (before.until > reach()) due = std::max<Whole>(0, due - before.part);
    }
    if (fact.cause == TermsCause::finding) {
      const Money before = fact.status.arrears - fact.clawback;
      const Money room = greatest(Money{}, fact.status.assessment - before);
      due = std::min<Whole>(due, room.micro());
    }
    REQUIRE(due == fact.clawback.micro());
    if (due == 0) return;
    ++reckoned;
    if (past.marks.front().from < reach()) ++older;
    if (!past.clawed_back.empty()) ++more_often;
  }

  Instant reach() const { return now_ + Duration::from_seconds(-3 * 365 * 86'400); }

  /// The tax at the terms of `found`, minus the tax that was charged. Unit: µ x ppb x s.
  Whole saved(const Past& past, const Mark& found) const {
    const ScheduleTimeline& timeline = *stage_.books().timeline();
    Whole sum = 0;
    for (std::size_t index = 0; index < past.marks.size(); ++index) {
      const Mark& mark = past.marks[index];
      const Instant end = index + 1 < past.marks.size() ? past.marks[index + 1].from : now_;
      Instant begin = std::max(mark.from, reach());
      while (mark.taxed && begin < end) {
        Instant next = std::min(end, timeline.next_change(past.asset_class, begin).value_or(end));
        Share had = degree_of(past, mark, begin);
        for (const Brought& before : past.clawed_back) {
          if (begin >= before.until || before.part > 0) continue;
          next = std::min(next, before.until);
          had = std::max(had, degree_of(past, before.to, begin));
        }
        const Share degree = degree_of(past, found, begin);
        if (had < degree) {
          const std::int64_t seconds = (next - begin).seconds();
          sum += (yearly(past, mark, degree, begin) - yearly(past, mark, had, begin)) * seconds;
        }
        begin = next;
      }
    }
    return sum;
  }

  Share degree_of(const Past& past, const Mark& mark, Instant at) const {
    const DegreeFacts facts{.licences = founding_licences(),
                            .recorded = [&mark](std::string_view reference) {
                              return reference == "LicenseRef-Any" ? mark.recorded : std::nullopt;
                            }};
    Terms terms = mark.terms;
    terms.then.clear();
    const auto weights = stage_.books().timeline()->weights(past.asset_class, at);
    return *degree(facts, weights, past.asset_class, terms);
  }

  /// The tax of a year from the rates of each bracket. Unit: µ x ppb.
  Whole yearly(const Past& past, const Mark& mark, Share degree, Instant at) const {
    const Taxed taxed{past.asset_class, mark.assessment, degree, {}};
    const auto rates = bracket_rates(*stage_.books().timeline(), taxed, at);
    Whole sum = 0;
    for (std::size_t index = 0; index < rates.size(); ++index) {
      Money top = mark.assessment;
      if (index + 1 < rates.size()) top = least(top, rates[index + 1].above);
      const Money part = greatest(Money{}, top - rates[index].above);
      sum += Whole{part.micro()} * rates[index].rate.ppb();
    }
    return sum;
  }

  trial::TrialRegister& stage_;
  std::size_t read_ = 0;
  Instant now_;
  std::optional<Profile> recorded_;
  std::map<AssetId, Past> pasts_;
};

}  // namespace

TEST_CASE("every clawback is what a look at each interval of the public past comes to") {
  int reckoned = 0;
  int older = 0;
  int more_often = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    CAPTURE(seed);
    // Every second crowd takes longer steps, so that its register lives through years.
    const std::int64_t pace = seed % 2 == 0 ? 1 : 12;
    const auto passage = [pace](trial::TrialRegister& stage, Instant to) {
      const std::int64_t distance = (to - stage.now()).seconds();
      stage.advance(stage.now() + Duration::from_seconds(distance * pace));
    };
    Crowd crowd{seed, passage, seed % 3 == 0 ? steep_schedule() : random_schedule(seed)};
    Follower follower{crowd.stage()};
    for (int step = 0; step < 320; ++step) {
      CAPTURE(step);
      crowd.step();
      follower.follow();
    }
    reckoned += follower.reckoned;
    older += follower.older;
    more_often += follower.more_often;
  }
  CHECK(reckoned > 100);
  CHECK(older > 10);
  CHECK(more_often > 10);
}
