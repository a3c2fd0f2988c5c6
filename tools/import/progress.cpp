// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/progress.hpp"

#include <cstdio>
#include <string>
#include <unistd.h>

namespace quitrent::debian {
namespace {

constexpr std::size_t kBarColumns = 30;
constexpr std::size_t kNameColumns = 32;
constexpr std::size_t kLineEvery = 100;

}  // namespace

Progress::Progress(std::size_t all) : all_{all}, terminal_{isatty(STDERR_FILENO) == 1} {}

void Progress::step(std::string_view what) {
  ++done_;
  if (!terminal_) {
    if (done_ % kLineEvery != 0 && done_ != all_) return;
    std::fprintf(stderr, "import: %zu of %zu packages\n", done_, all_);
    return;
  }
  const std::size_t filled = all_ == 0 ? kBarColumns : done_ * kBarColumns / all_;
  const std::string bar = std::string(filled, '#') + std::string(kBarColumns - filled, '.');
  std::string name{what.substr(0, kNameColumns)};
  name.resize(kNameColumns, ' ');
  std::fprintf(stderr, "\r[%s] %zu/%zu %s", bar.c_str(), done_, all_, name.c_str());
}

void Progress::end() const {
  if (terminal_) std::fputs("\r\033[K", stderr);
}

}  // namespace quitrent::debian
