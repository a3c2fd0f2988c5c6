// SPDX-License-Identifier: EUPL-1.2
#include "api/server/last_line.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <exception>
#include <new>
#include <string_view>
#include <unistd.h>

namespace quitrent::api {
namespace {

/// Writes the reason and ends the process. Allocates no memory, since that may be what is missing.
/// Where several threads call it, only one of them writes.
[[noreturn]] void end_because(std::string_view why) {
  static std::atomic_flag spoken;
  if (spoken.test_and_set()) {
    for (;;) ::pause();
  }
  std::array<char, 512> line{};
  std::size_t size = 0;
  for (const std::string_view part :
       {std::string_view{"quitrent: "}, why,
        std::string_view{"; all that was acknowledged is safe; start again\n"}}) {
    size += part.copy(line.data() + size, std::min(part.size(), std::size_t{400}));
  }
  std::replace(line.data(), line.data() + size - 1, '\n', ' ');
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), size);
  ::_exit(kMachineFault);
}

/// Handles SIGBUS: a page of a mapped file is missing, since somebody has cut the file or the disk
/// cannot read it. SQLite maps the indexes of its logs, which each start makes anew. Calls only
/// what a signal handler may call.
extern "C" void end_without_page(int /*signal*/) {
  end_because(
      "a file that is shared in memory (-shm) was cut, or its disk does not hand it out (SIGBUS)");
}

[[noreturn]] void end_without_memory() { end_because("memory has run out"); }

[[noreturn]] void end_for_exception() {
  try {
    if (const auto left = std::current_exception()) std::rethrow_exception(left);
  } catch (const std::exception& fault) {
    std::array<char, 300> why{};
    std::strncpy(why.data(), fault.what(), why.size() - 1);
    end_because(why.data());
  } catch (...) {
    end_because("something was thrown that is no exception");
  }
  end_because("a thread could not be started or did not end well");
}

}  // namespace

void end_with_a_line() {
  std::set_new_handler(end_without_memory);
  std::set_terminate(end_for_exception);
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGBUS, end_without_page);
}

}  // namespace quitrent::api
