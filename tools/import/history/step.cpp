// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/step.hpp"

#include <array>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::history {
namespace {

/// The table stands in a struct, so that the short names of the kinds are known in it alone.
struct Table {
  using enum StepKind;
  static constexpr auto kRoutes = std::to_array<Route>({
      {party, "party", "POST", "/v1/parties"},
      {credit, "credit", "POST", "/v1/parties/{subject}/credits"},
      {payout, "withdrawal of cash", "POST", "/v1/parties/{subject}/withdrawals"},
      {freeze, "freeze", "POST", "/v1/parties/{subject}/freeze"},
      {unfreeze, "end of a freeze", "POST", "/v1/parties/{subject}/unfreeze"},
      {registration, "registration", "POST", "/v1/assets"},
      {assessment, "assessment", "POST", "/v1/assets/{subject}/assessments"},
      {deposit, "deposit", "POST", "/v1/assets/{subject}/escrow/deposits"},
      {purchase, "purchase", "POST", "/v1/purchases"},
      {terms, "change of terms", "PUT", "/v1/assets/{subject}/terms"},
      {licence, "licence", "POST", "/v1/assets/{subject}/licences"},
      {end_licence, "end of a licence", "DELETE", "/v1/assets/{subject}/licences/{thing}"},
      {lien, "lien", "POST", "/v1/assets/{subject}/liens"},
      {release, "release of a lien", "DELETE", "/v1/assets/{subject}/liens/{thing}"},
      {hold, "hold", "POST", "/v1/assets/{subject}/holds"},
      {lift, "lifting of a hold", "DELETE", "/v1/assets/{subject}/holds/{thing}"},
      {evidence, "evidence", "POST", "/v1/assets/{subject}/evidence"},
      {finding, "finding", "POST", "/v1/assets/{subject}/findings"},
      {contest, "contest", "POST", "/v1/assets/{subject}/contests"},
      {decision, "decision", "POST", "/v1/assets/{subject}/contests/{thing}/decision"},
      {profile, "profile of a licence", "POST", "/v1/licences"},
      {dedication, "dedication", "POST", "/v1/assets/{subject}/dedication"},
      {redemption, "redemption", "POST", "/v1/assets/{subject}/redemption"},
      {withdrawal, "withdrawal", "POST", "/v1/assets/{subject}/withdrawal"},
      {expiry, "change of an expiry", "POST", "/v1/assets/{subject}/expiry"},
      {strike, "strike", "POST", "/v1/assets/{subject}/strike"},
      {rectification, "rectification", "POST", "/v1/assets/{subject}/rectification"},
      {approval, "approval of an act", "POST", "/v1/acts/{thing}/approval"},
      {simulation, "simulation", "POST", "/v1/simulations"},
      {proposal, "proposal of a schedule", "POST", "/v1/schedules?simulation={thing}"},
      {schedule_approval, "approval of a schedule", "POST", "/v1/schedules/{thing}/approval"},
  });
};

}  // namespace

std::span<const Route> routes() { return Table::kRoutes; }

const Route& route_of(StepKind kind) {
  const Route& route = Table::kRoutes.at(static_cast<std::size_t>(kind));
  ensure(route.kind == kind, "the routes stand in the order of the kinds");
  return route;
}

}  // namespace quitrent::history
