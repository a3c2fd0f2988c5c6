// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/scenes.hpp"

#include <array>
#include <charconv>

#include "tools/import/history/people.hpp"

namespace quitrent::history {
namespace {

constexpr auto kFirst = kFirstRegistrar;
constexpr auto kSecond = kSecondRegistrar;

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::string made(std::string_view name) { return name.empty() ? "" : "@made:" + std::string{name}; }

/// The table stands in a struct, so that the short names of the kinds are known in it alone.
struct Stories {
  using enum StepKind;
  static constexpr auto kScenes = std::to_array<Scene>({
      // Escrows that run out.
      {112, deposit, {}, "Rain-fed turbine blade", "700"},
      {150, purchase, "Ostvik Turbinverk AS", "Quiet ratchet", "1100"},
      {244, purchase, "Koivemäe Tarkvara OÜ", "Clock tower controller 2", "700"},
      {306, purchase, "Hinterquellen Verlag AG", "Ballads of the ninth lock", "500"},
      {438, redemption, {}, "Ice saw without a blade", "{}"},
      {439, deposit, {}, "Ice saw without a blade", "500"},
      {556, purchase, "Anatolkan Seramik A.Ş.", "Mosaic of broken crockery", "800"},
      // Given away, withdrawn; the notice of one ends with its sale.
      {210, dedication, {}, "Open seed atlas", R"({"confirm": "irrevocable"})"},
      {450, dedication, {}, "Wheelchair ramp that folds", R"({"confirm": "irrevocable"})"},
      {655, dedication, {}, "Lullabies for machines", R"({"confirm": "irrevocable"})"},
      {350, withdrawal, {}, "PAPER LANTERN", "{}"},
      {370, purchase, "Saskia Molenhagen", "PAPER LANTERN", "1100"},
      {500, withdrawal, {}, "Steam-bent skis", "{}"},
      {690, withdrawal, {}, "Puppet theatre kit", "{}"},
      // Acts of two registrars.
      {480, expiry, kFirst, "Tin toy press",
       R"({"reference": "invented court 48/2", "expires_at": "@at:3000"})", "act 1"},
      {482, approval, kSecond, "Tin toy press", R"({"digest": "@digest:act 1"})", {}, "act 1"},
      {470, purchase, "Lucie Maraventin", "Perpetual wheel", "1000"},
      {540, strike, kFirst, "Perpetual wheel", R"({"reference": "invented court 54/1"})", "act 2"},
      {543, approval, kSecond, "Perpetual wheel", R"({"digest": "@digest:act 2"})", {}, "act 2"},
      {610, rectification, kSecond, "Notebook of a harbour pilot",
       R"({"reference": "invented court 61/7", "holder": "@party:Van der Wielinck B.V."})",
       "act 3"},
      {612,
       approval,
       kFirst,
       "Notebook of a harbour pilot",
       R"({"digest": "@digest:act 3"})",
       {},
       "act 3"},
      {614, deposit, "Van der Wielinck B.V.", "Notebook of a harbour pilot", "400"},
      {727, strike, kFirst, "Spoon without weight", R"({"reference": "invented court 73/5"})",
       "act 4"},
      // Holds.
      {150, hold, kFirst, "Stair-climbing pram",
       R"({"reference": "invented court 15/3", "ends_at": "@at:190"})", "hold 1"},
      {170, lift, kFirst, "Stair-climbing pram", {}, {}, "hold 1"},
      {705, hold, kSecond, "Model of the old harbour",
       R"({"reference": "invented court 70/9", "ends_at": "@at:760"})", "hold 2"},
      // A finding that stands, one that was wrong, a frivolous contest, a contest that waits.
      {420, finding, kFirst, "Sluice kernel 5",
       R"({"reference": "invented file 42/1", "source_withheld": true})", "finding 1"},
      {428,
       contest,
       {},
       "Sluice kernel 5",
       R"({"reason": "The source is on our own server.", "finding": "@made:finding 1"})",
       "contest 1"},
      {441,
       decision,
       kSecond,
       "Sluice kernel 5",
       R"({"outcome": "rejected", "reason": "That server answers members of the firm only.",
           "reference": "invented file 42/2"})",
       {},
       "contest 1"},
      {451, deposit, {}, "Sluice kernel 5", "700"},
      {560, finding, kSecond, "Harbour speech",
       R"({"reference": "invented file 56/1", "terms": {"spdx": "CC-BY-NC-4.0"}})", "finding 2"},
      {566,
       contest,
       {},
       "Harbour speech",
       R"({"reason": "The page of the finding is about another model.",
           "finding": "@made:finding 2"})",
       "contest 2"},
      {580,
       decision,
       kFirst,
       "Harbour speech",
       R"({"outcome": "upheld", "reason": "The two models only share a name.",
           "reference": "invented file 56/2"})",
       {},
       "contest 2"},
      {330, contest, "Meera Valliputran", "Teasel browser 9",
       R"({"reason": "I do not like its icon."})", "contest 3"},
      {344,
       decision,
       kSecond,
       "Teasel browser 9",
       R"({"outcome": "frivolous", "reason": "An icon closes nothing.",
           "reference": "invented file 33/1"})",
       {},
       "contest 3"},
      {719, contest, "Lucie Maraventin", "Feldspar notes 2",
       R"({"reason": "Half of its source cannot be found."})", "contest 4"},
      // Terms.
      {250,
       profile,
       kFirst,
       {},
       R"({"reference": "LicenseRef-Weir-Community", "reason": "Free for communities.",
           "levels": {"A": 0, "U": 6, "M": 0, "R": 6, "Y": 6, "P": 0, "B": 12, "E": 12},
           "document_digest":
           "sha256:5e1f0000000000000000000000000000000000000000000000000000000000e1"})"},
      {300, terms, {}, "Ferryman's almanac", R"({"terms": {"spdx": "CC-BY-4.0"}})"},
      {340, terms, {}, "Cogwheel cutter", R"({"terms": {"commitment": "licence-of-right"}})"},
      {470, terms, {}, "Ropewalk 2", R"({"terms": {"spdx": "Apache-2.0"}})"},
      {660,
       terms,
       {},
       "Windlass with two speeds",
       R"({"terms": {"commitment": "none"}, "accept_clawback": "5000.00"})"},
      // Liens and licences.
      {90,
       licence,
       {},
       "Cargo sail",
       R"({"licensee": {"party": "@party:Halvard & Tinde ApS"}, "exclusive": false,
           "scope": "ships of up to 20 m"})"},
      {140,
       licence,
       {},
       "Tunnel kiln",
       R"({"licensee": {"party": "@party:Anatolkan Seramik A.Ş."}, "exclusive": true,
           "scope": "tiles", "ends_at": "@at:900"})",
       "licence 1"},
      {400, end_licence, "Anatolkan Seramik A.Ş.", "Tunnel kiln", {}, {}, "licence 1"},
      {450,
       licence,
       {},
       "Tunnel kiln",
       R"({"licensee": {"name": "an invented guild of potters"}, "exclusive": true,
           "scope": "roof tiles", "ends_at": "@at:1100"})"},
      {380,
       licence,
       {},
       "Hilltop forecaster",
       R"({"licensee": {"party": "@party:Okonjiweh Agritech Ltd"}, "exclusive": false,
           "scope": "farms", "ends_at": "@at:1000"})"},
      {130,
       lien,
       {},
       "Tunnel kiln",
       R"({"creditor": "@party:Van der Wielinck B.V.", "secured": "300000.00"})",
       "lien 1"},
      {480, release, "Van der Wielinck B.V.", "Tunnel kiln", {}, {}, "lien 1"},
      {200,
       lien,
       {},
       "Glass bead loom",
       R"({"creditor": "@party:Saskia Molenhagen", "secured": "20000.00"})"},
      {390, purchase, "Atelier Corvessac SARL", "Glass bead loom", "1200"},
      {260,
       lien,
       {},
       "Cargo sail",
       R"({"creditor": "@party:Kestrelmoor Robotics Ltd", "secured": "800000.00"})"},
      {262,
       lien,
       {},
       "Cargo sail",
       R"({"creditor": "@party:Meera Valliputran", "secured": "150000.00"})"},
      {500, assessment, {}, "Cargo sail", "2700000"},
      // Freezes.
      {390, freeze, {}, "Oubliette & Fils SAS", R"({"reference": "invented court 39/4"})"},
      {420, unfreeze, {}, "Oubliette & Fils SAS", R"({"reference": "invented court 39/5"})"},
      {724, freeze, {}, "Bottega Dimenticona S.n.c.", R"({"reference": "invented court 72/2"})"},
      // The last days.
      {722, purchase, "Zegłowiak i Córki sp. z o.o.", "HOLLOW CROWN CIDER", "1200"},
      {729, purchase, "Wiebke Ostertanner", "Stair-climbing pram", "1150"},
  });
};

/// What a scene asks for in words of its own; whether it was one of these.
bool file_shorthand(Draft& draft, const Scene& scene, Holding& asset) {
  const std::int64_t number = number_in(scene.body);
  switch (scene.kind) {
    case StepKind::deposit:
      if (!scene.by.empty()) {
        asset.holder = scene.by;
        asset.care = Care::funded;
      }
      draft.deposit(asset, number);
      return true;
    case StepKind::assessment:
      draft.assess(asset, Money::from_micro(number * 1'000'000));
      return true;
    case StepKind::purchase:
      draft.buy(scene.by, {&asset}, number);
      if (asset.care == Care::nobody) asset.care = Care::funded;
      return true;
    default:
      return false;
  }
}

/// What a scene costs the party that files it.
Money cost_of(const Scene& scene, const Holding& asset) {
  switch (scene.kind) {
    case StepKind::contest:
      return Money::from_micro(100'000'000);
    case StepKind::terms:
      return Money::from_micro(5'000'000'000);
    case StepKind::redemption:
      return Draft::tax(asset, 365);
    default:
      return {};
  }
}

/// Notes what a scene changes for the days to come.
void note(Draft& draft, StepKind kind, Holding& asset) {
  using enum StepKind;
  if (kind == withdrawal) draft.deposit(asset, 120);  // for the whole of its notice
  if (kind == dedication || kind == strike || kind == rectification || kind == withdrawal) {
    asset.care = Care::nobody;
  }
  if (kind == expiry) asset.expires_at = kEndOfTime;
}

}  // namespace

std::span<const Scene> scenes() { return Stories::kScenes; }

void play(Draft& draft, const Scene& scene) {
  Step step{.at = {},
            .kind = scene.kind,
            .by = std::string{scene.by},
            .subject = {},
            .thing = made(scene.thing),
            .body = std::string{scene.body},
            .makes = made(scene.makes)};
  if (scene.kind == StepKind::freeze || scene.kind == StepKind::unfreeze) {
    step.subject = party_mark(scene.asset);
  } else if (!scene.asset.empty()) {
    Holding& asset = draft.asset(scene.asset);
    if (file_shorthand(draft, scene, asset)) return;
    if (step.by.empty()) step.by = asset.holder;
    const Money cost = cost_of(scene, asset);
    if (cost != Money{}) draft.spend(step.by, cost);
    step.subject = asset_mark(scene.asset);
    note(draft, scene.kind, asset);
  }
  draft.file(std::move(step));
}

}  // namespace quitrent::history
