// SPDX-License-Identifier: EUPL-1.2
#include "api/http/terms/finding_answer.hpp"

#include "api/http/json/members.hpp"
#include "market/state/deadlines.hpp"

namespace quitrent::api {
namespace {

/// The members of a finding that an event and an asset show alike.
void write_members(JsonWriter& json, const Finding& finding) {
  json.text("finding", to_text(finding.id))
      .text("finder", to_text(finding.finder))
      .text("at", to_text(finding.at))
      .text("due_at", to_text(finding.due_at))
      .text("degree", to_text(finding.degree))
      .text("total", to_text(owed_in_all(finding)));
  write_finding_parts(json, "parts", finding.parts);
}

}  // namespace

void write_finding_parts(JsonWriter& json, std::string_view name,
                         const std::vector<FindingPart>& parts) {
  json.key(name).begin_array();
  for (const FindingPart& part : parts) {
    json.begin_object()
        .text("party", to_text(part.party))
        .text("clawback", to_text(part.clawback))
        .text("surcharge", to_text(part.surcharge))
        .end_object();
  }
  json.end_array();
}

void write_finding(JsonWriter& json, const Finding& finding) {
  json.begin_object();
  write_members(json, finding);
  json.end_object();
}

void write_findings(JsonWriter& json, const market::Books& books, const AssetId& asset) {
  json.key("findings").begin_array();
  for (const PendingFinding& pending : books.findings(asset)) {
    const bool contested = !contests_of(books, pending).empty();
    json.begin_object();
    write_members(json, pending.finding);
    json.key("contested").boolean(contested);
    // While it is contested it does not fall due, and is void unless a registrar decides.
    text_or_null(json, "void_at",
                 contested ? std::optional{change_of_finding(books, pending)} : std::nullopt);
    json.end_object();
  }
  json.end_array();
}

}  // namespace quitrent::api
