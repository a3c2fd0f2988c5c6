// SPDX-License-Identifier: EUPL-1.2
#include "api/http/routes.hpp"

#include <algorithm>
#include <vector>

#include "api/http/acts/acts.hpp"
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
#include "api/http/parties/party_list.hpp"
#include "api/http/parties/statement.hpp"
#include "api/http/purchases/purchase_list.hpp"
#include "api/http/purchases/purchases.hpp"
#include "api/http/schedules/schedules.hpp"
#include "api/http/simulations/simulations.hpp"
#include "api/http/terms/asset_degree.hpp"
#include "api/http/terms/contests.hpp"
#include "api/http/terms/degree.hpp"
#include "api/http/terms/known_licences.hpp"
#include "api/http/terms/terms.hpp"

namespace quitrent::api {
namespace {

/// The tables of all resources, one after the other.
std::vector<Route> collected() {
  std::vector<Route> all;
  for (const auto& some :
       {asset_routes(),          purchase_routes(),    asset_list_routes(), terms_routes(),
        asset_degree_routes(),   lineage_routes(),     contest_routes(),    act_routes(),
        two_person_act_routes(), encumbrance_routes(), title_routes(),      asset_event_routes(),
        asset_history_routes(),  degree_routes(),      licence_routes(),    party_routes(),
        statement_routes(),      beneficiary_routes(), event_routes(),      operation_routes(),
        revenue_routes(),        schedule_routes(),    simulation_routes(), party_list_routes(),
        purchase_list_routes()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

/// Whether the path matches the pattern. Writes the values of the pattern's parameters into
/// `names`.
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

/// Adds a method once. No method's text is part of another's.
void add_method(std::string& allow, std::string_view method) {
  if (allow.contains(method)) return;
  if (!allow.empty()) allow += ", ";
  allow += method;
}

}  // namespace

std::span<const Route> routes() {
  static const std::vector<Route> all = collected();
  return all;
}

Match matched(Method method, std::string_view path, Realm realm) {
  const Method wanted = method == Method::head ? Method::get : method;
  Match match;
  bool known = false;
  for (const Route& route : routes()) {
    if (route.realm == Realm::sandbox && realm != Realm::sandbox) continue;
    // `/v1/schedules/current` also matches a pattern, which comes later in the table.
    if (!fits(route.pattern, path, match.names)) continue;
    if (route.method == wanted) {
      match.route = &route;
      return match;
    }
    known = true;
    add_method(match.allow, to_text(route.method));
    if (route.method == Method::get) add_method(match.allow, "HEAD");
  }
  if (known) add_method(match.allow, "OPTIONS");
  return match;
}

}  // namespace quitrent::api
