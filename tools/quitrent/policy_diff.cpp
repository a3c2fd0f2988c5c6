// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_diff.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "tax/schedule/difference.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// The flags of the command line.
struct DiffFlags {
  std::string before, after;
  bool json = false, markdown = false;
};

void describe_diff(CLI::App& app, DiffFlags& flags) {
  app.add_option("before", flags.before, "the earlier schedule")->type_name("FILE")->required();
  app.add_option("after", flags.after, "the later schedule")->type_name("FILE")->required();
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

std::string plain_text(const DiffFlags& flags, const tax::ScheduleDifference& found) {
  std::string text;
  std::string subject;
  if (flags.markdown) {
    text = fmt::format("# From {} to {}\n", escaped(flags.before), escaped(flags.after));
  }
  for (const tax::ScheduleChange& change : found.changes) {
    if (change.subject != subject) {
      text += text.empty() ? "" : "\n";
      text += flags.markdown ? fmt::format("## {}\n\n", change.subject) : change.subject + '\n';
      subject = change.subject;
    }
    text += flags.markdown ? fmt::format("- {}\n", escaped(sentence(change)))
                           : fmt::format("  {}\n", sentence(change));
  }
  return found.changes.empty() ? text + "No difference.\n" : text;
}

Json rate_of(const std::optional<AnnualRate>& rate) { return rate ? Json(to_text(*rate)) : Json(); }

std::string json_text(const tax::ScheduleDifference& found) {
  Json rates = Json::array();
  for (const tax::ChangedRate& rate : found.rates) {
    rates.push_back({{"class", to_text(rate.asset_class)},
                     {"from", to_text(rate.from)},
                     {"above", to_text(rate.above)},
                     {"old", rate_of(rate.before)},
                     {"new", rate_of(rate.after)}});
  }
  Json changes = Json::array();
  for (const tax::ScheduleChange& change : found.changes) {
    changes.push_back({{"subject", change.subject},
                       {"from", change.from ? Json(to_text(*change.from)) : Json()},
                       {"until", change.until ? Json(to_text(*change.until)) : Json()},
                       {"about", change.about},
                       {"old", change.before},
                       {"new", change.after},
                       {"sentence", sentence(change)}});
  }
  const Json json{{"same", found.changes.empty()}, {"rates", rates}, {"changes", changes}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace

CommandAnswer answer_policy_diff(const PolicyWords& asked) {
  DiffFlags flags;
  CLI::App app{"Say what one schedule changes in another.", "quitrent policy diff"};
  describe_diff(app, flags);
  return answered(app, asked, [&]() -> CommandAnswer {
    const tax::Schedule before = schedule_of_file(flags.before);
    const tax::Schedule after = schedule_of_file(flags.after);
    const tax::ScheduleDifference found = difference_between(before, after);
    return {.exit_code = found.changes.empty() ? 0 : 1,
            .output = flags.json ? json_text(found) : plain_text(flags, found),
            .fault = {}};
  });
}

}  // namespace quitrent
