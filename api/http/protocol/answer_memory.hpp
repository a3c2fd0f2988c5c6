// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <atomic>
#include <cstddef>
#include <stdexcept>

namespace quitrent::api {

/// The answers under way hold as much memory as they may together: try again in a second.
class TooManyAnswers : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// How much memory the answers under way hold together, from when a body is begun until its last
/// byte is handed to the socket, and how much they may. For any thread.
///
/// Counted are bodies of kSmallAnswer and more: while one is written three times its text, which
/// grows by doubling and is copied once into the body; then the body and the copy that the library
/// makes of it behind the headers. (Its content provider would spare that, but cuts an answer short
/// when the server ends.) A read that finds no room is refused; what a write has done is always
/// told. What the kernel holds for a socket is its own to bound. (2026-11-26)
class AnswerMemory {
 public:
  /// `most` is the bound. Unit: bytes.
  explicit AnswerMemory(std::size_t most) : most_{most} {}
  /// What is held now. Unit: bytes.
  std::size_t held() const { return held_.load(std::memory_order_relaxed); }

 private:
  friend class HeldBytes;
  /// Takes so many more; false, and then nothing, where the bound would be passed.
  bool take(std::size_t bytes);
  const std::size_t most_;
  std::atomic<std::size_t> held_ = 0;
};

/// What one answer holds; given back when this goes. For one thread at a time.
class HeldBytes {
 public:
  /// Holds nothing yet; `memory` outlives it.
  explicit HeldBytes(AnswerMemory& memory) : memory_{memory} {}
  ~HeldBytes();
  HeldBytes(const HeldBytes&) = delete;
  HeldBytes& operator=(const HeldBytes&) = delete;

  /// Holds `bytes` from now on, whatever it held before. Throws TooManyAnswers, and then holds what
  /// it held.
  void hold(std::size_t bytes);
  /// Likewise, beyond the bound where need be: what was done must be told.
  void hold_anyway(std::size_t bytes);

 private:
  AnswerMemory& memory_;
  std::size_t bytes_ = 0;
};

}  // namespace quitrent::api
