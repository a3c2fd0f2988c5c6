// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Reports a broken invariant (a bug, never bad input) on standard error and aborts. Active in
/// every build.
[[noreturn]] void broken_invariant(const char* what);

/// Checks a condition that must be true for every input; aborts with `what` if it is false.
inline void ensure(bool kept, const char* what) {
  if (!kept) broken_invariant(what);
}

}  // namespace quitrent
