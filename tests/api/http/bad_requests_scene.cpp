// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/bad_requests_scene.hpp"

#include <array>
#include <string_view>

namespace quitrent::testing {

using namespace api;

std::string path_of(const Route& route, const BadRequestsScene& scene) {
  const std::array<std::pair<std::string_view, std::string>, 6> things{
      {{"{id}", route.pattern.starts_with("/v1/parties") ? scene.ana.first : scene.asset},
       {"{name}", "treasury"},
       {"{licence}", "lic_01kdvdna00e7mv2p04fpbhfx5j"},
       {"{lien}", "lien_01kdvdna00e7mv2p04fpbhfx5j"},
       {"{hold}", "hold_01kdvdna00e7mv2p04fpbhfx5j"},
       {"{contest}", "con_01kdvdna00e7mv2p04fpbhfx5j"}}};
  std::string path{route.pattern};
  for (const auto& [position, thing] : things) {
    const std::size_t at = path.find(position);
    if (at != std::string::npos) path.replace(at, position.size(), thing);
  }
  return path;
}

std::string key_of(const Route& route, const BadRequestsScene& scene) {
  if (route.access == Access::operator_) return std::string{LiveDispatcher::kOperatorKey};
  if (route.access == Access::policy) return scene.pia.second;
  return route.access == Access::registrar ? scene.rea.second : scene.ana.second;
}

std::string type_of(const Route& route) {
  return route.body == BodyForm::toml ? "application/toml" : "application/json";
}

}  // namespace quitrent::testing
