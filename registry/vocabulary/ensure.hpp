// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Reports a broken promise between parts of the program (a bug, never bad input) on standard error
/// and aborts. Active in every build.
[[noreturn]] void broken_invariant(const char* what);

/// States what must hold here whatever the input was; aborts with `what` where it does not.
inline void ensure(bool kept, const char* what) {
  if (!kept) broken_invariant(what);
}

}  // namespace quitrent
