// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <compare>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::layout {

/// The rules of the tree. Each has a bad example in layout_test.cpp.
enum class Rule {
  top_level,            ///< the top level is a closed list
  room,                 ///< every C++ file is in a room of the design
  include_style,        ///< a quoted include is written from the repository's root
  include_order,        ///< a room includes only rooms that it may know
  third_party,          ///< only rooms that the design names include a header of a third party
  file_size,            ///< at most 400 lines of C++
  line_width,           ///< at most 100 columns of C++
  banned_word,          ///< no clock, environment, file, chance or floating point in the core
  unordered_iteration,  ///< no iteration over an unordered container in the core
  licence,              ///< every source names its licence
  unfinished,           ///< no note that something is left to do
  machine_path,         ///< no path of somebody's machine
  file_name,            ///< names say what a file is
  name_space,           ///< tax, market and api each have a namespace of their own
  own_header,  ///< a source includes first the header of its own name, which declares what is in it
  readme,      ///< every folder of sources has a README.md of at most a page
};

/// One finding: `path` from the repository's root, `line` from 1 (0: the file as a whole).
struct Offence {
  Rule rule;
  std::string path;
  std::size_t line;
  std::string what;
};

/// A file of the tree: its path from the repository's root with `/`, and its content.
struct Source {
  std::string path;
  std::string text;
};

/// The room of the design that contains `path`, for example `registry/title`; empty if none does.
std::string room_of(std::string_view path);

/// All offences in one file. `unordered`: the names of the unordered containers of its room.
std::vector<Offence> offences_in(const Source& source, const std::set<std::string>& unordered);

/// All offences in the names at the top level. Ignores dot-files and build folders.
std::vector<Offence> offences_of_top_level(const std::set<std::string>& names);

/// Folders with sources and without a README.md, and README.md files that are longer than a page.
std::vector<Offence> offences_of_folders(const std::vector<Source>& sources);

}  // namespace quitrent::layout
