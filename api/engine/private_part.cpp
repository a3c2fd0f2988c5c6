// SPDX-License-Identifier: EUPL-1.2
#include "api/engine/private_part.hpp"

#include <algorithm>

#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::api {
namespace {

constexpr std::uint8_t kSeed = 1;
constexpr std::uint8_t kAnswer = 2;
constexpr std::uint8_t kBlinding = 4;

Seed seed_of(ByteReader& reader) { return from_bytes<Seed>(reader.fixed(sizeof Seed::bytes)); }

}  // namespace

std::string encoded(const PrivatePart& part) {
  ByteWriter writer;
  writer.byte(static_cast<std::uint8_t>((part.seed ? kSeed : 0U) | (part.answer ? kAnswer : 0U) |
                                        (part.blinding ? kBlinding : 0U)));
  if (part.seed) writer.fixed(view(*part.seed));
  if (part.answer) {
    writer.fixed(view(part.answer->name));
    writer.number(part.answer->fingerprint);
    writer.text(part.answer->body);
  }
  if (part.blinding) writer.fixed(view(*part.blinding));
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
    answer.name = from_bytes<Digest>(reader.fixed(sizeof Digest::bytes));
    answer.fingerprint = reader.number();
    answer.body = reader.text();
  }
  if ((holds & kBlinding) != 0) part.blinding = seed_of(reader);
  part.events = reader.rest();
  return part;
}

}  // namespace quitrent::api
