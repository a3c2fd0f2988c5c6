// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::layout {

/// The lines of `text` without their line ends. A last line without line end counts.
std::vector<std::string_view> lines_of(std::string_view text);

/// C++ `text` with the inside of comments, string and character literals replaced by spaces.
/// Line ends stay, so that line numbers do not change. Understands raw strings and digit
/// separators.
std::string code_of(std::string_view text);

/// The columns of a UTF-8 line: the number of its code points.
std::size_t columns_of(std::string_view line);

/// The names under which `text` declares unordered containers, directly or through an alias.
std::set<std::string> unordered_names(std::string_view text);

}  // namespace quitrent::layout
