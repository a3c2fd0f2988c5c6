// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "api/web/api_reader.hpp"
#include "api/web/model.hpp"

namespace quitrent::api {

/// What pages say about one kind of event. A sentence has places: `{path}` is a party or a text of
/// the event, `{path:form}` is shown in a form, such as `{amount:amount}`. A dot leads into an
/// object.
struct EventSentence {
  std::string_view kind;
  std::string_view member;  ///< decides among events of the kind; empty where there is one sentence
  std::string_view value;   ///< of the member
  std::string_view text;
};
/// All sentences. For an event the first one that fits counts.
std::span<const EventSentence> event_sentences();

/// Writes public events as sentences with links. For one thread and one answer: it keeps the names
/// of assets that it has read.
class EventWriterForPeople {
 public:
  /// `api` must outlive this object. Amounts are in `currency`.
  EventWriterForPeople(const ApiReader& api, std::string currency)
      : api_{api}, currency_{std::move(currency)} {}
  /// The parts of the sentence about an event, each with `text` and `address`, which is false where
  /// the part is no link. Throws std::logic_error where there is no sentence.
  Model parts(const JsonValue& event);

 private:
  void add_place(const JsonValue& event, std::string_view place, Model& parts);
  void add_asset(std::string_view id, Model& parts);

  const ApiReader& api_;
  std::string currency_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace quitrent::api
