// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// Every licence or commitment of a class with its degree and why, and a form that tries terms.
Page licences_page(const PageRequest& request);

}  // namespace quitrent::api
