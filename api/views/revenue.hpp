// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::revenue; entries after `newest` do not count.
RevenueFlow revenue(ViewReader& reader, Period period, Sequence newest);

}  // namespace quitrent::api
