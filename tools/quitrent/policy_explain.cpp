// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_explain.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/http/json/lawful_values.hpp"
#include "tax/degree/degree_basis.hpp"
#include "tax/invented_asset.hpp"
#include "tax/schedule/amount_text.hpp"
#include "tools/quitrent/policy_explain_asset.hpp"
#include "tools/quitrent/slice_text.hpp"

namespace quitrent {
namespace {

/// The flags of the command line.
struct ExplainFlags {
  std::string file, asset_class, licence, commitment, degree, assessment, from, to;
  std::string register_file, asset;
  bool json = false;
};

void describe_explain(CLI::App& app, ExplainFlags& flags) {
  app.add_option("file", flags.file,
                 "the schedule; - reads standard input. With --register it may be left out: the "
                 "register's own schedules then apply")
      ->type_name("FILE");
  CLI::Option* const asset =
      app.add_option("--asset", flags.asset, "an asset of the register, ast_...")->type_name("ID");
  app.add_option("--register", flags.register_file, "a register's file")
      ->type_name("FILE")
      ->needs(asset);
  app.add_option("--class", flags.asset_class, "the class of the invented asset")->excludes(asset);
  CLI::Option* const licence =
      app.add_option("--licence", flags.licence, "the terms of a work")->excludes(asset);
  CLI::Option* const commitment =
      app.add_option("--commitment", flags.commitment, "the terms of a patent or design")
          ->excludes(asset);
  commitment->excludes(licence);
  app.add_option("--degree", flags.degree, "the degree in place of terms; else it is 1")
      ->excludes(licence)
      ->excludes(commitment)
      ->excludes(asset);
  app.add_option("--assessment", flags.assessment, "the declared value")->excludes(asset);
  app.add_option("--from", flags.from, "the first day of the period")->type_name("DAY")->required();
  app.add_option("--to", flags.to, "the first day after the period")->type_name("DAY")->required();
  app.add_flag("--json", flags.json, "print JSON");
}

/// The flags that describe an invented asset must be there where none of a register is named.
void require_invented(const ExplainFlags& flags) {
  if (flags.file.empty()) {
    throw PolicyFault{"which schedule? Name its file, or a register with --register and --asset"};
  }
  if (flags.asset_class.empty()) throw PolicyFault{"--class is needed: the class of the asset"};
  if (flags.assessment.empty()) throw PolicyFault{"--assessment is needed: the declared value"};
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

/// What is asked about an asset of a register.
AssetQuestion question_of(const ExplainFlags& flags, Period over) {
  if (flags.register_file.empty()) {
    throw PolicyFault{"--asset needs its register: name the file with --register"};
  }
  return {.schedule_file = flags.file,
          .register_file = flags.register_file,
          .asset = flags.asset,
          .over = over,
          .json = flags.json};
}

}  // namespace

CommandAnswer answer_policy_explain(const PolicyWords& asked) {
  ExplainFlags flags;
  CLI::App app{
      "Explain the tax over a period of an invented asset, or of an asset of a register from its "
      "present assessment and terms.",
      "quitrent policy explain"};
  describe_explain(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    const Period over{day_of_flag("--from", flags.from), day_of_flag("--to", flags.to)};
    if (!flags.asset.empty()) return answer_explained_asset(question_of(flags, over));
    require_invented(flags);
    const tax::InventedAsset asset = asset_of(flags);
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
