// SPDX-License-Identifier: EUPL-1.2
//
// The only file that uses the TOML library.
#include "tax/schedule/document.hpp"

#include <utility>

#include <toml++/toml.h>

namespace quitrent::tax {
namespace {

SourcePosition position_of(const toml::source_region& region) {
  return {static_cast<int>(region.begin.line), static_cast<int>(region.begin.column)};
}

DocumentValue node_of(const toml::node& value);

DocumentValue table_of(const toml::table& table) {
  DocumentValue node;
  node.kind = ValueKind::table;
  for (const auto& [key, value] : table) {
    DocumentValue member = node_of(value);
    member.key = key.str();
    for (DocumentValue& item : member.children) {
      if (member.kind == ValueKind::list) item.key = member.key;
    }
    member.key_position = position_of(key.source());
    node.children.push_back(std::move(member));
  }
  return node;
}

/// The library limits nesting: it refuses documents deeper than 256.
DocumentValue node_of(const toml::node& value) {  // NOLINT(misc-no-recursion)
  DocumentValue node;
  if (const toml::table* const table = value.as_table()) {
    node = table_of(*table);
  } else if (const toml::array* const array = value.as_array()) {
    node.kind = ValueKind::list;
    for (const toml::node& item : *array) node.children.push_back(node_of(item));
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
  node.key_position = node.position;
  return node;
}

}  // namespace

std::expected<DocumentValue, ScheduleFault> parse_document(std::string_view toml) {
  try {
    return node_of(toml::parse(toml));
  } catch (const toml::parse_error& error) {
    const SourcePosition position = position_of(error.source());
    std::string what{error.description()};
    while (what.ends_with('.')) what.pop_back();
    return std::unexpected(ScheduleFault{position.line, position.column, "not TOML: " + what});
  }
}

}  // namespace quitrent::tax
