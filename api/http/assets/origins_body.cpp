// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/origins_body.hpp"

#include <algorithm>
#include <string>

#include "api/http/json/lawful_values.hpp"

namespace quitrent::api {

std::vector<Origin> origins_from(Shape& shape, std::vector<FieldFault>& faults, Bounds count) {
  std::vector<Origin> origins;
  const auto* items = shape.items("derived_from", Presence::optional, count);
  if (items == nullptr) return origins;
  for (std::size_t at = 0; at < items->size(); ++at) {
    Shape item{(*items)[at], shape.pointer("derived_from") + "/" + std::to_string(at), faults};
    const auto asset = item.identifier<AssetId>("asset", Presence::required);
    const auto word = item.word("relation", Presence::required);
    const auto relation = word ? parse_relation(*word) : std::nullopt;
    if (word && !relation) {
      item.fault("relation", ProblemCode::invalid_field, lawful_values(kRelations));
    }
    if (asset && std::ranges::find(origins, *asset, &Origin::asset) != origins.end()) {
      item.fault("asset", ProblemCode::invalid_field, "This asset is named twice.");
    }
    item.done();
    if (asset) {
      origins.push_back({.asset = *asset, .relation = relation.value_or(Relation::derived)});
    }
  }
  return origins;
}

}  // namespace quitrent::api
