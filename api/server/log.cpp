// SPDX-License-Identifier: EUPL-1.2
#include "api/server/log.hpp"

#include <algorithm>
#include <unistd.h>

#include "api/http/json/json_writer.hpp"
#include "api/server/system_clock.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kKeyPrefix = "qtr_";
constexpr std::string_view kCovered = "[key]";

/// Whether the letter may go on a key: rather too much is covered than the end of one shown.
bool is_of_a_key(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string decoded_percents(std::string_view text) {
  std::string decoded;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? digit_of(text[at + 1]) : -1;
    const int low = high >= 0 ? digit_of(text[at + 2]) : -1;
    if (low < 0) {
      decoded += text[at];
    } else {
      decoded += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return decoded;
}

/// The text with `word` covered wherever it stands.
std::string without(std::string text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at)) {
    text.replace(at, word.size(), kCovered);
    at += kCovered.size();
  }
  return text;
}

/// The text with whatever looks like one of the register's keys covered, in either case.
std::string without_register_keys(std::string_view text) {
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = std::ranges::equal(
        text.substr(at, kKeyPrefix.size()), kKeyPrefix,
        [](char left, char right) { return left == right || (left ^ 0x20) == right; });
    if (!begins) {
      shown += text[at++];
      continue;
    }
    shown += kCovered;
    for (at += kKeyPrefix.size(); at < text.size() && is_of_a_key(text[at]);) ++at;
  }
  return shown;
}

std::string covered(std::string_view text, const std::optional<std::string>& operator_key) {
  std::string shown{text};
  if (operator_key) shown = without(std::move(shown), *operator_key);
  return without_register_keys(shown);
}

}  // namespace

void say(std::string_view line) {
  std::string text = "quitrent: ";
  text += line;
  text += '\n';
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

std::string without_keys(std::string_view text, const std::optional<std::string>& operator_key) {
  std::string shown = covered(text, operator_key);
  const std::string plain = decoded_percents(shown);
  std::string shown_plain = covered(plain, operator_key);
  return shown_plain == plain ? shown : shown_plain;
}

void log_request(const AnsweredRequest& answered, const std::optional<std::string>& operator_key) {
  JsonWriter json;
  json.begin_object()
      .text("at", to_text(wall_clock_now()))
      .text("request_id", answered.id)
      .text("method", to_text(answered.request.method))
      .text("path", without_keys(answered.request.path, operator_key))
      .number("status", static_cast<std::uint64_t>(answered.response.status))
      .number("bytes", answered.response.body.size())
      .number("took_us", static_cast<std::uint64_t>(answered.took.count()));
  if (answered.caller) {
    json.text("party", to_text(answered.caller->id));
  } else {
    json.null("party");
  }
  json.end_object();
  const std::string line = json.take() + "\n";
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
}

}  // namespace quitrent::api
