// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tax/schedule/document.hpp"

namespace quitrent::tax {

/// The comments of one value of a document, each with its `#`.
struct AttachedComments {
  /// Above it, one for each line; an empty text is an empty line between them.
  std::vector<std::string> above = {};
  std::string behind = {};               ///< at the end of its line; empty where there is none
  std::vector<std::string> below = {};   ///< directly below it, with an empty line behind them
  std::vector<std::string> within = {};  ///< of a list: above its closing bracket
};

/// The comments of a document, by the value that they belong to: a member of a table, a table with
/// a header, or an item of a list. The pointers point into the document.
struct Comments {
  std::map<const DocumentValue*, AttachedComments> by_value = {};
  std::vector<std::string> at_begin = {};  ///< before every value, with an empty line behind them
  std::vector<std::string> at_end = {};    ///< behind every value
};

/// Finds the comments of a document that parse_document() has read from `toml`. Comments alone in
/// their lines belong to what stands below them, or, where an empty line parts them from it and
/// none from what stands above, to that. Another one belongs to what stands before it in its line.
Comments comments_of(std::string_view toml, const DocumentValue& document);

}  // namespace quitrent::tax
