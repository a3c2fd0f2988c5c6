// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/bytes.hpp"

#include <utility>

namespace quitrent {

void ByteWriter::number(std::uint64_t value) {
  for (; value >= 0x80U; value >>= 7U) byte(static_cast<std::uint8_t>(value | 0x80U));
  byte(static_cast<std::uint8_t>(value));
}

void ByteWriter::signed_number(std::int64_t value) {
  // Zigzag: the sign moves to the lowest bit.
  number(static_cast<std::uint64_t>(value) << 1U ^ static_cast<std::uint64_t>(value >> 63));
}

void ByteWriter::text(std::string_view bytes) {
  number(bytes.size());
  fixed(bytes);
}

std::string ByteWriter::take() { return std::exchange(bytes_, {}); }

std::uint8_t ByteReader::byte() { return static_cast<std::uint8_t>(fixed(1).front()); }

std::uint64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    const std::uint64_t part = byte();
    if (shift == 63 && part > 1) break;
    value |= (part & 0x7fU) << shift;
    if (part < 0x80U) return value;
  }
  throw DamagedBytes("a number is longer than 64 bits");
}

std::int64_t ByteReader::signed_number() {
  const std::uint64_t zigzag = number();
  return static_cast<std::int64_t>(zigzag >> 1U ^ (0 - (zigzag & 1U)));
}

std::string_view ByteReader::fixed(std::size_t size) {
  if (size > rest_.size()) throw DamagedBytes("the bytes end too early");
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::string_view ByteReader::text() { return fixed(number()); }

std::size_t ByteReader::count() {
  const std::uint64_t announced = number();
  if (announced > rest_.size()) throw DamagedBytes("a list announces more than there is");
  return announced;
}

}  // namespace quitrent
