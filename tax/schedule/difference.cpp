// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/difference.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "tax/schedule/amount_text.hpp"
#include "tax/schedule_timeline.hpp"

namespace quitrent::tax {
namespace {

constexpr auto kPlurals = std::to_array<std::string_view>(
    {"patents", "designs", "trademarks", "software works", "datasets", "copyrights", "models"});

std::string plural(AssetClass asset_class) {
  return std::string{kPlurals.at(static_cast<std::size_t>(asset_class))};
}

/// The value in force, else the first one.
template <class Dated>
const Dated& in_force(const std::vector<Dated>& values, Instant at) {
  const Dated* found = &values.front();
  for (const Dated& value : values) {
    if (value.from <= at) found = &value;
  }
  return *found;
}

const ClassSchedule* class_of(const Schedule& schedule, AssetClass asset_class) {
  const auto found = std::ranges::find(schedule.classes, asset_class, &ClassSchedule::asset_class);
  return found == schedule.classes.end() ? nullptr : &*found;
}

const Scale* scale_of(const ClassSchedule* scheduled, Instant at) {
  const Scale* found = nullptr;
  if (scheduled == nullptr) return found;
  for (const Scale& scale : scheduled->scales) {
    if (scale.from <= at) found = &scale;
  }
  return found;
}

std::optional<AnnualRate> rate_above(const Scale* scale, Money edge) {
  std::optional<AnnualRate> rate;
  if (scale == nullptr) return rate;
  for (const Bracket& bracket : scale->brackets) {
    if (bracket.above <= edge) rate = bracket.base;
  }
  return rate;
}

/// Something that differs at an instant, and the rate if it is one.
struct Difference {
  ScheduleChange change;
  std::optional<ChangedRate> rate = {};
};

/// Collects what differs between two schedules at one instant.
class Comparer {
 public:
  Comparer(const Schedule& before, const Schedule& after) : before_{before}, after_{after} {}

  std::vector<Difference> at(Instant at) {
    found_.clear();
    at_ = at;
    for (const AssetClass asset_class : kAssetClasses) compare_class(asset_class);
    compare_curves();
    for (const AssetClass asset_class : kAssetClasses) compare_weights(asset_class);
    compare_procedures();
    compare_revenue();
    return std::move(found_);
  }

  std::vector<Difference> frame() {
    found_.clear();
    scope_ = {};
    const auto day = [](const Schedule& schedule) {
      return schedule.effective ? "on " + written_day(*schedule.effective) : std::string{"at once"};
    };
    const auto engine = [](const Schedule& schedule) {
      return schedule.engine ? "from " + to_text(schedule.engine->least) + " on"
                             : std::string{"of any kind"};
    };
    const auto quoted = [](const std::string& text) { return '"' + text + '"'; };
    add("frame", "the title is", quoted(before_.title), quoted(after_.title));
    add("frame", "the currency is", before_.currency, after_.currency);
    add("frame", "the schedule takes effect", day(before_), day(after_));
    add("frame", "the schedule is for versions of the program", engine(before_), engine(after_));
    return std::move(found_);
  }

 private:
  void add(std::string subject, std::string about, std::string before, std::string after) {
    if (before == after) return;
    found_.push_back({.change = {.subject = std::move(subject),
                                 .about = std::move(about),
                                 .before = std::move(before),
                                 .after = std::move(after),
                                 .scope = scope_}});
  }

  void compare_class(AssetClass asset_class) {
    const ClassSchedule* const before = class_of(before_, asset_class);
    const ClassSchedule* const after = class_of(after_, asset_class);
    if (before == nullptr && after == nullptr) return;
    const std::string subject{to_text(asset_class)};
    const std::string name = plural(asset_class);
    scope_ = {.of = ChangeScope::Of::asset_class, .asset_class = asset_class};
    const auto taken = [](const ClassSchedule* scheduled) {
      return std::string{scheduled != nullptr ? "taken" : "refused"};
    };
    add(subject, name + " are", taken(before), taken(after));
    compare_rates(asset_class, scale_of(before, at_), scale_of(after, at_));
    if (before == nullptr || after == nullptr) return;
    const auto grant_back = [](const ClassSchedule& scheduled) {
      return std::string{scheduled.grant_back == GrantBack::on ? "a licence" : "none"};
    };
    add(subject, "the notice of a purchase of " + name + " is", stated(before->notice),
        stated(after->notice));
    add(subject, "the seller's licence of " + name + " is", grant_back(*before),
        grant_back(*after));
    scope_ = {};
    add(subject, "the law behind the rates of " + name + " is", law(scale_of(before, at_)),
        law(scale_of(after, at_)));
  }

  static std::string law(const Scale* scale) {
    if (scale == nullptr || !scale->reference) return "not named";
    return '"' + scale->reference->title + "\" (" + scale->reference->href + ')';
  }

  /// One difference for each part of the assessment in which the same rates differ.
  void compare_rates(AssetClass asset_class, const Scale* before, const Scale* after) {
    std::set<Money> edges{Money{}};
    for (const Scale* const scale : {before, after}) {
      if (scale == nullptr) continue;
      for (const Bracket& bracket : scale->brackets) edges.insert(bracket.above);
    }
    for (auto edge = edges.begin(); edge != edges.end();) {
      const auto old_rate = rate_above(before, *edge);
      const auto new_rate = rate_above(after, *edge);
      auto next = std::next(edge);
      while (next != edges.end() && rate_above(before, *next) == old_rate &&
             rate_above(after, *next) == new_rate) {
        ++next;
      }
      std::string part = plural(asset_class);
      if (*edge > Money{}) part += " above " + written(*edge);
      if (*edge > Money{} && next != edges.end()) part += " and";
      if (next != edges.end()) part += " up to " + written(*next);
      const auto text = [](const std::optional<AnnualRate>& rate) {
        return rate ? stated(*rate) : std::string{"nothing"};
      };
      if (old_rate != new_rate) {
        scope_.above = *edge;
        add(std::string{to_text(asset_class)}, part + " pay", text(old_rate), text(new_rate));
        found_.back().rate = ChangedRate{.asset_class = asset_class,
                                         .from = at_,
                                         .above = *edge,
                                         .before = old_rate,
                                         .after = new_rate};
      }
      edge = next;
    }
    scope_.above = {};
  }

  void compare_curves() {
    const DegreeCurve& before = in_force(before_.curves, at_);
    const DegreeCurve& after = in_force(after_.curves, at_);
    std::set<Share> degrees;
    for (const CurvePoint& point : before.points) degrees.insert(point.degree);
    for (const CurvePoint& point : after.points) degrees.insert(point.degree);
    for (auto at = degrees.begin(); at != degrees.end(); ++at) {
      const Share degree = *at;
      const auto next = std::next(at);
      scope_ = {.of = ChangeScope::Of::degrees,
                .beyond = at == degrees.begin() ? degree : *std::prev(at)};
      if (next != degrees.end()) scope_.until = *next;
      add("degree", "the multiplier at degree " + stated(degree) + " is",
          stated(multiplier(before.points, degree)), stated(multiplier(after.points, degree)));
    }
  }

  std::string weights_of(const Schedule& schedule, AssetClass asset_class) const {
    const DegreeWeights* found = nullptr;
    for (const DegreeWeights& weights : schedule.weights) {
      if (weights.asset_class == asset_class && weights.from <= at_) found = &weights;
    }
    if (found == nullptr) return "those of the licence table";
    std::string text;
    for (const Dimension dimension : kDimensions) {
      const Share weight = found->weights.weight(dimension);
      if (weight == Share{}) continue;
      text += text.empty() ? "" : ", ";
      text += kDimensionLetters[static_cast<std::size_t>(dimension)];
      text += ' ' + stated(weight);
    }
    return text;
  }

  void compare_weights(AssetClass asset_class) {
    scope_ = {.of = ChangeScope::Of::weights, .asset_class = asset_class};
    add("degree", "the weights of " + plural(asset_class) + " are",
        weights_of(before_, asset_class), weights_of(after_, asset_class));
  }

  void compare_procedures() {
    const Procedure& before = in_force(before_.procedures, at_);
    const Procedure& after = in_force(after_.procedures, at_);
    scope_ = {.of = ChangeScope::Of::all};
    const auto compare = [this](const char* about, const std::string& old_value,
                                const std::string& new_value) {
      add("procedure", about, old_value, new_value);
    };
    compare("the cover of an escrow is the tax of", stated(before.escrow_cover),
            stated(after.escrow_cover));
    compare("the grace is", stated(before.grace), stated(after.grace));
    compare("an auction lasts", stated(before.auction), stated(after.auction));
    compare("the notice of a withdrawal is", stated(before.withdrawal_notice),
            stated(after.withdrawal_notice));
    compare("the late surcharge is", stated_percent(before.late_surcharge),
            stated_percent(after.late_surcharge));
    compare("the surcharge of a finding is", stated_percent(before.finding_surcharge),
            stated_percent(after.finding_surcharge));
    compare("the least deposit is", written(before.minimum_deposit),
            written(after.minimum_deposit));
    scope_ = {};
    compare("the fee of a registration is", written(before.registration_fee),
            written(after.registration_fee));
  }

  void compare_revenue() {
    const RevenueShares& before = in_force(before_.revenue, at_);
    const RevenueShares& after = in_force(after_.revenue, at_);
    std::set<std::string> names;
    for (const RevenueShare& share : before.shares) names.insert(share.to);
    for (const RevenueShare& share : after.shares) names.insert(share.to);
    const auto share_of = [](const RevenueShares& revenue, const std::string& name) {
      const auto found = std::ranges::find(revenue.shares, name, &RevenueShare::to);
      return found == revenue.shares.end() ? std::string{"nothing"} : stated_percent(found->share);
    };
    for (const std::string& name : names) {
      add("revenue", '"' + name + "\" gets", share_of(before, name), share_of(after, name));
    }
  }

  const Schedule& before_;
  const Schedule& after_;
  Instant at_;
  ChangeScope scope_ = {};  ///< of what is added next
  std::vector<Difference> found_;
};

/// Every instant at which one of the schedules changes something, from the later `effective` on.
std::set<Instant> dates_of(const Schedule& before, const Schedule& after) {
  std::set<Instant> dates;
  for (const Schedule* const schedule : {&before, &after}) {
    for (const ClassSchedule& scheduled : schedule->classes) {
      for (const Scale& scale : scheduled.scales) dates.insert(scale.from);
    }
    for (const DegreeCurve& curve : schedule->curves) dates.insert(curve.from);
    for (const DegreeWeights& weights : schedule->weights) dates.insert(weights.from);
    for (const Procedure& procedure : schedule->procedures) dates.insert(procedure.from);
    for (const RevenueShares& revenue : schedule->revenue) dates.insert(revenue.from);
  }
  const std::optional<Instant> begin = std::max(before.effective, after.effective);
  if (!begin) return dates;
  dates.erase(dates.begin(), dates.lower_bound(*begin));
  dates.insert(*begin);
  return dates;
}

bool are_same(const ScheduleChange& left, const ScheduleChange& right) {
  return left.about == right.about && left.before == right.before && left.after == right.after;
}

constexpr auto kSubjects = std::to_array<std::string_view>(
    {"frame", "patent", "design", "trademark", "software", "dataset", "copyright", "model",
     "degree", "procedure", "revenue"});

}  // namespace

ScheduleDifference difference_between(const Schedule& before, const Schedule& after) {
  Comparer comparer{before, after};
  std::vector<Difference> all = comparer.frame();
  std::vector<std::size_t> open;  // what still differs, by its number in `all`
  for (const Instant at : dates_of(before, after)) {
    const std::vector<Difference> now = comparer.at(at);
    std::vector<std::size_t> still;
    for (const std::size_t number : open) {
      const bool lasts = std::ranges::any_of(now, [&](const Difference& difference) {
        return are_same(difference.change, all[number].change);
      });
      if (lasts) still.push_back(number);
      if (!lasts) all[number].change.until = at;
    }
    for (const Difference& difference : now) {
      const bool is_known = std::ranges::any_of(still, [&](std::size_t number) {
        return are_same(difference.change, all[number].change);
      });
      if (is_known) continue;
      still.push_back(all.size());
      all.push_back(difference);
      all.back().change.from = at;
    }
    open = std::move(still);
  }
  ScheduleDifference found;
  for (const std::string_view subject : kSubjects) {
    for (const Difference& difference : all) {
      if (difference.change.subject != subject) continue;
      found.changes.push_back(difference.change);
      if (difference.rate) found.rates.push_back(*difference.rate);
    }
  }
  return found;
}

std::string sentence(const ScheduleChange& change) {
  std::string text;
  if (change.from) text = "From " + written_day(*change.from) + ' ';
  if (change.from && change.until) {
    text += "to " + written_day(*change.until + Duration::from_seconds(-1)) + ' ';
  }
  text += change.about + ' ' + change.after + " instead of " + change.before + '.';
  if (!change.from && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

}  // namespace quitrent::tax
