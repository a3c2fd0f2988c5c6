// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/slice_text.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "registry/vocabulary/decimal.hpp"
#include "tax/schedule/amount_text.hpp"

namespace quitrent {
namespace {

using Row = std::array<std::string, 6>;

/// An amount with all six decimals, so that amounts stand below each other.
std::string in_full(Money amount) { return format_decimal(amount.micro(), 6, 6); }

Row row_of(const tax::ExplainedSlice& slice, const std::string& file) {
  const std::string lines =
      slice.multiplier == kWhole
          ? fmt::format("{}:{}", file, slice.bracket.line)
          : fmt::format("{}:{} and {}", file, slice.bracket.line, slice.curve.line);
  return {
      fmt::format("{} to {}", tax::stated_day(slice.over.begin), tax::stated_day(slice.over.end)),
      tax::stated(slice.over.length()),
      fmt::format("{} above {}", tax::written(slice.part), tax::written(slice.above)),
      slice.multiplier == kWhole
          ? tax::stated(slice.rate)
          : fmt::format("{} x {} = {}", tax::stated(slice.base), tax::stated(slice.multiplier),
                        tax::stated(slice.rate)),
      in_full(slice.amount),
      lines};
}

}  // namespace

const std::string& SliceSources::at(Instant second) const {
  const std::string* found = &names.front().second;
  for (const auto& [from, name] : names) {
    if (from <= second) found = &name;
  }
  return *found;
}

std::string slice_lines(const tax::ExplainedTax& tax, const SliceSources& sources,
                        const std::string& indent) {
  std::vector<Row> rows;
  for (const tax::ExplainedSlice& slice : tax.slices) {
    rows.push_back(row_of(slice, sources.at(slice.over.begin)));
  }
  rows.push_back({"total", "", "", "", in_full(tax.total), ""});
  std::array<std::size_t, 6> widths{};
  for (const Row& row : rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      widths[at] = std::max(widths[at], row[at].size());
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line = fmt::format("{}{:<{}}  {:>{}}  {:>{}}  {:>{}}  {:>{}}  {}", indent, row[0],
                                   widths[0], row[1], widths[1], row[2], widths[2], row[3],
                                   widths[3], row[4], widths[4], row[5]);
    while (line.ends_with(' ')) line.pop_back();
    text += line + '\n';
  }
  return text;
}

std::string slice_lines(const tax::ExplainedTax& tax, const std::string& file,
                        const std::string& indent) {
  return slice_lines(tax, SliceSources{{{Instant{}, file}}}, indent);
}

nlohmann::ordered_json slice_json(const tax::ExplainedTax& tax, const SliceSources& sources) {
  nlohmann::ordered_json slices = nlohmann::ordered_json::array();
  for (const tax::ExplainedSlice& slice : tax.slices) {
    slices.push_back({{"from", to_text(slice.over.begin)},
                      {"to", to_text(slice.over.end)},
                      {"seconds", slice.over.length().seconds()},
                      {"above", to_text(slice.above)},
                      {"part", to_text(slice.part)},
                      {"degree", to_text(slice.degree)},
                      {"multiplier", to_text(slice.multiplier)},
                      {"base", to_text(slice.base)},
                      {"rate", to_text(slice.rate)},
                      {"amount", to_text(slice.amount)},
                      {"file", sources.at(slice.over.begin)},
                      {"line", slice.bracket.line},
                      {"multiplier_line", slice.curve.line}});
  }
  return {{"slices", slices}, {"total", to_text(tax.total)}, {"carry", tax.carry}};
}

nlohmann::ordered_json slice_json(const tax::ExplainedTax& tax, const std::string& file) {
  return slice_json(tax, SliceSources{{{Instant{}, file}}});
}

}  // namespace quitrent
