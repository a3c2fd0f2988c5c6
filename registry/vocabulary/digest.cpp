// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/digest.hpp"

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kPrefix = "sha256:";
constexpr std::string_view kHexadecimal = "0123456789abcdef";

std::optional<unsigned> nibble(char c) {
  const std::size_t found = kHexadecimal.find(lower_case(c));
  if (found == std::string_view::npos) return std::nullopt;
  return static_cast<unsigned>(found);
}

}  // namespace

std::string to_text(const Digest& digest) {
  std::string text{kPrefix};
  for (const std::uint8_t byte : digest.bytes) {
    text += kHexadecimal[byte >> 4U];
    text += kHexadecimal[byte & 15U];
  }
  return text;
}

std::optional<Digest> parse_digest(std::string_view text) {
  Digest digest;
  if (!text.starts_with(kPrefix)) return std::nullopt;
  text.remove_prefix(kPrefix.size());
  if (text.size() != 2 * digest.bytes.size()) return std::nullopt;
  for (std::size_t index = 0; index < digest.bytes.size(); ++index) {
    const auto high = nibble(text[2 * index]);
    const auto low = nibble(text[2 * index + 1]);
    if (!high || !low) return std::nullopt;
    digest.bytes[index] = static_cast<std::uint8_t>(*high << 4U | *low);
  }
  return digest;
}

}  // namespace quitrent
