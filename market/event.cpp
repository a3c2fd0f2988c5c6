// SPDX-License-Identifier: EUPL-1.2
#include "market/event.hpp"

namespace quitrent {

namespace {

/// The assets that each kind of event names.
struct Subjects {
  using Assets = std::vector<AssetId>;

  Assets operator()(const AssetRegistered& event) const { return {event.id}; }
  Assets operator()(const AssetStatusChanged& event) const { return {event.asset}; }
  Assets operator()(const AssetConveyed& event) const { return {event.asset}; }
  Assets operator()(const SchedulePublished& /*event*/) const { return {}; }
  Assets operator()(const EncumbrancesChanged& event) const { return {event.asset}; }
  Assets operator()(const RegistrarNoted& event) const { return {event.asset}; }
  Assets operator()(const PurchaseChanged& event) const {
    Assets assets;
    for (const PendingItem& item : event.purchase.items) assets.push_back(item.asset);
    return assets;
  }
  Assets operator()(const OutageRecorded& /*event*/) const { return {}; }
  Assets operator()(const RegisterLevied& /*event*/) const { return {}; }
  Assets operator()(const RevenueApportioned& /*event*/) const { return {}; }
  Assets operator()(const TermsChanged& event) const { return {event.asset}; }
  Assets operator()(const ProfileRecorded& /*event*/) const { return {}; }
  Assets operator()(const ContestFiled& event) const { return {event.contest.asset}; }
  Assets operator()(const ContestDecided& event) const { return {event.contest.asset}; }
  Assets operator()(const LossAccepted& /*event*/) const { return {}; }
  Assets operator()(const RegisterFounded& /*event*/) const { return {}; }
  Assets operator()(const PartyRegistered& /*event*/) const { return {}; }
  Assets operator()(const MoneyPosted& /*event*/) const { return {}; }
  Assets operator()(const DebtChanged& /*event*/) const { return {}; }
  Assets operator()(const PartyFrozen& /*event*/) const { return {}; }
};

}  // namespace

std::vector<AssetId> subjects(const Event& event) { return std::visit(Subjects{}, event); }

}  // namespace quitrent
