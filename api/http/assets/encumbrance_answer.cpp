// SPDX-License-Identifier: EUPL-1.2
#include "api/http/assets/encumbrance_answer.hpp"

#include "api/http/json/members.hpp"

namespace quitrent::api {
namespace {

/// Writes a list under a key; `write` writes each item.
template <class Item>
void write_list(JsonWriter& json, std::string_view name, const std::vector<Item>& items,
                void (*write)(JsonWriter&, const Item&)) {
  json.key(name).begin_array();
  for (const Item& item : items) write(json, item);
  json.end_array();
}

/// Writes a list of identifiers under a key.
template <class Id>
void write_ids(JsonWriter& json, std::string_view name, const std::vector<Id>& ids) {
  json.key(name).begin_array();
  for (const Id& id : ids) json.text(to_text(id));
  json.end_array();
}

}  // namespace

void write_licence(JsonWriter& json, const RecordedLicence& licence) {
  json.begin_object().text("id", to_text(licence.id)).key("licensee").begin_object();
  if (licence.licensee) json.text("party", to_text(*licence.licensee));
  json.text("name", licence.licensee_name).end_object();
  json.key("exclusive").boolean(licence.exclusivity == Exclusivity::exclusive);
  json.key("personal")
      .boolean(licence.exclusivity == Exclusivity::personal ||
               licence.origin == LicenceOrigin::grant_back);
  json.text("scope", licence.scope)
      .text("origin", to_text(licence.origin))
      .text("recorded_at", to_text(licence.recorded_at));
  instant_or_null(json, "ends_at", licence.ends_at);
  text_or_null(json, "document_digest", licence.document);
  json.end_object();
}

void write_lien(JsonWriter& json, const Lien& lien) {
  json.begin_object()
      .text("id", to_text(lien.id))
      .text("creditor", to_text(lien.creditor.id))
      .text("creditor_name", lien.creditor.name)
      .text("secured", to_text(lien.secured))
      .text("recorded_at", to_text(lien.recorded_at));
  instant_or_null(json, "ends_at", lien.ends_at);
  text_or_null(json, "document_digest", lien.document);
  json.end_object();
}

void write_hold(JsonWriter& json, const Hold& hold) {
  json.begin_object()
      .text("id", to_text(hold.id))
      .text("reference", hold.reference)
      .text("recorded_at", to_text(hold.recorded_at))
      .text("ends_at", to_text(hold.ends_at));
  text_or_null(json, "document_digest", hold.document);
  json.end_object();
}

void write_encumbrances(JsonWriter& json, const Encumbrances* encumbrances) {
  static const Encumbrances kNothing;
  const Encumbrances& shown = encumbrances == nullptr ? kNothing : *encumbrances;
  json.begin_object();
  write_list(json, "licences", shown.licences, write_licence);
  write_list(json, "liens", shown.liens, write_lien);
  write_list(json, "holds", shown.holds, write_hold);
  json.end_object();
}

void write_encumbrance_change(JsonWriter& json, const EncumbranceChange& change) {
  json.begin_object();
  json.key("licences_end").boolean(change.licences_end);
  json.key("liens_end").boolean(change.liens_end);
  json.key("holds_end").boolean(change.holds_end);
  json.key("exclusivity_ends").boolean(change.exclusivity_ends);
  instant_or_null(json, "personal_after", change.personal_after);
  if (change.run_out_by == Instant{}) {
    json.null("run_out_by");
  } else {
    json.text("run_out_by", to_text(change.run_out_by));
  }
  json.key("ended").begin_object();
  write_ids(json, "licences", change.ended_licences);
  write_ids(json, "liens", change.ended_liens);
  write_ids(json, "holds", change.ended_holds);
  json.end_object();
  write_encumbrances(json.key("added"), &change.added);
  json.end_object();
}

}  // namespace quitrent::api
