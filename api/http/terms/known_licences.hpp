// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/http/handler_context.hpp"

namespace quitrent {

Answer get_known_licences(Desk& desk, const Call& call);  ///< GET /v1/licences
Answer post_profile(Desk& desk, const Call& call);        ///< POST /v1/licences

}  // namespace quitrent
