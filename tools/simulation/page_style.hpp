// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent {

/// The style sheet of the page: light and dark, narrow and wide, screen and paper.
std::string_view page_style();

}  // namespace quitrent
