// SPDX-License-Identifier: EUPL-1.2
#include "tax/delinquency.hpp"

#include "registry/vocabulary/scaled.hpp"

namespace quitrent::tax {

Money surcharge(Money arisen, Share late_surcharge, Money already_paid) {
  const Money whole = scaled(arisen, late_surcharge.ppm(), kWhole.ppm(), Rounding::up);
  return greatest(Money{}, whole - already_paid);
}

}  // namespace quitrent::tax
