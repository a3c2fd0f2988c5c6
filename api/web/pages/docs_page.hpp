// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// The API for those who write programs: how to call it, and its parts.
Page docs_page(const PageRequest& request);

/// One part of the API: its operations, or the things and problems of all answers.
Page docs_part_page(const PageRequest& request);

}  // namespace quitrent::api
