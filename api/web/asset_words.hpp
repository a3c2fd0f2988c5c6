// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

// What pages say about an asset, from the API's answer about it. Every page uses these functions,
// so that all pages say the same.

/// A class with its first letter as a capital: `Patent`.
std::string class_text(std::string_view asset_class);

/// A commitment in words: `licence-of-right` is `licence of right`, `frand` is `FRAND`.
std::string commitment_text(std::string_view commitment);

/// A state in plain words.
struct StateWords {
  std::string label;     ///< for lists: `In auction`
  std::string sentence;  ///< what it means for holder and buyers
};
/// The words for the state of an asset.
StateWords state_words(const JsonValue& asset);

/// What a buyer pays this second: an amount with currency, or `not for sale`.
std::string price_text(const JsonValue& asset);
/// What buying means now, or why nobody can buy now.
std::string buying_sentence(const JsonValue& asset);

/// The public terms in one line: the licence expression, the commitment, or that there are none.
std::string terms_text(const JsonValue& asset);

/// A deadline of an asset.
struct Deadline {
  std::string label;
  std::string instant;  ///< as the API writes it
  std::string reason;   ///< why it stands, and what happens then
};
/// The deadlines of an asset by time. Source: MECHANISM.md, section 7.
std::vector<Deadline> deadlines(const JsonValue& asset);

/// An instant for `<time>`: `iso`, `text` and `distance` from `now`.
Model time_model(std::string_view instant, std::string_view now);

/// A party as a link: `name` and `address`; false where there is none.
Model party_model(const JsonValue& party);

/// The line of an asset in a list: `name`, `address`, `asset_class`, `state`, `price`, `degree`,
/// `tax_per_day`, `holder`.
Model asset_row(const JsonValue& asset);

}  // namespace quitrent::api
