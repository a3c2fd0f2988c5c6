// SPDX-License-Identifier: EUPL-1.2
#include "tests/formats/books_text.hpp"

#include <string_view>

namespace quitrent::formats {
namespace {

/// Lines of words apart by a blank.
class Text {
 public:
  Text& word(std::string_view value) {
    if (!text_.empty() && text_.back() != '\n') text_ += ' ';
    text_ += value;
    return *this;
  }
  /// A figure after its name.
  Text& word(std::string_view name, std::string_view value) {
    return word(std::string{name} + '=' + std::string{value});
  }
  Text& number(std::string_view name, std::uint64_t value) {
    return word(name, std::to_string(value));
  }
  Text& line() {
    text_ += '\n';
    return *this;
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string day(Instant at) { return at >= kEndOfTime ? "never" : to_text(at); }

std::string digest_text(const std::optional<Digest>& digest) {
  return digest ? to_text(*digest) : "none";
}

void add_register(Text& text, const Books& books) {
  text.word("register")
      .word("levied", day(books.register_levied_at()))
      .word("outage-until", to_text(books.outage_until()))
      .number("waited", books.pending_count())
      .word("bank", to_text(books.ledger().balance({AccountKind::bank, 0})))
      .word("revenue", to_text(books.ledger().balance({AccountKind::revenue, 0})))
      .line();
  for (std::uint32_t place = 0; place < books.beneficiaries().size(); ++place) {
    text.word("beneficiary")
        .word(books.beneficiaries()[place])
        .word(to_text(books.ledger().balance({AccountKind::beneficiary, place})))
        .line();
  }
  for (const SchedulePublished& schedule : books.schedules()) {
    text.word("schedule")
        .word(to_text(schedule.id))
        .word(to_text(schedule.effective))
        .word(to_text(sha256(schedule.toml)))
        .line();
  }
  for (const RecordedProfile& profile : books.profiles()) {
    text.word("profile").word(profile.reference);
    for (const std::uint8_t level : profile.levels) text.word(std::to_string(level));
    text.line();
  }
}

void add_party(Text& text, const Books& books, Ordinal place) {
  const Party& party = books.party(place);
  text.word("party")
      .word(to_text(party.id))
      .number("roles", party.roles.bits())
      .word("cash", to_text(books.cash(place)))
      .word("held", to_text(books.held(party.id)))
      .word(books.debt(place).outstanding() ? "in-debt" : "no-debt")
      .word(party.frozen ? "frozen" : "free")
      .word(party.name)
      .line();
}

void add_standing(Text& text, const Standing& standing) {
  text.word(to_text(shown_state(standing)))
      .word("assessment", to_text(standing.assessment))
      .word("escrow", to_text(standing.escrow))
      .word("arrears", to_text(standing.arrears))
      .word("arisen", to_text(standing.arisen))
      .word("surcharge-paid", to_text(standing.surcharge_paid))
      .word("carry", std::to_string(standing.carry))
      .word("levied-to", to_text(standing.levied_to))
      .word("withdraws-at", day(standing.withdraws_at))
      .number("version", standing.version);
  if (standing.state == AssetState::delinquent) {
    text.word("delinquent-at", to_text(standing.delinquent_at))
        .word("forecloses-at", day(standing.forecloses_at));
  }
  if (standing.state == AssetState::auction) {
    text.word("auction-ends-at", day(standing.auction_ends_at));
  }
}

void add_encumbrances(Text& text, const Encumbrances& encumbrances) {
  for (const RecordedLicence& licence : encumbrances.licences) {
    text.word("  licence")
        .word(to_text(licence.id))
        .word(licence.licensee ? to_text(*licence.licensee) : "stranger")
        .word(licence.exclusivity == Exclusivity::exclusive ? "exclusive" : "non-exclusive")
        .word(licence.origin == LicenceOrigin::grant_back ? "grant-back" : "granted")
        .word("ends", day(licence.ends_at))
        .word("document", digest_text(licence.document))
        .word(licence.licensee_name)
        .word(licence.scope)
        .line();
  }
  for (const Lien& lien : encumbrances.liens) {
    text.word("  lien")
        .word(to_text(lien.id))
        .word(to_text(lien.creditor.id))
        .word(to_text(lien.secured))
        .word("recorded", to_text(lien.recorded_at))
        .line();
  }
  for (const Hold& hold : encumbrances.holds) {
    text.word("  hold").word(to_text(hold.id)).word("ends", to_text(hold.ends_at)).line();
  }
}

void add_terms(Text& text, const Particulars& particulars) {
  text.word("  terms").word(to_text(particulars.terms.commitment)).word(particulars.terms.spdx);
  if (particulars.terms.source_withheld) text.word("withheld");
  for (const DatedLicence& later : particulars.terms.then) {
    text.word("then").word(later.spdx).word("on").word(to_text(later.on));
  }
  text.line();
  for (const DatedLevels& dated : particulars.levels) {
    text.word("  levels").word(to_text(dated.from));
    for (const std::uint8_t level : dated.levels) text.word(std::to_string(level));
    text.line();
  }
  for (const ExternalIdentifier& identifier : particulars.identifiers) {
    text.word("  identifier").word(identifier.scheme).word(identifier.value).line();
  }
  for (const Origin& origin : particulars.derived_from) {
    text.word("  origin").word(to_text(origin.asset)).word(to_text(origin.relation)).line();
  }
}

void add_asset(Text& text, const Books& books, Ordinal place) {
  const Asset& asset = books.asset(place);
  text.word("asset").word(to_text(asset.id)).word(to_text(asset.asset_class));
  add_standing(text, asset.standing);
  text.word("holder", to_text(books.party(asset.holder).id))
      .word("registered", to_text(asset.registered_at))
      .word("conveyed", to_text(asset.conveyed_at))
      .number("conveyances", asset.conveyances)
      .word("chain", to_text(asset.chain))
      .word("expires", day(asset.expires_at))
      .word(to_text(asset.title_evidence))
      .word(asset.particulars->name)
      .line();
  add_terms(text, *asset.particulars);
  if (asset.encumbrances) add_encumbrances(text, *asset.encumbrances);
  for (const Contest& contest : books.contests(asset.id)) {
    text.word("  contest").word(to_text(contest.id)).word(contest.reason).line();
  }
}

}  // namespace

std::string books_text(const Books& books) {
  Text text;
  add_register(text, books);
  for (Ordinal place = 0; place < books.party_count(); ++place) add_party(text, books, place);
  for (Ordinal place = 0; place < books.asset_count(); ++place) add_asset(text, books, place);
  for (const auto& [number, purchase] : books.all_pending()) {
    text.word("waits").number("number", number).word(to_text(purchase.id));
    text.word("closes", to_text(purchase.closes_at));
    for (const PendingItem& item : purchase.items) {
      text.word(to_text(item.asset)).word(to_text(item.price)).word(to_text(item.escrow));
    }
    text.line();
  }
  return text.take();
}

}  // namespace quitrent::formats
