// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/engine_requirement.hpp"

#include "registry/vocabulary/text.hpp"

namespace quitrent::tax {

std::optional<EngineVersion> parse_engine_version(std::string_view text) {
  EngineVersion version{};
  std::size_t count = 0;
  for (std::size_t begin = 0; begin <= text.size(); ++count) {
    const std::size_t end = std::min(text.find('.', begin), text.size());
    const std::string_view number = text.substr(begin, end - begin);
    const auto read = number_in_digits(number);
    if (count == version.size() || number.empty() || number.size() > 6 || !read) return {};
    version[count] = *read;
    begin = end + 1;
  }
  return count < 2 ? std::nullopt : std::optional{version};
}

std::optional<EngineRequirement> parse_engine_requirement(std::string_view text) {
  if (!text.starts_with(">=")) return std::nullopt;
  const auto version = parse_engine_version(text.substr(2));
  return version ? std::optional{EngineRequirement{*version}} : std::nullopt;
}

std::string to_text(const EngineVersion& version) {
  return std::to_string(version[0]) + '.' + std::to_string(version[1]) + '.' +
         std::to_string(version[2]);
}

}  // namespace quitrent::tax
