// SPDX-License-Identifier: EUPL-1.2
#include "tests/formats/books_text.hpp"

#include <string_view>

#include "registry/vocabulary/sha256.hpp"

namespace quitrent::formats {

using namespace market;
using namespace tax;
namespace {

/// Lines of words that are separated by blanks.
class Text {
 public:
  Text& word(std::string_view value) {
    if (!text_.empty() && text_.back() != '\n') text_ += ' ';
    text_ += value;
    return *this;
  }
  /// A name and its value.
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
  for (std::uint32_t ordinal = 0; ordinal < books.beneficiaries().size(); ++ordinal) {
    text.word("beneficiary")
        .word(books.beneficiaries()[ordinal])
        .word(to_text(books.ledger().balance({AccountKind::beneficiary, ordinal})))
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

void add_party(Text& text, const Books& books, Ordinal ordinal) {
  const Party& party = books.party(ordinal);
  text.word("party")
      .word(to_text(party.id))
      .number("roles", party.roles.bits())
      .word("cash", to_text(books.cash(ordinal)))
      .word("held", to_text(books.reserved(party.id)))
      .word(books.debt(ordinal).outstanding() ? "in-debt" : "no-debt")
      .word(party.frozen ? "frozen" : "free")
      .word(party.name)
      .line();
}

void add_status(Text& text, const AssetStatus& status) {
  text.word(to_text(shown_state(status)))
      .word("assessment", to_text(status.assessment))
      .word("escrow", to_text(status.escrow))
      .word("arrears", to_text(status.arrears))
      .word("arisen", to_text(status.arisen))
      .word("surcharge-paid", to_text(status.surcharge_paid))
      .word("carry", std::to_string(status.carry))
      .word("levied-to", to_text(status.levied_to))
      .word("withdraws-at", day(status.withdraws_at))
      .number("version", status.version);
  if (status.state == AssetState::delinquent) {
    text.word("delinquent-at", to_text(status.delinquent_at))
        .word("forecloses-at", day(status.forecloses_at));
  }
  if (status.state == AssetState::auction) {
    text.word("auction-ends-at", day(status.auction_ends_at));
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
  for (const DatedOpennessLevels& dated : particulars.levels) {
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

void add_asset(Text& text, const Books& books, Ordinal ordinal) {
  const Asset& asset = books.asset(ordinal);
  text.word("asset").word(to_text(asset.id)).word(to_text(asset.asset_class));
  add_status(text, asset.status);
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
  for (Ordinal ordinal = 0; ordinal < books.party_count(); ++ordinal)
    add_party(text, books, ordinal);
  for (Ordinal ordinal = 0; ordinal < books.asset_count(); ++ordinal)
    add_asset(text, books, ordinal);
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
