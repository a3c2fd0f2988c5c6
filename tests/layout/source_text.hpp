// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::layout {

/// `text` cut at its line ends, which are left out; a last line without one counts.
std::vector<std::string_view> lines_of(std::string_view text);

/// C++ `text` with the inside of comments, string and character literals replaced by spaces.
/// Line ends stay, so that line n is still line n; raw strings and digit separators are understood.
std::string code_of(std::string_view text);

/// Columns that a UTF-8 line takes: its code points.
std::size_t columns_of(std::string_view line);

/// Names under which unordered containers are declared in `text`, directly or through an alias.
std::set<std::string> unordered_names(std::string_view text);

}  // namespace quitrent::layout
