// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "market/state/books.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::market {

/// Whole books as the bytes of a snapshot; equal books give equal bytes.
std::string encoded_books(const Books& books);

/// The books that encoded_books wrote; throws DamagedBytes where they cannot be read.
Books decoded_books(std::string_view bytes);

}  // namespace quitrent::market
