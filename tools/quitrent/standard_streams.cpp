// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/standard_streams.hpp"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace quitrent {
namespace {

constexpr int kMachineFault = 70;

}  // namespace

void occupy_standard_streams() {
  for (const int stream : std::array{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // A new file gets the lowest free number, which is that of the stream.
    if (::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) != stream) {
      ::_exit(kMachineFault);
    }
  }
}

int closed_output(int exit_code) {
  const bool failed = std::ferror(stdout) != 0;
  errno = 0;
  const bool closed = std::fclose(stdout) == 0;
  if (closed && !failed) return exit_code;
  if (exit_code == kMachineFault) return exit_code;
  std::fprintf(stderr, "quitrent: standard output cannot be written%s%s\n", errno == 0 ? "" : ": ",
               errno == 0 ? "" : std::strerror(errno));
  return kMachineFault;
}

}  // namespace quitrent
