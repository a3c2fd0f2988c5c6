// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace quitrent {

// The file in which `quitrent policy plan` keeps a reform with all that was found out about it:
//   {plan: 1, program, schedule: {file, title, digest, toml}, baseline: {title, digest},
//    diff: {…}, tests: {…}, simulation: {id, provenance, result_digest, result}, digest}
// `digest` covers everything else; `id` is null where the register is a file.

/// Whether a text is the identifier of a simulation, `sim_…`: it can stand in a path and a command.
bool is_simulation_id(const std::string& id);

/// The bytes that a digest of JSON covers: members in the order of their names, without blanks, in
/// UTF-8.
std::string canonical_bytes(const nlohmann::ordered_json& json);

/// SHA-256 of canonical_bytes(), as text.
std::string digest_of_json(const nlohmann::ordered_json& json);

/// The plan with its digest. Requires an object without one.
nlohmann::ordered_json sealed_plan(nlohmann::ordered_json plan);

/// Everything by which a plan is not as `quitrent policy plan` writes it, each the predicate of a
/// sentence; empty: every digest fits, and they name the same schedules.
std::vector<std::string> plan_faults(const nlohmann::ordered_json& plan);

}  // namespace quitrent
