// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>

#include "api/http/handler_context.hpp"
#include "api/http/json/from_body.hpp"
#include "api/http/route.hpp"

namespace quitrent::api {

// Shared by the handlers that change the asset which the route names first.

/// Writes the asset that a filing has changed, in its state after the filing.
Render asset_render();

/// The version that the query `?expected_version=` names; nothing where the parameter is absent. A
/// fault of the query is a problem.
std::expected<std::optional<std::uint32_t>, Problem> expected_version(const Call& call);

/// Reads a request about an asset from a body.
template <class Request>
using ReadAct = FromBody<Request> (*)(const JsonValue& body, const AssetId& asset);

/// Files the request that a body states for the asset of the route. `read` is a ReadAct or has the
/// same parameters. Faults of shape are answered before an asset that does not exist.
template <class Read>
std::expected<Reply, Problem> acted(HandlerContext& context, const Call& call, const Read& read,
                                    const Render& render) {
  const auto id = parse_identifier<AssetKind>(call.names[0]);
  auto request = read(call.body, id.value_or(AssetId{}));
  if (!request) return std::unexpected(std::move(request.error()));
  if (!id) return not_found("asset");
  return filed(context, call, {.request = std::move(*request), .render = render});
}

/// As `acted`; the answer is the asset after the filing.
template <class Read>
Answer asset_after(HandlerContext& context, const Call& call, const Read& read) {
  auto reply = acted(context, call, read, asset_render());
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

/// Ends an encumbrance: the first name of the route is the asset, the second is the encumbrance.
/// `request(asset, encumbrance)` makes the filing, `Kind` is the kind of the encumbrance's
/// identifier. The query `?expected_version=` may name the version that the caller expects.
template <class Kind, class MakeRequest>
Answer asset_without(HandlerContext& context, const Call& call, std::string_view thing,
                     const MakeRequest& request) {
  const auto version = expected_version(call);
  if (!version) return std::unexpected(version.error());
  const auto asset = parse_identifier<AssetKind>(call.names[0]);
  if (!asset) return not_found("asset");
  const auto id = parse_identifier<Kind>(call.names[1]);
  if (!id) return not_found(thing);
  auto reply = filed(context, call,
                     {.request = request({.id = *asset, .expected_version = *version}, *id),
                      .render = asset_render()});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return changed_answer(std::move(*reply));
}

/// The routes of this file.
std::span<const Route> act_routes();

}  // namespace quitrent::api
