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

/// The canonical form of an identifier, in which it is shown and compared:
///   `patent`, `design`, `trademark`: the code of an office in WIPO ST.3, then the serial, in
///     capitals, without spaces, punctuation, kind code, check digit and leading zeros
///     ("US 6,004,596 B1" is US6004596). Numbers of the EPO have seven digits. Numbers of WIPO have
///     a year of four digits and six more. Publications of applications at the USPTO have a year of
///     four digits and seven more;
///   `purl`, `swhid` (without qualifiers), `doi`: in small letters;
///   `isbn`: 13 digits; an ISBN-10 gets its new check digit.
/// The name of a known scheme is read in any case and with any separators (`ISBN`, `Pat ent`).
/// A full-width form, a kind of space or dash, or an ignorable character is read as what it looks
/// like.
/// Any other scheme is taken as written. Refuses a value that is not in a form of its scheme, a
/// wrong check digit, a scheme with other characters than printable ASCII, and a scheme that hides
/// a known one or is nearly one, such as `US-Trademark` and `tm`. Source: MECHANISM.md, section 1.
std::expected<ExternalIdentifier, IdentifierFault> canonical(const ExternalIdentifier& identifier);

/// The text by which identifiers are compared: scheme and value of canonical(). For an identifier
/// that has no canonical form, recorded before there was one: scheme and value as recorded,
/// composed.
std::string identity_of(const ExternalIdentifier& identifier);

/// The canonical value of a number in the form of a known scheme, as somebody types it in a search:
/// "US 6,004,596 B1", "978-0-306-40615-7". Empty for any other text.
std::string canonical_number(std::string_view words);

}  // namespace quitrent
