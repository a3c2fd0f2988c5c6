// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/identifier.hpp"

#include <algorithm>
#include <bit>
#include <span>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kTextSize = 26;

/// Mixes 64 bits so that each bit of the result depends on each bit of the input. The function can
/// be inverted: the result reveals the input.
std::uint64_t mixed(std::uint64_t word) {
  word ^= word >> 32U;
  word *= 0xd6e8feb86659fd93U;
  word ^= word >> 32U;
  word *= 0xd6e8feb86659fd93U;
  return word ^ word >> 32U;
}

/// A UUIDv7 of second `now` that ends with `tail`, except the six bits of version and variant.
Uuid ordered_by_time(Instant now, std::span<const std::uint8_t, 10> tail) {
  const auto milliseconds = static_cast<std::uint64_t>(now.seconds()) * 1'000;
  Uuid uuid;
  for (std::size_t index = 0; index < 6; ++index) {
    uuid.bytes[index] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * index));
  }
  std::ranges::copy(tail, uuid.bytes.begin() + 6);
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0fU) | 0x70U);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3fU) | 0x80U);
  return uuid;
}

}  // namespace

Uuid derived_uuid(const Seed& seed, std::uint32_t nth, Instant now) {
  // Two identifiers, of one filing or of two, are equal with probability 2^-74: seeds are random,
  // and 74 bits of the digest are kept.
  constexpr std::string_view purpose = "identifier";
  std::array<char, purpose.size() + 16 + 4> bytes{};
  auto next = std::ranges::copy(purpose, bytes.begin()).out;
  next = std::ranges::copy(seed.bytes, next).out;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) *next++ = static_cast<char>(nth >> shift);
  const Digest digest = sha256({bytes.data(), bytes.size()});
  return ordered_by_time(now, std::span{digest.bytes}.first<10>());
}

Uuid numbered_uuid(std::uint64_t number, Instant now) {
  const std::uint64_t high = mixed(std::byteswap(number));
  const std::uint64_t low = mixed(mixed(high));
  std::array<std::uint8_t, 10> tail{};
  tail[0] = static_cast<std::uint8_t>(high >> 8U);
  tail[1] = static_cast<std::uint8_t>(high);
  for (std::size_t index = 0; index < 8; ++index) {
    tail[2 + index] = static_cast<std::uint8_t>(low >> (56 - 8 * index));
  }
  return ordered_by_time(now, tail);
}

std::string uuid_text(std::string_view prefix, const Uuid& uuid) {
  std::string text{prefix};
  text.resize(prefix.size() + kTextSize);
  // 130 bits: two zero bits before the 128, five bits a character.
  std::uint32_t bits = 0;
  int bit_count = 2;
  std::size_t next = 0;
  for (std::size_t index = prefix.size(); index < text.size(); ++index) {
    if (bit_count < 5) {
      bits = bits << 8U | uuid.bytes[next++];
      bit_count += 8;
    }
    bit_count -= 5;
    text[index] = kAlphabet[bits >> bit_count & 31U];
  }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view prefix, std::string_view text) {
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  if (text.size() != kTextSize || text[0] > '7') return std::nullopt;
  Uuid uuid;
  std::uint32_t bits = 0;
  int bit_count = -2;
  std::size_t next = 0;
  for (const char c : text) {
    const std::size_t value = kAlphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << 5U | static_cast<std::uint32_t>(value);
    bit_count += 5;
    if (bit_count >= 8) {
      bit_count -= 8;
      uuid.bytes[next++] = static_cast<std::uint8_t>(bits >> bit_count);
    }
  }
  return uuid;
}

}  // namespace quitrent
