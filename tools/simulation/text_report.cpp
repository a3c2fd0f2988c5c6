// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/text_report.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "tools/simulation/headline.hpp"
#include "tools/simulation/tables.hpp"

namespace quitrent {
namespace {

constexpr std::size_t kMostRows = 20;
constexpr std::size_t kWidestText = 40;
constexpr std::size_t kWidestNote = 96;

/// The number of characters; a continuation byte of UTF-8 is none.
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

/// Text in the middle of a row, shortened where it is long.
std::string shortened(const std::string& cell) {
  if (characters(cell) <= kWidestText) return cell;
  std::string text;
  std::size_t count = 0;
  for (const char byte : cell) {
    const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    if (begins && ++count == kWidestText) break;
    text += byte;
  }
  return text + "…";
}

/// A note in lines of at most `kWidestNote` characters.
std::string note_lines(const std::string& note) {
  std::string text;
  std::size_t width = 0;
  for (std::size_t begin = 0; begin < note.size();) {
    const std::size_t end = std::min(note.find(' ', begin), note.size());
    const std::string word = note.substr(begin, end - begin);
    const bool next_line = width == 0 || width + 1 + characters(word) > kWidestNote;
    if (next_line) {
      text += (width == 0 ? "  " : "\n  ") + word;
      width = characters(word);
    } else {
      text += ' ' + word;
      width += 1 + characters(word);
    }
    begin = end + 1;
  }
  return text + '\n';
}

std::string padded(const ShownColumn& column, const std::string& cell, std::size_t width) {
  const std::string space(width - std::min(width, characters(cell)), ' ');
  return column.kind == ShownColumn::Kind::number ? space + cell : cell + space;
}

/// The rows that are shown, the last one among them, and how many are not.
std::vector<std::vector<std::string>> shown_rows(const ShownTable& table, std::size_t& left_out) {
  std::vector<std::vector<std::string>> rows;
  left_out = table.rows.size() > kMostRows + 1 ? table.rows.size() - kMostRows - 1 : 0;
  const auto all = rows_for_people(table);
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (left_out > 0 && index >= kMostRows && index + 1 < all.size()) continue;
    std::vector<std::string> cells = all[index];
    for (std::size_t column = 0; column + 1 < cells.size(); ++column) {
      cells[column] = shortened(cells[column]);
    }
    rows.push_back(std::move(cells));
  }
  return rows;
}

std::string table_lines(const ShownTable& table) {
  std::size_t left_out = 0;
  const auto rows = shown_rows(table, left_out);
  std::vector<std::size_t> widths;
  std::string heading;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    std::size_t width = characters(table.columns[column].name);
    for (const auto& row : rows) width = std::max(width, characters(row[column]));
    widths.push_back(width);
    heading += "  " + padded(table.columns[column], table.columns[column].name, width);
  }
  std::string text = '\n' + table.title + '\n';
  if (!table.note.empty()) text += note_lines(table.note);
  if (rows.empty()) return text;
  text += heading + '\n';
  for (std::size_t index = 0; index < rows.size(); ++index) {
    if (left_out > 0 && index + 1 == rows.size()) {
      text += fmt::format("  … {} more rows; --csv FOLDER writes all\n", left_out);
    }
    for (std::size_t column = 0; column < widths.size(); ++column) {
      text += "  " + padded(table.columns[column], rows[index][column], widths[column]);
    }
    text += '\n';
  }
  return text;
}

}  // namespace

std::string text_report(const SimulationReport& report) {
  std::string text =
      fmt::format("{}: {} against {}\n\n", report.provenance.reform_title,
                  report.provenance.reform_digest.substr(0, 15), report.provenance.baseline_title);
  for (const HeadlineFigure& figure : headline_of(report)) {
    text += fmt::format("  {:<26} {:>28}   {}\n", figure.name, grouped(figure.value), figure.note);
  }
  for (const ShownTable& table : tables_of(report)) {
    if (!table.rows.empty() || !table.note.empty()) text += table_lines(table);
  }
  text += "\nWhere this comes from\n";
  for (const auto& [name, value] : report.provenance.lines()) {
    text += fmt::format("  {:<18} {}\n", name, value);
  }
  return text;
}

}  // namespace quitrent
