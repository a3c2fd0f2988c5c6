// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/share.hpp"

namespace quitrent {
namespace {

std::expected<Share, DecimalFault> share_of(std::expected<std::int64_t, DecimalFault> ppm) {
  if (!ppm) return std::unexpected(ppm.error());
  if (*ppm > kWhole.ppm()) return std::unexpected(DecimalFault::out_of_range);
  return Share::from_ppm(static_cast<std::int32_t>(*ppm));
}

}  // namespace

std::expected<Share, DecimalFault> parse_share(std::string_view text) {
  return share_of(parse_decimal(text, 6));
}

std::expected<Share, DecimalFault> parse_percent_share(std::string_view text) {
  if (!text.ends_with('%')) return std::unexpected(DecimalFault::not_decimal);
  text.remove_suffix(1);
  return share_of(parse_decimal(text, 4));
}

std::string to_text(Share share) { return format_decimal(share.ppm(), 6, 6); }

}  // namespace quitrent
