// SPDX-License-Identifier: EUPL-1.2
#include "registry/vocabulary/rate.hpp"

namespace quitrent {

std::expected<AnnualRate, DecimalFault> parse_percent(std::string_view text) {
  if (!text.ends_with('%')) return std::unexpected(DecimalFault::not_decimal);
  text.remove_suffix(1);
  // One percent is 10^7 parts per billion, so seven decimals of a percent are one part.
  const auto ppb = parse_decimal(text, 7);
  if (!ppb) return std::unexpected(ppb.error());
  return AnnualRate::from_ppb(*ppb);
}

std::string to_text(AnnualRate rate) { return format_decimal(rate.ppb(), 9, 0); }

}  // namespace quitrent
