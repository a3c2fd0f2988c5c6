// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <stdexcept>

namespace quitrent::api {

/// All answers in progress together hold as much memory as is allowed. The client may try again
/// after a second.
class TooManyAnswers : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Limits the memory that all answers in progress hold together. An answer is in progress from the
/// first byte of its body until the last byte is handed to the socket. Thread-safe.
///
/// Only bodies of kSmallAnswer or more count. While a body is written, three times its text counts:
/// the text grows by doubling and is copied once into the body. Then the body counts, and the copy
/// that the library makes of it behind the headers. (The library's content provider makes no copy,
/// but cuts an answer off when the server ends.) A read that finds no room is refused; the result
/// of a write is always answered. The kernel bounds the memory of sockets itself. (2026-11-26)
class AnswerMemory {
 public:
  /// `most` is the limit. Unit: bytes.
  explicit AnswerMemory(std::size_t most) : most_{most} {}
  /// The memory held now. Unit: bytes.
  std::size_t held() const { return held_.load(std::memory_order_relaxed); }

 private:
  friend class HeldBytes;
  /// Counts `bytes` more. False, and counts nothing, where the limit would be exceeded.
  bool take(std::size_t bytes);
  const std::size_t most_;
  std::atomic<std::size_t> held_ = 0;
};

/// The memory that one answer holds. The destructor returns it. For one thread at a time.
class HeldBytes {
 public:
  /// Holds nothing yet; `memory` must outlive this object.
  explicit HeldBytes(AnswerMemory& memory) : memory_{memory} {}
  ~HeldBytes();
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;

  /// Holds `bytes` from now on, instead of what it held before. Throws TooManyAnswers, and then
  /// holds what it held before.
  void hold(std::size_t bytes);
  /// As `hold`, but may exceed the limit: the result of a write must be answered.
  void hold_anyway(std::size_t bytes);

 private:
  AnswerMemory& memory_;
  std::size_t bytes_ = 0;
};

}  // namespace quitrent::api
