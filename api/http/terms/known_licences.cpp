// SPDX-License-Identifier: EUPL-1.2
//
// The licences that have a degree of their own: those in the table, and those that registrars have
// recorded.
#include "api/http/terms/known_licences.hpp"

#include <algorithm>
#include <array>

#include "api/http/json/json_writer.hpp"
#include "api/http/protocol/pagination.hpp"
#include "api/http/protocol/parameters.hpp"
#include "api/http/terms/degree_answer.hpp"
#include "api/http/terms/terms_bodies.hpp"
#include "registry/vocabulary/letter_case.hpp"
#include "tax/degree/degree.hpp"

namespace quitrent::api {
namespace {

constexpr std::string_view kLicences = "known licences";

/// The filters of the list.
struct LicenceFilters {
  std::optional<AssetClass> asset_class;  ///< without it: software
  std::string beginning;  ///< beginning of the identifier, in lower case; empty: no filter
  /// Equal where both filters are equal.
  friend bool operator==(const LicenceFilters&, const LicenceFilters&) = default;
};

LicenceFilters licence_filters_from(Parameters& parameters) {
  LicenceFilters filters;
  if (const auto word = parameters.text("class")) {
    filters.asset_class = parse_asset_class(*word);
    if (!filters.asset_class || terms_form(*filters.asset_class) != TermsForm::licence) {
      parameters.refuse("class",
                        "Say software, dataset, copyright or model: these take a licence.");
    }
  }
  filters.beginning = in_lower_case(parameters.text("q").value_or(""));
  return filters;
}

/// A position in the list: the filters, and the identifier that was shown last.
struct LicencePosition {
  LicenceFilters filters;
  std::string after;  ///< sort_key of that row; empty: from the beginning
};

std::string cursor_of(const LicenceFilters& filters, const std::string& last) {
  std::string content = "after=" + percent_encoded(last);
  if (filters.asset_class) content += "&class=" + std::string{to_text(*filters.asset_class)};
  if (!filters.beginning.empty()) content += "&q=" + percent_encoded(filters.beginning);
  return cursor_text(kLicences, content);
}

std::optional<LicencePosition> licence_position_from(std::string_view cursor) {
  const auto content = cursor_content(kLicences, cursor);
  if (!content) return std::nullopt;
  Parameters parameters{*content};
  LicencePosition position{.filters = licence_filters_from(parameters), .after = {}};
  position.after = parameters.text("after").value_or("");
  if (parameters.fault() || position.after.empty()) return std::nullopt;
  return position;
}

/// A row of the list: a line of the table, or a profile that a registrar has recorded.
struct LicenceRow {
  std::string key;
  const tax::LicenceLine* line = nullptr;
  RecordedProfile recorded = {};
  std::string document() const {
    return recorded.document ? ' ' + to_text(*recorded.document) : std::string{};
  }
  const std::string& id() const { return line != nullptr ? line->id : recorded.reference; }
};

/// What the list is ordered by: the identifier in lower case. References that differ in nothing
/// else have their own spelling behind it, and profiles of one reference their documents.
std::string sort_key(const LicenceRow& row) {
  return in_lower_case(row.id()) + ' ' + row.id() + row.document();
}

/// The rows after a position, in the order of their identifiers. Exceptions are left out, since
/// they cannot be terms by themselves.
std::vector<LicenceRow> listed(HandlerContext& context, const LicencePosition& position) {
  std::vector<LicenceRow> rows;
  const auto add = [&](LicenceRow row) {
    row.key = sort_key(row);
    if (row.key.starts_with(position.filters.beginning) && row.key > position.after) {
      rows.push_back(std::move(row));
    }
  };
  for (const tax::LicenceLine& line : context.licences.lines()) {
    if (line.kind != tax::LicenceKind::licence && line.kind != tax::LicenceKind::reference)
      continue;
    add({.key = {}, .line = &line});
  }
  const auto profiles =
      context.engine.inquire([](const market::Books& books, Instant) { return books.profiles(); });
  for (const RecordedProfile& profile : profiles) {
    // A line that the table has now prevails over the recorded profile.
    if (context.licences.reference(profile.reference) != nullptr) continue;
    add({.key = {}, .recorded = profile});
  }
  std::ranges::sort(rows, {}, &LicenceRow::key);
  return rows;
}

/// The answer to the recording of a licence: its degree by class, and the number of assets that it
/// affected.
std::string recorded_json(const tax::ScheduleTimeline& timeline, const RecordedProfile& profile,
                          std::uint32_t assets, Instant now) {
  JsonWriter json;
  json.begin_object().text("id", profile.reference).text("kind", "recorded");
  write_recorded_levels(json, profile);
  json.key("degrees").begin_object();
  for (const AssetClass asset_class : kAssetClasses) {
    if (terms_form(asset_class) != TermsForm::licence) continue;
    const tax::Weights& weights = timeline.regime(asset_class, now).weights;
    json.text(to_text(asset_class), to_text(profile_degree({profile.levels}, weights)));
  }
  json.end_object().number("assets", assets).text("as_of", to_text(now)).end_object();
  return json.take();
}

Answer get_known_licences(HandlerContext& context, const Call& call) {
  Parameters parameters{call.request.query};
  const std::size_t limit = parameters.limit();
  LicencePosition position{.filters = licence_filters_from(parameters), .after = {}};
  const auto cursor = parameters.text("cursor");
  if (auto fault = parameters.fault()) return std::unexpected(std::move(*fault));
  if (cursor) {
    auto kept = licence_position_from(*cursor);
    const bool filtered = parameters.text("class") || parameters.text("q");
    if (!kept || (filtered && position.filters != kept->filters)) {
      return std::unexpected(bad_cursor());
    }
    position = std::move(*kept);
  }
  const auto [timeline, now] = schedules_now(context);
  const AssetClass asset_class = position.filters.asset_class.value_or(AssetClass::software);
  const std::optional<tax::Weights> weights = timeline->regime(asset_class, now).weights;
  const tax::DegreeFacts facts{.licences = context.licences};
  const std::vector<LicenceRow> rows = listed(context, position);
  const auto write = [&](JsonWriter& json, const LicenceRow& row) {
    if (row.line == nullptr) {
      write_known_licence(json, row.recorded, profile_degree({row.recorded.levels}, *weights));
      return;
    }
    Terms terms;
    terms.form = TermsForm::licence;
    terms.spdx = row.line->id;
    write_known_licence(json, *row.line,
                        degree(facts, weights, asset_class, terms).value_or(kWhole));
  };
  PageWriter writer{*context.answer_memory, limit};
  std::optional<std::string> next;
  for (std::size_t at = 0; at < rows.size() && !next; ++at) {
    const bool kept = writer.add([&](JsonWriter& json) { write(json, rows[at]); });
    if (!kept) next = cursor_of(position.filters, rows[at - 1].key);
  }
  return page_answer(call.request, writer, {.next_cursor = std::move(next), .as_of = now});
}

Answer post_profile(HandlerContext& context, const Call& call) {
  auto request = profile_from(call.body);
  if (!request) return std::unexpected(std::move(request.error()));
  auto reply =
      filed(context, call,
            {.request = std::move(*request),
             .render = [](const market::Books& after, const market::Receipt& receipt, Instant now) {
               const auto& recorded = std::get<market::ProfileReceipt>(receipt);
               return recorded_json(*after.timeline(), *after.profile(recorded.recorded),
                                    recorded.assets, now);
             }});
  if (!reply) return std::unexpected(std::move(reply.error()));
  return created_answer(std::move(*reply), "");
}

}  // namespace

std::span<const Route> licence_routes() {
  using enum Access;
  using enum Method;
  static constexpr auto kRoutes = std::to_array<Route>({
      {get, "/v1/licences", anyone, BodyForm::none, get_known_licences, Query::read},
      {post, "/v1/licences", registrar, BodyForm::json, post_profile},
  });
  return kRoutes;
}

}  // namespace quitrent::api
