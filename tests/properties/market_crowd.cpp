// SPDX-License-Identifier: EUPL-1.2
#include "tests/properties/market_crowd.hpp"

#include "market/state/deadlines.hpp"
#include "market/state/figures.hpp"
#include "registry/title/licence_documents.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::properties {

using namespace market;
using namespace tax;
namespace {

constexpr std::int64_t kDay = 86'400;
const Instant kStart = *day(2030, 1, 1);

constexpr const char* kSteepSchedule = R"(title = "Steep"
currency = "EUR"
[[class]]
name = "patent"
grant_back = true
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "40%" }, { above = "500", rate = "1200%" }]
  [[class.scale]]
  from = 2030-03-01
  brackets = [{ above = "0", rate = "90.1234567%" }]
  [[class.scale]]
  from = 2030-04-10
  brackets = [{ above = "0", rate = "2000%" }]
  [[class.scale]]
  from = 2030-06-01
  brackets = [{ above = "0", rate = "0%" }, { above = "100", rate = "1000%" }]
[[class]]
name = "software"
notice = "3d"
  [[class.scale]]
  from = 1970-01-01
  brackets = [{ above = "0", rate = "900%" }]
[[degree]]
from = 1970-01-01
points = [{ degree = "0", multiplier = "0" }, { degree = "0.3", multiplier = "0.1" },
          { degree = "1", multiplier = "1" }]
[[degree.weights]]
from = 1970-01-01
class = "software"
A = "0.1"
U = "0.5"
B = "0.4"
[[degree.weights]]
from = 2030-03-20
class = "software"
M = "0.3"
R = "0.3"
Y = "0.4"
E = "0.9"
[[procedure]]
from = 1970-01-01
escrow_cover = "2d"
grace = "12d"
auction = "9d"
withdrawal_notice = "6d"
late_surcharge = "33.3333%"
[[procedure]]
from = 2030-02-15
escrow_cover = "5d"
grace = "4d"
auction = "28d"
withdrawal_notice = "0s"
late_surcharge = "7%"
[[revenue]]
from = 1970-01-01
shares = [{ to = "treasury", share = "33.3333%" }, { to = "commons fund", share = "66.6667%" }]
[[revenue]]
from = 2030-02-01
shares = [{ to = "dividend", share = "0%" }, { to = "treasury", share = "100%" }]
)";

}  // namespace

std::string steep_schedule() { return kSteepSchedule; }

std::string random_schedule(std::uint64_t seed, const std::string& effective) {
  Chance chance{seed};
  const auto percent = [&] {
    return '"' + std::to_string(chance.number(900)) + '.' + std::to_string(chance.number(10)) +
           "%\"";
  };
  const auto length = [&](std::int64_t days) {
    const std::int64_t seconds = chance.once_in(6) ? 0 : chance.number(days * kDay);
    return '"' + std::to_string(seconds) + "s\"";
  };
  const auto later = [&] { return to_text(kStart + Duration::from_days(30)).substr(0, 10); };
  const auto scale = [&](const std::string& from) {
    return "  [[class.scale]]\n  from = " + from +
           "\n  brackets = [{ above = \"0\", rate = " + percent() + " }, { above = \"" +
           std::to_string(1 + chance.number(500)) + "\", rate = " + percent() + " }]\n";
  };
  const auto weights = [&](const std::string& from) {
    std::string text =
        "[[degree.weights]]\nfrom = " + from + "\nclass = \"software\"\nB = \"0.1\"\n";
    for (const char dimension : std::string_view{"AUMRYPE"}) {
      if (dimension != 'U' && chance.once_in(3)) continue;  // some core dimension is weighed
      text += dimension + (" = \"0." + std::to_string(1 + chance.number(999)) + "\"\n");
    }
    return text;
  };
  const auto procedure = [&](const std::string& from) {
    return "[[procedure]]\nfrom = " + from + "\nescrow_cover = " + length(6) +
           "\ngrace = " + length(20) + "\nauction = " + length(20) +
           "\nwithdrawal_notice = " + length(20) + "\nlate_surcharge = \"" +
           std::to_string(chance.number(100)) + "%\"\n";
  };
  const auto revenue = [&](const std::string& from) {
    const std::int64_t share = chance.number(101);
    return "[[revenue]]\nfrom = " + from + "\nshares = [{ to = \"treasury\", share = \"" +
           std::to_string(share) + "%\" }, { to = \"dividend\", share = \"" +
           std::to_string(100 - share) + "%\" }]\n";
  };
  std::string toml = "title = \"Random\"\ncurrency = \"EUR\"\n";
  if (!effective.empty()) toml += "effective = " + effective + '\n';
  for (const char* name : {"patent", "software"}) {
    toml += "[[class]]\nname = \"" + std::string{name} + "\"\nnotice = " + length(8) + "\n" +
            scale("1970-01-01") + scale(later());
  }
  toml +=
      "[[degree]]\nfrom = 1970-01-01\npoints = [{ degree = \"0\", multiplier = \"0\" }, "
      "{ degree = \"1\", multiplier = \"0." +
      std::to_string(1 + chance.number(9)) + "\" }]\n";
  if (chance.once_in(2) || !effective.empty()) toml += weights("1970-01-01");
  if (chance.once_in(2)) toml += weights(later());
  return toml + procedure("1970-01-01") + procedure(later()) + revenue("1970-01-01") +
         revenue(later());
}

Crowd::Crowd(std::uint64_t seed, Passage passage, const std::string& schedule)
    : chance_{seed},
      passage_{std::move(passage)},
      stage_{kStart, schedule, ActRules{.credit_by_one = trial::units(900)}} {
  for (const char* name : {"ana", "ben", "cleo", "dora"}) {
    parties_.push_back(stage_.member(name));
    if (!chance_.once_in(4)) stage_.credit(parties_.back(), trial::units(800));
  }
  for (const char* name : {"rea", "rob"}) {
    registrars_.push_back(stage_.party(name, Role::registrar));
  }
  operators_ = {stage_.founder(), stage_.party("olga", Role::operator_)};
}

void Crowd::pass_time() {
  const std::int64_t way = chance_.number(10);
  Instant to = stage_.now();
  if (way == 0) to = to + Duration::from_seconds(chance_.number(25 * kDay));
  if (way == 1 || way == 2) to = to + Duration::from_seconds(chance_.number(kDay));
  if (way == 3) to = to + Duration::from_seconds(1);
  const auto due = stage_.next_due();
  if (way == 4 && due) to = due->at;
  if (way == 5 && due) to = std::max(to, due->at + Duration::from_seconds(-1));
  if (chance_.once_in(120)) {
    stage_.outage(stage_.now() + Duration::from_seconds(1 + chance_.number(9 * kDay)));
    to = std::max(to, stage_.now());
  }
  passage_(stage_, to);
}

void Crowd::watch_deadlines() {
  const Instant outage_until = stage_.books().outage_until();
  for (const AssetId& id : assets_) {
    const Asset& row = stage_.at(id);
    const auto shown = shown_.find(id);
    if (row.status.state == AssetState::auction && shown != shown_.end()) {
      const Shown& before = shown->second;
      const bool undisturbed =
          before.pending == 0 && !before.held && before.outage_until == outage_until;
      if (row.conveyed_at < before.earliest || (undisturbed && row.conveyed_at != before.shown)) {
        broken_.push_back(to_text(id));
      }
      shown_.erase(shown);
    } else if (row.status.state == AssetState::delinquent) {
      const Instant at = *figures(stage_.books(), row, stage_.now()).forecloses_at;
      const bool held = is_held(stage_.books(), row, stage_.now());
      const Duration ahead =
          held ? held_until(stage_.books(), row) - stage_.now() : Duration::from_seconds(0);
      shown_[id] = {.earliest = at + Duration::from_seconds(-ahead.seconds()),
                    .shown = at,
                    .outage_until = outage_until,
                    .held = held,
                    .pending = row.status.pending};
    } else if (shown != shown_.end()) {
      shown_.erase(shown);
    }
  }
}

void Crowd::watch_degrees() {
  const Books& books = stage_.books();
  const DegreeFacts facts{.licences = founding_licences(),
                          .recorded = [&](const LicenceDocument& stated) -> std::optional<Profile> {
                            const auto recorded = books.profile(stated);
                            return recorded ? std::optional{Profile{recorded->levels}}
                                            : std::nullopt;
                          }};
  for (const AssetId& id : assets_) {
    const Asset& row = stage_.at(id);
    if (is_terminal(row.status.state)) continue;
    Terms now = row.particulars->terms;
    now.then.clear();
    const auto weights = books.timeline()->weights(row.asset_class, stage_.now());
    const auto fresh = degree(facts, weights, row.asset_class, now);
    if (!fresh || *fresh != degree_at(*books.timeline(), row, stage_.now())) {
      wrong_degrees_.push_back(to_text(id) + " has another degree than its terms");
    }
    const bool foretold = row.status.state != AssetState::active ||
                          row.status.funded_until == books.cover_due_at(row).value_or(funded_until(
                                                         *books.timeline(), row, row.status));
    if (!foretold) wrong_degrees_.push_back(to_text(id) + " has an old forecast");
  }
}

void Crowd::step() {
  pass_time();
  watch_deadlines();
  watch_degrees();
  by_ = chance_.one_of(parties_);
  Filing::Request filed = request();
  const std::size_t kind = filed.index();
  if (before_filing_) before_filing_(by_, filed);
  const auto receipt = stage_.file(by_, std::move(filed));
  if (after_filing_) after_filing_(receipt.has_value());
  watch_deadlines();
  watch_degrees();
  if (!receipt) {
    ++refused_[receipt.error().code];
    return;
  }
  ++accepted_[kind];
  const bool enrolled = kind == Filing::Request{RegisterAsset{}}.index();
  if (enrolled) assets_.push_back(std::get<AssetReceipt>(*receipt).asset);
}

Money Crowd::amount() {
  const std::int64_t ceiling = chance_.once_in(3) ? 2'000'000'000 : 60'000'000;
  return Money::from_micro(1 + chance_.number(ceiling));
}

AssetRef Crowd::some_asset() {
  AssetRef ref;
  if (assets_.empty() || chance_.once_in(40)) return ref;
  ref.id = chance_.one_of(assets_);
  if (chance_.once_in(5)) {
    ref.expected_version = stage_.at(ref.id).status.version + (chance_.once_in(4) ? 1U : 0U);
  }
  return ref;
}

Filing::Request Crowd::request() {
  if (auto answer = answer_to_act()) return *std::move(answer);
  if (chance_.once_in(250)) {
    const Instant from = stage_.now() + Duration::from_seconds(chance_.number(60 * kDay));
    by_ = stage_.founder();
    return PublishSchedule{random_schedule(chance_.bits(), to_text(from).substr(0, 10))};
  }
  if (!stage_.books().findings().empty() && chance_.once_in(8)) return tell_of_terms({});
  AssetRef ref = some_asset();
  const std::int64_t kind = chance_.number(30);
  // Most calls that only the holder may make come from the holder.
  if (kind < 8 && stage_.books().asset(ref.id) != nullptr && !chance_.once_in(5)) {
    for (const AssetId& id : assets_) {
      if (stage_.books().party(stage_.at(id).holder).id == by_) ref.id = id;
    }
  }
  if (kind >= 20) return act(ref);
  if (kind < 4) return AssessAsset{.asset = ref, .assessment = amount()};
  if (kind < 6) return WithdrawEscrow{.asset = ref, .amount = amount()};
  if (kind < 8) return DepositEscrow{.asset = ref, .amount = amount()};
  if (kind == 8 && stage_.books().asset(ref.id) != nullptr) {
    const auto shown = figures(stage_.books(), stage_.at(ref.id), stage_.now());
    return DepositEscrow{.asset = ref, .amount = shown.cure.value_or(amount())};
  }
  if (kind < 11) {
    return CreditCash{
        .party = chance_.once_in(40) ? PartyId{} : chance_.one_of(parties_),
        .amount = chance_.once_in(60) ? kRegisterCapacity : trial::units(1 + chance_.number(500)),
        .reference = "r" + std::to_string(chance_.number(300))};
  }
  if (kind < 12) {
    // Now and then somebody takes all that it has: what is overdue must stay.
    const Money cash = stage_.books().cash(*stage_.books().party_ordinal(by_));
    const bool all = chance_.once_in(4) && cash > Money{};
    return WithdrawCash{.amount = all ? cash : amount(), .reference = {}};
  }
  if (kind < 15 && assets_.size() < 16) return registration();
  return purchase();
}

void Crowd::state_terms(Terms& terms) {
  if (terms.form == TermsForm::commitment) {
    terms.commitment = kCommitments.at(static_cast<std::size_t>(chance_.number(10)));
    // What is promised to the world stays: most of them make other promises.
    if (is_lasting(terms.commitment) && !chance_.once_in(8)) {
      terms.commitment = Commitment::open_pool;
    }
    return;
  }
  // From closed to open: a later entry of the list may follow an earlier one as promised terms.
  constexpr std::array<const char*, 6> kLicences{
      "LicenseRef-Any", "PolyForm-Noncommercial-1.0.0",   "BUSL-1.1",
      "Elastic-2.0",    "LicenseRef-Any OR GPL-3.0-only", "MIT"};
  auto at = static_cast<std::size_t>(chance_.number(kLicences.size()));
  terms.spdx = kLicences.at(at);
  terms.source_withheld = chance_.once_in(8);
  Instant on = stage_.now();
  while (++at < kLicences.size() && chance_.once_in(3)) {
    on = on + Duration::from_seconds(1 + chance_.number(40 * kDay));
    terms.then.push_back({kLicences.at(at), on});
  }
  if (references_of(terms).contains(kReference) && !chance_.once_in(5)) {
    state_document(terms, {.reference = kReference, .digest = text()});
  }
}

Digest Crowd::text() { return sha256(chance_.once_in(3) ? "another text" : "the text"); }

RegisterAsset Crowd::registration() {
  RegisterAsset asset;
  Particulars particulars{.name = "Work", .identifiers = {}, .terms = {}};
  asset.asset_class = chance_.once_in(3) ? AssetClass::software : AssetClass::patent;
  if (chance_.once_in(12)) asset.asset_class = AssetClass::design;
  particulars.terms.form = terms_form(asset.asset_class);
  state_terms(particulars.terms);
  if (chance_.once_in(2)) {
    particulars.identifiers.push_back({"patent", std::to_string(chance_.number(12))});
  }
  asset.particulars = std::make_shared<const Particulars>(std::move(particulars));
  asset.assessment = amount();
  asset.escrow = amount();
  if (chance_.once_in(2)) {
    asset.expires_at = stage_.now() + Duration::from_seconds(chance_.number(60 * kDay));
    if (chance_.once_in(12)) asset.expires_at = stage_.now();
  }
  return asset;
}

PurchaseAssets Crowd::purchase() {
  PurchaseAssets request;
  const std::int64_t count = 1 + chance_.number(3);
  for (std::int64_t ordinal = 0; ordinal < count && !assets_.empty(); ++ordinal) {
    const AssetId id = chance_.one_of(assets_);
    bool named = false;
    for (const PurchaseItem& item : request.items) named = named || item.asset == id;
    if (named) continue;
    const Asset& row = stage_.at(id);
    PurchaseItem item{.asset = id,
                      .max_price = row.status.assessment,
                      .assessment = amount(),
                      .escrow = amount(),
                      .expected_terms = {}};
    if (chance_.once_in(6)) item.max_price = amount();
    if (chance_.once_in(2)) {
      const Instant seen = stage_.now() + Duration::from_seconds(-chance_.number(20 * kDay));
      item.expected_terms = terms_digest(stage_.books(), row, seen);
    }
    request.items.push_back(item);
  }
  if (request.items.empty()) request.items.emplace_back();
  return request;
}

}  // namespace quitrent::properties
