// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

namespace quitrent {

/// A text of UTF-8 in Normalization Form C, as far as marks of U+0300 to U+036F reach: Latin, Greek
/// and Cyrillic letters with marks become the one character that Unicode has for them, marks that
/// do not touch stand in their order. Other scripts and what is no UTF-8 stay as they are.
std::string composed_text(std::string_view text);

}  // namespace quitrent
