// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_diff.hpp"

#include <memory>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/difference.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/quitrent/policy_touches.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// The flags of the command line.
struct DiffFlags {
  std::string before, after, register_file;
  bool json = false, markdown = false;
};

void describe_diff(CLI::App& app, DiffFlags& flags) {
  app.add_option("before", flags.before, "the earlier schedule")->type_name("FILE")->required();
  app.add_option("after", flags.after, "the later schedule")->type_name("FILE")->required();
  app.add_option("--register", flags.register_file,
                 "a register's file: also say whom each change touches")
      ->type_name("FILE");
  CLI::Option* const json = app.add_flag("--json", flags.json, "print JSON");
  app.add_flag("--markdown", flags.markdown, "print Markdown")->excludes(json);
}

/// A text with the signs of Markdown as they are.
std::string escaped(const std::string& text) {
  std::string plain;
  for (const char c : text) {
    if (std::string_view{"\\`*_<>[]|#"}.contains(c)) plain += '\\';
    plain += c;
  }
  return plain;
}

/// Whether a change touches assets by what it is, and not only in a register without any.
bool has_scope(const tax::ScheduleChange& change) {
  return change.scope.of != tax::ChangeScope::Of::nothing;
}

std::string plain_text(const DiffFlags& flags, const tax::ScheduleDifference& found,
                       const DiffRegister& read) {
  std::string text;
  std::string subject;
  if (flags.markdown) {
    text = fmt::format("# From {} to {}\n", escaped(flags.before), escaped(flags.after));
  }
  for (std::size_t at = 0; at < found.changes.size(); ++at) {
    const tax::ScheduleChange& change = found.changes[at];
    if (change.subject != subject) {
      text += text.empty() ? "" : "\n";
      text += flags.markdown ? fmt::format("## {}\n\n", change.subject) : change.subject + '\n';
      subject = change.subject;
    }
    std::string line = sentence(change);
    if (read.folded && has_scope(change)) line += ' ' + touched_sentence(read.touched.changes[at]);
    text += flags.markdown ? fmt::format("- {}\n", escaped(line)) : fmt::format("  {}\n", line);
  }
  if (found.changes.empty()) return text + "No difference.\n";
  if (!read.folded) return text;
  const std::string together = "All changes together: " + touched_sentence(read.touched.together);
  return text + fmt::format("\n{}\n", flags.markdown ? escaped(together) : together);
}

Json rate_of(const std::optional<AnnualRate>& rate) { return rate ? Json(to_text(*rate)) : Json(); }

}  // namespace

DiffRegister diff_register(const std::string& file,
                           std::shared_ptr<const api::FoldedJournal> folded,
                           const DiffSides& sides) {
  if (folded == nullptr) return {};
  TouchedByAll touched = touched_by(*folded, sides.before, sides.after);
  return {file, std::move(folded), std::move(touched)};
}

nlohmann::ordered_json diff_json(const tax::ScheduleDifference& found, const DiffRegister& read) {
  Json rates = Json::array();
  for (const tax::ChangedRate& rate : found.rates) {
    rates.push_back({{"class", to_text(rate.asset_class)},
                     {"from", to_text(rate.from)},
                     {"above", to_text(rate.above)},
                     {"old", rate_of(rate.before)},
                     {"new", rate_of(rate.after)}});
  }
  Json changes = Json::array();
  for (std::size_t at = 0; at < found.changes.size(); ++at) {
    const tax::ScheduleChange& change = found.changes[at];
    changes.push_back({{"subject", change.subject},
                       {"from", change.from ? Json(to_text(*change.from)) : Json()},
                       {"until", change.until ? Json(to_text(*change.until)) : Json()},
                       {"about", change.about},
                       {"old", change.before},
                       {"new", change.after},
                       {"sentence", sentence(change)}});
    if (!read.folded) continue;
    changes.back()["touches"] =
        has_scope(change) ? touched_json(read.touched.changes[at]) : Json(nullptr);
  }
  Json json{{"same", found.changes.empty()}, {"rates", rates}, {"changes", changes}};
  if (read.folded) {
    json["touches"] = touched_json(read.touched.together);
    json["register"] = register_json(read.name, read.folded->head);
  }
  return json;
}

CommandAnswer answer_policy_diff(const PolicyWords& asked) {
  DiffFlags flags;
  CLI::App app{"Say what one schedule changes in another.", "quitrent policy diff"};
  describe_diff(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    const tax::Schedule before = schedule_of_file(flags.before);
    const tax::Schedule after = schedule_of_file(flags.after);
    const tax::ScheduleDifference found = difference_between(before, after);
    const DiffRegister read =
        diff_register(flags.register_file,
                      flags.register_file.empty() ? nullptr : register_of_file(flags.register_file),
                      {before, after});
    return {
        .exit_code = found.changes.empty() ? 0 : 1,
        .output = flags.json ? json_lines(diff_json(found, read)) : plain_text(flags, found, read),
        .fault = {}};
  });
}

}  // namespace quitrent
