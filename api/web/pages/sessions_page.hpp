// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The sessions of the visitor's key, which can be ended.
Page sessions_page(const PageRequest& request);
/// Ends the session that the form names.
Page end_session(const PageRequest& request);

}  // namespace quitrent::api
