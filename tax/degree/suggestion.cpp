// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/suggestion.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

namespace quitrent {
namespace {

/// Longer words are no slips of the pen; the bound keeps a refusal cheap.
constexpr std::size_t kLongestWord = 48;
constexpr std::size_t kMostSuggestions = 3;
constexpr std::size_t kFarthest = 2;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string lowered(std::string_view text) {
  std::string low{text};
  std::ranges::transform(low, low.begin(), lower);
  return low;
}

void drop(std::string& text, std::string_view part) {
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part)) {
    text.erase(at, part.size());
  }
}

/// What people agree on when they write a licence: letters and version, `GPL-3.0-only` is `gpl3`.
std::string gist(std::string_view id) {
  std::string low = lowered(id);
  for (const std::string_view ending : {"-only", "-or-later", "+"}) {
    if (low.ends_with(ending)) low.resize(low.size() - ending.size());
  }
  for (const std::string_view word : {"license", "licence", "clause", "version"}) drop(low, word);
  std::string kept;
  for (std::size_t at = 0; at < low.size(); ++at) {
    const bool before_digit = at + 1 < low.size() && is_digit(low[at + 1]);
    if (low[at] == '-' || low[at] == '_' || low[at] == ' ') continue;
    if (low[at] == 'v' && before_digit) continue;
    if (low[at] == '.' && !before_digit) continue;
    kept += low[at];
  }
  while (kept.ends_with(".0")) kept.resize(kept.size() - 2);
  return kept;
}

/// How many letters one has to add, drop, change or swap with the next; more than kFarthest where
/// it is more than that.
std::size_t distance(std::string_view left, std::string_view right) {
  const std::size_t gap = std::max(left.size(), right.size()) - std::min(left.size(), right.size());
  if (gap > kFarthest || right.size() > kLongestWord + kFarthest) return kFarthest + 1;
  using Row = std::array<std::size_t, kLongestWord + kFarthest + 1>;
  Row before_last{};
  Row last{};
  Row row{};
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t changed = left[i - 1] == right[j - 1] ? 0 : 1;
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + changed});
      if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > kFarthest) return kFarthest + 1;
    before_last = last;
    last = row;
  }
  return last[right.size()];
}

/// What is said of the identifiers found: the last ones, which are the latest versions.
std::string joined(std::vector<std::string_view> found) {
  if (found.size() > kMostSuggestions) {
    found.erase(found.begin(), found.end() - std::ptrdiff_t{kMostSuggestions});
  }
  std::string text;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (at > 0) text += at + 1 == found.size() ? " or " : ", ";
    text += found[at];
  }
  return text;
}

template <typename Like>
std::vector<std::string_view> alike(const LicenceTable& licences, LicenceKind kind, Like like) {
  std::vector<std::string_view> found;
  for (const LicenceLine& line : licences.lines()) {
    if (line.kind == kind && !line.deprecated && like(line.id)) found.emplace_back(line.id);
  }
  return found;
}

}  // namespace

std::string near_identifiers(const LicenceTable& licences, LicenceKind kind,
                             std::string_view word) {
  if (word.empty() || word.size() > kLongestWord) return {};
  const std::string wanted = gist(word);
  const auto same_gist = [&](std::string_view id) { return !wanted.empty() && gist(id) == wanted; };
  if (auto found = alike(licences, kind, same_gist); !found.empty()) return joined(found);
  const std::string low = lowered(word);
  const std::string stem = low + '-';
  const auto begins = [&](std::string_view id) { return lowered(id).starts_with(stem); };
  if (auto found = alike(licences, kind, begins); !found.empty()) return joined(found);
  for (std::size_t far = 1; far <= std::min(kFarthest, low.size() / 3); ++far) {
    const auto near = [&](std::string_view id) { return distance(low, lowered(id)) == far; };
    if (auto found = alike(licences, kind, near); !found.empty()) return joined(found);
  }
  return {};
}

}  // namespace quitrent
