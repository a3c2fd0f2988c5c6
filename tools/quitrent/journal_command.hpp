// SPDX-License-Identifier: EUPL-1.2
#pragma once

namespace quitrent {

/// `quitrent journal dump FILE` and `quitrent journal replay FILE`: shows what a journal holds, and
/// what it comes to up to an entry. Reads only, beside a running server or without one. Answers the
/// exit code: 0, 1 where the journal is damaged, 2 where it cannot be read or the words are wrong.
/// `argv` holds the words behind `journal`.
int run_journal(int argc, const char* const* argv);

}  // namespace quitrent
