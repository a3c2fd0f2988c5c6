// SPDX-License-Identifier: EUPL-1.2
#include "api/views/activity_sums.hpp"

#include <variant>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

/// What a conveyance is counted as.
ActivityKind kind_of(ConveyanceCause cause) {
  switch (cause) {
    case ConveyanceCause::registration:
      return ActivityKind::registered;
    case ConveyanceCause::purchase:
      return ActivityKind::purchased;
    case ConveyanceCause::foreclosure:
      return ActivityKind::foreclosed;
    case ConveyanceCause::auction:
      return ActivityKind::bought_at_auction;
    case ConveyanceCause::redemption:
      return ActivityKind::redeemed;
    case ConveyanceCause::dedication:
      return ActivityKind::dedicated;
    case ConveyanceCause::escheat:
      return ActivityKind::escheated;
    case ConveyanceCause::expiry:
      return ActivityKind::expired;
    case ConveyanceCause::withdrawal:
      return ActivityKind::withdrawn;
    case ConveyanceCause::strike:
      return ActivityKind::struck;
    case ConveyanceCause::rectification:
      return ActivityKind::rectified;
  }
  return ActivityKind::rectified;
}

/// Finds what one event says. Where a kind of event is missing, this does not compile.
struct Finder {
  const BeforeEvent& before;
  std::vector<Activity>& found;

  void operator()(const market::AssetRegistered& event) const {
    found.push_back({ActivityKind::registered, event.asset_class, event.status.assessment});
  }
  void operator()(const market::AssetConveyed& event) const {
    const AssetBefore asset = before(event.asset);
    const Conveyance& link = event.conveyance;
    found.push_back({kind_of(link.cause), asset.asset_class,
                     is_sale(link.cause) ? link.price : asset.assessment});
    compare(asset, event.status);
  }
  void operator()(const market::TermsChanged& event) const {
    const AssetBefore asset = before(event.asset);
    const auto add = [&](ActivityKind kind) {
      found.push_back({kind, asset.asset_class, asset.assessment});
    };
    switch (event.cause) {
      case market::TermsCause::opening:
      case market::TermsCause::dated:
        if (event.degree >= asset.degree) break;
        add(ActivityKind::opened);
        if (event.degree == Share{}) add(ActivityKind::opened_to_all);
        break;
      case market::TermsCause::withdrawal:
        if (event.degree > asset.degree) add(ActivityKind::closed);
        break;
      case market::TermsCause::profile:
      case market::TermsCause::finding:
      case market::TermsCause::finding_void:
        if (event.degree != asset.degree) add(ActivityKind::corrected);
        break;
    }
    compare(asset, event.status);
  }
  void operator()(const market::AssetStatusChanged& event) const { compare(event); }
  void operator()(const market::EncumbrancesChanged& event) const { compare(event); }
  void operator()(const market::RegistrarNoted& event) const { compare(event); }
  void operator()(const market::FindingChanged& event) const { compare(event); }
  // These say nothing about one asset's title, value, terms or state.
  void operator()(const market::SchedulePublished& /*event*/) const {}
  void operator()(const market::DegreeBasisRecorded& /*event*/) const {}
  void operator()(const market::OutageRecorded& /*event*/) const {}
  void operator()(const market::PurchaseChanged& /*event*/) const {}
  void operator()(const market::RegisterLevied& /*event*/) const {}
  void operator()(const market::RevenueApportioned& /*event*/) const {}
  void operator()(const market::ProfileRecorded& /*event*/) const {}
  void operator()(const market::ProfileConsidered& /*event*/) const {}
  void operator()(const market::ContestFiled& /*event*/) const {}
  void operator()(const market::ContestDecided& /*event*/) const {}
  void operator()(const market::ContestChanged& /*event*/) const {}
  void operator()(const market::LossAccepted& /*event*/) const {}
  void operator()(const market::RegisterFounded& /*event*/) const {}
  void operator()(const market::ActProposed& /*event*/) const {}
  void operator()(const market::ActEnded& /*event*/) const {}
  void operator()(const market::CharterRecorded& /*event*/) const {}
  void operator()(const market::HeldTimeEnded& /*event*/) const {}
  void operator()(const market::ScheduleProposed& /*event*/) const {}
  void operator()(const market::ScheduleDecided& /*event*/) const {}
  void operator()(const market::PartyRegistered& /*event*/) const {}
  void operator()(const market::MoneyPosted& /*event*/) const {}
  void operator()(const market::DebtChanged& /*event*/) const {}
  void operator()(const market::PartyFrozen& /*event*/) const {}
  void operator()(const market::CreditProposed& /*event*/) const {}
  void operator()(const market::CreditCounted& /*event*/) const {}

 private:
  template <class Fact>
  void compare(const Fact& event) const {
    compare(before(event.asset), event.status);
  }

  /// Finds another assessment and the beginning of a delinquency.
  void compare(const AssetBefore& asset, const AssetStatus& after) const {
    if (is_terminal(asset.state) || is_terminal(after.state)) return;
    if (after.assessment > asset.assessment) {
      found.push_back(
          {ActivityKind::raised, asset.asset_class, after.assessment - asset.assessment});
    } else if (after.assessment < asset.assessment) {
      found.push_back(
          {ActivityKind::lowered, asset.asset_class, asset.assessment - after.assessment});
    }
    if (after.state == AssetState::delinquent && asset.state != AssetState::delinquent) {
      found.push_back({ActivityKind::became_delinquent, asset.asset_class, asset.assessment});
    }
  }
};

ActivityTally& tally(ActivitySums& sums, AssetClass asset_class, ActivityKind kind) {
  return sums.by_class.at(static_cast<std::size_t>(asset_class)).at(static_cast<std::size_t>(kind));
}

ActivityKind kind_of(ByteReader& reader) {
  const std::uint8_t number = reader.byte();
  if (number >= kActivityKinds) throw DamagedBytes("a kind of activity that there is not");
  return static_cast<ActivityKind>(number);
}

AssetClass activity_class_of(ByteReader& reader) {
  const std::uint8_t number = reader.byte();
  if (number >= kAssetClasses.size()) throw DamagedBytes("a class of assets that there is not");
  return static_cast<AssetClass>(number);
}

}  // namespace

void find_activities(const market::Event& event, const BeforeEvent& before,
                     std::vector<Activity>& found) {
  std::visit(Finder{before, found}, event);
}

const ActivityTally& ActivitySums::of(AssetClass asset_class, ActivityKind kind) const {
  return by_class.at(static_cast<std::size_t>(asset_class)).at(static_cast<std::size_t>(kind));
}

void add(ActivitySums& sums, const Activity& activity) {
  ActivityTally& changed = tally(sums, activity.asset_class, activity.kind);
  ++changed.count;
  changed.amount.grow(activity.amount);
}

ActivitySums between(const ActivitySums& before, const ActivitySums& after) {
  ActivitySums moved = after;
  for (std::size_t of_class = 0; of_class < moved.by_class.size(); ++of_class) {
    for (std::size_t kind = 0; kind < kActivityKinds; ++kind) {
      const ActivityTally& then = before.by_class.at(of_class).at(kind);
      ActivityTally& now = moved.by_class.at(of_class).at(kind);
      now.count -= then.count;
      now.amount = difference(now.amount, then.amount);
    }
  }
  return moved;
}

std::string encoded(const ActivitySums& sums) {
  ByteWriter writer;
  for (std::size_t of_class = 0; of_class < sums.by_class.size(); ++of_class) {
    for (std::size_t kind = 0; kind < kActivityKinds; ++kind) {
      const ActivityTally& kept = sums.by_class.at(of_class).at(kind);
      if (kept.count == 0) continue;
      writer.byte(static_cast<std::uint8_t>(of_class));
      writer.byte(static_cast<std::uint8_t>(kind));
      writer.number(kept.count);
      writer.number(kept.amount.high());
      writer.number(kept.amount.low());
    }
  }
  return writer.take();
}

ActivitySums activity_sums(std::string_view bytes) {
  ActivitySums sums;
  for (ByteReader reader{bytes}; !reader.at_end();) {
    const AssetClass asset_class = activity_class_of(reader);
    ActivityTally& kept = tally(sums, asset_class, kind_of(reader));
    kept.count = reader.number();
    const std::uint64_t high = reader.number();
    kept.amount = WideMoney::from_words(high, reader.number());
  }
  return sums;
}

void append(std::string& bytes, Sequence entry, const std::vector<Activity>& activities) {
  if (activities.empty()) return;
  ByteWriter writer;
  writer.number(entry);
  writer.number(activities.size());
  for (const Activity& activity : activities) {
    writer.byte(static_cast<std::uint8_t>(activity.asset_class));
    writer.byte(static_cast<std::uint8_t>(activity.kind));
    writer.signed_number(activity.amount.micro());
  }
  bytes += writer.bytes();
}

void add_up_to(ActivitySums& sums, std::string_view bytes, Sequence last) {
  for (ByteReader reader{bytes}; !reader.at_end();) {
    if (reader.number() > last) return;
    for (std::size_t left = reader.count(); left > 0; --left) {
      Activity activity;
      activity.asset_class = activity_class_of(reader);
      activity.kind = kind_of(reader);
      activity.amount = Money::from_micro(reader.signed_number());
      if (activity.amount < Money{}) throw DamagedBytes("an activity of less than nothing");
      add(sums, activity);
    }
  }
}

}  // namespace quitrent::api
