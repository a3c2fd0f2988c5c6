// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/arrivals.hpp"

#include <array>

namespace quitrent::history {
namespace {

constexpr const char* kClosed = R"({"commitment": "none"})";
constexpr const char* kOfRight = R"({"commitment": "licence-of-right"})";
constexpr const char* kReserved = R"({"spdx": "LicenseRef-All-Rights-Reserved"})";
constexpr const char* kSite = R"({"spdx": "LicenseRef-Commercial-Site"})";

constexpr const char* kCommunity = R"({"spdx": "LicenseRef-Weir-Community",
    "documents": {"LicenseRef-Weir-Community":
      "sha256:5e1f0000000000000000000000000000000000000000000000000000000000e1"}})";

Money units(std::int64_t count) { return Money::from_micro(count * 1'000'000); }

/// A row: the day, what is registered by whom, at which value, on which terms; then how the story
/// needs it.
struct Row {
  int day;
  std::string_view name, asset_class, holder;
  std::int64_t value;
  std::string_view terms;
  std::int64_t permille = 1000, escrow_days = 0;
  Care care = Care::funded;
  int expires_day = 0;
  std::string_view origin = {}, relation = {};
};

constexpr auto nobody = Care::nobody;
constexpr auto funded = Care::funded;
constexpr auto ordinary = Care::ordinary;

constexpr auto kRows = std::to_array<Row>({
    // The lowest and the highest value.
    {26, "Machine that folds itself", "patent", "Hoshizukiya Seisakujo K.K.", 5'000'000, kClosed},
    {27, "Bookmark with a notch", "design", "Lucie Maraventin", 100, kClosed},
    // Escrows that run out: cured, bought while delinquent, auctioned, redeemed, left to the
    // commons.
    {5, "Rain-fed turbine blade", "patent", "Windfall & Nephews Ltd", 180'000, kClosed, 1000, 95,
     nobody},
    {6, "Quiet ratchet", "patent", "Windfall & Nephews Ltd", 64'000, kClosed, 1000, 130, nobody},
    {10, "Clock tower controller 2", "software", "Studio Naamvergeten V.O.F.", 92'000, kSite, 1000,
     190, nobody},
    {12, "Ballads of the ninth lock", "copyright", "Passatwindig UG", 41'000, kReserved, 1000, 245,
     nobody},
    {20, "Barley price oracle", "software", "Bottega Dimenticona S.n.c.", 23'000, kSite, 1000, 280,
     nobody},
    {15, "PASSATWINDIG", "trademark", "Fortuna Perdidosa S.A.", 38'000, "", 1000, 300, nobody},
    {30, "Ice saw without a blade", "patent", "Oubliette & Fils SAS", 250'000, kClosed, 1000, 365,
     nobody},
    {40, "Mosaic of broken crockery", "design", "Studio Naamvergeten V.O.F.", 9'500, kClosed, 1000,
     470, nobody},
    // Auctions that run at the end, and escrows that ran out in the last weeks.
    {60, "Tandem plough", "patent", "Oubliette & Fils SAS", 310'000, kClosed, 1000, 632, nobody},
    {18, "Lighthouse scheduler 4", "software", "Studio Naamvergeten V.O.F.", 150'000, kSite, 1000,
     664, nobody},
    {25, "Portrait of a weir keeper", "copyright", "Passatwindig UG", 4'800, kReserved, 1000, 653,
     nobody},
    {320, "Salt cellar with a lid", "design", "Passatwindig UG", 7'200, kClosed, 1000, 396, nobody},
    {450, "Gravel sorter", "patent", "Oubliette & Fils SAS", 88'000, kClosed, 1000, 270, nobody},
    // Given to the commons by their holders.
    {8, "Open seed atlas", "dataset", "Okonjiweh Agritech Ltd", 36'000,
     R"({"spdx": "CC-BY-NC-4.0"})", 310},
    {14, "Wheelchair ramp that folds", "patent", "Ardenvalle Instruments SA", 130'000, kOfRight,
     500},
    {90, "Lullabies for machines", "copyright", "Amahle Nkondlovane", 2'600, kReserved},
    // Withdrawn, on the way out, and sold on the way out.
    {31, "Steam-bent skis", "patent", "Brannforsa Glasbruk AB", 27'000, kClosed},
    {50, "Puppet theatre kit", "design", "Officina Baldorani S.r.l.", 3'900, kClosed},
    {55, "PAPER LANTERN", "trademark", "Jagna Brzozowiecka", 12'000, ""},
    // With an end.
    {32, "Pedal-driven sewing table", "patent", "Talleres Urdebarri S.L.", 45'000, kClosed, 1000, 0,
     funded, 365},
    {34, "Gas lamp mantle", "patent", "Gebrüder Hagenquell GmbH", 8'200, kClosed, 1000, 0, funded,
     600},
    {36, "The year of two winters", "copyright", "Hinterquellen Verlag AG", 15'000, kReserved, 1000,
     0, funded, 727},
    {38, "Tin toy press", "patent", "Zegłowiak i Córki sp. z o.o.", 33'000, kClosed, 1000, 0,
     funded, 640},
    // Before the registrars: a strike, another one that waits for its second person, an order of
    // a court.
    {35, "Perpetual wheel", "patent", "Windfall & Nephews Ltd", 52'000, kClosed, 1000, 800, nobody},
    {610, "Spoon without weight", "patent", "Ginevra Tolmacciolo", 19'000, kClosed},
    {70, "Notebook of a harbour pilot", "copyright", "Saskia Molenhagen", 22'000, kReserved},
    // Held for a while; held at the end.
    {22, "Stair-climbing pram", "patent", "Kestrelmoor Robotics Ltd", 76'000, kClosed},
    {120, "Model of the old harbour", "dataset", "Eleni Stavrakouria", 18'000,
     R"({"spdx": "LicenseRef-Subscribers-Only"})"},
    // Findings and contests. The first two pay in as if their degree were found already.
    {60, "Sluice kernel 5", "software", "Pilkalnė Studija UAB", 140'000, R"({"spdx": "EUPL-1.2"})",
     200},
    {100, "Harbour speech", "model", "Aegirana Datalab P.C.", 75'000, R"({"spdx": "Apache-2.0"})",
     310},
    {80, "Teasel browser 9", "software", "Halvard & Tinde ApS", 58'000, R"({"spdx": "MIT"})", 0},
    {210, "Feldspar notes 2", "software", "Wiebke Ostertanner", 31'000, R"({"spdx": "Apache-2.0"})",
     0},
    // Terms that open, terms that close against a clawback, a licence that a registrar reads.
    {29, "Ferryman's almanac", "copyright", "Hinterquellen Verlag AG", 13'000, kReserved},
    {42, "Cogwheel cutter", "patent", "Talleres Urdebarri S.L.", 66'000, kClosed},
    {48, "Ropewalk 2", "software", "Dzintarlauki SIA", 84'000,
     R"({"spdx": "BUSL-1.1", "then": {"spdx": "Apache-2.0", "on": "@day:1200"}})", 190},
    {45, "Windlass with two speeds", "patent", "Horalův Mlýnek s.r.o.", 120'000, kOfRight},
    {40, "Weir community edition", "software", "Koivemäe Tarkvara OÜ", 54'000, kCommunity},
    // Liens and licences.
    {16, "Tunnel kiln", "patent", "Gebrüder Hagenquell GmbH", 900'000, kClosed},
    {33, "Glass bead loom", "design", "Brannforsa Glasbruk AB", 60'000, kClosed},
    {19, "Cargo sail", "patent", "Ostvik Turbinverk AS", 2'400'000, kClosed},
    // Lineages.
    {3, "Loomwright 1.0", "software", "Koivemäe Tarkvara OÜ", 30'000, R"({"spdx": "GPL-3.0-only"})",
     0},
    {200, "Loomwright 2.0", "software", "Koivemäe Tarkvara OÜ", 34'000,
     R"({"spdx": "GPL-3.0-only"})", 0, 0, funded, 0, "Loomwright 1.0", "version"},
    {320, "Loomwright Studio", "software", "Halvard & Tinde ApS", 21'000,
     R"({"spdx": "GPL-3.0-only"})", 0, 0, funded, 0, "Loomwright 2.0", "fork"},
    {12, "Hilltop weather archive", "dataset", "Eleni Stavrakouria", 48'000,
     R"({"spdx": "CC-BY-4.0"})", 0},
    {150, "Hilltop forecaster", "model", "Aegirana Datalab P.C.", 260'000,
     R"({"spdx": "LicenseRef-Weights-By-Contract"})", 1000, 0, ordinary, 0,
     "Hilltop weather archive", "derived"},
    {28, "Song of the long canal", "copyright", "Caoimhe Tullabegan", 5'400,
     R"({"spdx": "CC-BY-NC-4.0"})", 300},
    {260, "Song of the long canal, in Czech", "copyright", "Horalův Mlýnek s.r.o.", 3'100,
     kReserved, 1000, 0, ordinary, 0, "Song of the long canal", "translation"},
    {44, "Peatland survey", "dataset", "Amahle Nkondlovane", 26'000, R"({"spdx": "CC-BY-SA-4.0"})",
     0},
    {380, "Peatland map of drains", "dataset", "Meera Valliputran", 17'000,
     R"({"spdx": "CC-BY-SA-4.0"})", 0, 0, funded, 0, "Peatland survey", "derived"},
    // Bought in the last days, under the notice that the reform gives trademarks.
    {400, "HOLLOW CROWN CIDER", "trademark", "Moinho de Valverdal Lda", 46'000, ""},
});

}  // namespace

const std::vector<Arrival>& arrivals() {
  static const std::vector<Arrival> all = [] {
    std::vector<Arrival> made;
    for (const Row& row : kRows) {
      made.push_back({row.day,
                      {.name = row.name,
                       .asset_class = row.asset_class,
                       .holder = row.holder,
                       .value = units(row.value),
                       .terms = row.terms,
                       .permille = row.permille,
                       .escrow_days = row.escrow_days,
                       .care = row.care,
                       .expires_day = row.expires_day,
                       .origin = row.origin,
                       .relation = row.relation}});
    }
    return made;
  }();
  return all;
}

}  // namespace quitrent::history
