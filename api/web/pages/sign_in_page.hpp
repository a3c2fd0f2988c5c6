// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The page on which people sign in with their API key.
Page sign_in_page(const PageRequest& request);
/// Signs in: begins a session where a party has the key.
Page sign_in(const PageRequest& request);
/// Signs out: ends the session.
Page sign_out(const PageRequest& request);

}  // namespace quitrent::api
