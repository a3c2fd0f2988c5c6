// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_explain.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/http/json/lawful_values.hpp"
#include "tax/degree/degree_basis.hpp"
#include "tax/invented_asset.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tools/quitrent/slice_text.hpp"

namespace quitrent {
namespace {

/// The flags of the command line.
struct ExplainFlags {
  std::string file, asset_class, licence, commitment, degree, assessment, from, to;
  bool json = false;
};

void describe_explain(CLI::App& app, ExplainFlags& flags) {
  app.add_option("file", flags.file, "the schedule; - reads standard input")
      ->type_name("FILE")
      ->required();
  app.add_option("--class", flags.asset_class, "the class of the asset")->required();
  CLI::Option* const licence = app.add_option("--licence", flags.licence, "the terms of a work");
  CLI::Option* const commitment =
      app.add_option("--commitment", flags.commitment, "the terms of a patent or design");
  commitment->excludes(licence);
  app.add_option("--degree", flags.degree, "the degree in place of terms; else it is 1")
      ->excludes(licence)
      ->excludes(commitment);
  app.add_option("--assessment", flags.assessment, "the declared value")->required();
  app.add_option("--from", flags.from, "the first day of the period")->type_name("DAY")->required();
  app.add_option("--to", flags.to, "the first day after the period")->type_name("DAY")->required();
  app.add_flag("--json", flags.json, "print JSON");
}

tax::InventedAsset asset_of(const ExplainFlags& flags) {
  tax::InventedAsset asset;
  const auto asset_class = parse_asset_class(flags.asset_class);
  if (!asset_class) {
    throw PolicyFault{"--class: '" + flags.asset_class + "' is no class. " +
                      api::lawful_values(kAssetClasses)};
  }
  asset.asset_class = *asset_class;
  if (!flags.licence.empty()) asset.licence = flags.licence;
  if (!flags.commitment.empty()) {
    asset.commitment = parse_commitment(flags.commitment);
    if (!asset.commitment) {
      throw PolicyFault{"--commitment: '" + flags.commitment + "' is no commitment. " +
                        api::lawful_values(kCommitments)};
    }
  }
  if (!flags.degree.empty()) {
    const auto degree = parse_share(flags.degree);
    if (!degree) throw PolicyFault{"--degree is no decimal from 0 to 1, such as 0.5"};
    asset.degree = *degree;
  }
  const auto assessment = parse_money(flags.assessment);
  if (!assessment) throw PolicyFault{"--assessment is no amount, such as 1250.00"};
  asset.assessment = *assessment;
  return asset;
}

}  // namespace

CommandAnswer answer_policy_explain(const PolicyWords& asked) {
  ExplainFlags flags;
  CLI::App app{"Explain the tax of an invented asset over a period.", "quitrent policy explain"};
  describe_explain(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    const tax::InventedAsset asset = asset_of(flags);
    const Period over{day_of_flag("--from", flags.from), day_of_flag("--to", flags.to)};
    const tax::DegreeFacts facts{.licences = tax::founding_licences()};
    const auto timeline = tax::ScheduleTimeline::founded_on(
        schedule_of_file(flags.file), tax::founding_basis(facts.licences, Digest{}));
    const auto tax = tax_of(*timeline, facts, asset, over);
    if (!tax) {
      return {
          .exit_code = 1, .output = {}, .fault = "quitrent policy explain: " + tax.error() + '\n'};
    }
    const std::string text = flags.json ? slice_json(*tax, flags.file).dump(2) + '\n'
                                        : slice_lines(*tax, flags.file, "");
    return {.exit_code = 0, .output = text, .fault = {}};
  });
}

}  // namespace quitrent
