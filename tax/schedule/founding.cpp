// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/founding.hpp"

namespace quitrent::tax {
namespace {

constexpr std::string_view kFoundingSchedule =
    R"toml(# The schedule with which a register begins unless it is given its own.
title = "Founding schedule"
currency = "EUR"

[[class]]
name = "patent"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "2.5%" }]

[[class]]
name = "design"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "3%" }]

[[class]]
name = "trademark"
notice = "0s"
grant_back = false
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "1%" }]

[[class]]
name = "software"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "5%" }]

[[class]]
name = "dataset"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "5%" }]

[[class]]
name = "copyright"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "2.5%" }]

[[class]]
name = "model"
notice = "0s"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "5%" }]

[[degree]]
from = 1970-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "1", multiplier = "1" }]

[[procedure]]
from = 1970-01-01
escrow_cover = "30d"
grace = "30d"
auction = "28d"
withdrawal_notice = "90d"
late_surcharge = "10%"
finding_surcharge = "25%"
registration_fee = "0"
minimum_deposit = "0.01"

[[revenue]]
from = 1970-01-01
shares = [
  { to = "treasury", share = "40%" },
  { to = "commons fund", share = "30%" },
  { to = "dividend", share = "20%" },
  { to = "operations", share = "10%" },
]
)toml";

}  // namespace

std::string_view founding_schedule_toml() { return kFoundingSchedule; }

}  // namespace quitrent::tax
