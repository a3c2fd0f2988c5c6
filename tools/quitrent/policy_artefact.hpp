// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace quitrent {

/// Names and texts, in their order.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;

/// What a file of the workbench is, and where it says that it comes from.
struct Artefact {
  enum class Kind { unknown, simulation_json, simulation_csv, simulation_page, plan };
  Kind kind = Kind::unknown;
  NamedTexts provenance = {};        ///< as Provenance::lines(); empty: the file names none
  nlohmann::ordered_json json = {};  ///< of a simulation and of a plan: the file
};

/// The kind in words, such as `a simulation's page`.
std::string_view to_text(Artefact::Kind kind);

/// Reads a file that a command of the workbench wrote, of at most 64 MiB. Throws PolicyFault where
/// it cannot be read.
std::string artefact_text(const std::string& path);

/// What the text of a file is. Does not judge whether it was edited.
Artefact artefact_in(const std::string& text);

/// JSON as the commands print and write it: indented by two, with a line break at the end.
std::string json_lines(const nlohmann::ordered_json& json);

/// The value of a name; empty where it is not there.
std::string named_text(const NamedTexts& texts, std::string_view name);

/// The words of a command as a shell takes them apart: blanks divide, quotes and backslashes hold
/// together.
std::vector<std::string> shell_words(std::string_view command);

/// A word as a shell takes it.
std::string shell_word(const std::string& word);

}  // namespace quitrent
