// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_plan_file.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// The text at a pointer; empty where there is none.
std::string text_at(const Json& plan, const char* pointer) {
  const Json::json_pointer way{pointer};
  if (!plan.contains(way) || !plan.at(way).is_string()) return {};
  return plan.at(way).get<std::string>();
}

}  // namespace

bool is_simulation_id(const std::string& id) {
  return id.starts_with("sim_") && id.size() > 4 && id.size() <= 64 &&
         std::ranges::all_of(id.substr(4), [](char letter) {
           return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z');
         });
}

std::string canonical_bytes(const nlohmann::ordered_json& json) {
  // The plain kind of JSON of this library keeps members in the order of their names.
  const nlohmann::json sorted = json;
  return sorted.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string digest_of_json(const nlohmann::ordered_json& json) {
  return to_text(sha256(canonical_bytes(json)));
}

nlohmann::ordered_json sealed_plan(nlohmann::ordered_json plan) {
  plan["digest"] = digest_of_json(plan);
  return plan;
}

std::vector<std::string> plan_faults(const nlohmann::ordered_json& plan) {
  std::vector<std::string> faults;
  if (!plan.is_object() || plan.value("plan", Json()) != Json(1)) {
    return {"is of a form that this program does not know"};
  }
  Json rest = plan;
  rest.erase("digest");
  if (text_at(plan, "/digest") != digest_of_json(rest)) {
    faults.emplace_back("was edited: its digest does not fit");
  }
  if (text_at(plan, "/schedule/digest") != to_text(sha256(text_at(plan, "/schedule/toml")))) {
    faults.emplace_back("has another schedule than its digest says");
  }
  constexpr auto kSame = std::to_array<std::pair<const char*, const char*>>(
      {{"/schedule/digest", "/simulation/provenance/reform_digest"},
       {"/baseline/digest", "/simulation/provenance/baseline_digest"}});
  for (const auto& [one, other] : kSame) {
    if (!text_at(plan, one).empty() && text_at(plan, one) == text_at(plan, other)) continue;
    faults.emplace_back(std::string{"simulated another schedule than it names: "} + one + " and " +
                        other + " differ");
  }
  if (text_at(plan, "/schedule/file").empty()) faults.emplace_back("names no file");
  const Json::json_pointer id{"/simulation/id"};
  if (!plan.contains(id) ||
      !(plan.at(id).is_null() || is_simulation_id(text_at(plan, "/simulation/id")))) {
    faults.emplace_back("names a simulation that is none");
  }
  if (!parse_digest(text_at(plan, "/baseline/digest"))) {
    faults.emplace_back("has a baseline without a digest");
  }
  const Json::json_pointer result{"/simulation/result"};
  if (!plan.contains(result) ||
      text_at(plan, "/simulation/result_digest") != digest_of_json(plan.at(result))) {
    faults.emplace_back("has another result than its digest says");
  }
  return faults;
}

}  // namespace quitrent
