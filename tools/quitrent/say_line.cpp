// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/say_line.hpp"

#include <cstdio>
#include <utility>

#include <fmt/format.h>

#include "api/settings/flag_faults.hpp"

namespace quitrent {

void say_line(std::string_view command, std::string line) {
  fmt::print(stderr, "quitrent {}: {}\n", command, api::in_one_line(std::move(line)));
}

}  // namespace quitrent
