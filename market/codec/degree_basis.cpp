// SPDX-License-Identifier: EUPL-1.2
#include "market/codec/degree_basis.hpp"

#include <algorithm>

#include "market/codec/values.hpp"
#include "registry/vocabulary/fixed_bytes.hpp"

namespace quitrent::market {

void encode_degree_basis(ByteWriter& writer, const DegreeBasisRecorded& event) {
  writer.fixed(view(event.basis.licences));
  writer.fixed(view(event.basis.carried_weights));
  writer.number(kAssetClasses.size());
  for (const AssetClass asset_class : kAssetClasses) {
    writer.text(to_text(asset_class));
    for (const Share share : event.basis.weights[static_cast<std::size_t>(asset_class)].shares) {
      writer.signed_number(share.ppm());
    }
  }
}

DegreeBasisRecorded degree_basis_recorded(ByteReader& reader) {
  DegreeBasisRecorded event{
      .basis = {.licences = {}, .carried_weights = {}, .weights = tax::unrecorded_weights()}};
  event.basis.licences = digest_of(reader);
  event.basis.carried_weights = digest_of(reader);
  for (std::size_t left = reader.count(); left > 0; --left) {
    const auto asset_class = parse_asset_class(reader.text());
    require(asset_class.has_value(), "weights of a class that this program does not know");
    tax::Weights& weights = event.basis.weights[static_cast<std::size_t>(*asset_class)];
    for (Share& share : weights.shares) share = share_of(reader);
    const bool weighs =
        std::ranges::any_of(weights.shares, [](Share share) { return share != Share{}; });
    require(weighs, "weights that weigh no dimension");
  }
  return event;
}

void encode_profile_considered(ByteWriter& writer, const ProfileConsidered& event) {
  writer.text(event.profile.reference);
  writer.byte(event.profile.digest ? 1 : 0);
  if (event.profile.digest) writer.fixed(view(*event.profile.digest));
  encode_instant(writer, event.recorded_at);
  writer.number(event.next);
  writer.number(event.end);
}

ProfileConsidered profile_considered(ByteReader& reader) {
  ProfileConsidered event;
  event.profile.reference = reader.text();
  if (flag_of(reader)) event.profile.digest = digest_of(reader);
  event.recorded_at = instant_of(reader);
  event.next = small_number_of(reader);
  event.end = small_number_of(reader);
  require(event.next <= event.end, "a profile was considered for more assets than there are");
  return event;
}

}  // namespace quitrent::market
