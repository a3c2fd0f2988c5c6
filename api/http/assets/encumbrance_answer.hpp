// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/json/json_writer.hpp"
#include "market/event.hpp"

namespace quitrent::api {

/// A licence, a lien or a hold as the register shows it; begins with its `id`.
void write_licence(JsonWriter& json, const RecordedLicence& licence);

void write_lien(JsonWriter& json, const Lien& lien);

void write_hold(JsonWriter& json, const Hold& hold);

/// All that stands against an asset, in lists; null: nothing.
void write_encumbrances(JsonWriter& json, const Encumbrances* encumbrances);

/// Writes how what stands against an asset changed, as events show it.
void write_encumbrance_change(JsonWriter& json, const EncumbranceChange& change);

}  // namespace quitrent::api
