// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/conveyance.hpp"

#include "registry/vocabulary/bytes.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent {

Digest chain_link(const Digest& before, const Conveyance& link) {
  ByteWriter writer;
  writer.fixed(view(before));
  writer.byte(static_cast<std::uint8_t>(link.cause));
  writer.byte(link.has_holder ? 1 : 0);
  if (link.has_holder) writer.fixed(view(link.holder.id.uuid));
  writer.signed_number(link.at.seconds());
  writer.signed_number(link.price.micro());
  return sha256(writer.bytes());
}

void convey(Asset& asset, const Conveyance& link, Ordinal holder) {
  asset.chain = chain_link(asset.chain, link);
  ++asset.conveyances;
  asset.holder = holder;
  asset.conveyed_at = link.at;
  if (link.has_holder) asset.held_since = link.at;
}

}  // namespace quitrent
