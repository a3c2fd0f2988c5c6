// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// An asset of the catalogue as it stands before an event.
AssetBefore asset_before(const ListedAsset& row);

/// See Views::activity; entries after `newest` do not count.
ActivitySums activity(ViewReader& reader, Period period, Sequence newest);

/// See Views::class_sums.
ClassSums class_sums(ViewReader& reader);

}  // namespace quitrent::api
