// SPDX-License-Identifier: EUPL-1.2
#include "tools/bench/report.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace quitrent::bench {
namespace {

constexpr std::size_t kLabelColumns = 22;
constexpr std::size_t kLeastColumns = 10;

std::size_t width_of(const Figure& figure) {
  return std::max(figure.name.size(), kLeastColumns) + 2;
}

bool same_heading(const Row& left, const Row& right) {
  return std::ranges::equal(left.figures, right.figures, {}, &Figure::name, &Figure::name);
}

std::string heading(const Row& row) {
  std::string line = fmt::format("{:<{}}", "", kLabelColumns);
  for (const Figure& figure : row.figures)
    line += fmt::format("{:>{}}", figure.name, width_of(figure));
  return line + '\n';
}

}  // namespace

std::string table_text(const Report& report) {
  std::string text = report.title + '\n';
  const Row* above = nullptr;
  for (const Row& row : report.rows) {
    if (above == nullptr || !same_heading(*above, row)) text += '\n' + heading(row);
    above = &row;
    text += fmt::format("{:<{}}", row.label, kLabelColumns);
    for (const Figure& figure : row.figures) {
      text += fmt::format("{:>{}.{}f}", figure.value, width_of(figure), figure.decimals);
    }
    text += '\n';
  }
  text += '\n';
  for (const Target& target : report.targets) {
    text += fmt::format("{:<44} {:>10.2f}  {} {:<8.2f} {}\n", target.name, target.value,
                        target.side == Target::Side::at_least ? ">=" : "<=", target.bound,
                        target.met() ? "met" : "MISSED");
  }
  return text;
}

std::string json_text(const Report& report) {
  using Json = nlohmann::ordered_json;
  Json json{{"title", report.title}, {"rows", Json::array()}, {"targets", Json::array()}};
  for (const Row& row : report.rows) {
    Json line{{"label", row.label}};
    for (const Figure& figure : row.figures) line[figure.name] = figure.value;
    json["rows"].push_back(std::move(line));
  }
  for (const Target& target : report.targets) {
    json["targets"].push_back(
        {{"name", target.name},
         {"value", target.value},
         {target.side == Target::Side::at_least ? "at_least" : "at_most", target.bound},
         {"met", target.met()}});
  }
  return json.dump(2) + '\n';
}

}  // namespace quitrent::bench
