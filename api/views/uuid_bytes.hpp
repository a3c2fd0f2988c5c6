// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <algorithm>
#include <string_view>

#include "registry/vocabulary/identifier.hpp"

namespace quitrent::api {

/// The 16 bytes of an identifier as the tables hold them; valid as long as `uuid`.
inline std::string_view bytes_of(const Uuid& uuid) {
  return {reinterpret_cast<const char*>(uuid.bytes.data()), uuid.bytes.size()};
}

/// The identifier that 16 bytes of a table stand for; bytes that are missing are zero.
inline Uuid uuid_of(std::string_view bytes) {
  Uuid uuid;
  std::copy_n(bytes.begin(), std::min(bytes.size(), uuid.bytes.size()), uuid.bytes.begin());
  return uuid;
}

}  // namespace quitrent::api
