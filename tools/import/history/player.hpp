// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "registry/vocabulary/instant.hpp"
#include "tools/import/api_client.hpp"
#include "tools/import/history/history.hpp"

namespace quitrent::history {

/// The register refused a step that it must accept, or cannot take a history.
class HistoryFault : public debian::ApiFault {
 public:
  using ApiFault::ApiFault;
};

/// Where the clock of a sandbox that is empty stands. Throws HistoryFault if the register is no
/// sandbox or holds an asset.
Instant beginning_of(debian::ApiClient& client);

/// Sends a history to a sandbox: moves its clock to each step, and files it.
class Player {
 public:
  /// Client and history must outlive the player.
  Player(debian::ApiClient& client, const History& history, std::string operator_key);

  /// Sends the steps before `until`, and moves the clock there. Throws HistoryFault at the first
  /// step that is refused, and ApiFault if the register does not answer.
  void play_until(Instant until);
  /// The API key of a party that has been registered.
  const std::string& key_of(std::string_view name) const;

 private:
  void move_clock(Instant to);
  void send(const Step& step);
  debian::Answer sent(const Step& step);
  void remember(const Step& step, const debian::Answer& answer);
  std::string resolved(std::string_view mark) const;
  std::string path_of(const Step& step) const;
  std::string body_of(const Step& step) const;

  debian::ApiClient& client_;
  const History& history_;
  std::string operator_key_;
  std::size_t next_ = 0;
  Instant clock_ = {};
  std::map<std::string, std::string, std::less<>> known_;  ///< what each mark stands for
  std::map<std::string, std::string, std::less<>> keys_;   ///< by the mark of the party
};

}  // namespace quitrent::history
