// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::readme {

/// A recipe of the guide: a section of the third level that searches the tree for its example.
struct Recipe {
  std::string title;
  std::string search;           ///< the `grep` command that lists the example's files
  std::set<std::string> files;  ///< the files that its tables name
};

/// The recipes of `page`, in order.
std::vector<Recipe> recipes_of(std::string_view page);

/// Paths of the tree that `page` names in its text: words between backticks or in a link that begin
/// with a name of the top level. Fenced blocks are left out.
std::set<std::string> paths_of(std::string_view page);

/// The commands of the fenced `sh` blocks of `page`, one a line.
std::vector<std::string> commands_of(std::string_view page);

/// The words of a shell command. Quotes hold a word together and are left out.
std::vector<std::string> words_of(std::string_view command);

/// Folders that the picture's text `rooms.txt` names, each once: rooms, and stops on the way.
struct Pictured {
  std::set<std::string> rooms;
  std::set<std::string> stops;
};

/// The folders that a text for tools/picture names.
Pictured pictured_in(std::string_view text);

}  // namespace quitrent::readme
