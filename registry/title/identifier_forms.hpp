// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent {

/// A text without spaces around it.
std::string_view trimmed(std::string_view text);
/// Whether the text has at least one character and all are digits.
bool all_digits(std::string_view text);

/// Whether a character is a letter or digit of ASCII.
constexpr bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

// The canonical forms of identifiers of the internet and of books. Each reads a text that
// plain_text() made, and answers nothing where the text is not in a form of the scheme. See
// external_identifier.hpp.

/// Of a package URL: type, namespace, name, version, qualifiers in order, subpath.
std::optional<std::string> purl_form(std::string_view plain);
/// Of a Software Heritage identifier, without the qualifiers that say where it was seen.
std::optional<std::string> swhid_form(std::string_view plain);
/// Of a DOI, also after `doi:` or the address of a resolver. ISO 26324.
std::optional<std::string> doi_form(std::string_view plain);
/// Of an ISBN, also after `ISBN` or `urn:isbn:`. ISO 2108.
std::optional<std::string> isbn_form(std::string_view plain);

}  // namespace quitrent
