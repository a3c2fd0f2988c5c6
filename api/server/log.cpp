// SPDX-License-Identifier: EUPL-1.2
#include "api/server/log.hpp"

#include <algorithm>
#include <unistd.h>
#include <utility>
#include <vector>

#include "api/http/json/json_writer.hpp"
#include "api/server/system_clock.hpp"
#include "api/settings/flag_faults.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kKeyPrefix = "qtr_";
/// Length of a key, the prefix included. Unit: characters.
constexpr std::size_t kKeySize = 56;
constexpr std::string_view kCovered = "[key]";

/// Whether a key may continue with this character. Hiding too much is better than showing the end
/// of a key.
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

/// A text without its `/`, which a path may have within a key, and the position of each character
/// in the original text.
struct TextWithoutSlashes {
  std::string letters;
  std::vector<std::size_t> positions;
};

TextWithoutSlashes without_slashes(std::string_view text) {
  TextWithoutSlashes found;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '/') continue;
    found.letters += text[at];
    found.positions.push_back(at);
  }
  return found;
}

/// Begin and end of a key in a text without `/`.
using TextRange = std::pair<std::size_t, std::size_t>;

void find_word(std::vector<TextRange>& found, std::string_view text, std::string_view word) {
  if (word.empty()) return;
  for (std::size_t at = text.find(word); at != text.npos; at = text.find(word, at + word.size())) {
    found.emplace_back(at, at + word.size());
  }
}

/// Finds all that looks like a key of the register, in upper or lower case.
void find_register_keys(std::vector<TextRange>& found, std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = std::ranges::equal(
        text.substr(at, kKeyPrefix.size()), kKeyPrefix,
        [](char left, char right) { return left == right || (left ^ 0x20) == right; });
    if (!begins) continue;
    const std::size_t begin = at;
    while (at < text.size() && at - begin < kKeySize && is_of_a_key(text[at])) ++at;
    found.emplace_back(begin, at--);
  }
}

std::string covered(std::string_view text, const std::optional<std::string>& operator_key) {
  const auto [letters, positions] = without_slashes(text);
  std::vector<TextRange> keys;
  if (operator_key) find_word(keys, letters, without_slashes(*operator_key).letters);
  find_register_keys(keys, letters);
  std::ranges::sort(keys);
  std::string shown;
  std::size_t next = 0;  // begin of the text that is not shown yet
  for (const auto& [begin, end] : keys) {
    const std::size_t from = positions[begin];
    if (from >= next) shown += std::string{text.substr(next, from - next)} + std::string{kCovered};
    next = std::max(next, positions[end - 1] + 1);
  }
  return shown += text.substr(next);
}

}  // namespace

void say(std::string_view line) {
  std::string text = "quitrent: ";
  text += in_one_line(std::string{line});
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
