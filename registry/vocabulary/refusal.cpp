// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/refusal.hpp"

#include <string>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent {
namespace {

/// The name of an enumerator with hyphens in the place of underscores.
std::string hyphenated(std::string name) {
  for (char& letter : name) {
    if (letter == '_') letter = '-';
  }
  return name;
}

}  // namespace

std::string_view to_text(RefusalCode code) {
  switch (code) {
#define QUITRENT_ROW(name, number, status, title)       \
  case RefusalCode::name: {                             \
    static const std::string kText = hyphenated(#name); \
    return kText;                                       \
  }
    QUITRENT_REFUSALS(QUITRENT_ROW, QUITRENT_ROW)
#undef QUITRENT_ROW
  }
  broken_invariant("every refusal has a text");
}

}  // namespace quitrent
