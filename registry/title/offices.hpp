// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent {

/// Whether two capitals are the code of an office in WIPO ST.3, of a present or former state or
/// organisation. The codes for private use and for an unknown office (XX) are not.
bool is_office(std::string_view code);

}  // namespace quitrent
