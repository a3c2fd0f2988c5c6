// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent {

/// Writes one line of a command, such as `policy simulate`, on standard error. Control characters
/// in the line are replaced.
void say_line(std::string_view command, std::string line);

}  // namespace quitrent
