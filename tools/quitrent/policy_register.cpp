// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_register.hpp"

#include <exception>

#include "tools/quitrent/policy_words.hpp"
#include "tools/simulation/read_register.hpp"

namespace quitrent {

bool is_address(const std::string& text) {
  return text.starts_with("http://") || text.starts_with("https://");
}

std::unique_ptr<api::FoldedJournal> register_of_file(const std::string& file) {
  if (is_address(file)) {
    throw PolicyFault{file + ": is an address; this needs the register's file"};
  }
  try {
    return read_register(file);
  } catch (const PolicyFault&) {
    throw;
  } catch (const std::exception& unreadable) {
    throw PolicyFault{file + ": " + unreadable.what()};
  }
}

nlohmann::ordered_json register_json(const std::string& file, const Head& head) {
  return {{"file", file},
          {"sequence", head.sequence},
          {"at", to_text(head.at)},
          {"digest", to_text(head.digest)}};
}

}  // namespace quitrent
