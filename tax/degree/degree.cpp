// SPDX-License-Identifier: EUPL-1.2
#include "tax/degree/degree.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "registry/vocabulary/promise.hpp"

namespace quitrent {
namespace {

constexpr std::size_t kLongestExpression = 2'000;
constexpr std::int64_t kLevels = 24;
constexpr std::string_view kReference = "LicenseRef-";
constexpr std::string_view kScancode = "LicenseRef-scancode-";

/// A letter, digit, hyphen or point: what an identifier consists of.
bool is_identifier_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.';
}

/// A licence that could be read.
struct KnownLicence {
  std::string normal;  ///< in the spelling of the list
  Profile profile;
};

DegreeFault spdx_fault(std::string what) { return {std::move(what), "/spdx"}; }

/// A text as it may be shown in an answer: short, and nothing but what identifiers consist of.
std::string shown(std::string_view text) {
  std::string cut{text.substr(0, 80)};
  std::ranges::replace_if(cut, [](char c) { return c < ' ' || c > '~'; }, '?');
  return '"' + cut + (text.size() > cut.size() ? "...\"" : "\"");
}

std::expected<KnownLicence, DegreeFault> reference(const LicenceTable& licences,
                                                   std::string_view spdx) {
  const std::string_view own = spdx.substr(kReference.size());
  if (own.empty() || !std::ranges::all_of(own, is_identifier_character)) {
    return std::unexpected(
        spdx_fault("After LicenseRef- stand letters, digits, hyphens and points, "
                   "at least one: " +
                   shown(spdx) + " does not."));
  }
  const LicenceLine* const line = spdx.starts_with(kScancode) ? licences.reference(spdx) : nullptr;
  return KnownLicence{std::string{spdx}, line != nullptr ? line->profile : kClosed};
}

std::expected<KnownLicence, DegreeFault> known_licence(const LicenceTable& licences,
                                                       std::string_view spdx) {
  if (spdx.empty() || spdx.size() > kLongestExpression) {
    return std::unexpected(spdx_fault("A licence expression has 1 to 2000 bytes."));
  }
  if (spdx == "NONE" || spdx == "NOASSERTION") return KnownLicence{std::string{spdx}, kClosed};
  if (spdx.starts_with(kReference)) return reference(licences, spdx);
  if (const LicenceLine* const line = licences.licence(spdx)) {
    return KnownLicence{line->id, line->profile};
  }
  if (licences.exception(spdx) != nullptr) {
    return std::unexpected(
        spdx_fault(shown(spdx) + " is an exception, which stands only beside a licence."));
  }
  if (!std::ranges::all_of(spdx, is_identifier_character)) {
    return std::unexpected(spdx_fault(
        "This register reads a single licence identifier of the SPDX list or a LicenseRef-, not " +
        shown(spdx) + '.'));
  }
  return std::unexpected(spdx_fault(shown(spdx) +
                                    " is not on the SPDX licence list; terms of your own are a "
                                    "LicenseRef- with a name, such as LicenseRef-Commercial."));
}

}  // namespace

Share profile_degree(const Profile& profile, const Weights& weights) {
  // Weights and levels keep every sum below 8 x 10^6 x 24 x 10^6.
  std::int64_t weighed = 0;
  std::int64_t whole = 0;
  bool open = true;
  for (const Dimension dimension : kDimensions) {
    const std::int64_t weight = weights.weight(dimension).ppm();
    const std::int64_t level = profile.level(dimension);
    whole += weight;
    weighed += weight * level;
    open = open && (!is_core(dimension) || weight == 0 || level == 0);
  }
  promise(whole > 0, "at least one dimension is weighed");
  if (open) return {};
  const std::int64_t denominator = whole * kLevels;
  const std::int64_t ppm = (weighed * kWhole.ppm() * 2 + denominator) / (denominator * 2);
  return Share::from_ppm(static_cast<std::int32_t>(ppm));
}

std::expected<std::string, DegreeFault> normal_form(const LicenceTable& licences,
                                                    std::string_view spdx) {
  auto known = known_licence(licences, spdx);
  if (!known) return std::unexpected(std::move(known.error()));
  return std::move(known->normal);
}

std::expected<Share, DegreeFault> degree(const LicenceTable& licences,
                                         const std::optional<Weights>& scheduled,
                                         AssetClass asset_class, const Terms& terms) {
  const TermsForm form = terms_form(asset_class);
  if (terms.form != form) {
    constexpr std::array<std::string_view, 3> kWanted{
        "A trademark has no terms.", "Terms of this class are a licence: {\"spdx\": ...}.",
        "Terms of this class are a commitment: {\"commitment\": ...}."};
    return std::unexpected(DegreeFault{std::string{kWanted[static_cast<std::size_t>(form)]}, ""});
  }
  if (form == TermsForm::nothing) return kWhole;
  if (form == TermsForm::commitment) {
    return profile_degree(licences.commitment(terms.commitment), licences.weights(asset_class));
  }
  if (!terms.then.empty()) {
    return std::unexpected(DegreeFault{"This register does not read later terms.", "/then"});
  }
  auto known = known_licence(licences, terms.spdx);
  if (!known) return std::unexpected(std::move(known.error()));
  if (terms.source_withheld) {
    known->profile.levels[static_cast<std::size_t>(Dimension::access)] = kLevels;
  }
  return profile_degree(known->profile, scheduled.value_or(licences.weights(asset_class)));
}

}  // namespace quitrent
