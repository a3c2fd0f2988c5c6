// SPDX-License-Identifier: EUPL-1.2
#include <algorithm>

#include "api/http/answers.hpp"
#include "api/http/bodies.hpp"
#include "api/http/degree_answer.hpp"
#include "api/http/handlers.hpp"
#include "api/http/pagination.hpp"
#include "api/http/parameters.hpp"
#include "tax/accrual.hpp"

namespace quitrent {
namespace {

constexpr std::string_view kLicences = "known licences";
constexpr Duration kYear = Duration::from_days(365);

/// The schedules and the second they are asked about.
std::pair<std::shared_ptr<const Calendar>, Instant> schedules_now(Desk& desk) {
  return desk.office.inquire(
      [](const Books& books, Instant now) { return std::pair{books.calendar(), now}; });
}

/// What an answer says of terms, or what is wrong with them.
std::expected<SettledDegree, DegreeFault> settled(const DegreeBody& asked, const Calendar& calendar,
                                                  Instant now) {
  const DegreeFacts facts{.licences = founding_licences()};
  const auto weights = calendar.weights(asked.asset_class, now);
  auto told = explained_degree(facts, weights, asked.asset_class, asked.terms);
  if (!told) return std::unexpected(std::move(told.error()));
  auto course = degree_course(facts, weights, asked.asset_class, asked.terms);
  if (!course) return std::unexpected(std::move(course.error()));
  SettledDegree answer{.asset_class = asked.asset_class,
                       .told = *std::move(told),
                       .steps = std::move(course->steps),
                       .assessment = asked.assessment,
                       .rate = {},
                       .tax_per_year = {}};
  if (asked.assessment && calendar.schedules(asked.asset_class, now)) {
    const Taxed taxed{.asset_class = asked.asset_class,
                      .assessment = *asked.assessment,
                      .degree = answer.told.degree_ppm};
    answer.rate = average_rate(calendar, taxed, now);
    answer.tax_per_year = tax_over(calendar, taxed, kYear, now);
  }
  return answer;
}

/// Which licences are listed.
struct LicenceFilters {
  std::optional<AssetClass> asset_class;  ///< nothing: software
  std::string beginning;                  ///< of the identifier, in lower case; empty: any
  /// Equal where both are.
  friend bool operator==(const LicenceFilters&, const LicenceFilters&) = default;
};

std::string lower(std::string_view text) {
  std::string small{text};
  std::ranges::transform(small, small.begin(), [](char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  });
  return small;
}

LicenceFilters filters_from(Parameters& parameters) {
  LicenceFilters filters;
  if (const auto word = parameters.text("class")) {
    filters.asset_class = parse_asset_class(*word);
    if (!filters.asset_class || terms_form(*filters.asset_class) != TermsForm::licence) {
      parameters.refuse("class", "This is no class that takes a licence, such as software.");
    }
  }
  filters.beginning = lower(parameters.text("q").value_or(""));
  return filters;
}

/// A place in the list: the filters, and the identifier that was shown last.
struct LicencePlace {
  LicenceFilters filters;
  std::string after;  ///< in lower case; empty: from the beginning
};

std::string cursor_of(const LicenceFilters& filters, const std::string& last) {
  std::string content = "after=" + percent_encoded(lower(last));
  if (filters.asset_class) content += "&class=" + std::string{to_text(*filters.asset_class)};
  if (!filters.beginning.empty()) content += "&q=" + percent_encoded(filters.beginning);
  return cursor_text(kLicences, content);
}

std::optional<LicencePlace> place_from(std::string_view cursor) {
  const auto content = cursor_content(kLicences, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  LicencePlace place{.filters = filters_from(parameters), .after = {}};
  place.after = parameters.text("after").value_or("");
  if (parameters.fault() || place.after.empty()) return std::nullopt;
  return place;
}

/// What stands behind a place, in the order of the identifiers. Exceptions are no terms alone.
std::vector<const LicenceLine*> listed(const LicencePlace& place) {
  std::vector<std::pair<std::string, const LicenceLine*>> found;
  for (const LicenceLine& line : founding_licences().lines()) {
    if (line.kind != LicenceKind::licence && line.kind != LicenceKind::reference) continue;
    std::string id = lower(line.id);
    if (!id.starts_with(place.filters.beginning) || id <= place.after) continue;
    found.emplace_back(std::move(id), &line);
  }
  std::ranges::sort(found);
  std::vector<const LicenceLine*> lines;
  for (const auto& [id, line] : found) lines.push_back(line);
  return lines;
}

}  // namespace

Answer post_degree(Desk& desk, const Call& call) {
  const auto asked = degree_from(call.body);
  if (!asked) return std::unexpected(asked.error());
  const auto [calendar, now] = schedules_now(desk);
  const auto answer = settled(*asked, *calendar, now);
  if (!answer) {
    return std::unexpected(problem(std::vector<FieldFault>{terms_fault(answer.error())}));
  }
  JsonWriter json;
  write_degree(json.begin_object(), *answer);
  json.text("currency", calendar->currency()).text("as_of", to_text(now)).end_object();
  return json_answer(200, json.take());
}

Answer get_known_licences(Desk& desk, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  LicencePlace place{.filters = filters_from(parameters), .after = {}};
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    auto kept = place_from(*cursor);
    if (!kept || (place.filters != LicenceFilters{} && place.filters != kept->filters)) {
      return std::unexpected(bad_cursor());
    }
    place = std::move(*kept);
  }
  const auto [calendar, now] = schedules_now(desk);
  const AssetClass asset_class = place.filters.asset_class.value_or(AssetClass::software);
  const auto weights = calendar->weights(asset_class, now);
  const std::vector<const LicenceLine*> lines = listed(place);
  JsonWriter json;
  json.begin_array();
  for (std::size_t at = 0; at < std::min(lines.size(), limit); ++at) {
    Terms terms;
    terms.form = TermsForm::licence;
    terms.spdx = lines[at]->id;
    const auto share = degree(founding_licences(), weights, asset_class, terms);
    write_known_licence(json, *lines[at], share.value_or(Share::from_ppm(1'000'000)));
  }
  json.end_array();
  std::optional<std::string> next;
  if (lines.size() > limit) next = cursor_of(place.filters, lines[limit - 1]->id);
  return page_answer(call.request,
                     {.data = json.take(), .next_cursor = next, .limit = limit, .as_of = now});
}

}  // namespace quitrent
