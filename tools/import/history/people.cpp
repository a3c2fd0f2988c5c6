// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/history/people.hpp"

namespace quitrent::history {

const std::vector<Person>& people() {
  using enum Part;
  static const std::vector<Person> rows{
      {kFirstRegistrar, registrar},
      {kSecondRegistrar, registrar},
      {kProposer, policy},
      {kApprover, policy},
      {"Auditor Pelagia Doukarou", auditor},
      {"Ostvik Turbinverk AS", trader},
      {"Maren Lysgardet", trader},
      {"Halvard & Tinde ApS", trader},
      {"Korhopuro Pumput Oy", trader},
      {"Brannforsa Glasbruk AB", trader},
      {"Teodora Vânturelescu", trader},
      {"Atelier Corvessac SARL", trader},
      {"Lucie Maraventin", trader},
      {"Gebrüder Hagenquell GmbH", trader},
      {"Wiebke Ostertanner", trader},
      {"Officina Baldorani S.r.l.", trader},
      {"Ginevra Tolmacciolo", trader},
      {"Talleres Urdebarri S.L.", trader},
      {"Inés Urdavalle", trader},
      {"Moinho de Valverdal Lda", trader},
      {"Zegłowiak i Córki sp. z o.o.", trader},
      {"Jagna Brzozowiecka", trader},
      {"Horalův Mlýnek s.r.o.", trader},
      {"Szélkút Műhely Kft.", trader},
      {"Eleni Stavrakouria", trader},
      {"Aegirana Datalab P.C.", trader},
      {"Koivemäe Tarkvara OÜ", trader},
      {"Dzintarlauki SIA", trader},
      {"Pilkalnė Studija UAB", trader},
      {"Van der Wielinck B.V.", trader},
      {"Saskia Molenhagen", trader},
      {"Ardenvalle Instruments SA", trader},
      {"Caoimhe Tullabegan", trader},
      {"Hinterquellen Verlag AG", trader},
      {"Anatolkan Seramik A.Ş.", trader},
      {"Okonjiweh Agritech Ltd", trader},
      {"Amahle Nkondlovane", trader},
      {"Kestrelmoor Robotics Ltd", trader},
      {"Hoshizukiya Seisakujo K.K.", trader},
      {"Meera Valliputran", trader},
      {"Windfall & Nephews Ltd", careless},
      {"Studio Naamvergeten V.O.F.", careless},
      {"Passatwindig UG", careless},
      {"Bottega Dimenticona S.n.c.", careless},
      {"Fortuna Perdidosa S.A.", careless},
      {"Oubliette & Fils SAS", careless},
  };
  return rows;
}

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
