// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>

#include "market/state/books.hpp"
#include "registry/vocabulary/bytes.hpp"

namespace quitrent::market {

/// The bytes of a snapshot of whole books; equal books give equal bytes.
std::string encoded_books(const Books& books);

/// Reads the books that encoded_books wrote; throws DamagedBytes where it cannot.
Books decoded_books(std::string_view bytes);

}  // namespace quitrent::market
