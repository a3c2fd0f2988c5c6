// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/suggestion.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <numeric>
#include <span>
#include <vector>

namespace quitrent {
namespace {

/// Longer texts are no slips of the pen; the bound keeps a refusal cheap.
constexpr std::size_t kLongestWords = 64;
constexpr std::size_t kFarthest = 2;
/// A family of more members is not named one by one.
constexpr std::size_t kMostNamed = 40;

using Pieces = std::vector<std::string>;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

bool is_one_of(std::string_view piece, std::span<const std::string_view> words) {
  return std::ranges::find(words, piece) != words.end();
}

/// Says nothing of which licence it is.
constexpr auto kNoise =
    std::to_array<std::string_view>({"license", "licence", "licenses", "licensed", "clause",
                                     "version", "v", "the", "gnu", "osi", "approved"});
/// Narrows what a licence grants, so that whatever is named must say it too.
constexpr auto kNarrowing = std::to_array<std::string_view>(
    {"nc", "nd", "sa", "no", "non", "not", "noncommercial", "nonfree", "commercial", "commons",
     "patent", "nuclear", "military", "modified", "restricted", "limited", "additional", "with"});
/// Keeps all rights.
constexpr auto kKeepsAll = std::to_array<std::string_view>(
    {"unlicensed",   "unlicenced", "proprietary", "commercial",  "closed",    "confidential",
     "private",      "internal",   "secret",      "reserved",    "nonfree",   "noncommercial",
     "eula",         "trial",      "evaluation",  "unpublished", "copyright", "copyrighted",
     "subscription", "enterprise", "paid"});
/// Leaves open which licence it is.
constexpr auto kLeavesOpen = std::to_array<std::string_view>(
    {"see",         "other",   "custom",   "unknown",  "none",      "noassertion", "undefined",
     "unspecified", "various", "multiple", "mixed",    "dual",      "file",        "tbd",
     "null",        "free",    "open",     "freeware", "shareware", "special"});

/// A family, and another that goes by the same letters.
struct Confused {
  std::string_view family, other;
};
constexpr auto kConfused = std::to_array<Confused>({{"bsl", "busl"}});

/// Whether a piece is a version such as `2.0` or `1.3c`.
bool is_version(std::string_view piece) {
  if (piece.empty() || piece.find_first_of("0123456789") == std::string_view::npos) return false;
  if (is_letter(piece.back())) piece.remove_suffix(1);
  return piece.find_first_not_of("0123456789.") == std::string_view::npos;
}

/// The words of a text in lower case, without what says nothing: `GNU GPL v2.0` is gnu, gpl, 2.0.
Pieces pieces_of(std::string_view text) {
  Pieces pieces;
  std::string piece;
  const auto end_piece = [&] {
    // `gplv3` is gpl and 3, `apache2` is apache and 2.
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
      piece += lower(c);
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

/// What people agree on when they write a licence: letters and version, `GPL-3.0-only` is `gpl3`.
std::string gist(std::string_view text) {
  std::string gist;
  for (std::string piece : pieces_of(text)) {
    while (piece.size() > 2 && is_version(piece) && piece.ends_with(".0")) {
      piece.resize(piece.size() - 2);
    }
    gist += piece;
  }
  return gist;
}

/// The letters of a family, `cc-by-`, of words that state no more than it and a version; empty
/// where they say more.
std::string stem_of(const Pieces& pieces) {
  std::string stem;
  bool versioned = false;
  for (const std::string& piece : pieces) {
    if (is_version(piece)) {
      versioned = true;
    } else if (versioned) {
      return {};
    } else {
      stem += piece + '-';
    }
  }
  return stem;
}

/// What follows the stem of an identifier that is nothing but a version: `2.0-or-later`,
/// `3-clause`.
bool is_plain(std::string_view rest) {
  for (const std::string_view ending : {"-only", "-or-later", "-clause"}) {
    if (rest.ends_with(ending)) rest.remove_suffix(ending.size());
  }
  return is_version(rest);
}

std::string lowered(std::string_view text) {
  std::string low{text};
  std::ranges::transform(low, low.begin(), lower);
  return low;
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits), is_digit);
  return digits;
}

/// How many letters one has to add, drop, change or swap with the next; more than kFarthest where
/// it is more than that.
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

using Found = std::vector<std::string_view>;

std::string joined(const Found& found) {
  std::string text;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (at > 0) text += at + 1 == found.size() ? " or " : ", ";
    text += found[at];
  }
  return text;
}

/// The members of a family that are named, and whether there are others.
struct Family {
  Found ids;
  bool has_variants = false;
};

/// Looks for what words may mean among the identifiers of one kind.
class Search {
 public:
  Search(const LicenceTable& licences, LicenceKind kind, std::string_view words)
      : licences_{licences}, kind_{kind}, words_{words}, pieces_{pieces_of(words)} {}

  std::string found() const {
    const std::string wanted = gist(words_);
    if (wanted.empty()) return {};
    // A version that ends in a point is cut off: which one is not said.
    const bool cut_off = words_.ends_with('.');
    const auto same = [&](const LicenceLine& line) { return !cut_off && gist(line.id) == wanted; };
    if (const Found exact = alike(same); !exact.empty()) return joined(with_confused(exact));
    const auto named = [&](const LicenceLine& line) { return gist(line.name) == wanted; };
    if (const Found full = alike(named); !full.empty()) return joined(full);
    Family family = of_family();
    // A version that is not on the list may be a slip in the letters before it.
    if (family.ids.empty() || std::ranges::any_of(pieces_, is_version)) {
      const Found slips = slip();
      std::ranges::copy_if(slips, std::back_inserter(family.ids), [&](std::string_view id) {
        return std::ranges::find(family.ids, id) == family.ids.end();
      });
    }
    return joined(family.ids) + (family.has_variants ? ", or a variant of these," : "");
  }

 private:
  template <typename Like>
  Found alike(Like like) const {
    Found found;
    for (const LicenceLine& line : licences_.lines()) {
      if (line.kind == kind_ && !line.deprecated && like(line)) found.emplace_back(line.id);
    }
    return found;
  }

  Found plain_versions(std::string_view stem) const {
    return alike([&](const LicenceLine& line) {
      const std::string low = lowered(line.id);
      return low.starts_with(stem) && is_plain(std::string_view{low}.substr(stem.size()));
    });
  }

  /// What goes by the same letters as the words is named beside what was found.
  Found with_confused(Found found) const {
    for (const Confused& confused : kConfused) {
      if (pieces_.front() != confused.family) continue;
      const Found others = plain_versions(std::string{confused.other} + '-');
      found.insert(found.end(), others.begin(), others.end());
    }
    return found;
  }

  Family of_family() const {
    const std::string stem = stem_of(pieces_);
    Family family = of_stem(lowered(words_) + '-');
    if (family.ids.empty() && !stem.empty()) family = of_stem(stem);
    if (!family.ids.empty() || stem.empty()) return family;
    std::string name = stem;
    std::erase(name, '-');
    family.ids = alike([&](const LicenceLine& line) {
      const std::string full = gist(line.name);
      return full.starts_with(name) && is_plain(std::string_view{full}.substr(name.size()));
    });
    return family;
  }

  Family of_stem(std::string_view stem) const {
    const Found all =
        alike([&](const LicenceLine& line) { return lowered(line.id).starts_with(stem); });
    if (const Found plain = plain_versions(stem); !plain.empty()) {
      return {.ids = with_confused(plain), .has_variants = all.size() > plain.size()};
    }
    return {.ids = all.size() <= kMostNamed ? all : Found{}, .has_variants = false};
  }

  Found slip() const {
    if (!unnamed_hint(words_).empty()) return {};
    const std::string low = lowered(words_);
    const std::string digits = digits_of(low);
    const auto kept = [&](std::string_view id) {
      const Pieces said = pieces_of(id);
      return std::ranges::all_of(pieces_, [&](const std::string& piece) {
        return !is_one_of(piece, kNarrowing) || std::ranges::find(said, piece) != said.end();
      });
    };
    for (std::size_t far = 1; far <= std::min(kFarthest, low.size() / 3); ++far) {
      const auto near = [&](const LicenceLine& line) {
        return digits_of(line.id) == digits && kept(line.id) &&
               distance(low, lowered(line.id)) == far;
      };
      if (Found found = alike(near); !found.empty()) return found;
    }
    return {};
  }

  const LicenceTable& licences_;
  LicenceKind kind_;
  std::string_view words_;
  Pieces pieces_;
};

}  // namespace

std::string near_identifiers(const LicenceTable& licences, LicenceKind kind,
                             std::string_view words) {
  if (words.empty() || words.size() > kLongestWords) return {};
  return Search{licences, kind, words}.found();
}

std::string_view unnamed_hint(std::string_view words) {
  Pieces pieces = pieces_of(words);
  const std::string all = gist(words);
  if (all == "publicdomain" || all == "pd") {
    return "; perhaps CC-PDDC, CC-PDM-1.0 or LicenseRef-scancode-public-domain is meant";
  }
  if (std::ranges::any_of(pieces, [](auto& piece) { return is_one_of(piece, kKeepsAll); }) ||
      all == "un") {
    return "; where all rights are kept write NONE, or a LicenseRef-name of your own, such as "
           "LicenseRef-Proprietary";
  }
  if (pieces.empty() ||
      std::ranges::any_of(pieces, [](auto& piece) { return is_one_of(piece, kLeavesOpen); })) {
    return "; name the licence itself, NONE where none is granted, or a LicenseRef-name such as "
           "LicenseRef-Commercial";
  }
  return {};
}

std::string_view sign_hint(char sign) {
  switch (sign) {
    case '/':
      return " Write OR where either may be chosen, as in Cargo's old MIT/Apache-2.0, AND where "
             "both bind.";
    case ',':
    case ';':
      return " Write AND where both bind, OR where either may be chosen.";
    case '&':
    case '+':
      return " Between licences that both bind write AND.";
    case '|':
      return " Between licences of which either may be chosen write OR.";
    default:
      return "";
  }
}

}  // namespace quitrent
