// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include "api/http/json/json_writer.hpp"
#include "market/state/books.hpp"

namespace quitrent::api {

/// Writes an asset as API.md shows it, all figures as of `now`.
void write_asset(JsonWriter& json, const market::Books& books, const Asset& asset, Instant now);

/// What write_asset writes, as a complete JSON text.
std::string asset_json(const market::Books& books, const Asset& asset, Instant now);

/// `{id, name}`, or `null` where the asset has no holder.
void write_holder(JsonWriter& json, const NamedParty* holder);

/// The terms of an asset that its holder stated, in normal form.
void write_terms(JsonWriter& json, const Terms& terms);

/// The assets from which an asset derives: `[{asset, relation}]`.
void write_origins(JsonWriter& json, const std::vector<Origin>& origins);

}  // namespace quitrent::api
