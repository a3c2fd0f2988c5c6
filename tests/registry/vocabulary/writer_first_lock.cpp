// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/writer_first_lock.hpp"

#include <thread>
#include <vector>

#include <doctest/doctest.h>

namespace quitrent {
namespace {

TEST_CASE("readers who wait get in before the writer takes the lock again") {
  constexpr std::uint32_t kReaders = 4;
  constexpr int kRounds = 200;
  WriterFirstLock lock;
  for (int round = 0; round < kRounds; ++round) {
    std::atomic<std::uint32_t> inside{0};
    std::vector<std::jthread> readers;
    {
      const auto held = lock.writing();
      for (std::uint32_t reader = 0; reader < kReaders; ++reader) {
        readers.emplace_back([&] {
          const auto reading = lock.reading();
          ++inside;
        });
      }
      while (lock.waiting() < kReaders) std::this_thread::yield();
      REQUIRE(inside == 0);
    }
    lock.let_readers_in();
    REQUIRE(lock.waiting() == 0);
    const auto again = lock.writing();
    REQUIRE(inside == kReaders);
  }
}

TEST_CASE("a writer does not wait for readers where none are") {
  WriterFirstLock lock;
  lock.let_readers_in();
  CHECK(lock.waiting() == 0);
  const auto held = lock.writing();
  CHECK(held.owns_lock());
}

}  // namespace
}  // namespace quitrent
