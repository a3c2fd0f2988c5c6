// SPDX-License-Identifier: EUPL-1.2
//
// A program that reads a journal beside its writer. It ends with 0 if the chain is valid up to the
// sequence that it is given.
#include <cstdlib>

#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "tests/registry/storage/fixture.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const auto reader = quitrent::read_sqlite_journal(argv[1]);
  const auto head = quitrent::storage_tests::verified_head(*reader);
  return head.sequence == std::strtoull(argv[2], nullptr, 10) ? 0 : 1;
}
