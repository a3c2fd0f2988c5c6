// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_explain_asset.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "tax/degree_timeline.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/simulation/policy_file.hpp"

namespace quitrent {
namespace {

constexpr Money kBeyondMoney = Money::from_micro(std::numeric_limits<std::int64_t>::max());

/// The public terms of an asset in words.
std::string terms_text(const Terms& terms) {
  if (terms.form == TermsForm::nothing) return "no terms";
  if (terms.form == TermsForm::commitment) {
    return fmt::format("commitment {}", to_text(terms.commitment));
  }
  std::string text = terms.spdx + (terms.source_withheld ? " (source withheld)" : "");
  for (const DatedLicence& later : terms.then) {
    text += fmt::format(", then {} from {}", later.spdx, tax::stated_day(later.on));
  }
  return text;
}

/// What a person must know before the slices.
std::string heading_of(const AssetQuestion& question, const api::FoldedJournal& folded,
                       const Asset& asset) {
  const Particulars& particulars = *asset.particulars;
  std::string text = fmt::format(
      "{}: {} {}, held by {}\n"
      "  its present assessment {} and terms {}, as of entry {} of {}\n",
      particulars.name, to_text(asset.asset_class), to_text(asset.id),
      folded.books.named(asset.holder).name, tax::written(asset.status.assessment),
      terms_text(particulars.terms), folded.head.sequence, question.register_file);
  if (asset.expires_at < question.over.end) {
    text +=
        fmt::format("  it expires at {}; nothing is due from then on\n", to_text(asset.expires_at));
  }
  return text;
}

std::string explained_json(const AssetQuestion& question, const api::FoldedJournal& folded,
                           const Asset& asset, const nlohmann::ordered_json& slices) {
  nlohmann::ordered_json json{{"asset", to_text(asset.id)},
                              {"name", asset.particulars->name},
                              {"class", to_text(asset.asset_class)},
                              {"holder",
                               {{"id", to_text(folded.books.named(asset.holder).id)},
                                {"name", folded.books.named(asset.holder).name}}},
                              {"assessment", to_text(asset.status.assessment)},
                              {"terms", terms_text(asset.particulars->terms)},
                              {"from", to_text(question.over.begin)},
                              {"to", to_text(std::min(question.over.end, asset.expires_at))},
                              {"register", register_json(question.register_file, folded.head)}};
  json.update(slices);
  return json_lines(json);
}

}  // namespace

std::expected<tax::ExplainedTax, std::string> explained_asset(const Asset& asset,
                                                              const tax::ScheduleTimeline& timeline,
                                                              Period over) {
  if (!asset.has_holder()) {
    return std::unexpected(
        fmt::format("Nobody holds the asset, so it bears no tax: its state is {}.",
                    to_text(shown_state(asset.status))));
  }
  over.end = std::min(over.end, asset.expires_at);
  if (over.end <= over.begin) {
    return std::unexpected("The period ends before it begins, or the asset expires before.");
  }
  if (!timeline.schedules(asset.asset_class, over.begin)) {
    return std::unexpected(
        fmt::format("The schedule does not take the class {}.", to_text(asset.asset_class)));
  }
  const auto& levels = asset.particulars->levels;
  const tax::Taxed taxed{
      .asset_class = asset.asset_class,
      .assessment = asset.status.assessment,
      .degree = tax::degree_at(timeline, asset.asset_class, levels, over.begin),
      .steps = tax::degree_steps(timeline, asset.asset_class, levels, over.begin)};
  tax::ExplainedTax tax = tax::explained_tax(timeline, taxed, over);
  if (tax.total < kBeyondMoney) return tax;
  return std::unexpected("The tax passes the largest amount; ask for a shorter period.");
}

SliceSources schedule_names(const market::Books& books) {
  SliceSources names;
  for (const market::SchedulePublished& published : books.schedules()) {
    names.names.emplace_back(published.effective, to_text(published.id));
  }
  return names;
}

CommandAnswer answer_explained_asset(const AssetQuestion& question) {
  const auto id = parse_identifier<AssetKind>(question.asset);
  if (!id) throw PolicyFault{"--asset: '" + question.asset + "' is no asset, such as ast_..."};
  const auto folded = register_of_file(question.register_file);
  const market::Books& books = folded->books;
  const Asset* const asset = books.asset(*id);
  if (asset == nullptr) {
    throw PolicyFault{"--asset: " + question.register_file + " has no asset " + question.asset};
  }
  auto timeline = books.timeline();
  SliceSources sources = schedule_names(books);
  if (!question.schedule_file.empty()) {
    timeline = tax::ScheduleTimeline::founded_on(
        schedule_in(read_policy_file(question.schedule_file), question.over.begin),
        timeline->basis());
    sources = {{{Instant{}, question.schedule_file}}};
  }
  const auto tax = explained_asset(*asset, *timeline, question.over);
  if (!tax) {
    return {
        .exit_code = 1, .output = {}, .fault = "quitrent policy explain: " + tax.error() + '\n'};
  }
  if (question.json) {
    return {.exit_code = 0,
            .output = explained_json(question, *folded, *asset, slice_json(*tax, sources)),
            .fault = {}};
  }
  return {.exit_code = 0,
          .output = heading_of(question, *folded, *asset) + slice_lines(*tax, sources, ""),
          .fault = {}};
}

}  // namespace quitrent
