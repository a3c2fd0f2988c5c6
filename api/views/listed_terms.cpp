// SPDX-License-Identifier: EUPL-1.2
#include "api/views/listed_terms.hpp"

#include <algorithm>

#include "api/views/catalogue.hpp"
#include "registry/vocabulary/letter_case.hpp"

namespace quitrent::api {
namespace {

/// Adds what an expression in its normal form names; with `+` and without.
void add_licences(std::vector<std::string>& licences, std::string_view expression) {
  while (!expression.empty()) {
    const std::size_t end = std::min(expression.find_first_of(" ()"), expression.size());
    std::string_view word = expression.substr(0, end);
    expression.remove_prefix(std::min(end + 1, expression.size()));
    if (word.empty() || word == "AND" || word == "OR" || word == "WITH") continue;
    licences.push_back(licence_key(word));
    if (!word.ends_with('+')) continue;
    word.remove_suffix(1);
    licences.push_back(licence_key(word));
  }
}

}  // namespace

std::string licence_key(std::string_view identifier) {
  const bool is_reference =
      identifier.contains("LicenseRef-") || identifier.contains("AdditionRef-");
  return is_reference ? std::string{identifier} : in_lower_case(identifier);
}

ListedTerms listed_terms(const Particulars& particulars) {
  const Terms& terms = particulars.terms;
  ListedTerms listed;
  listed.levels = particulars.levels;
  if (terms.form == TermsForm::commitment) listed.commitment = terms.commitment;
  if (terms.form != TermsForm::licence) return listed;
  add_licences(listed.licences, terms.spdx);
  for (const DatedLicence& later : terms.then) add_licences(listed.licences, later.spdx);
  std::ranges::sort(listed.licences);
  const auto twice = std::ranges::unique(listed.licences);
  listed.licences.erase(twice.begin(), twice.end());
  return listed;
}

std::string bytes_of(const ListedTerms& terms) {
  ByteWriter writer;
  writer.byte(terms.commitment ? 1 : 0);
  if (terms.commitment) writer.byte(static_cast<std::uint8_t>(*terms.commitment));
  writer.number(terms.licences.size());
  for (const std::string& licence : terms.licences) writer.text(licence);
  writer.number(terms.levels.size());
  for (const DatedOpennessLevels& dated : terms.levels) {
    writer.signed_number(dated.from.seconds());
    for (const std::uint8_t level : dated.levels) writer.byte(level);
  }
  return writer.take();
}

ListedTerms listed_terms_of(std::string_view bytes) {
  ByteReader reader{bytes};
  ListedTerms terms;
  if (reader.byte() != 0) terms.commitment = static_cast<Commitment>(reader.byte());
  const std::size_t licences = reader.count();
  for (std::size_t at = 0; at < licences; ++at) terms.licences.emplace_back(reader.text());
  const std::size_t levels = reader.count();
  for (std::size_t at = 0; at < levels; ++at) {
    DatedOpennessLevels& dated = terms.levels.emplace_back();
    dated.from = Instant::from_seconds(reader.signed_number());
    for (std::uint8_t& level : dated.levels) level = reader.byte();
  }
  return terms;
}

std::optional<std::uint32_t> TermsRows::find(const std::string& bytes) const {
  const auto found = numbers_.find(bytes);
  return found == numbers_.end() ? std::nullopt : std::optional{found->second};
}

void TermsRows::add(const std::string& bytes) {
  const std::uint32_t number = size();
  if (!numbers_.emplace(bytes, number).second) throw DamagedBytes("terms that stand twice");
  rows_.push_back(listed_terms_of(bytes));
}

std::string TermsRows::page(std::uint32_t first) const {
  ByteWriter writer;
  const std::size_t end = std::min<std::size_t>(rows_.size(), first + kRowsAPage);
  for (std::size_t at = first; at < end; ++at) writer.text(bytes_of(rows_[at]));
  return writer.take();
}

void TermsRows::load(std::string_view page) {
  for (ByteReader reader{page}; !reader.at_end();) add(std::string{reader.text()});
}

}  // namespace quitrent::api
