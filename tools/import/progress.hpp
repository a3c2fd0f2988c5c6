// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <string_view>

namespace quitrent::debian {

/// Shows on standard error how many steps are done: as a bar that is redrawn on a terminal, else as
/// a line every 100 steps.
class Progress {
 public:
  /// `all` is the number of steps.
  explicit Progress(std::size_t all);
  /// Counts one more step; `what` names its subject.
  void step(std::string_view what);
  /// Ends the work and removes the bar.
  void end() const;

 private:
  std::size_t all_;
  std::size_t done_ = 0;
  bool terminal_;
};

}  // namespace quitrent::debian
