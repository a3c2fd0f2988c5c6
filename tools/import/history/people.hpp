// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <span>
#include <string_view>

namespace quitrent::history {

/// What a party does in the history.
enum class Part : unsigned char {
  trader,     ///< a member that holds, values and buys of its own accord
  careless,   ///< a member that only does what the story says, and lets assets lapse
  registrar,  ///< records evidence, holds and findings
  policy,     ///< proposes or approves schedules
  auditor,    ///< reads
};

/// An invented party. No such person or firm is meant.
struct Person {
  std::string_view name;
  Part part;
};

/// All invented parties.
std::span<const Person> people();

/// The role of a part, as the register names it.
std::string_view role_of(Part part);

inline constexpr std::string_view kFirstRegistrar = "Registrar Ilse Harnotten";
inline constexpr std::string_view kSecondRegistrar = "Registrar Bálint Szélkuti";
inline constexpr std::string_view kProposer = "Policy officer Noor Haverlinck";
inline constexpr std::string_view kApprover = "Policy officer Tadgh Ballinroe";

}  // namespace quitrent::history
