// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/titles.hpp"

#include <algorithm>
#include <array>

#include "registry/vocabulary/ensure.hpp"

namespace quitrent::history {

namespace {

constexpr auto kPatentTitles = std::to_array<std::string_view>(
    {"Heat pump for a canal boat",  "Self-levelling tripod foot",
     "Low-noise tidal rotor",       "Seed drill with a moisture probe",
     "Felt made of brewers' grain", "Folding wind anchor",
     "Valve without a spring",      "Loom that mends a broken thread",
     "Battery case of cork",        "Night light for beehives",
     "Brake for cargo tricycles",   "Filter of crushed mussel shell",
     "Hinge printed in one piece",  "Kiln that keeps its heat",
     "Radio beacon for hikers",     "Pump driven by a weir",
     "Window that stores light",    "Rope with a wear mark",
     "Needle for glass wool",       "Cold chain without ice",
     "Clutch for a hand mill",      "Sensor for frozen pipes",
     "Glue that lets go in steam",  "Sail with a memory"});

constexpr auto kDesignTitles = std::to_array<std::string_view>(
    {"Teapot in one line", "Stacking chair Aspen", "Lantern Low Tide", "Tile pattern Quince",
     "Bicycle bell Wren", "Bottle with a flat side", "Bench for two weathers", "Door handle Comma",
     "Cutlery Nordlys", "Rucksack Fold", "Clock without hands", "Watering can Heron"});

constexpr auto kTrademarkTitles = std::to_array<std::string_view>(
    {"WEIR & WILLOW", "NINE HERONS", "OSTVIK", "SALTLIGHT", "TINDE", "MILLSTONE YELLOW",
     "QUINCE HOUSE", "BALDORANA", "FERNWEH RADIO", "KESTRELMOOR", "ULLA'S OVEN", "PAPER TIDE",
     "GLASBRUK No. 5", "TULLABEGAN"});

constexpr auto kSoftwareTitles = std::to_array<std::string_view>(
    {"Ferry timetable solver 2", "Orchard ledger 5",   "Loom simulator 1.4",
     "Kiln control 3",           "Weir gate planner",  "Beekeeper's diary 7",
     "Glass cutter's nesting 2", "Tram headway 4",     "Archive scanner 1.1",
     "Choir scheduler 3",        "Pump fleet console", "Night train finder 2",
     "Map of footpaths 6",       "Invoice reader 2",   "Peat moisture model 1",
     "Wind farm watch 9",        "Recipe scaler 3",    "Ceramic glaze mixer",
     "Robot arm teacher 2",      "Library loans 12"});

constexpr auto kDatasetTitles = std::to_array<std::string_view>(
    {"Tides of an invented fjord", "Hourly wind over Ostvik", "Hedgerow birds by parish",
     "Ten thousand teapots", "Spoken numbers in four accents", "Soil cores of Valverdal",
     "Canal traffic by hour", "Old mill sites", "Handwriting of a postmaster",
     "Street trees of Tinde", "Bread prices since 1900", "Rain on slate roofs", "Kiln temperatures",
     "Potholes by street"});

constexpr auto kCopyrightTitles = std::to_array<std::string_view>(
    {"The lock keeper's daughter", "Songs of the lower weir", "A field guide to gates",
     "Forty evening stories", "The glass village", "Cooking on a barge", "Maps nobody drew",
     "Concerto for two bicycles", "The felt maker's manual", "Letters from Valverdal",
     "Atlas of imaginary islands", "The slow clock", "Night train, a play", "Bread and salt"});

constexpr auto kModelTitles = std::to_array<std::string_view>(
    {"Tide forecaster small", "Kiln crack detector", "Choir pitch listener",
     "Handwriting reader 3B", "Loom pattern writer", "Bird caller 1", "Frost warner",
     "Pothole spotter", "Old map aligner", "Recipe translator 7B", "Wind gust guesser",
     "Teapot namer"});

constexpr auto kTrades = std::to_array<Trade>({
    {"patent", 25, kPatentTitles},
    {"design", 30, kDesignTitles},
    {"trademark", 10, kTrademarkTitles},
    {"software", 50, kSoftwareTitles},
    {"dataset", 50, kDatasetTitles},
    {"copyright", 25, kCopyrightTitles},
    {"model", 60, kModelTitles},
});

}  // namespace

std::span<const Trade> trades() { return kTrades; }

const Trade& trade_of(std::string_view asset_class) {
  const auto found = std::ranges::find(kTrades, asset_class, &Trade::asset_class);
  ensure(found != kTrades.end(), "the history knows every class that it names");
  return *found;
}

namespace {

constexpr auto kCommitments = std::to_array<Offer>({
    {R"({"commitment": "none"})", 1000},
    {R"({"commitment": "none"})", 1000},
    {R"({"commitment": "none"})", 1000},
    {R"({"commitment": "exclusive"})", 1000},
    {R"({"commitment": "frand"})", 625},
    {R"({"commitment": "licence-of-right"})", 500},
    {R"({"commitment": "limited-pledge"})", 475},
    {R"({"commitment": "open-pool"})", 300},
    {R"({"commitment": "rand-z"})", 225},
    {R"({"commitment": "defensive-pledge"})", 188},
    {R"({"commitment": "royalty-free"})", 0},
});

constexpr auto kPrograms = std::to_array<Offer>({
    {R"({"spdx": "LicenseRef-Commercial-Site"})", 1000},
    {R"({"spdx": "LicenseRef-Commercial-Seat"})", 1000},
    {R"({"spdx": "MIT AND LicenseRef-Commercial-Site"})", 1000},
    {R"({"spdx": "MIT", "source_withheld": true})", 1000},
    {R"({"spdx": "BUSL-1.1", "then": {"spdx": "Apache-2.0", "on": "@later:300"}})", 190},
    {R"({"spdx": "BUSL-1.1", "then": {"spdx": "MPL-2.0", "on": "@later:900"}})", 190},
    {R"({"spdx": "Elastic-2.0"})", 190},
    {R"({"spdx": "PolyForm-Noncommercial-1.0.0"})", 270},
    {R"({"spdx": "GPL-3.0-only OR LicenseRef-Commercial-Site"})", 0},
    {R"({"spdx": "AGPL-3.0-or-later"})", 0},
    {R"({"spdx": "EUPL-1.2"})", 0},
    {R"({"spdx": "Apache-2.0"})", 0},
});

constexpr auto kCollections = std::to_array<Offer>({
    {R"({"spdx": "LicenseRef-Subscribers-Only"})", 1000},
    {R"({"spdx": "LicenseRef-Subscribers-Only", "then": {"spdx": "CC0-1.0", "on": "@later:250"}})",
     1000},
    {R"({"spdx": "CC-BY-NC-4.0"})", 310},
    {R"({"spdx": "CC-BY-NC-SA-4.0"})", 310},
    {R"({"spdx": "CC-BY-4.0"})", 0},
    {R"({"spdx": "CC0-1.0"})", 0},
    {R"({"spdx": "ODbL-1.0"})", 0},
});

constexpr auto kWorks = std::to_array<Offer>({
    {R"({"spdx": "LicenseRef-All-Rights-Reserved"})", 1000},
    {R"({"spdx": "LicenseRef-All-Rights-Reserved"})", 1000},
    {R"({"spdx": "CC-BY-NC-ND-4.0", "then": {"spdx": "CC-BY-4.0", "on": "@later:800"}})", 600},
    {R"({"spdx": "CC-BY-NC-ND-4.0"})", 600},
    {R"({"spdx": "CC-BY-ND-4.0"})", 400},
    {R"({"spdx": "CC-BY-NC-4.0"})", 300},
    {R"({"spdx": "CC-BY-SA-4.0"})", 0},
});

constexpr auto kWeights = std::to_array<Offer>({
    {R"({"spdx": "LicenseRef-Weights-By-Contract"})", 1000},
    {R"({"spdx": "LicenseRef-Weights-By-Contract"})", 1000},
    {R"({"spdx": "CC-BY-NC-4.0"})", 310},
    {R"({"spdx": "BUSL-1.1", "then": {"spdx": "Apache-2.0", "on": "@later:365"}})", 190},
    {R"({"spdx": "PolyForm-Noncommercial-1.0.0"})", 270},
    {R"({"spdx": "Apache-2.0"})", 0},
});

constexpr auto kMarks = std::to_array<Offer>({{"", 1000}});

}  // namespace

std::span<const Offer> offers_of(std::string_view asset_class) {
  if (asset_class == "software") return kPrograms;
  if (asset_class == "dataset") return kCollections;
  if (asset_class == "copyright") return kWorks;
  if (asset_class == "model") return kWeights;
  if (asset_class == "trademark") return kMarks;
  return kCommitments;
}

}  // namespace quitrent::history
