// SPDX-License-Identifier: EUPL-1.2
#include "tests/api/http/answer_check.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "api/http/openapi.hpp"
#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::testing {
namespace {

using Json = nlohmann::json;
using Adapter = valijson::adapters::NlohmannJsonAdapter;

constexpr std::size_t kLarge = 4'096;  // of a body, in bytes

/// The description of the API with every object closed: a member that it does not name is a fault.
class Description {
 public:
  Description() : whole_(Json::parse(std::string{api::openapi_document()})) {
    for (auto& [name, schema] : whole_["components"]["schemas"].items()) {
      if (schema.contains("allOf")) schema = merged(schema);
    }
    close(whole_["components"]["schemas"]);
    close(whole_["paths"]);
    without_patterns_ = whole_["components"];
    drop_patterns(without_patterns_);
  }

  /// The operations of the path; null if no route fits. A path without parameters takes precedence.
  const Json* operations(std::string_view path) const {
    const Json& paths = whole_["paths"];
    const auto exact = paths.find(std::string{path});
    if (exact != paths.end()) return &*exact;
    for (const auto& [pattern, operations] : paths.items()) {
      if (fits(pattern, path)) return &operations;
    }
    return nullptr;
  }
  /// The description of an answer to any request that fails.
  const Json& problem() const { return whole_["components"]["responses"]["Problem"]; }

  /// The fault of a body under a schema; empty if there is none. Patterns and formats are not
  /// checked in a large body, because the library makes a regular expression anew for each text
  /// that it checks.
  std::string fault(const Json& schema, const Json& body, bool is_large) {
    valijson::ValidationResults results;
    valijson::Validator validator;
    if (validator.validate(compiled(schema, is_large), Adapter{body}, &results)) return {};
    std::string text;
    for (valijson::ValidationResults::Error error; results.popError(error);) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }

 private:
  static bool fits(std::string_view pattern, std::string_view path) {
    std::size_t at = 0;
    for (std::size_t next = 0; next < pattern.size(); ++next) {
      if (pattern[next] == '{') {
        next = pattern.find('}', next);
        const std::size_t end = std::min(path.find('/', at), path.size());
        if (end == at) return false;
        at = end;
      } else if (at < path.size() && path[at] == pattern[next]) {
        ++at;
      } else {
        return false;
      }
    }
    return at == path.size();
  }

  /// All parts of an `allOf` as one object.
  Json merged(const Json& schema) const {
    Json one = {{"type", "object"}, {"properties", Json::object()}, {"required", Json::array()}};
    for (const Json& part : schema["allOf"]) {
      const Json& object =
          part.contains("$ref")
              ? whole_.at(Json::json_pointer{part["$ref"].get<std::string>().substr(1)})
              : part;
      one["properties"].update(object.value("properties", Json::object()));
      for (const Json& name : object.value("required", Json::array())) {
        one["required"].push_back(name);
      }
    }
    return one;
  }

  static void close(Json& schema) {
    if (schema.is_array()) {
      for (Json& item : schema) close(item);
    }
    if (!schema.is_object()) return;
    const bool is_object = schema.contains("properties") && schema["properties"].is_object();
    if (is_object && !schema.contains("additionalProperties")) {
      schema["additionalProperties"] = false;
    }
    for (auto& [name, member] : schema.items()) close(member);
  }

  static void drop_patterns(Json& schema) {
    if (schema.is_object()) {
      schema.erase("pattern");
      schema.erase("format");
    }
    if (!schema.is_structured()) return;
    for (Json& member : schema) drop_patterns(member);
  }

  const valijson::Schema& compiled(const Json& schema, bool is_large) {
    const std::scoped_lock lock{lock_};
    std::unique_ptr<valijson::Schema>& found = compiled_[{schema.dump(), is_large}];
    if (found == nullptr) {
      // References begin at the root, so the root must hold what they name.
      const Json& components = is_large ? without_patterns_ : whole_["components"];
      const Json root = {{"components", components}, {"allOf", Json::array({schema})}};
      found = std::make_unique<valijson::Schema>();
      valijson::SchemaParser{}.populateSchema(Adapter{root}, *found);
    }
    return *found;
  }

  Json whole_;
  Json without_patterns_;  // components without patterns
  std::mutex lock_;        // guards the members below
  std::map<std::pair<std::string, bool>, std::unique_ptr<valijson::Schema>> compiled_;
};

Description& description() {
  static Description one;
  return one;
}

/// Method and path of a request line; both are empty if it is no request line.
struct Line {
  std::string method;
  std::string path;
};
Line line_of(std::string_view request) {
  const std::string_view line = request.substr(0, request.find("\r\n"));
  const std::size_t first = line.find(' ');
  const std::size_t second = line.find(' ', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return {};
  const std::string_view target = line.substr(first + 1, second - first - 1);
  return {.method = in_lower_case(line.substr(0, first)),
          .path = std::string{target.substr(0, target.find('?'))}};
}

/// The description of a response with this status; null if there is none.
const Json* response_of(const Json* operation, int status) {
  if (status >= 400) return &description().problem();
  if (operation == nullptr) return nullptr;
  const Json& responses = (*operation)["responses"];
  const auto found = responses.find(std::to_string(status));
  return found == responses.end() ? nullptr : &*found;
}

}  // namespace

std::string undocumented(std::string_view request, const RawReply& reply) {
  const auto [method, path] = line_of(request);
  if (reply.status == 0 || method == "options") return {};
  const std::string what = method + ' ' + path + ": " + std::to_string(reply.status) + ' ';
  const Json* const operations = description().operations(path);
  const std::string_view named = method == "head" ? "get" : std::string_view{method};
  const Json* operation = nullptr;
  if (operations != nullptr && operations->contains(named)) operation = &(*operations)[named];
  const Json* const response = response_of(operation, reply.status);
  if (response == nullptr) return what + "is not named";
  if (method == "head" || !response->contains("content")) {
    return reply.body.empty() ? std::string{} : what + "has a body";
  }
  const auto header = reply.headers.find("content-type");
  const std::string type = header == reply.headers.end() ? "" : header->second;
  const auto content = (*response)["content"].find(type.substr(0, type.find(';')));
  if (content == (*response)["content"].end()) return what + "has a body of the kind " + type;
  if (!content->contains("schema") || !type.contains("json")) return {};
  const Json body = Json::parse(reply.body, nullptr, false);
  if (body.is_discarded()) return what + "is no JSON";
  const std::string fault =
      description().fault((*content)["schema"], body, reply.body.size() > kLarge);
  return fault.empty() ? fault : what + fault + reply.body.substr(0, 2'000);
}

}  // namespace quitrent::testing
