// SPDX-License-Identifier: EUPL-1.2
#include "api/http/protocol/rate_limiter.hpp"

namespace quitrent::api {
namespace {

constexpr std::chrono::seconds kMinute{60};

}  // namespace

std::optional<std::chrono::seconds> RateLimiter::refused(const Digest& key, std::size_t bytes) {
  if (limits_.requests == 0 && limits_.bytes == 0) return std::nullopt;
  const TimePoint now = now_();
  const std::lock_guard lock{mutex_};
  Minute* const minute = minute_of(key, now);
  if (minute == nullptr) return std::nullopt;
  const bool too_often = limits_.requests != 0 && minute->requests >= limits_.requests;
  const bool too_much = limits_.bytes != 0 && bytes > 0 && minute->bytes > 0 &&
                        (minute->bytes >= limits_.bytes || bytes > limits_.bytes - minute->bytes);
  if (too_often || too_much) {
    return std::chrono::ceil<std::chrono::seconds>(minute->begin + kMinute - now);
  }
  ++minute->requests;
  minute->bytes += bytes;
  return std::nullopt;
}

RateLimiter::Minute* RateLimiter::minute_of(const Digest& key, TimePoint now) {
  auto found = minutes_.find(key);
  if (found == minutes_.end()) {
    if (minutes_.size() >= limits_.keys) sweep(now);
    if (minutes_.size() >= limits_.keys) return nullptr;
    found = minutes_.emplace(key, Minute{.begin = now}).first;
  } else if (now - found->second.begin >= kMinute) {
    found->second = Minute{.begin = now};
  }
  return &found->second;
}

void RateLimiter::sweep(TimePoint now) {
  if (now - swept_ < std::chrono::seconds{1}) return;
  swept_ = now;
  std::erase_if(minutes_, [now](const auto& each) { return now - each.second.begin >= kMinute; });
}

}  // namespace quitrent::api
