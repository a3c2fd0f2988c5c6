// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <ranges>
#include <string>

#include "registry/title/asset.hpp"
#include "registry/title/evidence.hpp"
#include "registry/title/terms.hpp"

namespace quitrent::api {

/// The values that a field may have, as a sentence: "Say patent, design or trademark."
template <std::ranges::sized_range Values>
std::string lawful_values(const Values& values) {
  std::string text = "Say ";
  std::size_t left = std::ranges::size(values);
  for (const auto& value : values) {
    text += to_text(value);
    --left;
    text += left > 1 ? ", " : left == 1 ? " or " : ".";
  }
  return text;
}

}  // namespace quitrent::api
