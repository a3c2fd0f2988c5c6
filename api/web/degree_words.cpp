// SPDX-License-Identifier: EUPL-1.2
#include "api/web/degree_words.hpp"

#include <array>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

constexpr std::array<DimensionWords, 8> kDimensionWords{
    DimensionWords{"A", "Access to the form in which one studies and changes it", "access"},
    {"U", "Use for any purpose", "use"},
    {"M", "Making and sharing changed versions", "changed versions"},
    {"R", "Passing copies on", "copies"},
    {"Y", "Free of payment and permission", "payment"},
    {"P", "A grant of the patents that the use needs", "patents"},
    {"B", "Free of duties such as notices", "duties"},
    {"E", "Works made from it stay open", "works made from it"}};

bool is_weighed(const JsonValue& degree, std::string_view letter) {
  return text_of(member(degree, "weights"), letter) != "0.000000";
}

/// A licence as it is written, or a commitment in words.
std::string named_terms(const JsonValue& degree, std::string_view terms) {
  const std::string_view asset_class = text_of(degree, "class");
  return asset_class == "patent" || asset_class == "design" ? commitment_text(terms)
                                                            : std::string{terms};
}

/// A row for each dimension. A dimension without weight does not count for the class.
Model dimension_rows(const JsonValue& degree) {
  Model rows = empty_list();
  for (const DimensionWords& words : kDimensionWords) {
    const JsonValue& causes = member(degree, "causes");
    Model row;
    row.set("name", std::string{words.name});
    row.set("level", level_text(text_of(member(degree, "vector"), words.letter)));
    row.set("weight", is_weighed(degree, words.letter)
                          ? percent_text(text_of(member(degree, "weights"), words.letter))
                          : std::string{"does not count"});
    row.set("cause", is_null(causes, words.letter)
                         ? Model{false}
                         : Model{named_terms(degree, text_of(causes, words.letter))});
    rows.push_back(row);
  }
  return rows;
}

/// The sources of a fact in one line: `spdx 3.29.0 (CC0-1.0)`.
std::string sources_text(const JsonValue& fact) {
  std::string text;
  for (const JsonValue& source : items_of(fact, "sources")) {
    if (!text.empty()) text += "; ";
    text += text_of(source, "id");
    if (text_of(source, "version") != "n/a") text += ' ' + string_of(source, "version");
    text += " (" + string_of(source, "data_licence") + ')';
  }
  return text;
}

Model fact_rows(const JsonValue& degree) {
  Model rows = empty_list();
  for (const JsonValue& fact : items_of(degree, "facts")) {
    Model row;
    row.set("of", named_terms(degree, text_of(fact, "of")));
    row.set("evidence", string_of(fact, "evidence"));
    row.set("basis", text_or_false(string_of(fact, "basis")));
    row.set("anchors", text_or_false(string_of(fact, "anchors")));
    row.set("sources", text_or_false(sources_text(fact)));
    rows.push_back(row);
  }
  return rows;
}

Model text_rows(const JsonValue& degree, std::string_view list) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(degree, list)) {
    Model row;
    row.set("text", one.text);
    rows.push_back(row);
  }
  return rows;
}

/// What else the licensee may choose.
Model alternative_rows(const JsonValue& degree) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(degree, "alternatives")) {
    if (text_of(one, "normal") == text_of(degree, "branch")) continue;
    Model row;
    row.set("terms", string_of(one, "normal"));
    row.set("degree", percent_text(text_of(one, "degree")));
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::span<const DimensionWords> dimension_words() { return kDimensionWords; }

std::string level_text(std::string_view level) {
  if (level == "0/24") return "open";
  if (level == "24/24") return "closed";
  const std::size_t slash = level.find('/');
  if (slash == std::string_view::npos) return std::string{level};
  return std::string{level.substr(0, slash)} + " of " + std::string{level.substr(slash + 1)};
}

std::string degree_sentence(const JsonValue& degree) {
  if (text_of(degree, "degree") == "0.000000") {
    return "Open to everyone in all that counts; no tax.";
  }
  if (text_of(degree, "degree") == "1.000000") return "All rights reserved, or not known.";
  std::string text;
  for (const DimensionWords& words : kDimensionWords) {
    const std::string_view level = text_of(member(degree, "vector"), words.letter);
    if (level == "0/24" || !is_weighed(degree, words.letter)) continue;
    text += (text.empty() ? "Limited: " : ", ") + std::string{words.brief} + " (" +
            std::string{level.substr(0, level.find('/'))} + " of 24)";
  }
  return text + '.';
}

Model explained_degree(const JsonValue& degree) {
  Model model;
  model.set("percent", percent_text(text_of(degree, "degree")));
  model.set("exact", string_of(degree, "degree_exact"));
  model.set("sentence", degree_sentence(degree));
  const bool is_chosen = text_of(degree, "branch") != text_of(degree, "normal");
  model.set("branch", is_chosen ? text_or_false(named_terms(degree, text_of(degree, "branch")))
                                : Model{false});
  model.set("rows", dimension_rows(degree));
  model.set("facts", fact_rows(degree));
  model.set("warnings", text_rows(degree, "warnings"));
  const Model alternatives = alternative_rows(degree);
  model.set("has_alternatives", alternatives.is_non_empty_list());
  model.set("alternatives", alternatives);
  return model;
}

}  // namespace quitrent::api
