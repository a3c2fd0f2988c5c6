// SPDX-License-Identifier: EUPL-1.2
#include "api/web/openapi_words.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "api/http/json/json_writer.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

/// How deep inner objects are followed. None of the document lies deeper.
constexpr int kDeepestFields = 6;

std::string last_part(std::string_view reference) {
  return std::string{reference.substr(reference.rfind('/') + 1)};
}

bool is_null_type(const JsonValue& schema) {
  const JsonValue* const type = schema.member("type");
  return type != nullptr && type->text == "null";
}

/// A type in words. A thing of the document stands between two texts.
struct TypeWords {
  std::string before;
  std::string thing;
  std::string after;
};

TypeWords type_words(const JsonValue& schema);

/// The types of a list of schemas, one of which holds. The first thing becomes the link.
TypeWords any_of(std::span<const JsonValue> choices) {
  TypeWords words;
  bool may_be_null = false;
  for (const JsonValue& choice : choices) {
    if (is_null_type(choice)) {
      may_be_null = true;
      continue;
    }
    const TypeWords one = type_words(choice);
    const bool is_first = words.before.empty() && words.thing.empty();
    if (is_first) {
      words = one;
    } else {
      words.after += " or " + one.before + one.thing + one.after;
    }
  }
  if (may_be_null) words.after += " or null";
  return words;
}

std::string plain_type(std::string_view type) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kTypes{
      std::pair{"string", "text"},
      {"integer", "whole number"},
      {"boolean", "true or false"},
      {"object", "object"},
      {"null", "null"}};
  const auto found =
      std::ranges::find(kTypes, type, &std::pair<std::string_view, std::string_view>::first);
  return std::string{found == kTypes.end() ? type : found->second};
}

TypeWords type_words(const JsonValue& schema) {
  if (const JsonValue* const reference = schema.member("$ref")) {
    return {.before = {}, .thing = last_part(reference->text), .after = {}};
  }
  for (const std::string_view list : {"anyOf", "allOf"}) {
    if (const JsonValue* const choices = schema.member(list)) return any_of(choices->items);
  }
  if (const JsonValue* const choices = schema.member("enum")) {
    std::string words;
    for (const JsonValue& choice : choices->items) {
      words += (words.empty() ? "one of: " : ", ") + choice.text;
    }
    return {.before = std::move(words), .thing = {}, .after = {}};
  }
  if (const JsonValue* const one = schema.member("const")) {
    return {.before = "always " + one->text, .thing = {}, .after = {}};
  }
  const JsonValue* const type = schema.member("type");
  if (type == nullptr) return {.before = "anything", .thing = {}, .after = {}};
  if (type->text == "array") {
    TypeWords words = type_words(member(schema, "items"));
    words.before.insert(0, "list of ");
    return words;
  }
  if (type->kind == JsonValue::Kind::array) {
    std::string words;
    for (const JsonValue& one : type->items) {
      words += (words.empty() ? "" : " or ") + plain_type(one.text);
    }
    return {.before = std::move(words), .thing = {}, .after = {}};
  }
  const JsonValue* const values = schema.member("additionalProperties");
  if (type->text == "object" && values != nullptr && values->kind == JsonValue::Kind::object) {
    TypeWords words = type_words(*values);
    words.before.insert(0, "object; each value: ");
    return words;
  }
  return {.before = plain_type(type->text), .thing = {}, .after = {}};
}

/// The bounds of a schema in one line; empty where there are none.
std::string limits_text(const JsonValue& schema) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLimits{
      std::pair{"minLength", "at least this many characters: "},
      {"maxLength", "at most this many characters: "},
      {"minimum", "at least "},
      {"maximum", "at most "},
      {"minItems", "at least this many items: "},
      {"maxItems", "at most this many items: "},
      {"maxProperties", "at most this many members: "},
      {"pattern", "pattern "},
      {"default", "if absent: "}};
  std::string text;
  for (const auto& [name, words] : kLimits) {
    const JsonValue* const limit = schema.member(name);
    if (limit == nullptr) continue;
    if (!text.empty()) text += "; ";
    text += words;
    std::string_view separator;
    for (const JsonValue& item : limit->items) {
      text += std::string{std::exchange(separator, ", ")} + item.text;
    }
    text += limit->whole ? count_text(*limit->whole) : limit->text;
  }
  return text;
}

bool is_required(const JsonValue& object, std::string_view name) {
  const JsonValue* const required = object.member("required");
  return required != nullptr && std::ranges::any_of(required->items, [name](const JsonValue& one) {
           return one.text == name;
         });
}

/// The rows of an object and of the objects within it.
struct FieldReader {
  const JsonValue& document;
  Model& rows;

  void add(const JsonValue& schema, const std::string& path, int depth) {
    if (depth > kDeepestFields) return;
    if (const JsonValue* const parts = schema.member("allOf")) {
      for (const JsonValue& part : parts->items) {
        const JsonValue* const reference = part.member("$ref");
        add(reference == nullptr ? part : referenced(document, reference->text), path, depth + 1);
      }
    }
    if (const JsonValue* const choices = schema.member("anyOf")) {
      for (const JsonValue& choice : choices->items) add(choice, path, depth + 1);
    }
    if (const JsonValue* const items = schema.member("items")) add(*items, path + "[]", depth + 1);
    const JsonValue* const fields = schema.member("properties");
    if (fields == nullptr) return;
    for (const auto& [name, field] : fields->members) {
      const std::string whole = path.empty() ? name : path + '.' + name;
      Model row;
      row.set("name", whole);
      row.set("is_required", is_required(schema, name));
      row.set("type", type_model(field));
      row.set("description", description_model(field));
      row.set("limits", text_or_false(limits_text(field)));
      rows.push_back(row);
      add(field, whole, depth + 1);
    }
  }
};

/// Writes an example of a value.
// NOLINTNEXTLINE(misc-no-recursion): schemas nest, and the document is the program's own.
void write_example(JsonWriter& json, const JsonValue& document, const JsonValue& schema) {
  if (const JsonValue* const reference = schema.member("$ref")) {
    return write_example(json, document, referenced(document, reference->text));
  }
  if (const JsonValue* const examples = schema.member("examples")) {
    json.text(examples->items.front().text);
    return;
  }
  for (const std::string_view list : {"anyOf", "allOf"}) {
    if (const JsonValue* const choices = schema.member(list)) {
      return write_example(json, document, choices->items.front());
    }
  }
  if (const JsonValue* const choices = schema.member("enum")) {
    json.text(choices->items.front().text);
    return;
  }
  if (const JsonValue* const one = schema.member("const")) {
    json.text(one->text);
    return;
  }
  const JsonValue* const type = schema.member("type");
  const std::string_view word = type == nullptr ? std::string_view{} : type->text;
  if (word == "array") {
    write_example(json.begin_array(), document, member(schema, "items"));
    json.end_array();
  } else if (word == "integer") {
    json.number(1);
  } else if (word == "boolean") {
    json.boolean(true);
  } else if (word == "object") {
    json.begin_object();
    if (const JsonValue* const fields = schema.member("properties")) {
      for (const auto& [name, field] : fields->members) {
        if (is_required(schema, name)) write_example(json.key(name), document, field);
      }
    }
    json.end_object();
  } else {
    json.text("...");
  }
}

}  // namespace

const JsonValue& referenced(const JsonValue& document, std::string_view reference) {
  const JsonValue* at = &document;
  reference.remove_prefix(std::min(reference.size(), std::string_view{"#/"}.size()));
  while (at != nullptr && !reference.empty()) {
    const std::size_t end = std::min(reference.find('/'), reference.size());
    at = at->member(reference.substr(0, end));
    reference.remove_prefix(std::min(end + 1, reference.size()));
  }
  if (at == nullptr) throw std::logic_error("the OpenAPI document refers to nothing");
  return *at;
}

Model description_model(const JsonValue& described) {
  const JsonValue* const description = described.member("description");
  if (description == nullptr) return Model{false};
  std::string text;
  bool is_open = false;
  for (const char one : description->text) {
    if (one != '`') {
      text += one;
      continue;
    }
    text += is_open ? "\u201d" : "\u201c";
    is_open = !is_open;
  }
  return Model{text};
}

Model type_model(const JsonValue& schema) {
  const TypeWords words = type_words(schema);
  Model model;
  model.set("before", words.before);
  Model thing{false};
  if (!words.thing.empty()) {
    thing = Model{};
    thing.set("address", "/docs/things#" + words.thing);
    thing.set("name", words.thing);
  }
  model.set("thing", thing);
  model.set("after", words.after);
  return model;
}

Model field_rows(const JsonValue& document, const JsonValue& schema) {
  Model rows = empty_list();
  FieldReader{.document = document, .rows = rows}.add(schema, {}, 0);
  return rows;
}

std::string example_json(const JsonValue& document, const JsonValue& schema) {
  JsonWriter json;
  write_example(json, document, schema);
  return json.take();
}

}  // namespace quitrent::api
