// SPDX-License-Identifier: EUPL-1.2
#include "api/web/event_sentences.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

// The values are those of market/state/causes.hpp and of the headers of registry/title.
constexpr auto kSentences = std::to_array<EventSentence>({
    {"asset-registered", "", "",
     "{holder} registered {asset:asset} (class {class}) and stated a value of "
     "{standing.assessment:amount}."},

    {"standing-changed", "cause", "levy",
     "The tax of {asset:asset} was charged: {levy.paid:amount} came out of its escrow."},
    {"standing-changed", "cause", "assessment",
     "The holder of {asset:asset} stated a new value: {amount:amount}."},
    {"standing-changed", "cause", "escrow-deposit",
     "{amount:amount} came into the escrow of {asset:asset}."},
    {"standing-changed", "cause", "escrow-withdrawal",
     "The holder of {asset:asset} took {amount:amount} out of its escrow."},
    {"standing-changed", "cause", "delinquency",
     "The tax of {asset:asset} is overdue, since its escrow is used up."},
    {"standing-changed", "cause", "schedule", "A new tax schedule took effect for {asset:asset}."},
    {"standing-changed", "cause", "purchase-begun",
     "{asset:asset} is being sold for {amount:amount}. Title passes when the notice ends."},
    {"standing-changed", "cause", "purchase-cancelled", "The sale of {asset:asset} was cancelled."},
    {"standing-changed", "cause", "withdrawal-notice",
     "The holder of {asset:asset} gave notice to take it out of the register on "
     "{standing.withdraws_at:day}."},
    {"standing-changed", "cause", "escrow-collected",
     "{amount:amount} from the escrow of {asset:asset} went towards a debt of its holder."},

    {"asset-conveyed", "cause", "registration", "{holder} became the holder of {asset:asset}."},
    {"asset-conveyed", "cause", "purchase",
     "{holder} bought {asset:asset} from {from} for {waterfall.price:amount}."},
    {"asset-conveyed", "cause", "foreclosure",
     "{from} lost {asset:asset}, since its tax was not paid. An auction began at "
     "{standing.assessment:amount}."},
    {"asset-conveyed", "cause", "auction",
     "{holder} bought {asset:asset} in auction for {waterfall.price:amount}. The former holder "
     "was {from}."},
    {"asset-conveyed", "cause", "redemption",
     "{holder} redeemed {asset:asset} from auction and paid what was overdue."},
    {"asset-conveyed", "cause", "dedication", "{from} gave {asset:asset} to everyone, for ever."},
    {"asset-conveyed", "cause", "escheat",
     "Nobody bought {asset:asset} in its auction, so nobody owns it any more."},
    {"asset-conveyed", "cause", "expiry", "The right of {from} to {asset:asset} ended by law."},
    {"asset-conveyed", "cause", "withdrawal", "{from} took {asset:asset} out of the register."},
    {"asset-conveyed", "cause", "strike",
     "Registrars struck out {asset:asset}, which {from} held. Reference: {reference}."},
    {"asset-conveyed", "cause", "rectification",
     "By order of a court, registrars passed {asset:asset} from {from} to {holder}. Reference: "
     "{reference}."},

    {"schedule-published", "", "",
     "A tax schedule was published. It is in force from {effective:day}."},
    {"schedule-proposed", "", "",
     "{by} proposed a tax schedule that would be in force from {effective:day}."},
    {"schedule-decided", "state", "approved", "{by} approved a proposed tax schedule."},
    {"schedule-decided", "state", "withdrawn", "{by} withdrew a proposed tax schedule."},

    {"encumbrances-changed", "cause", "licence-recorded",
     "A licence on {asset:asset} was recorded."},
    {"encumbrances-changed", "cause", "licence-ended", "A licence on {asset:asset} ended."},
    {"encumbrances-changed", "cause", "lien-recorded", "A lien on {asset:asset} was recorded."},
    {"encumbrances-changed", "cause", "lien-released",
     "The creditor of a lien on {asset:asset} released it."},
    {"encumbrances-changed", "cause", "hold-placed",
     "A registrar placed a hold on {asset:asset}: nobody can buy it meanwhile."},
    {"encumbrances-changed", "cause", "hold-lifted", "A registrar lifted a hold on {asset:asset}."},
    {"encumbrances-changed", "cause", "hold-ended", "A hold on {asset:asset} ended."},
    {"encumbrances-changed", "cause", "rectification-held",
     "A hold on {asset:asset} began, so that its new holder can state a value and pay in."},
    {"encumbrances-changed", "cause", "licence-ended-by-order",
     "A registrar ended a licence on {asset:asset} by order of a court. Reference: {reference}."},
    {"encumbrances-changed", "cause", "lien-ended-by-order",
     "A registrar ended a lien on {asset:asset} by order of a court. Reference: {reference}."},

    {"registrar-noted", "note", "evidence",
     "A registrar recorded evidence of the title to {asset:asset}. Reference: {reference}."},
    {"registrar-noted", "note", "expiry",
     "A registrar recorded when the right to {asset:asset} ends: {expires_at:day}. Reference: "
     "{reference}."},

    {"purchase-changed", "state", "pending",
     "{buyer} paid for {items:assets}. Title passes on {completes_at:instant}."},
    {"purchase-changed", "state", "completed",
     "The purchase of {items:assets} by {buyer} was completed."},
    {"purchase-changed", "state", "cancelled",
     "The purchase of {items:assets} by {buyer} was cancelled, and the money went back."},

    {"outage-recorded", "", "",
     "The register was down from {from:instant} to {to:instant}. This counts as a hold on every "
     "asset."},
    {"register-levied", "", "", "The tax of all assets was charged up to {to:instant}."},
    {"revenue-apportioned", "", "", "Revenue of {amount:amount} was shared out: {shares:shares}."},

    {"terms-changed", "cause", "opening",
     "The holder of {asset:asset} opened its terms. Its degree is {degree:percent} now."},
    {"terms-changed", "cause", "commitment-withdrawn",
     "The holder of {asset:asset} took a commitment back and paid {clawback:amount}. Its degree "
     "is {degree:percent} now."},
    {"terms-changed", "cause", "dated",
     "Later terms of {asset:asset} took effect, as they stated. Its degree is {degree:percent} "
     "now."},
    {"terms-changed", "cause", "profile",
     "A registrar's profile of a licence changed the degree of {asset:asset} to {degree:percent}."},
    {"terms-changed", "cause", "finding",
     "A registrar found the terms of {asset:asset} to be false. Its degree is {degree:percent} "
     "now. Reference: {reference}."},
    {"terms-changed", "cause", "finding-void",
     "A finding about {asset:asset} is void, and the terms before it stand again."},
    {"profile-recorded", "", "", "A registrar recorded what the licence {licence} allows."},
    {"profile-considered", "", "",
     "The recorded profile of the licence {licence} took effect for some assets."},
    {"degree-basis-recorded", "", "", "The table from which degrees follow was recorded."},

    {"contest-filed", "", "",
     "{contest.by} contested the degree of {asset:asset}: {contest.reason}"},
    {"contest-decided", "contest.outcome", "upheld",
     "A registrar decided for {contest.by} about the degree of {asset:asset}."},
    {"contest-decided", "contest.outcome", "rejected",
     "A registrar decided against {contest.by} about the degree of {asset:asset}."},
    {"contest-decided", "contest.outcome", "frivolous",
     "A registrar found that {contest.by} contested the degree of {asset:asset} without reason. "
     "The bond is lost."},
    {"contest-changed", "change", "bond-returned",
     "{contest.by} got back the bond for contesting {asset:asset}."},
    {"contest-changed", "change", "lapsed",
     "The contest of {contest.by} about {asset:asset} is over without a decision."},
    {"finding-changed", "outcome", "pending",
     "What is owed because of a finding about {asset:asset} changed."},
    {"finding-changed", "outcome", "due",
     "What is owed because of a finding about {asset:asset} is due now."},
    {"finding-changed", "outcome", "void",
     "A finding about {asset:asset} is void, and nobody owes anything because of it."},

    {"act-proposed", "", "",
     "{proposal.proposed_by} proposed an act that needs two persons: "
     "{proposal.kind:words}{asset:about}."},
    {"act-ended", "state", "done",
     "{by} approved an act of two persons{asset:about}, and it was done."},
    {"act-ended", "state", "withdrawn", "{by} withdrew an act of two persons{asset:about}."},
    {"held-time-ended", "", "", "The time for which registrars hold {asset:asset} ended."},

    {"charter-recorded", "", "", "The charter of the register was recorded."},
    {"loss-accepted", "", "",
     "Entries of this register were lost after entry {after:number}, and its operator went on "
     "without them."},
    {"register-founded", "register", "real", "The register was founded."},
    {"register-founded", "register", "sandbox", "The register was founded as a sandbox."},
});

/// The value at a path. A path that is not there is a fault of this program.
const JsonValue& at_path(const JsonValue& event, std::string_view path) {
  const JsonValue* value = &event;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('.'), path.size());
    value = &member(*value, path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return *value;
}

const EventSentence& sentence_of(const JsonValue& event) {
  const std::string_view kind = text_of(event, "kind");
  for (const EventSentence& one : kSentences) {
    if (one.kind != kind) continue;
    if (one.member.empty() || at_path(event, one.member).text == one.value) return one;
  }
  throw std::logic_error("pages have no sentence for an event of the kind " + std::string{kind});
}

void add_part(Model& parts, const std::string& text, const Model& address = Model{false}) {
  Model part;
  part.set("text", text);
  part.set("address", address);
  parts.push_back(part);
}

std::string with_spaces(std::string_view word) {
  std::string text{word};
  std::ranges::replace(text, '-', ' ');
  return text;
}

/// What the beneficiaries got, as a list of amounts.
std::string shares_text(const JsonValue& shares, std::string_view currency) {
  std::string text;
  for (const JsonValue& share : shares.items) {
    if (!text.empty()) text += ", ";
    text += amount_text(text_of(share, "amount"), currency) + " to " +
            std::string{text_of(share, "to")};
  }
  return text.empty() ? "nobody" : text;
}

}  // namespace

std::span<const EventSentence> event_sentences() { return kSentences; }

Model EventWriterForPeople::parts(const JsonValue& event) {
  Model parts = empty_list();
  std::string_view rest = sentence_of(event).text;
  while (!rest.empty()) {
    const std::size_t open = std::min(rest.find('{'), rest.size());
    if (open > 0) add_part(parts, std::string{rest.substr(0, open)});
    rest.remove_prefix(open);
    if (rest.empty()) break;
    const std::size_t close = rest.find('}');
    add_place(event, rest.substr(1, close - 1), parts);
    rest.remove_prefix(close + 1);
  }
  return parts;
}

void EventWriterForPeople::add_place(const JsonValue& event, std::string_view place, Model& parts) {
  const std::size_t colon = std::min(place.find(':'), place.size());
  const JsonValue& value = at_path(event, place.substr(0, colon));
  const std::string_view form = place.substr(std::min(colon + 1, place.size()));
  if (form == "asset") return add_asset(value.text, parts);
  if (form == "about") {
    if (value.kind == JsonValue::Kind::null) return;
    add_part(parts, " about ");
    return add_asset(value.text, parts);
  }
  if (form == "assets") {
    for (const JsonValue& item : value.items) {
      if (&item != &value.items.front()) add_part(parts, ", ");
      add_asset(text_of(item, "asset"), parts);
    }
    return;
  }
  if (form == "amount") return add_part(parts, amount_text(value.text, currency_));
  if (form == "percent") return add_part(parts, percent_text(value.text));
  if (form == "day") return add_part(parts, day_text(value.text));
  if (form == "instant") return add_part(parts, instant_text(value.text));
  if (form == "words") return add_part(parts, with_spaces(value.text));
  if (form == "number") return add_part(parts, count_text(value.whole.value_or(0)));
  if (form == "shares") return add_part(parts, shares_text(value, currency_));
  if (!form.empty()) throw std::logic_error("a sentence has a place of an unknown form");
  if (value.kind == JsonValue::Kind::null) return add_part(parts, "nobody");
  if (value.kind != JsonValue::Kind::object) return add_part(parts, std::string{value.text});
  add_part(parts, std::string{text_of(value, "name")},
           Model{"/parties/" + std::string{text_of(value, "id")}});
}

void EventWriterForPeople::add_asset(std::string_view id, Model& parts) {
  auto known = names_.find(id);
  if (known == names_.end()) {
    const ApiAnswer asset = api_.get("/v1/assets/" + std::string{id});
    std::string name =
        asset.status == 200 ? std::string{text_of(asset.body, "name")} : std::string{id};
    known = names_.emplace(std::string{id}, std::move(name)).first;
  }
  add_part(parts, known->second, Model{"/assets/" + std::string{id}});
}

}  // namespace quitrent::api
