// SPDX-License-Identifier: EUPL-1.2
#include "tests/scenarios/words.hpp"

#include <charconv>
#include <sstream>

namespace quitrent::scenarios {

Words::Words(std::string_view line) {
  std::istringstream stream{std::string{line}};
  for (std::string word; stream >> word && !word.starts_with('#');) words_.push_back(word);
}

std::string Words::word(std::string_view what) {
  if (at_end()) throw ScenarioFault("the line ends where " + std::string{what} + " should be");
  return words_[next_++];
}

std::string Words::rest() {
  std::string text;
  while (!at_end()) text += (text.empty() ? "" : " ") + words_[next_++];
  return text;
}

bool Words::take(std::string_view expected) {
  if (peek() != expected || at_end()) return false;
  ++next_;
  return true;
}

void Words::expect(std::string_view expected) {
  const std::string found = word("\"" + std::string{expected} + "\"");
  if (found != expected) {
    throw ScenarioFault("\"" + found + "\" stands where \"" + std::string{expected} +
                        "\" should be");
  }
}

Money Words::money() {
  const std::string text = word("an amount");
  const auto amount = parse_money(text);
  if (!amount) throw ScenarioFault("\"" + text + "\" is no amount");
  return *amount;
}

Instant Words::instant() {
  const std::string text = word("a date");
  const auto instant = text.size() == 10 ? parse_day(text) : parse_instant(text);
  if (!instant) throw ScenarioFault("\"" + text + "\" is neither a day nor an instant");
  return *instant;
}

std::uint32_t Words::number() {
  const std::string text = word("a number");
  std::uint32_t value = 0;
  const auto [last, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || last != text.data() + text.size()) {
    throw ScenarioFault("\"" + text + "\" is no whole number");
  }
  return value;
}

void Words::end() const {
  if (!at_end()) throw ScenarioFault("cannot read on from \"" + std::string{peek()} + "\"");
}

}  // namespace quitrent::scenarios
