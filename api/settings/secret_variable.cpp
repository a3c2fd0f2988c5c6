// SPDX-License-Identifier: EUPL-1.2
#include "api/settings/secret_variable.hpp"

#include <cstdlib>
#include <cstring>
#include <sys/prctl.h>

namespace quitrent::api {

std::optional<std::string> taken_variable(const char* name) {
  char* const value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe)
  if (value == nullptr || *value == '\0') return std::nullopt;
  std::string taken{value};
  ::explicit_bzero(value, taken.size());
  ::unsetenv(name);  // NOLINT(concurrency-mt-unsafe)
  return taken;
}

void protect_memory() {
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
  ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);  // never fails with the value 0
#endif
}

}  // namespace quitrent::api
