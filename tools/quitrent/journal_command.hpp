// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// Runs `quitrent journal dump FILE`, which shows the entries of a journal, and
/// `quitrent journal replay FILE`, which shows the books after an entry. Only reads; a server may
/// run beside it. `argv` holds the words after `journal`. Answers with the exit code: 0 done, 1 the
/// journal is damaged or lacks entries that files beside it name, 2 it cannot be read or the words
/// are wrong.
int run_journal(int argc, const char* const* argv);

}  // namespace quitrent
