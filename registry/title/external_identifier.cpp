// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/external_identifier.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "registry/title/identifier_forms.hpp"
#include "registry/title/office_forms.hpp"
#include "registry/title/offices.hpp"
#include "registry/vocabulary/composed_text.hpp"
#include "registry/vocabulary/text.hpp"

namespace quitrent {
namespace {

/// The longest value, in characters. Source: MECHANISM.md, section 1.
constexpr std::size_t kLongestValue = 120;

using Read = std::optional<std::string> (*)(std::string_view plain);

/// A scheme with a canonical form: its reader, and the advice for a value that it refuses.
struct Scheme {
  std::string_view name;
  Read read;
  std::string_view expected;
};
constexpr auto kSchemes = std::to_array<Scheme>({
    {"patent", patent_form, "the code of an office (WIPO ST.3) and the number, such as US6004596"},
    {"design", design_form, "the code of an office (WIPO ST.3) and the number, such as USD437557"},
    {"trademark", trademark_form,
     "the code of an office (WIPO ST.3) and the number, such as US76044902"},
    {"purl", purl_form, "a package URL, such as pkg:deb/debian/curl@7.88.1"},
    {"swhid", swhid_form, "swh:1: with a kind and 40 hexadecimal digits"},
    {"doi", doi_form, "a DOI, such as 10.1000/182"},
    {"isbn", isbn_form, "an ISBN of 13 or 10 digits with its right check digit"},
});

/// A word for a known scheme.
struct Synonym {
  std::string_view word, scheme;
};
constexpr auto kSynonyms = std::to_array<Synonym>({{"patents", "patent"},
                                                   {"designs", "design"},
                                                   {"trademarks", "trademark"},
                                                   {"packageurl", "purl"},
                                                   {"swh", "swhid"},
                                                   {"isbn10", "isbn"},
                                                   {"isbn13", "isbn"}});

/// Words that resemble a known scheme but are none: they are refused with advice.
constexpr auto kNearWords = std::to_array<Synonym>({{"pat", "patent"},
                                                    {"pct", "patent"},
                                                    {"patentapplication", "patent"},
                                                    {"tm", "trademark"},
                                                    {"ctm", "trademark"},
                                                    {"mark", "trademark"},
                                                    {"servicemark", "trademark"},
                                                    {"rcd", "design"},
                                                    {"designpatent", "design"},
                                                    {"digitalobjectidentifier", "doi"},
                                                    {"softwareheritage", "swhid"}});
/// Words that people write before or after the name of a scheme.
constexpr auto kWordsBefore = std::to_array<std::string_view>(
    {"the", "my", "our", "registered", "community", "industrial", "national", "international"});
constexpr auto kWordsBehind =
    std::to_array<std::string_view>({"registration", "application", "number", "code", "reg", "app",
                                     "num", "url", "uri", "id", "no", "nr", "s"});

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c <= '~'; });
}

/// The letters and digits of a scheme name in small letters: `Trade-Mark` is `trademark`.
std::string folded(std::string_view text) {
  std::string fold;
  for (const char c : text) {
    if (is_letter_or_digit(c)) fold += lower_case(c);
  }
  return fold;
}

const Scheme* scheme_of(std::string_view fold) {
  const auto synonym = std::ranges::find(kSynonyms, fold, &Synonym::word);
  if (synonym != kSynonyms.end()) fold = synonym->scheme;
  const auto found = std::ranges::find(kSchemes, fold, &Scheme::name);
  return found == kSchemes.end() ? nullptr : &*found;
}

/// The scheme that a name means, in any case and with any separators; null for other names.
const Scheme* named_scheme(std::string_view name) {
  const auto found = std::ranges::find(kSchemes, name, &Scheme::name);
  if (found != kSchemes.end()) return &*found;
  const std::string plain = plain_text(name);
  return is_printable_ascii(plain) ? scheme_of(folded(plain)) : nullptr;
}

/// Removes the first of `words` with which the text begins; false if there is none.
bool drop_first(std::string_view& text, std::span<const std::string_view> words) {
  const auto found =
      std::ranges::find_if(words, [text](std::string_view word) { return text.starts_with(word); });
  if (found == words.end()) return false;
  text.remove_prefix(found->size());
  return true;
}

/// Removes the first of `words` with which the text ends; false if there is none.
bool drop_last(std::string_view& text, std::span<const std::string_view> words) {
  const auto found =
      std::ranges::find_if(words, [text](std::string_view word) { return text.ends_with(word); });
  if (found == words.end()) return false;
  text.remove_suffix(found->size());
  return true;
}

/// Whether two small letters are the code of an office, or `uk` or `eu`, which many people write.
bool is_office_in_small(std::string_view letters) {
  if (letters == "uk" || letters == "eu") return true;
  std::string code{letters};
  std::ranges::transform(code, code.begin(), upper_case);
  return is_office(code);
}

/// The scheme that a word nearly names: `tm`, `usdesign`, `designno`, `mypatentid`, `doi2`.
const Scheme* near_scheme(std::string_view word) {
  // Removes the words around the name of a scheme, one after the other.
  while (!word.empty()) {
    if (const Scheme* const found = scheme_of(word)) return found;
    const auto near = std::ranges::find(kNearWords, word, &Synonym::word);
    if (near != kNearWords.end()) return scheme_of(near->scheme);
    const std::size_t letters = word.find_last_not_of("0123456789") + 1;
    if (letters < word.size()) {
      word = word.substr(0, letters);
    } else if (!drop_last(word, kWordsBehind) && !drop_first(word, kWordsBefore)) {
      if (word.size() < 4 || !is_office_in_small(word.substr(0, 2))) return nullptr;
      word.remove_prefix(2);
    }
  }
  return nullptr;
}

/// The known scheme among the words of another name, such as `US-Trademark`.
const Scheme* hidden_scheme(std::string_view plain) {
  std::string word;
  for (std::size_t at = 0; at <= plain.size(); ++at) {
    const char c = at < plain.size() ? plain[at] : ' ';
    const char before = at > 0 ? plain[at - 1] : ' ';
    const bool hump = is_upper_case(c) && !is_upper_case(before);  // `usPatent`
    if (!is_letter_or_digit(c) || hump) {
      if (const Scheme* found = near_scheme(word)) return found;
      word.clear();
    }
    if (is_letter_or_digit(c)) word += lower_case(c);
  }
  const std::string fold = folded(plain);
  if (const Scheme* found = near_scheme(fold)) return found;
  for (const Scheme& scheme : kSchemes) {
    // Also where other words touch it without a separator: `thatpatentofours`.
    if (scheme.name != "patent" && scheme.name != "trademark") continue;
    if (fold.starts_with(scheme.name) || fold.ends_with(scheme.name)) return &scheme;
  }
  return nullptr;
}

std::expected<ExternalIdentifier, IdentifierFault> other_scheme(
    const ExternalIdentifier& identifier, std::string_view plain) {
  if (!is_printable_ascii(identifier.scheme)) {
    return std::unexpected(IdentifierFault{
        "scheme", "The name of a scheme is of letters, digits and signs of ASCII."});
  }
  if (const Scheme* const hidden = hidden_scheme(plain)) {
    return std::unexpected(IdentifierFault{
        "scheme", "Write \"" + std::string{hidden->name} + "\" as the scheme, and " +
                      std::string{hidden->expected} + ", as the value."});
  }
  return identifier;
}

}  // namespace

std::expected<ExternalIdentifier, IdentifierFault> canonical(const ExternalIdentifier& identifier) {
  const Scheme* const scheme = named_scheme(identifier.scheme);
  if (scheme == nullptr) return other_scheme(identifier, plain_text(identifier.scheme));
  auto value = scheme->read(plain_text(identifier.value));
  if (!value || character_count(*value) > kLongestValue) {
    return std::unexpected(
        IdentifierFault{"value", "Expected here is " + std::string{scheme->expected} + "."});
  }
  return ExternalIdentifier{.scheme = std::string{scheme->name}, .value = *std::move(value)};
}

std::string identity_of(const ExternalIdentifier& identifier) {
  if (const Scheme* const scheme = named_scheme(identifier.scheme)) {
    const auto value = scheme->read(plain_text(identifier.value));
    if (value && character_count(*value) <= kLongestValue) {
      return std::string{scheme->name} + '\0' + *value;
    }
  }
  return composed_text(identifier.scheme) + '\0' + composed_text(identifier.value);
}

std::string canonical_number(std::string_view words) {
  const std::string plain = plain_text(words);
  for (const Scheme& scheme : kSchemes) {
    if (auto value = scheme.read(plain)) return *std::move(value);
  }
  return {};
}

}  // namespace quitrent
