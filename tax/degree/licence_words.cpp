// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/licence_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <span>

#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::tax {
namespace {

bool is_one_of(std::string_view piece, std::span<const std::string_view> words) {
  return std::ranges::find(words, piece) != words.end();
}

/// Words that do not tell which licence it is.
constexpr auto kNoise =
    std::to_array<std::string_view>({"license", "licence", "licenses", "licensed", "clause",
                                     "version", "v", "the", "gnu", "osi", "approved"});
/// Words that narrow a grant, so that a suggested identifier must have them too.
constexpr auto kNarrowing = std::to_array<std::string_view>({"nc",
                                                             "nd",
                                                             "sa",
                                                             "no",
                                                             "non",
                                                             "not",
                                                             "noncommercial",
                                                             "nonfree",
                                                             "commercial",
                                                             "commons",
                                                             "patent",
                                                             "nuclear",
                                                             "military",
                                                             "modified",
                                                             "restricted",
                                                             "limited",
                                                             "additional",
                                                             "with",
                                                             "nomod",
                                                             "noderivs",
                                                             "noderivatives",
                                                             "nonprofit",
                                                             "research",
                                                             "academic",
                                                             "personal",
                                                             "educational",
                                                             "style",
                                                             "like"});
/// Words that reserve all rights.
constexpr auto kKeepsAll = std::to_array<std::string_view>(
    {"unlicensed",   "unlicenced", "proprietary", "commercial",  "closed",    "confidential",
     "private",      "internal",   "secret",      "reserved",    "nonfree",   "noncommercial",
     "eula",         "trial",      "evaluation",  "unpublished", "copyright", "copyrighted",
     "subscription", "enterprise", "paid"});
/// Words that leave open which licence is meant.
constexpr auto kLeavesOpen = std::to_array<std::string_view>(
    {"see",         "other",   "custom",   "unknown",  "none",      "noassertion", "undefined",
     "unspecified", "various", "multiple", "mixed",    "dual",      "file",        "tbd",
     "null",        "free",    "open",     "freeware", "shareware", "special"});
/// Words, written without spaces, that reserve all rights or state that there is no licence:
/// `NoLicense`.
constexpr auto kKeepsAllRun = std::to_array<std::string_view>(
    {"nolicen", "nolicense", "nolicence", "notlicen", "nonlicen", "withoutlicen", "licensenone",
     "licencenone", "allright", "rightsreserved", "allrightsreserved", "proprietary",
     "closedsource", "unlicensed", "unlicenced", "confidential", "norights"});
/// Shorter words are too many: a typing error cannot be told from another word.
constexpr std::size_t kShortestFuzzy = 8;

/// The distance of a text from the nearest of some long words, in letters.
std::size_t distance_to(std::string_view text, std::span<const std::string_view> words) {
  std::size_t least = kFarthest + 1;
  if (text.size() < kShortestFuzzy || text.size() > kLongestWords) return least;
  for (const std::string_view word : words) {
    if (word.size() >= kShortestFuzzy) least = std::min(least, distance(text, word));
  }
  return least;
}

}  // namespace

bool is_version(std::string_view word) {
  if (word.empty() || word.find_first_of("0123456789") == std::string_view::npos) return false;
  if (is_letter(word.back())) word.remove_suffix(1);
  return word.find_first_not_of("0123456789.") == std::string_view::npos;
}

LicenceWords licence_words(std::string_view text) {
  LicenceWords pieces;
  std::string piece;
  const auto end_piece = [&] {
    // `gplv3` gives gpl and 3, `apache2` gives apache and 2.
    const std::size_t digit = piece.find_first_of("0123456789");
    if (digit != std::string::npos && digit > 0 && is_version(piece.substr(digit)) &&
        is_letter(piece[digit - 1])) {
      std::string letters = piece.substr(0, digit);
      if (letters.size() > 1 && letters.back() == 'v') letters.pop_back();
      if (letters != "v") pieces.push_back(letters);
      piece.erase(0, digit);
    }
    while (piece.ends_with('.')) piece.pop_back();
    if (!piece.empty() && !is_one_of(piece, kNoise)) pieces.push_back(piece);
    piece.clear();
  };
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || c == '.') {
      piece += lower_case(c);
    } else {
      end_piece();
    }
  }
  end_piece();
  for (const std::string_view ending : {"later", "or", "only"}) {
    if (pieces.size() > 1 && pieces.back() == ending) pieces.pop_back();
  }
  return pieces;
}

std::string licence_gist(std::string_view text) {
  std::string gist;
  for (std::string piece : licence_words(text)) {
    while (piece.size() > 2 && is_version(piece) && piece.ends_with(".0")) {
      piece.resize(piece.size() - 2);
    }
    gist += piece;
  }
  return gist;
}

std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    if (is_letter(c)) letters += lower_case(c);
  }
  return letters;
}

std::size_t distance(std::string_view left, std::string_view right) {
  const std::size_t gap = std::max(left.size(), right.size()) - std::min(left.size(), right.size());
  if (gap > kFarthest || right.size() > kLongestWords + kFarthest) return kFarthest + 1;
  using Row = std::array<std::size_t, kLongestWords + kFarthest + 1>;
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

std::size_t slip_of(std::size_t size) { return std::min(kFarthest, size / 3); }

std::size_t distance_to_all_rights(std::string_view text) {
  const std::string letters = letters_of(text);
  const auto stands_in = [&](std::string_view run) {
    return letters.find(run) != std::string::npos;
  };
  if (std::ranges::any_of(kKeepsAllRun, stands_in)) return 0;
  const LicenceWords words = licence_words(text);
  if (words == LicenceWords{"un"} || words == LicenceWords{"no"}) return 0;
  std::size_t least = kFarthest + 1;
  for (const std::string& word : words) {
    if (is_one_of(word, kKeepsAll)) return 0;
    // This is the name of a licence (the Unlicense) and no typing error of UNLICENSED.
    if (word != "unlicense") least = std::min(least, distance_to(word, kKeepsAll));
  }
  return letters == "unlicense" ? least : std::min(least, distance_to(letters, kKeepsAllRun));
}

bool leaves_licence_open(std::string_view text) {
  const LicenceWords words = licence_words(text);
  return words.empty() ||
         std::ranges::any_of(words, [](auto& word) { return is_one_of(word, kLeavesOpen); });
}

bool says_what_narrows(std::string_view id, std::string_view text) {
  const LicenceWords said = licence_words(id);
  return std::ranges::all_of(licence_words(text), [&](const std::string& word) {
    const bool narrows = is_one_of(word, kNarrowing) || is_one_of(word, kKeepsAll);
    return !narrows || std::ranges::find(said, word) != said.end();
  });
}

}  // namespace quitrent::tax
