// SPDX-License-Identifier: EUPL-1.2
#include "market/holding/encumbrances.hpp"

#include <algorithm>

#include "market/rules.hpp"

namespace quitrent::market {
namespace {

/// Records a change of the asset's encumbrances, with the asset's new version.
EncumbranceReceipt recorded(const Case& filed, Ordinal ordinal, EncumbrancesChanged changed) {
  const Asset& asset = filed.draft.books().asset(ordinal);
  changed.asset = asset.id;
  ++changed.status.version;
  forecast(filed.draft, asset, changed.status);
  const EncumbranceReceipt receipt{
      .asset = asset.id, .cause = changed.cause, .subject = changed.subject};
  filed.draft.record(std::move(changed));
  return receipt;
}

std::unexpected<Refusal> too_many(std::size_t most, std::string_view of_what) {
  return refused(RefusalCode::out_of_range, "An asset carries at most " + std::to_string(most) +
                                                ' ' + std::string{of_what} + '.');
}

/// The number of licences in force that the holder granted.
std::size_t granted(const Encumbrances& encumbrances, Instant now) {
  return static_cast<std::size_t>(
      std::ranges::count_if(encumbrances.licences, [now](const RecordedLicence& licence) {
        return licence.origin == LicenceOrigin::holder && licence.ends_at > now;
      }));
}

Outcome<void> lawful_licence(const Case& filed, const Asset& asset, const RecordLicence& request) {
  const Instant now = filed.draft.now();
  if (request.ends_at <= now) {
    return refused(RefusalCode::invalid_field, "The licence would end before it begins.",
                   "/ends_at");
  }
  if (granted(encumbrances_of(asset), now) >= kMostLicences) {
    return too_many(kMostLicences, "recorded licences");
  }
  const Terms& terms = asset.particulars->terms;
  if (request.exclusivity == Exclusivity::exclusive && terms.form == TermsForm::commitment &&
      terms.commitment == Commitment::licence_of_right) {
    return refused(RefusalCode::encumbered,
                   "Everybody has a licence of right to this asset; none can be exclusive.");
  }
  return {};
}

}  // namespace

Outcome<Receipt> decide_licence(const Case& filed, const RecordLicence& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  const Books& books = filed.draft.books();
  const Asset& asset = books.asset(*ordinal);
  std::string name = request.licensee_name;
  if (request.licensee) {
    const auto licensee = named_party(filed, *request.licensee, "/licensee/party");
    if (!licensee) return std::unexpected(licensee.error());
    name = books.party(*licensee).name;
  }
  if (auto free = active_and_free(filed, asset, "licence"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  if (auto lawful = lawful_licence(filed, asset, request); !lawful) {
    return std::unexpected(std::move(lawful.error()));
  }
  const auto id = LicenceId::derived(filed.seed, 0, filed.draft.now());
  // Licences that have ended by time are removed, so that their number is bounded.
  EncumbranceChange change{.run_out_by = filed.draft.now()};
  change.added.licences.push_back({.id = id,
                                   .licensee = request.licensee,
                                   .licensee_name = std::move(name),
                                   .exclusivity = request.exclusivity,
                                   .origin = LicenceOrigin::holder,
                                   .scope = request.scope,
                                   .recorded_at = filed.draft.now(),
                                   .ends_at = request.ends_at,
                                   .document = request.document});
  return recorded(filed, *ordinal,
                  {.asset = {},
                   .cause = EncumbranceCause::licence_recorded,
                   .subject = id.uuid,
                   .change = std::move(change),
                   .status = asset.status});
}

Outcome<Receipt> decide_licence_end(const Case& filed, const EndLicence& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  const Asset& asset = filed.draft.books().asset(*ordinal);
  const Encumbrances encumbrances = encumbrances_of(asset);
  const auto licence =
      std::ranges::find(encumbrances.licences, request.licence, &RecordedLicence::id);
  if (licence == encumbrances.licences.end()) {
    return refused(RefusalCode::not_found, "There is no such licence to this asset.");
  }
  if (!request.by_order) {
    if (licence->licensee != filed.draft.books().party(filed.by).id) {
      return refused(RefusalCode::forbidden, "Only the licensee may end its licence.");
    }
    if (auto free = active_and_free(filed, asset, "end of a licence"); !free) {
      return std::unexpected(std::move(free.error()));
    }
  }
  return recorded(filed, *ordinal,
                  {.asset = {},
                   .cause = request.by_order ? EncumbranceCause::licence_ended_by_order
                                             : EncumbranceCause::licence_ended,
                   .subject = request.licence.uuid,
                   .change = {.ended_licences = {request.licence}},
                   .status = asset.status,
                   .because = request.by_order.value_or(Authority{})});
}

Outcome<Receipt> decide_lien(const Case& filed, const RecordLien& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::holder);
  if (!ordinal) return std::unexpected(ordinal.error());
  const Books& books = filed.draft.books();
  const Asset& asset = books.asset(*ordinal);
  const auto creditor = named_party(filed, request.creditor, "/creditor");
  if (!creditor) return std::unexpected(creditor.error());
  if (auto free = active_and_free(filed, asset, "lien"); !free) {
    return std::unexpected(std::move(free.error()));
  }
  if (*creditor == filed.by) {
    return refused(RefusalCode::invalid_field, "Nobody secures a claim of its own.", "/creditor");
  }
  // A lien gives the proceeds of a sale to somebody else, and could so avoid a freeze or a debt.
  if (auto free = free_to_dispose(filed); !free) return std::unexpected(std::move(free.error()));
  const auto in_force = [&filed](const Lien& lien) { return lien.ends_at > filed.draft.now(); };
  if (std::ranges::count_if(encumbrances_of(asset).liens, in_force) >=
      static_cast<std::ptrdiff_t>(kMostLiens)) {
    return too_many(kMostLiens, "liens");
  }
  const Money secured = secured_sum(asset.encumbrances.get(), filed.draft.now());
  if (request.secured > asset.status.assessment - secured) {
    return std::unexpected(Refusal{.code = RefusalCode::below_secured,
                                   .detail = "A lien of " + to_text(request.secured) + " and the " +
                                             to_text(secured) +
                                             " that liens secure already pass the assessment of " +
                                             to_text(asset.status.assessment) + "; secure less.",
                                   .pointer = "/secured",
                                   .current = {{"secured", to_text(secured)},
                                               {"assessment", to_text(asset.status.assessment)}}});
  }
  if (request.ends_at <= filed.draft.now()) {
    return refused(RefusalCode::invalid_field, "The lien would end before it begins.", "/ends_at");
  }
  const auto id = LienId::derived(filed.seed, 0, filed.draft.now());
  // Liens that have ended by time are removed, so that their number is bounded.
  EncumbrancesChanged changed{.asset = {},
                              .cause = EncumbranceCause::lien_recorded,
                              .subject = id.uuid,
                              .change = {.run_out_by = filed.draft.now()},
                              .status = asset.status};
  changed.change.added.liens.push_back({.id = id,
                                        .creditor = books.named(*creditor),
                                        .secured = request.secured,
                                        .recorded_at = filed.draft.now(),
                                        .ends_at = request.ends_at,
                                        .document = request.document});
  changed.status.withdraws_at = kEndOfTime;
  return recorded(filed, *ordinal, std::move(changed));
}

Outcome<Receipt> decide_lien_release(const Case& filed, const ReleaseLien& request) {
  const auto ordinal = named_asset(filed, request.asset, Right::anybody);
  if (!ordinal) return std::unexpected(ordinal.error());
  const Asset& asset = filed.draft.books().asset(*ordinal);
  const Encumbrances encumbrances = encumbrances_of(asset);
  const auto lien = std::ranges::find(encumbrances.liens, request.lien, &Lien::id);
  if (lien == encumbrances.liens.end()) {
    return refused(RefusalCode::not_found, "There is no such lien on this asset.");
  }
  if (!request.by_order) {
    if (lien->creditor.id != filed.draft.books().party(filed.by).id) {
      return refused(RefusalCode::forbidden, "Only the creditor may release its lien.");
    }
    if (auto free = active_and_free(filed, asset, "release of a lien"); !free) {
      return std::unexpected(std::move(free.error()));
    }
  }
  return recorded(filed, *ordinal,
                  {.asset = {},
                   .cause = request.by_order ? EncumbranceCause::lien_ended_by_order
                                             : EncumbranceCause::lien_released,
                   .subject = request.lien.uuid,
                   .change = {.ended_liens = {request.lien}},
                   .status = asset.status,
                   .because = request.by_order.value_or(Authority{})});
}

}  // namespace quitrent::market
