// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/copyright_file.hpp"

#include <algorithm>
#include <array>
#include <ranges>
#include <vector>

#include "registry/vocabulary/letter_case.hpp"
#include "tools/import/paragraphs.hpp"
#include "tools/import/synopsis.hpp"

namespace quitrent::debian {
namespace {

std::unexpected<Unread> unread(UnreadReason reason, std::string detail = {}) {
  return std::unexpected(Unread{.reason = reason, .detail = std::move(detail), .what = {}});
}

bool has_main_pattern(std::string_view line) {
  while (!(line = trimmed(line)).empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    if (line.substr(0, end) == "*") return true;
    line.remove_prefix(end);
  }
  return false;
}

bool speaks_for_the_work(const Paragraph& paragraph) {
  const Field* files = paragraph.field("Files");
  return files != nullptr && (has_main_pattern(files->first_line) ||
                              std::ranges::any_of(files->further_lines, has_main_pattern));
}

std::string first_holder(const Field& copyright) {
  std::string name = named_holder(copyright.first_line);
  for (const std::string& line : copyright.further_lines) {
    if (!name.empty()) break;
    name = named_holder(line);
  }
  return name;
}

/// The line without `<...>` and `(...@...)`: addresses of persons do not belong in a public
/// register.
std::string without_addresses(std::string_view line) {
  std::string kept;
  std::size_t at = 0;
  while (at < line.size()) {
    const char open = line[at];
    const std::size_t end = open == '<' ? line.find('>', at) : line.find(')', at);
    const bool address = open == '<' || (open == '(' && line.substr(at, end - at).find('@') !=
                                                            std::string_view::npos);
    if (!address) {
      kept += open;
      ++at;
    } else if (end == std::string_view::npos) {
      break;
    } else {
      at = end + 1;
      // "Name <address>, Place": the comma belongs to the name.
      if (at < line.size() && (line[at] == ',' || line[at] == '.')) kept = trimmed(kept);
    }
  }
  return kept;
}

/// Removes one leading mark: a sign, the word `copyright` or `by`, a year, or a sign that joins
/// years. Answers whether there was one.
bool strip_mark(std::string_view& text) {
  static constexpr auto marks = std::to_array<std::string_view>(
      {"copyright", "(c)", "\u00a9", "by ", ":", ",", ";", "-", "\u2013", "\u2014", "*", "/", "("});
  text = trimmed(text);
  for (const std::string_view mark : marks) {
    if (text.size() < mark.size() || !same_name(text.substr(0, mark.size()), mark)) continue;
    const std::string_view rest = text.substr(mark.size());
    // "Copyrighted" and "copyright holders" are words of a sentence, not a mark.
    if (mark == "copyright" && !rest.empty() && rest.front() >= 'a' && rest.front() <= 'z')
      continue;
    if (mark == "(" && (rest.empty() || rest.front() < '0' || rest.front() > '9')) continue;
    text = rest;
    return true;
  }
  const std::size_t digits = std::min(text.find_first_not_of("0123456789"), text.size());
  if (digits == 4 || (digits == 2 && text.size() > 2 && text[2] == ',')) {
    text.remove_prefix(digits);
    if (text.starts_with(')')) text.remove_prefix(1);
    return true;
  }
  if (text.size() > 8 && same_name(text.substr(0, 7), "present") &&
      (text[7] == ' ' || text[7] == ',')) {
    text.remove_prefix(8);
    return true;
  }
  return false;
}

/// Whether the word is a year or a span of years, such as `2014-2020`.
bool is_years(std::string_view word) {
  return word.size() >= 4 && (word.starts_with("19") || word.starts_with("20")) &&
         word.find_first_not_of("0123456789-") == std::string_view::npos;
}

std::size_t last_word(std::string_view name) {
  const std::size_t blank = name.rfind(' ');
  return blank == std::string_view::npos ? 0 : blank + 1;
}

std::string without_trailing_words(std::string name) {
  static constexpr auto endings =
      std::to_array<std::string_view>({"all rights reserved", "et al", ",", ";", "(", "-", ":"});
  for (bool changed = true; changed;) {
    changed = false;
    name = trimmed(name);
    if (const std::size_t word = last_word(name); word > 0 && is_years(name.substr(word))) {
      name.resize(word);
      changed = true;
      continue;
    }
    const bool sentence = name.ends_with('.') && name.find(' ') != std::string::npos;
    const std::string whole = sentence ? name.substr(0, name.size() - 1) : name;
    for (const std::string_view ending : endings) {
      if (!in_lower_case(whole).ends_with(ending)) continue;
      name = whole.substr(0, whole.size() - ending.size());
      changed = true;
      break;
    }
  }
  const bool abbreviation = name.size() - last_word(name) <= 5;  // Inc. Ltd. GmbH. stay as they are
  if (name.ends_with('.') && !abbreviation) name.pop_back();
  return name;
}

bool names_nobody(std::string_view name) {
  static constexpr auto nobody =
      std::to_array<std::string_view>({"none", "n/a", "no copyright", "not applicable",
                                       "public domain", "public-domain", "unknown"});
  // "(see individual files)" refers to other files; "libfoo is" continues in another line.
  if (name.size() < 2 || name.starts_with('(') || name.ends_with(" is")) return true;
  return std::ranges::find(nobody, in_lower_case(name)) != nobody.end();
}

/// The words at fault in brackets; empty if they are the whole synopsis.
std::string at_fault(const SynopsisFault& fault, std::string_view synopsis) {
  return fault.at.empty() || fault.at == synopsis ? std::string{} : " [" + fault.at + "]";
}

std::expected<CopyrightFacts, Unread> read_stanza(const Paragraph& stanza,
                                                  const LicenceTexts& texts) {
  // A repeated comment is harmless; a repeated licence leaves open which one counts.
  for (const std::string_view name : {"Files", "Copyright", "License"}) {
    if (stanza.count(name) < 2) continue;
    return unread(UnreadReason::malformed, "line " + std::to_string(stanza.line) + ": " +
                                               std::string{name} + " stands twice in the stanza");
  }
  const Field* licence = stanza.field("License");
  const Field* copyright = stanza.field("Copyright");
  if (licence == nullptr || licence->first_line.empty()) return unread(UnreadReason::no_licence);
  auto read = read_synopsis(licence->first_line, texts);
  if (!read) {
    const SynopsisFault& fault = read.error();
    return std::unexpected(
        Unread{.reason = UnreadReason::unclear_licence,
               .detail = licence->first_line + at_fault(fault, licence->first_line),
               .what = fault.what});
  }
  CopyrightFacts facts{.label = licence->first_line,
                       .holder = copyright == nullptr ? std::string{} : first_holder(*copyright),
                       .spdx = std::move(read->spdx),
                       .why = std::move(read->why)};
  if (facts.holder.empty()) return unread(UnreadReason::no_holder);
  return facts;
}

}  // namespace

std::string_view to_text(UnreadReason reason) {
  static constexpr std::array<std::string_view, kUnreadReasons> texts{
      "no-copyright-file", "not-installed", "not-machine-readable", "malformed", "no-main-stanza",
      "no-licence",        "no-holder",     "unclear-licence",      "too-long"};
  return texts.at(static_cast<std::size_t>(reason));
}

std::expected<CopyrightFacts, Unread> read_copyright(std::string_view text) {
  // A file that names no format is prose: it need not consist of paragraphs.
  const std::string_view head = trimmed(text.substr(0, text.find('\n')));
  auto paragraphs = read_paragraphs(text);
  if (!paragraphs) {
    const bool claims_format = in_lower_case(head).starts_with("format:");
    if (!claims_format) return unread(UnreadReason::not_machine_readable);
    const ParagraphFault& fault = paragraphs.error();
    return unread(UnreadReason::malformed,
                  "line " + std::to_string(fault.line) + ": " + fault.what);
  }
  if (paragraphs->empty() || paragraphs->front().field("Format") == nullptr) {
    return unread(UnreadReason::not_machine_readable);
  }
  if (!is_utf8(text)) return unread(UnreadReason::malformed, "not UTF-8");
  // If several stanzas match a file, the last one counts. Source: DEP-5, Files stanza.
  const auto last_first = *paragraphs | std::views::reverse;
  const auto stanza = std::ranges::find_if(last_first, speaks_for_the_work);
  if (stanza == last_first.end()) return unread(UnreadReason::no_main_stanza);
  if (text.contains('\0')) return unread(UnreadReason::malformed, "a NUL byte: this is no text");
  return read_stanza(*stanza, LicenceTexts{*paragraphs, text});
}

std::string named_holder(std::string_view line) {
  const std::string plain = without_addresses(line);
  std::string_view text = plain;
  // "Perl is Copyright (C) 1987-2022 by Larry Wall": the mark stands within a sentence.
  const std::string lowered = in_lower_case(plain);
  for (const std::string_view mark : {"copyright (c)", "copyright \u00a9"}) {
    if (const std::size_t at = lowered.find(mark); at != std::string::npos) text.remove_prefix(at);
    if (text.size() != plain.size()) break;
  }
  while (strip_mark(text)) {
  }
  std::string name = without_trailing_words(std::string{text});
  std::erase_if(name, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
  return names_nobody(name) ? std::string{} : name;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC2 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                                             : 4;
    if (length == 0 || lead > 0xF4 || at + length > text.size()) return false;
    std::uint32_t point = length == 1 ? lead : lead & (0x7FU >> length);
    for (std::size_t next = 1; next < length; ++next) {
      const auto byte = static_cast<unsigned char>(text[at + next]);
      if ((byte & 0xC0U) != 0x80U) return false;
      point = point << 6U | (byte & 0x3FU);
    }
    static constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
    if (point < least.at(length) || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
      return false;
    at += length;
  }
  return true;
}

}  // namespace quitrent::debian
