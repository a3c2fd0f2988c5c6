// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace quitrent::debian {

/// How far the work is, on standard error: a bar that is drawn over where that is a terminal, else
/// a line each 100 steps.
class Progress {
 public:
  /// `all`: the number of steps.
  explicit Progress(std::size_t all);
  /// One more step is done; `what` it was about.
  void step(std::string_view what);
  /// The work is over: the bar makes room for what follows.
  void end() const;

 private:
  std::size_t all_;
  std::size_t done_ = 0;
  bool terminal_;
};

}  // namespace quitrent::debian
