// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// Write a licence, a lien or a hold as API.md shows it; the first member is its `id`.
void write_licence(JsonWriter& json, const RecordedLicence& licence);

void write_lien(JsonWriter& json, const Lien& lien);

void write_hold(JsonWriter& json, const Hold& hold);

/// Writes all encumbrances of an asset in lists; null means that there are none.
void write_encumbrances(JsonWriter& json, const Encumbrances* encumbrances);

/// Writes a change of an asset's encumbrances as events show it.
void write_encumbrance_change(JsonWriter& json, const EncumbranceChange& change);

}  // namespace quitrent::api
