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

/// The fields up to an empty line or the end of the text.
struct Paragraph {
  std::vector<Field> fields;
  int line = 0;  ///< of its first field, from 1
  /// The first field of that name, without regard to case; null where there is none.
  const Field* field(std::string_view name) const;
  /// How many fields have that name; the format allows at most one.
  std::size_t count(std::string_view name) const;
};

/// Why a text is not made of paragraphs.
struct ParagraphFault {
  int line = 0;      ///< from 1
  std::string what;  ///< one sentence without a full stop
};

/// Reads Debian's control format (deb-control(5)): paragraphs of fields. Leaves out lines that
/// begin with `#`. Refuses a line that neither begins nor continues a field, and reports the first
/// fault only. Keeps both fields where a paragraph has two of one name.
std::expected<std::vector<Paragraph>, ParagraphFault> read_paragraphs(std::string_view text);

/// Whether two names are equal apart from the case of ASCII letters.
bool same_name(std::string_view left, std::string_view right);

/// `text` without blanks, tabs and carriage returns at both ends.
std::string_view trimmed(std::string_view text);

}  // namespace quitrent::debian
