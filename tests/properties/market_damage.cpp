// SPDX-License-Identifier: EUPL-1.2
//
// Damaged bytes for the two decoders of market. The decoders answer with something that can be
// written again, or throw DamagedBytes, and do nothing else.
#include <string>

#include <doctest/doctest.h>

#include "market/codec/books.hpp"
#include "tests/properties/market_crowd.hpp"

using namespace quitrent;
using namespace quitrent::market;
using namespace quitrent::properties;

namespace {

trial::TrialRegister& rich_register() {
  static Crowd crowd = [] {
    Crowd busy{7, [](trial::TrialRegister& stage, Instant to) { stage.advance(to); }};
    for (int step = 0; step < 250; ++step) busy.step();
    return busy;
  }();
  return crowd.stage();
}

/// The bytes with one fault at or after `index`.
std::string damaged(std::string bytes, std::size_t index, Chance& chance) {
  switch (chance.number(5)) {
    case 0:
      bytes[index] = static_cast<char>(bytes[index] ^ (1 << chance.number(8)));
      break;
    case 1:
      bytes[index] = static_cast<char>(chance.number(256));
      break;
    case 2:
      bytes.erase(index, 1 + static_cast<std::size_t>(chance.number(4)));
      break;
    case 3:
      bytes.insert(index, 1 + static_cast<std::size_t>(chance.number(9)), '\xff');
      break;
    default:
      bytes.resize(index);
  }
  return bytes;
}

struct Tally {
  int damage = 0;
  int another = 0;
};

/// Counts the results of `reread` over damaged bytes. `reread` answers with the bytes that it wrote
/// again.
template <class Reread>
Tally tally(const std::string& whole, Reread reread) {
  Tally counts;
  Chance chance{11};
  for (std::size_t index = 0; index < whole.size(); ++index) {
    CAPTURE(index);
    const std::string bytes = damaged(whole, index, chance);
    try {
      const std::string once = reread(bytes);
      REQUIRE(reread(once) == once);
      ++counts.another;
    } catch (const DamagedBytes&) {
      ++counts.damage;
    }
  }
  return counts;
}

}  // namespace

TEST_CASE("a damaged snapshot is reported or reads as other books, and never ends the process") {
  const std::string whole = rich_register().bytes();
  REQUIRE(whole.size() > 2'000);
  const Tally counts =
      tally(whole, [](const std::string& bytes) { return encoded_books(decoded_books(bytes)); });
  CHECK(counts.damage > 500);
  CHECK(counts.another > 100);
}

TEST_CASE("damaged events are reported or read as other events, and never end the process") {
  std::string whole;
  for (const EncodedFacts& facts : rich_register().entries()) {
    whole += facts.private_events + facts.public_events;
    if (whole.size() > 12'000)
      break;  // the text must end between two events, else it could not be read at all
  }
  const Tally counts = tally(whole, [](const std::string& bytes) {
    const EncodedFacts facts = encoded(decoded(bytes));
    return facts.private_events + facts.public_events;
  });
  CHECK(counts.damage > 2'000);
  CHECK(counts.another > 500);
}

TEST_CASE("bytes that name what is not there are damage") {
  const std::string whole = rich_register().bytes();
  CHECK_THROWS_AS(decoded_books(""), DamagedBytes);
  CHECK_THROWS_AS(decoded_books(whole + '\0'), DamagedBytes);
  CHECK_THROWS_AS(decoded_books("\xff" + whole.substr(1)), DamagedBytes);
  CHECK_THROWS_AS(decoded("\x63"), DamagedBytes);
  CHECK(decoded("").empty());
}
