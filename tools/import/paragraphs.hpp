// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace quitrent::debian {

/// One field of a paragraph: `Name: first line`, and the indented lines below it.
struct Field {
  std::string name;                        ///< as written; names are compared without case
  std::string first_line;                  ///< after the colon, without surrounding blanks
  std::vector<std::string> further_lines;  ///< without the indent; a lone `.` became an empty line
};

/// Fields up to an empty line or the end.
struct Paragraph {
  std::vector<Field> fields;
  int line = 0;  ///< of its first field, from 1
  /// The first field of that name, in either case; null where there is none.
  const Field* field(std::string_view name) const;
  /// How often a field of that name stands here; more than once is against the format.
  std::size_t count(std::string_view name) const;
};

/// Why a text is not made of paragraphs.
struct ParagraphFault {
  int line = 0;      ///< from 1
  std::string what;  ///< one sentence without a full stop
};

/// Reads Debian's control format (deb-control(5)): paragraphs of fields, lines that begin with `#`
/// left out. Refuses a line that neither begins a field nor continues one; the first fault only. A
/// field that stands twice in a paragraph is kept twice.
std::expected<std::vector<Paragraph>, ParagraphFault> read_paragraphs(std::string_view text);

/// Whether two names are equal but for the case of ASCII letters.
bool same_name(std::string_view left, std::string_view right);

/// `text` without blanks, tabs and carriage returns at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace quitrent::debian
