// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace quitrent::readme {

/// One fenced block of a Markdown page: the word after its opening fence, and its lines.
struct Block {
  std::string language;
  std::string text;
};

/// The fenced blocks of `page`, in order. A fence that never closes runs to the end.
std::vector<Block> blocks_of(std::string_view page);

/// Lines of `expected` that `answer` does not contain. Spaces, and a comma at the end of a line, do
/// not count. `...` in a line stands for any text.
std::vector<std::string> lines_missing(std::string_view expected, std::string_view answer);

}  // namespace quitrent::readme
