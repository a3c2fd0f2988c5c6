// SPDX-License-Identifier: EUPL-1.2
#include "market/event.hpp"

namespace quitrent {

std::string_view to_text(StandingCause cause) {
  constexpr std::array<std::string_view, 9> kNames{
      "levy",     "assessment",     "escrow-deposit",     "escrow-withdrawal", "delinquency",
      "schedule", "purchase-begun", "purchase-cancelled", "withdrawal-notice"};
  return kNames.at(static_cast<std::size_t>(cause));
}

std::string_view to_text(EncumbranceCause cause) {
  constexpr std::array<std::string_view, 7> kNames{
      "licence-recorded", "licence-ended", "lien-recorded", "lien-released",
      "hold-placed",      "hold-lifted",   "hold-ended"};
  return kNames.at(static_cast<std::size_t>(cause));
}

std::string_view to_text(RegistrarNote note) {
  return note == RegistrarNote::evidence ? "evidence" : "expiry";
}

std::string_view to_text(TermsCause cause) {
  constexpr std::array<std::string_view, 5> kNames{"opening", "commitment-withdrawn", "dated",
                                                   "profile", "finding"};
  return kNames.at(static_cast<std::size_t>(cause));
}

std::string_view to_text(PurchaseStatus status) {
  constexpr std::array<std::string_view, 3> kNames{"pending", "completed", "cancelled"};
  return kNames.at(static_cast<std::size_t>(status));
}

std::string_view to_text(RegisterKind kind) {
  return kind == RegisterKind::real ? "real" : "sandbox";
}

std::vector<AssetId> subjects(const Event& event) {
  if (const auto* registered = std::get_if<AssetRegistered>(&event)) return {registered->id};
  if (const auto* changed = std::get_if<StandingChanged>(&event)) return {changed->asset};
  if (const auto* conveyed = std::get_if<AssetConveyed>(&event)) return {conveyed->asset};
  if (const auto* encumbered = std::get_if<EncumbrancesChanged>(&event)) {
    return {encumbered->asset};
  }
  if (const auto* noted = std::get_if<RegistrarNoted>(&event)) return {noted->asset};
  if (const auto* restated = std::get_if<TermsChanged>(&event)) return {restated->asset};
  if (const auto* contested = std::get_if<ContestFiled>(&event)) return {contested->contest.asset};
  if (const auto* decided = std::get_if<ContestDecided>(&event)) return {decided->contest.asset};
  std::vector<AssetId> assets;
  if (const auto* purchase = std::get_if<PurchaseChanged>(&event)) {
    for (const PendingItem& item : purchase->purchase.items) assets.push_back(item.asset);
  }
  return assets;
}

}  // namespace quitrent
