// SPDX-License-Identifier: EUPL-1.2
#include "tools/simulation/csv_report.hpp"

#include <fstream>
#include <system_error>

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {
namespace {

constexpr const char* kLineEnd = "\r\n";

/// A value on one line.
std::string on_one_line(std::string text) {
  for (char& letter : text) {
    if (letter == '\n' || letter == '\r') letter = ' ';
  }
  return text;
}

std::string field(const std::string& cell, ShownColumn::Kind kind) {
  std::string text = cell;
  const bool formula = kind == ShownColumn::Kind::text && !text.empty() &&
                       std::string_view{"=+-@\t\r"}.contains(text.front());
  if (formula) text.insert(0, 1, '\'');
  if (text.find_first_of("\",\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char letter : text) {
    if (letter == '"') quoted += '"';
    quoted += letter;
  }
  return quoted + '"';
}

}  // namespace

std::string csv_text(const ShownTable& table, const Provenance& provenance) {
  std::string text = "# " + on_one_line(table.title) + kLineEnd;
  for (const auto& [name, value] : provenance.lines()) {
    text += "# " + name + ": " + on_one_line(value) + kLineEnd;
  }
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    if (column > 0) text += ',';
    text += table.columns[column].name;
  }
  text += kLineEnd;
  for (const auto& row : table.rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      if (column > 0) text += ',';
      text += field(row[column], table.columns[column].kind);
    }
    text += kLineEnd;
  }
  return text;
}

void write_csv(const SimulationReport& report, const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw PolicyFault{folder.string() + ": cannot be made: " + error.message()};
  for (const ShownTable& table : tables_of(report)) {
    const std::filesystem::path path = folder / (table.name + ".csv");
    std::ofstream file{path, std::ios::binary};
    file << csv_text(table, report.provenance);
    file.close();
    if (!file) throw PolicyFault{path.string() + ": cannot be written"};
  }
}

}  // namespace quitrent
