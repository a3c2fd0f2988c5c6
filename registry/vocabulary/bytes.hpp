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
  /// A signed number in 1 to 10 bytes; small sizes of either sign are short.
  void signed_number(std::int64_t value);
  /// Bytes of a length that the reader knows.
  void fixed(std::string_view bytes) { bytes_ += bytes; }
  /// Bytes after their length.
  void text(std::string_view bytes);
  /// What was written so far.
  const std::string& bytes() const { return bytes_; }
  /// Hands over what was written and begins anew.
  std::string take();

 private:
  std::string bytes_;
};

/// Bytes that are not what their reader expects: a damaged or foreign file. A fault.
class DamagedBytes : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Reads what ByteWriter wrote, in the same order; throws DamagedBytes where it cannot be read. The
/// bytes are not copied and must outlive the reader and every view it answers with.
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
  /// Bytes after their length.
  std::string_view text();
  /// A count of things that follow, each at least one byte long, so never beyond what is left.
  std::size_t count();
  /// All that was not read yet.
  std::string_view rest() const { return rest_; }
  /// Whether all was read.
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

}  // namespace quitrent
