// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace quitrent {

/// Writes numbers and texts one after the other into a string of bytes, the same on every machine.
class ByteWriter {
 public:
  /// One byte.
  void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
  /// An unsigned number in 1 to 10 bytes, seven bits each, least significant first.
  void number(std::uint64_t value);
  /// A signed number in 1 to 10 bytes; a number near 0, of either sign, is short.
  void signed_number(std::int64_t value);
  /// Bytes whose length the reader knows.
  void fixed(std::string_view bytes) { bytes_ += bytes; }
  /// The length of the bytes, then the bytes.
  void text(std::string_view bytes);
  /// All bytes written so far.
  const std::string& bytes() const { return bytes_; }
  /// Returns the bytes written so far, and starts again with none.
  std::string take();

 private:
  std::string bytes_;
};

/// The bytes are not what their reader expects: the file is damaged or foreign. A fault.
class DamagedBytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads what ByteWriter wrote, in the same order; throws DamagedBytes where it cannot. The bytes
/// are not copied: they must outlive the reader and every view that it returns.
class ByteReader {
 public:
  /// Reads from the beginning of `bytes`.
  explicit ByteReader(std::string_view bytes) : rest_{bytes} {}
  /// One byte.
  std::uint8_t byte();
  /// An unsigned number.
  std::uint64_t number();
  /// A signed number.
  std::int64_t signed_number();
  /// Bytes of a known length.
  std::string_view fixed(std::size_t size);
  /// The length of the bytes, then the bytes.
  std::string_view text();
  /// The count of elements that follow. Each has at least one byte, so a count above the number of
  /// bytes left throws.
  std::size_t count();
  /// The bytes not read yet.
  std::string_view rest() const { return rest_; }
  /// Whether all bytes are read.
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace quitrent
