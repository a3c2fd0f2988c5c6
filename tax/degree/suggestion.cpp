// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/suggestion.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/licence_words.hpp"
#include "tax/degree/licences.hpp"

namespace quitrent::tax {
namespace {

/// The members of a larger family are not named one by one.
constexpr std::size_t kMostNamed = 40;

/// A family, and a more closed one with the same letters.
struct Confused {
  std::string_view family, closed, letters;
};
constexpr auto kConfused = std::to_array<Confused>({{"bsl", "busl", "BSL"}});

/// The letters of a family, `cc-by-`, if the words state only these and a version; otherwise empty.
std::string stem_of(const LicenceWords& words) {
  std::string stem;
  bool versioned = false;
  for (const std::string& word : words) {
    if (is_version(word)) {
      versioned = true;
    } else if (versioned) {
      return {};
    } else {
      stem += word + '-';
    }
  }
  return stem;
}

/// Whether the rest of an identifier after its stem is only a version: `2.0-or-later`, `3-clause`.
bool is_plain(std::string_view rest) {
  for (const std::string_view ending : {"-only", "-or-later", "-clause"}) {
    if (rest.ends_with(ending)) rest.remove_suffix(ending.size());
  }
  return is_version(rest);
}

std::string digits_of(std::string_view text) {
  std::string digits;
  std::ranges::copy_if(text, std::back_inserter(digits),
                       [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

/// The first word of an identifier, if it is an acronym, such as GPL or MIT; else empty.
std::string_view acronym_of(std::string_view id) {
  const std::string_view word = id.substr(0, id.find('-'));
  const bool capitals = std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
  return capitals ? word : std::string_view{};
}

/// Whether the words have, in any order, the letters of the acronym at the beginning of an
/// identifier.
bool has_its_acronym(std::string_view id, std::string_view words) {
  std::string wanted = in_lower_case(acronym_of(id));
  if (wanted.empty()) return true;
  std::string said = in_lower_case(words.substr(0, words.find_first_of(" -_.0123456789")));
  std::ranges::sort(wanted);
  std::ranges::sort(said);
  return wanted == said;
}

using Found = std::vector<const LicenceLine*>;

bool holds(const Found& found, const LicenceLine& line) {
  return std::ranges::find(found, &line) != found.end();
}

std::string joined(const Found& found) {
  std::string text;
  for (std::size_t at = 0; at < found.size(); ++at) {
    if (at > 0) text += at + 1 == found.size() ? " or " : ", ";
    text += found[at]->id;
  }
  return text;
}

/// The named members of a family, and whether there are others.
struct Family {
  Found lines;
  bool has_variants = false;
};

/// Searches the identifiers of one kind for the meaning of words.
class Search {
 public:
  Search(const LicenceTable& licences, LicenceKind kind, std::string_view text)
      : licences_{licences},
        kind_{kind},
        text_{text},
        low_{in_lower_case(text)},
        words_{licence_words(text)} {}

  std::string found() const {
    const std::string wanted = licence_gist(text_);
    if (wanted.empty()) return {};
    // A version that ends with a point is incomplete: it does not tell which one is meant.
    const bool cut_off = text_.ends_with('.');
    Found exact =
        alike([&](const LicenceLine& line) { return !cut_off && licence_gist(line.id) == wanted; });
    if (exact.empty()) {
      exact = alike([&](const LicenceLine& line) { return licence_gist(line.name) == wanted; });
    }
    if (!exact.empty()) return names_of(std::move(exact));
    Family family = of_family();
    if (family.lines.empty()) return joined(slip());
    return names_of(std::move(family.lines)) +
           (family.has_variants ? ", or a variant of these," : "");
  }

 private:
  template <typename Like>
  Found alike(Like like) const {
    Found found;
    for (const LicenceLine& line : licences_.lines()) {
      if (line.kind == kind_ && !line.deprecated && like(line)) found.push_back(&line);
    }
    return found;
  }

  /// The degree of a line under the weights of software; 0 for an exception.
  Share degree(const LicenceLine& line) const {
    if (kind_ == LicenceKind::exception) return Share{};
    return profile_degree(line.profile, licences_.weights(AssetClass::software));
  }

  /// Other identifiers that the words may mean, one typing error of at most `far` letters away,
  /// that are more closed than the most open one in `found`.
  Found more_closed(const Found& found, std::size_t far) const {
    if (found.empty()) return {};
    Share least = degree(*found.front());
    for (const LicenceLine* line : found) least = std::min(least, degree(*line));
    Found closed;
    for (const LicenceLine& line : licences_.lines()) {
      if (degree(line) <= least || holds(found, line)) continue;
      const bool meant =
          line.kind == kind_ ? distance(low_, in_lower_case(line.id)) <= far : is_name_of(line);
      if (meant) closed.push_back(&line);
    }
    return closed;
  }

  /// Whether the words are a name that only ScanCode uses.
  bool is_name_of(const LicenceLine& line) const {
    return line.id.size() == kScanCode.size() + low_.size() && line.id.starts_with(kScanCode) &&
           in_lower_case(line.id).ends_with(low_);
  }

  /// Whether the words are exactly the letters of a family of which members were found.
  bool is_bare_family(const Found& found) const {
    return letters_of(low_) == low_ && std::ranges::any_of(found, [&](const LicenceLine* line) {
             return in_lower_case(line->id).starts_with(low_ + '-');
           });
  }

  Found plain_versions(std::string_view stem) const {
    return alike([&](const LicenceLine& line) {
      const std::string low = in_lower_case(line.id);
      return low.starts_with(stem) && is_plain(std::string_view{low}.substr(stem.size()));
    });
  }

  /// The other family with the same letters; null if there is none.
  const Confused* confused() const {
    const auto found = std::ranges::find(kConfused, words_.front(), &Confused::family);
    return found == kConfused.end() ? nullptr : &*found;
  }

  /// The text that names the found identifiers, for a sentence. If another family has the same
  /// letters, that one comes first, both with their names.
  std::string names_of(Found found) const {
    const Confused* const other = confused();
    if (other != nullptr) {
      const Found closed = plain_versions(std::string{other->closed} + '-');
      found.insert(found.begin(), closed.begin(), closed.end());
    }
    // For a CC-BY-NC with a typing error, CC-BY-NC is named too, not only CC-BY. The exact letters
    // of a family, such as GPL, are no typing error of another.
    const Found closed = more_closed(found, is_bare_family(found) ? 0 : 1);
    if (other == nullptr || found.size() < 2) {
      found.insert(found.end(), closed.begin(), closed.end());
      return joined(found);
    }
    std::string text;
    for (const LicenceLine* line : found) {
      text += line->id + " (" + line->name + (line == found.back() ? ")" : ") or ");
    }
    text += ", both of which are called " + std::string{other->letters} + ',';
    return closed.empty() ? text : text + " or " + joined(closed);
  }

  Family of_family() const {
    const std::string stem = stem_of(words_);
    Family family = of_stem(low_ + '-');
    if (family.lines.empty() && !stem.empty()) family = of_stem(stem);
    if (!family.lines.empty() || stem.empty()) return family;
    std::string name = stem;
    std::erase(name, '-');
    family.lines = alike([&](const LicenceLine& line) {
      const std::string full = licence_gist(line.name);
      return full.starts_with(name) && is_plain(std::string_view{full}.substr(name.size()));
    });
    return family;
  }

  Family of_stem(std::string_view stem) const {
    const Found all =
        alike([&](const LicenceLine& line) { return in_lower_case(line.id).starts_with(stem); });
    if (const Found plain = plain_versions(stem); !plain.empty()) {
      return {.lines = plain, .has_variants = all.size() > plain.size()};
    }
    return {.lines = all.size() <= kMostNamed ? all : Found{}, .has_variants = false};
  }

  /// Whether an identifier has the meaning of the words, so that only a typing error separates
  /// them.
  bool may_slip_to(const LicenceLine& line, const std::string& digits) const {
    return digits_of(line.id) == digits && says_what_narrows(line.id, text_) &&
           has_its_acronym(line.id, text_);
  }

  Found slip() const {
    if (leaves_licence_open(text_)) return {};
    const std::string digits = digits_of(low_);
    const std::size_t closed = distance_to_all_rights(text_);
    const std::size_t farthest = slip_of(low_.size());
    for (std::size_t far = 1; far <= farthest; ++far) {
      Found found = alike([&](const LicenceLine& line) {
        const bool as_closed = closed > far || distance_to_all_rights(line.id) == 0;
        return as_closed && may_slip_to(line, digits) &&
               distance(low_, in_lower_case(line.id)) == far;
      });
      if (found.empty()) continue;
      Share most;
      for (const LicenceLine* line : found) most = std::max(most, degree(*line));
      std::erase_if(found, [&](const LicenceLine* line) { return degree(*line) < most; });
      return more_closed(found, farthest).empty() ? found : Found{};
    }
    return {};
  }

  const LicenceTable& licences_;
  LicenceKind kind_;
  std::string_view text_;
  std::string low_;
  LicenceWords words_;
};

}  // namespace

std::string near_identifiers(const LicenceTable& licences, LicenceKind kind,
                             std::string_view words) {
  if (words.empty() || words.size() > kLongestWords) return {};
  return Search{licences, kind, words}.found();
}

std::string_view unnamed_hint(std::string_view words) {
  const std::string all = licence_gist(words);
  if (all == "publicdomain" || all == "pd") {
    return "; perhaps CC-PDDC, CC-PDM-1.0 or LicenseRef-scancode-public-domain is meant";
  }
  if (distance_to_all_rights(words) <= kFarthest) {
    return "; where all rights are kept write NONE, or a LicenseRef-name of your own, such as "
           "LicenseRef-Proprietary";
  }
  if (leaves_licence_open(words)) {
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

}  // namespace quitrent::tax
