// SPDX-License-Identifier: EUPL-1.2
#include <array>
#include <limits>
#include <set>
#include <string>

#include <doctest/doctest.h>

#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/identifier.hpp"
#include "registry/vocabulary/refusal.hpp"

namespace quitrent {
namespace {

Seed seed_of(std::uint8_t first) {
  Seed seed;
  for (std::size_t index = 0; index < seed.bytes.size(); ++index) {
    seed.bytes[index] = static_cast<std::uint8_t>(first + 17 * index);
  }
  return seed;
}

TEST_CASE("what is no identifier of the kind asked for is not read") {
  const AssetId id = AssetId::derived(seed_of(1), 0, Instant::from_seconds(1'767'225'600));
  const std::string text = to_text(id);
  REQUIRE(parse_identifier<AssetKind>(text) == id);
  CHECK_FALSE(parse_identifier<PartyKind>(text).has_value());
  std::string upper = text;
  upper.back() = 'A';
  std::string letter = text;
  letter.back() = 'u';
  std::string high = text;
  high[4] = '8';
  const auto rows = std::to_array<std::string>({"", "ast_", text.substr(4), text + '0',
                                                text.substr(0, text.size() - 1), ' ' + text, upper,
                                                letter, high});
  for (const std::string& row : rows) {
    CAPTURE(row);
    CHECK_FALSE(parse_identifier<AssetKind>(row).has_value());
  }
}

TEST_CASE("an identifier is a UUID of version 7 with the filing's second") {
  const Instant now = Instant::from_seconds(1'767'225'600);
  const Uuid uuid = derived_uuid(seed_of(9), 3, now);
  CHECK((uuid.bytes[6] >> 4U) == 7);
  CHECK((uuid.bytes[8] >> 6U) == 2);
  std::uint64_t milliseconds = 0;
  for (std::size_t index = 0; index < 6; ++index) {
    milliseconds = milliseconds << 8U | uuid.bytes[index];
  }
  CHECK(milliseconds == 1'767'225'600'000);
  const std::string text = uuid_text("pty_", uuid);
  CHECK(text.size() == 30);
  CHECK(text.starts_with("pty_0"));
  CHECK(parse_uuid("pty_", text) == uuid);
}

/// The inverse of the function that made identifiers from seeds before 2026-11-26.
std::uint64_t unstirred(std::uint64_t word) {
  constexpr std::uint64_t factor = 0xd6e8feb86659fd93U;
  std::uint64_t inverse = factor;  // each step doubles the number of correct bits
  for (int step = 0; step < 6; ++step) inverse *= 2 - factor * inverse;
  word ^= word >> 32U;
  word *= inverse;
  word ^= word >> 32U;
  word *= inverse;
  return word ^ word >> 32U;
}

/// The last eight bytes of a UUID, without the two bits that every UUID has.
std::uint64_t published_tail(const Uuid& uuid) {
  std::uint64_t word = uuid.bytes[8] & 0x3fU;
  for (std::size_t index = 9; index < 16; ++index) word = word << 8U | uuid.bytes[index];
  return word;
}

TEST_CASE("whoever sees identifiers learns nothing of their seeds") {
  // Two seeds have the same first half. The inverse of the old function showed the difference of
  // their second halves.
  Seed left = seed_of(3);
  Seed right = left;
  std::uint64_t differing = 0;
  for (std::size_t index = 8; index < 16; ++index) {
    right.bytes[index] = static_cast<std::uint8_t>(left.bytes[index] ^ 7 * index);
    differing = differing << 8U | (left.bytes[index] ^ right.bytes[index]);
  }
  const Instant now = Instant::from_seconds(5);
  const std::uint64_t left_tail = published_tail(derived_uuid(left, 0, now));
  const std::uint64_t right_tail = published_tail(derived_uuid(right, 0, now));
  for (std::uint64_t tops = 0; tops < 16; ++tops) {
    const std::uint64_t guess =
        unstirred(left_tail | tops >> 2U << 62U) ^ unstirred(right_tail | tops << 62U);
    CHECK(guess != differing);
  }
}

TEST_CASE("the identifier of what is numbered in public never changes") {
  const Instant now = Instant::from_seconds(1'767'225'600);
  CHECK(uuid_text("evt_", numbered_uuid(1, now)) == "evt_01kdvdna00eyqr8vzdfp0qe04e");
  CHECK(uuid_text("evt_", numbered_uuid(316, now)) == "evt_01kdvdna00ecbvm01v1vjh93xc");
  CHECK(uuid_text("evt_", numbered_uuid(0x123456789abc, now)) == "evt_01kdvdna00fxrrc1zppny5y5e2");
}

TEST_CASE("every UUID is read as it is written") {
  Uuid zero;
  Uuid full;
  full.bytes.fill(0xff);
  CHECK(uuid_text("", zero) == "00000000000000000000000000");
  CHECK(uuid_text("", full) == "7zzzzzzzzzzzzzzzzzzzzzzzzz");
  CHECK(parse_uuid("", uuid_text("", full)) == full);
  for (std::size_t bit = 0; bit < 128; ++bit) {
    Uuid one;
    one.bytes[bit / 8] = static_cast<std::uint8_t>(0x80U >> bit % 8);
    REQUIRE(parse_uuid("x", uuid_text("x", one)) == one);
  }
}

TEST_CASE("identifiers of one seed differ, those of equal seeds do not") {
  const Instant now = Instant::from_seconds(5);
  std::set<Uuid> made;
  for (std::uint32_t nth = 0; nth < 100'000; ++nth) made.insert(derived_uuid(seed_of(7), nth, now));
  CHECK(made.size() == 100'000);
  for (std::uint32_t first = 0; first < 200; ++first) {
    made.insert(derived_uuid(seed_of(static_cast<std::uint8_t>(first + 8)), 0, now));
  }
  CHECK(made.size() == 100'200);
  CHECK(derived_uuid(seed_of(7), 5, now) == derived_uuid(seed_of(7), 5, now));
}

TEST_CASE("a digest is read in either case and written in lower case") {
  Digest digest;
  for (std::size_t index = 0; index < 32; ++index) {
    digest.bytes[index] = static_cast<std::uint8_t>(index * 8 + 7);
  }
  const std::string text = to_text(digest);
  CHECK(text == "sha256:070f171f272f373f474f575f676f777f878f979fa7afb7bfc7cfd7dfe7eff7ff");
  CHECK(parse_digest(text) == digest);
  std::string upper = text;
  for (std::size_t index = 7; index < upper.size(); ++index) {
    if (upper[index] >= 'a') upper[index] = static_cast<char>(upper[index] - 'a' + 'A');
  }
  CHECK(parse_digest(upper) == digest);
  const auto rows = std::to_array<std::string>(
      {"", "sha256:", text.substr(7), "SHA256:" + text.substr(7), text + '0',
       text.substr(0, text.size() - 1), text.substr(0, text.size() - 1) + 'g', ' ' + text});
  for (const std::string& row : rows) {
    CAPTURE(row);
    CHECK_FALSE(parse_digest(row).has_value());
  }
}

TEST_CASE("damaged bytes are a fault, whatever is missing") {
  const auto rows = std::to_array<std::string>({"", "\x80", std::string(9, '\xff') + '\x02',
                                                std::string(10, '\xff'), std::string(20, '\x80')});
  for (const std::string& row : rows) {
    CAPTURE(row.size());
    ByteReader reader{row};
    CHECK_THROWS_AS(reader.number(), DamagedBytes);
  }
  ByteReader text{
      "\x05"
      "four"};
  CHECK_THROWS_AS(text.text(), DamagedBytes);
  ByteReader count{
      "\x04"
      "abc"};
  CHECK_THROWS_AS(count.count(), DamagedBytes);
  ByteReader huge{std::string_view{"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01zz", 12}};
  CHECK_THROWS_AS(huge.text(), DamagedBytes);
  ByteReader empty{""};
  CHECK(empty.at_end());
  CHECK_THROWS_AS(empty.byte(), DamagedBytes);
}

TEST_CASE("bytes are read as they were written") {
  constexpr auto highest = std::numeric_limits<std::uint64_t>::max();
  const auto numbers =
      std::to_array<std::uint64_t>({0, 1, 127, 128, 16'383, 16'384, highest >> 1U, highest});
  const auto signed_numbers =
      std::to_array<std::int64_t>({0, -1, 1, 63, -64, 64, std::numeric_limits<std::int64_t>::min(),
                                   std::numeric_limits<std::int64_t>::max()});
  ByteWriter writer;
  for (const std::uint64_t number : numbers) writer.number(number);
  for (const std::int64_t number : signed_numbers) writer.signed_number(number);
  writer.text("");
  writer.text(std::string("a\0b", 3));
  writer.byte(255);
  writer.fixed("tail");
  ByteReader reader{writer.bytes()};
  for (const std::uint64_t number : numbers) CHECK(reader.number() == number);
  for (const std::int64_t number : signed_numbers) CHECK(reader.signed_number() == number);
  CHECK(reader.text().empty());
  CHECK(reader.text() == std::string_view{"a\0b", 3});
  CHECK(reader.byte() == 255);
  CHECK_FALSE(reader.at_end());
  CHECK(reader.fixed(4) == "tail");
  CHECK(reader.at_end());
  CHECK_FALSE(writer.take().empty());
  CHECK(writer.bytes().empty());
}

TEST_CASE("small numbers are short") {
  struct Row {
    std::int64_t number;
    std::size_t size;
  };
  const auto rows = std::to_array<Row>({{0, 1}, {-64, 1}, {63, 1}, {64, 2}, {-65, 2}, {8'192, 3}});
  for (const Row& row : rows) {
    CAPTURE(row.number);
    ByteWriter writer;
    writer.signed_number(row.number);
    CHECK(writer.bytes().size() == row.size);
  }
}

TEST_CASE("a refusal is written in words joined by hyphens") {
  CHECK(to_text(RefusalCode::price_above_maximum) == "price-above-maximum");
  CHECK(to_text(RefusalCode::unknown_terms) == "unknown-terms");
  CHECK(RefusalCode::own_asset < RefusalCode::held);
  CHECK(RefusalCode::held < RefusalCode::purchase_pending);
  CHECK(RefusalCode::purchase_pending < RefusalCode::price_above_maximum);
  CHECK(RefusalCode::price_above_maximum < RefusalCode::terms_changed);
  CHECK(RefusalCode::terms_changed < RefusalCode::debt_outstanding);
  CHECK(RefusalCode::debt_outstanding < RefusalCode::below_cover);
  CHECK(RefusalCode::below_cover < RefusalCode::insufficient_funds);
}

}  // namespace
}  // namespace quitrent
