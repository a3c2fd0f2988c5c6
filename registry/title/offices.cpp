// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/offices.hpp"

namespace quitrent {
namespace {

/// WIPO ST.3, version of 2024, section 1: states, other entities and organisations.
constexpr std::string_view kOffices =
    "AD AE AF AG AI AL AM AO AP AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BV "
    "BW BX BY BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EA EC EE EG "
    "EH EM EP ER ES ET FI FJ FK FM FO FR GA GB GC GD GE GG GH GI GL GM GN GQ GR GS GT GW GY HK HN "
    "HR HT HU IB ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC "
    "LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM MN MO MP MR MS MT MU MV MW MX MY MZ NA NE "
    "NG NI NL NO NP NR NU NZ OA OM PA PE PG PH PK PL PT PW PY QA QZ RO RS RU RW SA SB SC SD SE SG "
    "SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US "
    "UY UZ VA VC VE VG VN VU WO WS XN XU XV YE ZA ZM ZW ";

/// WIPO ST.3, annex: former offices; documents still have their codes.
constexpr std::string_view kFormerOffices = "AN BU CS DD DL RH SU YU ZR ";

/// Whether a list of codes, each followed by a space, contains `code`.
constexpr bool is_in(std::string_view codes, std::string_view code) {
  for (std::size_t at = 0; at < codes.size(); at += 3) {
    if (codes.substr(at, 2) == code) return true;
  }
  return false;
}

}  // namespace

bool is_office(std::string_view code) {
  return is_in(kOffices, code) || is_in(kFormerOffices, code);
}

}  // namespace quitrent
