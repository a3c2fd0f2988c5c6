// SPDX-License-Identifier: EUPL-1.2
//
// The only file that uses the TOML library.
#include "tax/schedule/document.hpp"

#include <utility>

#include <toml++/toml.h>

#include "tax/schedule/grammar_error.hpp"

namespace quitrent::tax {
namespace {

/// The most points in a line outside texts, which limits how deep dotted keys nest.
constexpr std::size_t kMostPoints = 1'000;
/// How deep values are read; no schedule is deeper than 8.
constexpr int kDeepestValue = 300;
/// The most errors of grammar that are looked for.
constexpr int kMostErrors = 100;

SourcePosition position_of(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

DocumentValue node_of(const toml::node& value, int depth);

DocumentValue table_of(const toml::table& table, int depth) {
  DocumentValue node;
  node.kind = ValueKind::table;
  for (const auto& [key, value] : table) {
    DocumentValue member = node_of(value, depth + 1);
    member.key = key.str();
    for (DocumentValue& item : member.children) {
      if (member.kind == ValueKind::list) item.key = member.key;
    }
    member.key_position = position_of(key.source());
    node.children.push_back(std::move(member));
  }
  return node;
}

/// A value deeper than kDeepestValue has no children and is of another kind.
DocumentValue node_of(const toml::node& value, int depth) {  // NOLINT(misc-no-recursion)
  DocumentValue node;
  if (depth > kDeepestValue) {
    node.kind = ValueKind::other;
  } else if (const toml::table* const table = value.as_table()) {
    node = table_of(*table, depth);
  } else if (const toml::array* const array = value.as_array()) {
    node.kind = ValueKind::list;
    for (const toml::node& item : *array) node.children.push_back(node_of(item, depth + 1));
  } else if (const auto* const text = value.as_string()) {
    node.kind = ValueKind::text;
    node.text = text->get();
  } else if (const auto* const truth = value.as_boolean()) {
    node.kind = ValueKind::truth;
    node.truth = truth->get();
  } else if (const auto* const date = value.as_date()) {
    node.kind = ValueKind::day;
    node.day = day(date->get().year, date->get().month, date->get().day);
  }
  node.position = position_of(value.source());
  node.end = {static_cast<int>(value.source().end.line),
              static_cast<int>(value.source().end.column)};
  node.key_position = node.position;
  return node;
}

std::expected<DocumentValue, GrammarError> parsed(std::string_view toml) {
  if (most_points(toml) > kMostPoints) {
    return std::unexpected(
        GrammarError{{1, 1, "not a schedule: its keys nest deeper than a schedule does"}});
  }
  try {
    return node_of(toml::parse(toml), 0);
  } catch (const toml::parse_error& error) {
    std::string what{error.description()};
    while (what.ends_with('.')) what.pop_back();
    return std::unexpected(grammar_error(toml, position_of(error.source()), what));
  }
}

}  // namespace

std::expected<DocumentValue, ScheduleFault> parse_document(std::string_view toml) {
  auto read = parsed(toml);
  if (read) return *std::move(read);
  return std::unexpected(read.error().fault);
}

ReadDocument read_document(std::string_view toml) {
  ReadDocument read;
  std::string text{toml};
  for (int errors = 0; errors < kMostErrors; ++errors) {
    auto document = parsed(text);
    if (document) {
      read.document = *std::move(document);
      return read;
    }
    const bool again =
        !read.faults.empty() && read.faults.back().position() == document.error().fault.position();
    if (again) return read;
    read.faults.push_back(document.error().fault);
    if (!document.error().without) return read;
    text = *std::move(document.error().without);
  }
  return read;
}

}  // namespace quitrent::tax
