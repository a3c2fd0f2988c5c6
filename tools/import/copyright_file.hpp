// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::debian {

/// What a machine-readable copyright file says about the work as a whole.
struct CopyrightFacts {
  std::string label;                  ///< synopsis of the licence of `Files: *`, as written
  std::string holder;                 ///< the first holder named there, without years and addresses
  std::string spdx;                   ///< the whole label as an expression, see read_synopsis
  std::vector<std::string_view> why;  ///< on what that reading rests; mostly empty
};

/// Why the terms of a package could not be read.
enum class UnreadReason : std::uint8_t {
  no_copyright_file,     ///< the package contains no copyright file
  not_installed,         ///< a file without an installed package
  not_machine_readable,  ///< free text: the file names no format
  malformed,             ///< the file does not have the format that it names
  no_main_stanza,        ///< no stanza for `Files: *`
  no_licence,            ///< that stanza names no licence
  no_holder,             ///< that stanza names nobody
  unclear_licence,       ///< its licences are not joined as the format says
  too_long,              ///< a name or identifier beyond the register's limits
};

/// Number of reasons.
inline constexpr std::size_t kUnreadReasons = 9;

/// The reason as one word, its parts joined by hyphens.
std::string_view to_text(UnreadReason reason);

/// Why one package could not be read, with details.
struct Unread {
  UnreadReason reason = UnreadReason::malformed;
  std::string detail;     ///< the label, or the line at fault; may be empty
  std::string_view what;  ///< for an unclear licence: see SynopsisFault
};

/// Reads a copyright file in the machine-readable format 1.0. The last stanza whose `Files` field
/// has the pattern `*` counts for the work. Refuses with the first reason that applies.
std::expected<CopyrightFacts, Unread> read_copyright(std::string_view text);

/// The name in a line such as `© 1997-2022, Daniel Stenberg, <daniel@haxx.se>`, without marks,
/// years and addresses. Empty where the line names nobody.
std::string named_holder(std::string_view line);

/// Whether the bytes are well-formed UTF-8.
bool is_utf8(std::string_view text);

}  // namespace quitrent::debian
