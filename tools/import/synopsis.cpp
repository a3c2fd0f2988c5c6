// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/synopsis.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/expression.hpp"
#include "tax/degree/expression_reader.hpp"
#include "tools/import/exception_name.hpp"
#include "tools/import/licence_label.hpp"
#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {
namespace {

constexpr std::string_view kBlank = " \t\r";
/// Signs that older drafts and other tools use as joints. The format has none, so none is guessed.
constexpr std::string_view kForeignSigns = "|&();";

/// What a word does: it joins licences, or is part of a name.
enum class Role : std::uint8_t { comma_or, comma_and, either, both, part };
/// The words that join, from the weakest to the strongest.
constexpr std::array kJoints{Role::comma_or, Role::comma_and, Role::either, Role::both};

struct Word {
  Role role = Role::part;
  std::string_view text;  ///< as written, without a comma before it
};

using Words = std::span<const Word>;

/// The outermost joint of an expression. It decides whether the expression needs parentheses.
enum class Shape : std::uint8_t { one, all_of, any_of };

struct Translated {
  std::string spdx;
  Shape shape = Shape::one;
};

using Reading = std::expected<Translated, SynopsisFault>;

/// Short names that stand for several licences or for an exception; in lower case.
struct Alias {
  std::string_view label, synopsis;
};
constexpr auto kAliases = std::to_array<Alias>({
    {"perl", "GPL-1+ or Artistic"},
    {"apache-2-llvm-exceptions", "Apache-2.0 with LLVM exception"},
    {"apache-2.0-llvm-exceptions", "Apache-2.0 with LLVM exception"},
});

std::unexpected<SynopsisFault> fault(std::string_view what, std::string_view at) {
  return std::unexpected(SynopsisFault{.what = what, .at = std::string{trimmed(at)}});
}

bool names_exception(std::string_view word) {
  return same_name(word, "exception") || same_name(word, "exceptions");
}

bool is_with(const Word& word) { return same_name(word.text, "with"); }

/// The text from the first to the last of the words, as written.
std::string_view text_of(Words words) {
  const char* const begin = words.front().text.data();
  const char* const end = words.back().text.data() + words.back().text.size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

Role role_of(std::string_view word, bool after_comma) {
  if (same_name(word, "or")) return after_comma ? Role::comma_or : Role::either;
  if (same_name(word, "and")) return after_comma ? Role::comma_and : Role::both;
  return Role::part;
}

std::expected<std::vector<Word>, SynopsisFault> words_of(std::string_view synopsis) {
  if (const std::size_t at = synopsis.find_first_of(kForeignSigns); at != synopsis.npos) {
    return fault("the format joins licences by words, not by signs", synopsis.substr(at, 1));
  }
  std::vector<Word> words;
  std::string_view rest = trimmed(synopsis);
  while (!rest.empty()) {
    const bool after_comma = rest.front() == ',';
    if (after_comma) rest = trimmed(rest.substr(1));
    const std::size_t end = std::min(rest.find_first_of(std::string{kBlank} + ","), rest.size());
    const Word word{role_of(rest.substr(0, end), after_comma), rest.substr(0, end)};
    if (same_name(word.text, "and/or")) return fault("and/or leaves open which", synopsis);
    if (after_comma && word.role == Role::part) {
      return fault("a comma joins nothing without `or` or `and` behind it", synopsis);
    }
    words.push_back(word);
    rest = trimmed(rest.substr(end));
  }
  const auto has = [&words](Role role) { return std::ranges::count(words, role, &Word::role) > 0; };
  if (has(Role::comma_or) && has(Role::comma_and)) {
    return fault("`, or` beside `, and` leaves open which binds first", synopsis);
  }
  return words;
}

/// Reads a synopsis and collects on what the readings of its labels rest.
class SynopsisReader {
 public:
  /// The texts must outlive the reader.
  explicit SynopsisReader(const LicenceTexts& texts) : texts_{texts} {}
  Reading whole(std::string_view synopsis) {
    const auto words = words_of(synopsis);
    if (!words) return std::unexpected(words.error());
    return joined(*words, 0);
  }
  std::vector<std::string_view> taken_why() { return std::move(why_); }

 private:
  /// Reads words that are joined at this strength or more strongly.
  Reading joined(Words words, std::size_t strength) {
    if (strength == kJoints.size()) return licence(words);
    const Role role = kJoints.at(strength);
    std::vector<Translated> operands;
    for (bool more = true; more;) {
      const auto joint = std::ranges::find(words, role, &Word::role);
      more = joint != words.end();
      const auto size = static_cast<std::size_t>(joint - words.begin());
      auto operand = joined(words.first(size), strength + 1);
      if (!operand) return operand;
      operands.push_back(*std::move(operand));
      if (more) words = words.subspan(size + 1);
    }
    if (operands.size() == 1) return operands.front();
    const bool all = role == Role::both || role == Role::comma_and;
    return composed(operands, all ? Shape::all_of : Shape::any_of);
  }

  static Translated composed(const std::vector<Translated>& operands, Shape shape) {
    Translated whole{.spdx = {}, .shape = shape};
    for (const Translated& operand : operands) {
      if (!whole.spdx.empty()) whole.spdx += shape == Shape::all_of ? " AND " : " OR ";
      const bool enclosed = operand.shape != Shape::one && operand.shape != shape;
      whole.spdx += enclosed ? "(" + operand.spdx + ")" : operand.spdx;
    }
    return whole;
  }

  /// Reads the words between two joints.
  Reading licence(Words words) {
    if (words.empty()) return fault("a joint with nothing on one side", {});
    const auto with = std::ranges::find_if(words, is_with);
    const std::string_view text = text_of(words);
    if (with == words.end()) {
      if (names_exception(words.back().text)) return fault("an exception to no licence", text);
      return name(text);
    }
    const auto before = static_cast<std::size_t>(with - words.begin());
    if (before == 0) return fault("an exception to no licence", text);
    if (before + 1 == words.size()) return fault("nothing behind `with`", text);
    return excepted(text_of(words.first(before)), text_of(words.subspan(before + 1)), text);
  }

  /// Reads a name without the word `with`; the name may contain `-with-`.
  Reading name(std::string_view text) {
    const std::string lowered = in_lower_case(text);
    const auto alias = std::ranges::find(kAliases, lowered, &Alias::label);
    if (alias != kAliases.end()) return whole(alias->synopsis);
    static constexpr std::string_view hidden = "-with-";
    const std::size_t at = lowered.find(hidden);
    const bool hides = at != lowered.npos && at > 0 && text.find_first_of(kBlank) == text.npos &&
                       (lowered.ends_with("-exception") || lowered.ends_with("-exceptions"));
    if (hides) return excepted(text.substr(0, at), text.substr(at + hidden.size()), text);
    return rested(labelled(text));
  }

  /// Reads a licence with an exception; `text` is both, as written.
  Reading excepted(std::string_view label, std::string_view exception, std::string_view text) {
    if (std::ranges::find(kAliases, in_lower_case(label), &Alias::label) != kAliases.end()) {
      return fault("an exception to more than one licence", text);
    }
    LabelledLicence licence = labelled(label);
    const std::string id = exception_name(exception, licence.spdx);
    if (id.empty()) return rested(marked({local_reference(text), kUnlistedException}, text));
    licence.spdx += " WITH " + id;
    return rested(std::move(licence));
  }

  LabelledLicence labelled(std::string_view label) const {
    LabelledLicence licence = read_label(label);
    return licence.why == kLocalText ? marked(std::move(licence), label) : licence;
  }

  LabelledLicence marked(LabelledLicence local, std::string_view label) const {
    const std::string mark = texts_.mark(label);
    if (!mark.empty()) local.spdx += "-" + mark;
    return local;
  }

  Translated rested(LabelledLicence licence) {
    const bool known = std::ranges::find(why_, licence.why) != why_.end();
    if (!licence.why.empty() && !known) why_.push_back(licence.why);
    return {.spdx = std::move(licence.spdx), .shape = Shape::one};
  }

  const LicenceTexts& texts_;
  std::vector<std::string_view> why_;
};

}  // namespace

std::expected<LicenceSynopsis, SynopsisFault> read_synopsis(std::string_view synopsis,
                                                            const LicenceTexts& texts) {
  SynopsisReader reader{texts};
  const auto translated = reader.whole(synopsis);
  if (!translated) return std::unexpected(translated.error());
  const auto expression = tax::read_expression(tax::founding_licences(), translated->spdx);
  if (!expression) {
    return fault("not an expression that the register reads", expression.error().what);
  }
  return LicenceSynopsis{.spdx = expression->normal_form(), .why = reader.taken_why()};
}

}  // namespace quitrent::debian
