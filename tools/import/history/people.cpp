// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/people.hpp"

#include <array>

namespace quitrent::history {
namespace {

constexpr auto kPeople = std::to_array<Person>({
    {kFirstRegistrar, Part::registrar},
    {kSecondRegistrar, Part::registrar},
    {kProposer, Part::policy},
    {kApprover, Part::policy},
    {"Auditor Pelagia Doukarou", Part::auditor},
    {"Ostvik Turbinverk AS", Part::trader},
    {"Maren Lysgardet", Part::trader},
    {"Halvard & Tinde ApS", Part::trader},
    {"Korhopuro Pumput Oy", Part::trader},
    {"Brannforsa Glasbruk AB", Part::trader},
    {"Teodora Vânturelescu", Part::trader},
    {"Atelier Corvessac SARL", Part::trader},
    {"Lucie Maraventin", Part::trader},
    {"Gebrüder Hagenquell GmbH", Part::trader},
    {"Wiebke Ostertanner", Part::trader},
    {"Officina Baldorani S.r.l.", Part::trader},
    {"Ginevra Tolmacciolo", Part::trader},
    {"Talleres Urdebarri S.L.", Part::trader},
    {"Inés Urdavalle", Part::trader},
    {"Moinho de Valverdal Lda", Part::trader},
    {"Zegłowiak i Córki sp. z o.o.", Part::trader},
    {"Jagna Brzozowiecka", Part::trader},
    {"Horalův Mlýnek s.r.o.", Part::trader},
    {"Szélkút Műhely Kft.", Part::trader},
    {"Eleni Stavrakouria", Part::trader},
    {"Aegirana Datalab P.C.", Part::trader},
    {"Koivemäe Tarkvara OÜ", Part::trader},
    {"Dzintarlauki SIA", Part::trader},
    {"Pilkalnė Studija UAB", Part::trader},
    {"Van der Wielinck B.V.", Part::trader},
    {"Saskia Molenhagen", Part::trader},
    {"Ardenvalle Instruments SA", Part::trader},
    {"Caoimhe Tullabegan", Part::trader},
    {"Hinterquellen Verlag AG", Part::trader},
    {"Anatolkan Seramik A.Ş.", Part::trader},
    {"Okonjiweh Agritech Ltd", Part::trader},
    {"Amahle Nkondlovane", Part::trader},
    {"Kestrelmoor Robotics Ltd", Part::trader},
    {"Hoshizukiya Seisakujo K.K.", Part::trader},
    {"Meera Valliputran", Part::trader},
    {"Windfall & Nephews Ltd", Part::careless},
    {"Studio Naamvergeten V.O.F.", Part::careless},
    {"Passatwindig UG", Part::careless},
    {"Bottega Dimenticona S.n.c.", Part::careless},
    {"Fortuna Perdidosa S.A.", Part::careless},
    {"Oubliette & Fils SAS", Part::careless},
});

}  // namespace

std::span<const Person> people() { return kPeople; }

std::string_view role_of(Part part) {
  switch (part) {
    case Part::registrar:
      return "registrar";
    case Part::policy:
      return "policy";
    case Part::auditor:
      return "auditor";
    case Part::trader:
    case Part::careless:
      return "member";
  }
  return "member";
}

}  // namespace quitrent::history
