// SPDX-License-Identifier: EUPL-1.2
#include "api/http/routes.hpp"

#include <algorithm>

#include "api/http/assets/acts.hpp"
#include "api/http/assets/asset_history.hpp"
#include "api/http/assets/asset_list.hpp"
#include "api/http/assets/assets.hpp"
#include "api/http/assets/encumbrances.hpp"
#include "api/http/assets/lineage.hpp"
#include "api/http/assets/title.hpp"
#include "api/http/events/asset_events.hpp"
#include "api/http/events/events.hpp"
#include "api/http/operations/operations.hpp"
#include "api/http/operations/revenue.hpp"
#include "api/http/parties/beneficiaries.hpp"
#include "api/http/parties/parties.hpp"
#include "api/http/parties/statement.hpp"
#include "api/http/purchases/purchases.hpp"
#include "api/http/terms/contests.hpp"
#include "api/http/terms/degree.hpp"
#include "api/http/terms/known_licences.hpp"
#include "api/http/terms/terms.hpp"

namespace quitrent::api {
namespace {

using enum Access;
using enum Method;
constexpr BodyForm json = BodyForm::json;
constexpr BodyForm none = BodyForm::none;
constexpr BodyForm maybe = BodyForm::optional_json;

constexpr auto kRoutes = std::to_array<Route>({
    {get, "/v1/assets/{id}", anyone, none, get_asset},
    {post, "/v1/purchases", member, json, post_purchase},
    {get, "/v1/assets", anyone, none, get_assets},
    {post, "/v1/assets", member, json, post_asset},
    {post, "/v1/assets/{id}/assessments", member, json, post_assessment},
    {post, "/v1/assets/{id}/escrow/deposits", member, json, post_escrow_deposit},
    {post, "/v1/assets/{id}/escrow/withdrawals", member, json, post_escrow_withdrawal},
    {put, "/v1/assets/{id}/terms", member, json, put_terms},
    {get, "/v1/assets/{id}/degree", anyone, none, get_asset_degree},
    {get, "/v1/assets/{id}/lineage", anyone, none, get_lineage},
    {get, "/v1/assets/{id}/contests", anyone, none, get_contests},
    {post, "/v1/assets/{id}/contests", any_key, json, post_contest},
    {post, "/v1/assets/{id}/contests/{contest}/decision", registrar, json, post_decision},
    {post, "/v1/assets/{id}/findings", registrar, json, post_finding},
    {post, "/v1/assets/{id}/dedication", member, json, post_dedication},
    {post, "/v1/assets/{id}/redemption", member, maybe, post_redemption},
    {post, "/v1/assets/{id}/withdrawal", member, maybe, post_asset_withdrawal},
    {get, "/v1/assets/{id}/licences", anyone, none, get_licences},
    {post, "/v1/assets/{id}/licences", member, json, post_licence},
    {delete_, "/v1/assets/{id}/licences/{licence}", any_key, none, delete_licence},
    {get, "/v1/assets/{id}/liens", anyone, none, get_liens},
    {post, "/v1/assets/{id}/liens", member, json, post_lien},
    {delete_, "/v1/assets/{id}/liens/{lien}", any_key, none, delete_lien},
    {get, "/v1/assets/{id}/holds", anyone, none, get_holds},
    {post, "/v1/assets/{id}/holds", registrar, json, post_hold},
    {delete_, "/v1/assets/{id}/holds/{hold}", registrar, none, delete_hold},
    {post, "/v1/assets/{id}/evidence", registrar, json, post_evidence},
    {post, "/v1/assets/{id}/strike", registrar, json, post_strike},
    {post, "/v1/assets/{id}/rectification", registrar, json, post_rectification},
    {post, "/v1/assets/{id}/expiry", registrar, json, post_expiry},
    {get, "/v1/assets/{id}/title", anyone, none, get_title},
    {get, "/v1/assets/{id}/events", anyone, none, get_asset_events},
    {get, "/v1/assets/{id}/tax", anyone, none, get_asset_tax},
    {post, "/v1/quotes", anyone, json, post_quote},
    {post, "/v1/degree", anyone, json, post_degree},
    {get, "/v1/licences", anyone, none, get_known_licences},
    {post, "/v1/licences", registrar, json, post_profile},
    {get, "/v1/purchases", anyone, none, get_purchases},
    {get, "/v1/purchases/{id}", anyone, none, get_purchase},
    {post, "/v1/parties", operator_, json, post_party},
    {get, "/v1/me", any_key, none, get_me},
    {get, "/v1/parties/{id}/account", any_key, none, get_account},
    {get, "/v1/parties/{id}/statement", any_key, none, get_statement},
    {post, "/v1/parties/{id}/credits", operator_, json, post_credit},
    {post, "/v1/parties/{id}/withdrawals", any_key, json, post_withdrawal},
    {post, "/v1/parties/{id}/freeze", operator_, json, post_freeze},
    {post, "/v1/parties/{id}/unfreeze", operator_, json, post_unfreeze},
    {get, "/v1/beneficiaries", anyone, none, get_beneficiaries},
    {post, "/v1/beneficiaries/{name}/withdrawals", operator_, json, post_beneficiary_withdrawal},
    {get, "/v1/events", anyone, none, get_events},
    {get, "/v1/schedules", anyone, none, get_schedules},
    {get, "/v1/schedules/current", anyone, none, get_current_schedule},
    {get, "/v1/schedules/{id}", anyone, none, get_schedule},
    {get, "/v1/revenue", anyone, none, get_revenue},
    {get, "/v1/stats", anyone, none, get_stats},
    {get, "/v1/sandbox/clock", anyone, none, get_clock, Realm::sandbox},
    {post, "/v1/sandbox/clock", operator_, json, post_clock, Realm::sandbox},
    {get, "/healthz", anyone, none, get_health},
    {get, "/readyz", anyone, none, get_readiness},
    {get, "/version", anyone, none, get_version},
    {get, "/metrics", anyone, none, get_metrics},
    {get, "/openapi.json", anyone, none, get_openapi},
});

/// Walks pattern and path side by side; notes what stands in the places.
bool fits(std::string_view pattern, std::string_view path, std::array<std::string_view, 2>& names) {
  std::size_t position = 0;
  std::size_t at = 0;
  for (std::size_t next = 0; next < pattern.size(); ++next) {
    if (pattern[next] != '{') {
      if (at >= path.size() || path[at] != pattern[next]) return false;
      ++at;
      continue;
    }
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (end == at) return false;
    names[position++] = path.substr(at, end - at);
    at = end;
    next = pattern.find('}', next);
  }
  return at == path.size();
}

/// Adds a method, once; no method's text stands within another's.
void add_method(std::string& allow, std::string_view method) {
  if (allow.contains(method)) return;
  if (!allow.empty()) allow += ", ";
  allow += method;
}

}  // namespace

std::span<const Route> routes() { return kRoutes; }

Match matched(Method method, std::string_view path, Realm realm) {
  const Method wanted = method == head ? get : method;
  Match match;
  bool known = false;
  for (const Route& route : kRoutes) {
    if (route.realm == Realm::sandbox && realm != Realm::sandbox) continue;
    // `/v1/schedules/current` comes before the pattern that it fits as well.
    if (!fits(route.pattern, path, match.names)) continue;
    if (route.method == wanted) {
      match.route = &route;
      return match;
    }
    known = true;
    add_method(match.allow, to_text(route.method));
    if (route.method == get) add_method(match.allow, "HEAD");
  }
  if (known) add_method(match.allow, "OPTIONS");
  return match;
}

}  // namespace quitrent::api
