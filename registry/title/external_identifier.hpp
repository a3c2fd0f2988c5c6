// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "registry/title/asset.hpp"

namespace quitrent {

/// Why an identifier has no canonical form.
struct IdentifierFault {
  std::string_view field;  ///< `scheme` or `value`
  std::string what;        ///< one sentence that says what is expected
};

/// The one form of an identifier in which it is shown and compared, whatever it was typed like:
///   `patent`, `design`, `trademark`: the code of an office in WIPO ST.3, then the serial, in
///   capitals;
///     without spaces, punctuation, kind code, check digit and leading zeros ("US 6,004,596 B1" is
///     US6004596); numbers of the EPO have seven digits, those of WIPO a year of four and six more,
///     publications of applications at the USPTO a year of four and seven more;
///   `purl`, `swhid` (without qualifiers), `doi`: in small letters;
///   `isbn`: 13 digits, an ISBN-10 with its new check digit.
/// The name of a known scheme is taken in any case and with any separators (`ISBN`, `Pat ent`);
/// full-width forms, kinds of space and dash and ignorable characters count as what they look like.
/// Any other scheme is taken as written. Refuses a value that is not in a form of its scheme, a
/// wrong check digit, a scheme of other than printable ASCII, and one that hides a known one or is
/// nearly one, such as `US-Trademark` and `tm`. Source: MECHANISM.md, section 1.
std::expected<ExternalIdentifier, IdentifierFault> canonical(const ExternalIdentifier& identifier);

/// By what identifiers are compared, also those that were recorded before there was a canonical
/// form: scheme and value of canonical(), else as they stand, composed.
std::string identity_of(const ExternalIdentifier& identifier);

/// The canonical value of a number that is written in the form of some known scheme, as somebody
/// who searches types it: "US 6,004,596 B1", "978-0-306-40615-7"; empty for other words.
std::string canonical_number(std::string_view words);

}  // namespace quitrent
