// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "api/web/model.hpp"

namespace quitrent::api {

/// How the register works, with the figures of the schedule in force, and a list of all pages.
Page help_page(const PageRequest& request);

/// What the register is for.
Page about_page(const PageRequest& request);

/// How accessible the pages are, and what was tested.
Page accessibility_page(const PageRequest& request);

}  // namespace quitrent::api
