// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent {

/// A text of UTF-8 in Normalization Form C, as far as the marks of U+0300 to U+036F are concerned.
/// A Latin, Greek or Cyrillic letter with marks becomes the one character that Unicode has for it.
/// Other marks get their canonical order. Other scripts and bytes that are no UTF-8 stay unchanged.
std::string composed_text(std::string_view text);

}  // namespace quitrent
