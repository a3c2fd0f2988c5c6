// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/views/view_reader.hpp"
#include "api/views/views.hpp"

namespace quitrent::api {

/// See Views::statement.
AccountStatement statement(ViewReader& reader, const StatementQuery& query);

}  // namespace quitrent::api
