// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/answer_memory.hpp"

namespace quitrent::api {

bool AnswerMemory::take(std::size_t bytes) {
  std::size_t held = held_.load(std::memory_order_relaxed);
  do {
    if (bytes > most_ || held > most_ - bytes) return false;
  } while (!held_.compare_exchange_weak(held, held + bytes, std::memory_order_relaxed));
  return true;
}

HeldBytes::~HeldBytes() { memory_.held_.fetch_sub(bytes_, std::memory_order_relaxed); }

void HeldBytes::hold(std::size_t bytes) {
  if (bytes > bytes_) {
    if (!memory_.take(bytes - bytes_)) throw TooManyAnswers("too many answers are under way");
  } else {
    memory_.held_.fetch_sub(bytes_ - bytes, std::memory_order_relaxed);
  }
  bytes_ = bytes;
}

void HeldBytes::hold_anyway(std::size_t bytes) {
  memory_.held_.fetch_add(bytes, std::memory_order_relaxed);
  memory_.held_.fetch_sub(bytes_, std::memory_order_relaxed);
  bytes_ = bytes;
}

}  // namespace quitrent::api
