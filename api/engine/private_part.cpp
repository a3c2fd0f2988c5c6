// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/private_part.hpp"

#include <algorithm>

#include "registry/vocabulary/bytes.hpp"

namespace quitrent::api {
namespace {

constexpr std::uint8_t kSeed = 1;
constexpr std::uint8_t kAnswer = 2;
constexpr std::uint8_t kBlinding = 4;

void write(ByteWriter& writer, const Seed& drawn) {
  const auto& bytes = drawn.bytes;
  writer.fixed({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
}

Seed seed_of(ByteReader& reader) {
  Seed seed;
  std::ranges::copy(reader.fixed(seed.bytes.size()), seed.bytes.begin());
  return seed;
}

}  // namespace

std::string encoded(const PrivatePart& part) {
  ByteWriter writer;
  writer.byte(static_cast<std::uint8_t>((part.seed ? kSeed : 0U) | (part.answer ? kAnswer : 0U) |
                                        (part.blinding ? kBlinding : 0U)));
  if (part.seed) write(writer, *part.seed);
  if (part.answer) {
    writer.fixed(view(part.answer->name));
    writer.number(part.answer->fingerprint);
    writer.text(part.answer->body);
  }
  if (part.blinding) write(writer, *part.blinding);
  writer.fixed(part.events);
  return writer.take();
}

PrivatePart private_part(std::string_view bytes) {
  PrivatePart part;
  ByteReader reader{bytes};
  const std::uint8_t holds = reader.byte();
  if (holds > (kSeed | kAnswer | kBlinding))
    throw DamagedBytes("an entry's private part of an unknown layout");
  if ((holds & kSeed) != 0) part.seed = seed_of(reader);
  if ((holds & kAnswer) != 0) {
    AnswerRecord& answer = part.answer.emplace();
    std::ranges::copy(reader.fixed(answer.name.bytes.size()), answer.name.bytes.begin());
    answer.fingerprint = reader.number();
    answer.body = reader.text();
  }
  if ((holds & kBlinding) != 0) part.blinding = seed_of(reader);
  part.events = reader.rest();
  return part;
}

}  // namespace quitrent::api
