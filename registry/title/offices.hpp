// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string_view>

namespace quitrent {

/// Whether two capitals are the code of an office in WIPO ST.3, of a state or organisation that is
/// or was; not so the codes for private use and for nobody known (XX).
bool is_office(std::string_view code);

}  // namespace quitrent
