// SPDX-License-Identifier: EUPL-1.2
#include "api/views/view_claim.hpp"

#include <exception>
#include <system_error>

#include "api/views/view_file.hpp"

namespace quitrent::api {

std::optional<ViewClaim> claim_of_views(const std::filesystem::path& path,
                                        const KeyedDigest& keyed_digest) {
  try {
    std::error_code absent;
    if (no_view_file(path) || !std::filesystem::exists(path, absent)) return std::nullopt;
    const bool logged = std::filesystem::file_size(path.string() + "-wal", absent) > 0 && !absent;
    const PageSeal seal{keyed_digest, "views"};
    Database database{path, logged ? OpenAs::reader : OpenAs::header, &seal};
    const ViewMark mark = read_mark(database, Marked::tables);
    if (mark.sequence == 0) return std::nullopt;
    return ViewClaim{.sequence = mark.sequence, .digest = mark.digest};
  } catch (const std::exception&) {
    return std::nullopt;  // after any fault the views are made anew from the journal
  }
}

}  // namespace quitrent::api
