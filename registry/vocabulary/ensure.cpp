// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/ensure.hpp"

#include <cstdio>
#include <cstdlib>

namespace quitrent {

void broken_invariant(const char* what) {
  std::fputs("quitrent: bug: ", stderr);
  std::fputs(what, stderr);
  std::fputc('\n', stderr);
  std::abort();
}

}  // namespace quitrent
