// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_outcome.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "registry/vocabulary/decimal.hpp"
#include "tools/quitrent/policy_server.hpp"

namespace quitrent {
namespace {

constexpr int kMoneyDecimals = 6;
constexpr int kShownDecimals = 2;
/// What stands where nothing was predicted or nothing can be compared.
constexpr const char* kNothing = "-";

bool is_object_or_null(const ServerJson& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && (found->is_object() || found->is_null());
}

/// Whether an object has what was predicted and what happened.
bool is_comparison(const ServerJson& row) {
  return row.is_object() && is_object_or_null(row, "predicted") && row.contains("actual") &&
         row.at("actual").is_object();
}

/// Whether the object is an outcome as far as this command reads it.
bool is_outcome(const ServerJson& object) {
  return has_texts(object, {"schedule", "state", "from", "until", "levied_from", "levied_until",
                            "as_of"}) &&
         is_object_or_null(object, "prediction") && object.contains("by_class") &&
         object.at("by_class").is_array() &&
         std::ranges::all_of(object.at("by_class"), is_comparison) && object.contains("total") &&
         is_comparison(object.at("total"));
}

/// A figure of a part of an outcome; `-` where there is none.
std::string shown_figure(const ServerJson& part, const char* name) {
  const std::string text = part.is_object() ? member_text(part, name) : "";
  return text.empty() ? kNothing : text;
}

/// `right` minus `left`, with a sign; `-` where one of them is no amount of 64 bits.
std::string difference_of(const std::string& left, const std::string& right) {
  const auto before = parse_decimal(left, kMoneyDecimals);
  const auto after = parse_decimal(right, kMoneyDecimals);
  if (!before || !after) return kNothing;
  const std::string text = format_decimal(*after - *before, kMoneyDecimals, kShownDecimals);
  return *after > *before ? '+' + text : text;
}

/// `low, middle and high` of a range of the predicted total.
std::string range_of(const ServerJson& total, const char* name) {
  const ServerJson& predicted = total.at("predicted");
  const auto found = predicted.is_object() ? predicted.find(name) : predicted.end();
  if (found == predicted.end() || !found->is_object()) return kNothing;
  return fmt::format("{}, {}, {}", shown_figure(*found, "low"), shown_figure(*found, "middle"),
                     shown_figure(*found, "high"));
}

/// The rows of a table under their heading: the first column is aligned left, the others right.
std::string outcome_table(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths(rows.front().size());
  for (const auto& row : rows) {
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], row[column].size());
    }
  }
  std::string text;
  for (const auto& row : rows) {
    text += fmt::format("  {:<{}}", row[0], widths[0]);
    for (std::size_t column = 1; column < row.size(); ++column) {
      text += fmt::format("  {:>{}}", row[column], widths[column]);
    }
    text += '\n';
  }
  return text;
}

std::vector<std::string> revenue_row(const std::string& name, const ServerJson& row) {
  const ServerJson& predicted = row.at("predicted");
  const std::string so_far = shown_figure(predicted, "revenue_so_far");
  const std::string actual = shown_figure(row.at("actual"), "revenue");
  return {name, so_far, actual, difference_of(so_far, actual), shown_figure(predicted, "revenue")};
}

std::string revenue_text(const ServerJson& outcome) {
  std::vector<std::vector<std::string>> rows{
      {"class", "predicted so far", "received", "difference", "predicted in all"}};
  for (const ServerJson& row : outcome.at("by_class")) {
    rows.push_back(revenue_row(member_text(row, "class"), row));
  }
  rows.push_back(revenue_row("all", outcome.at("total")));
  const std::string debts = shown_figure(outcome.at("total").at("actual"), "debts");
  return "revenue\n" + outcome_table(rows) + "  of all, paid off tax debts: " + debts + '\n';
}

std::vector<std::string> assessed_row(const std::string& name, const ServerJson& row) {
  const ServerJson& predicted = row.at("predicted");
  const ServerJson& actual = row.at("actual");
  return {name,
          shown_figure(predicted, "assets"),
          shown_figure(actual, "assets"),
          shown_figure(predicted, "assessed"),
          shown_figure(actual, "assessed"),
          shown_figure(actual, "raised") + " by " + shown_figure(actual, "raised_by"),
          shown_figure(actual, "lowered") + " by " + shown_figure(actual, "lowered_by")};
}

std::string assessments_text(const ServerJson& outcome) {
  std::vector<std::vector<std::string>> rows{
      {"class", "assets then", "now", "assessed then", "now", "raised", "lowered"}};
  for (const ServerJson& row : outcome.at("by_class")) {
    rows.push_back(assessed_row(member_text(row, "class"), row));
  }
  rows.push_back(assessed_row("all", outcome.at("total")));
  return "assessments\n" + outcome_table(rows) +
         "  predicted after holders declare anew (low, middle, high): " +
         range_of(outcome.at("total"), "assessed_anew") + '\n';
}

/// A kind of activity: its name here and in the answer, where its range is predicted, and where its
/// sum of prices stands; null where there is none.
struct ShownKind {
  const char* title;
  const char* name;
  const char* range = nullptr;
  const char* price = nullptr;
};

/// A table of activities in all classes; what was predicted has a column where anything was.
std::string activity_text(const char* title, const ServerJson& total,
                          std::span<const ShownKind> kinds) {
  const ServerJson& actual = total.at("actual");
  const bool predicted =
      std::ranges::any_of(kinds, [](const ShownKind& kind) { return kind.range != nullptr; });
  std::vector<std::vector<std::string>> rows;
  if (predicted) rows.push_back({"", "predicted (low, middle, high)", "actual"});
  for (const ShownKind& kind : kinds) {
    std::vector<std::string>& row = rows.emplace_back();
    row.emplace_back(kind.title);
    if (predicted) row.push_back(kind.range == nullptr ? kNothing : range_of(total, kind.range));
    row.push_back(shown_figure(actual, kind.name));
    if (kind.price != nullptr) row.back() += " for " + shown_figure(actual, kind.price);
  }
  return title + std::string{"\n"} + outcome_table(rows);
}

constexpr std::array kTurnoverKinds{
    ShownKind{"purchases so far", "purchases", "purchases_so_far", "price"},
    ShownKind{"purchases at auction", "auction_purchases", nullptr, "auction_price"},
    ShownKind{"registrations", "registered"}};
constexpr std::array kOpeningKinds{ShownKind{"opened, predicted in all", "opened", "opened"},
                                   ShownKind{"of these to all", "opened_to_all"},
                                   ShownKind{"closed", "closed"},
                                   ShownKind{"corrected by a registrar", "corrected"}};
constexpr std::array kLapseKinds{ShownKind{"became delinquent", "became_delinquent"},
                                 ShownKind{"foreclosed", "foreclosed"},
                                 ShownKind{"redeemed", "redeemed"},
                                 ShownKind{"unsold at auction", "escheated"},
                                 ShownKind{"dedicated", "dedicated"},
                                 ShownKind{"expired", "expired"},
                                 ShownKind{"withdrawn", "withdrawn"},
                                 ShownKind{"struck", "struck"},
                                 ShownKind{"rectified", "rectified"}};

std::string delinquency_text(const ServerJson& total) {
  const auto row = [&total](const char* title, const char* predicted, const char* actual) {
    return std::vector<std::string>{title, shown_figure(total.at("predicted"), predicted),
                                    shown_figure(total.at("actual"), actual)};
  };
  return "delinquent in the first days\n" +
         outcome_table(
             {{"", "predicted as new", "became so in all"},
              row("30 days", "newly_delinquent_within_30_days", "became_delinquent_within_30_days"),
              row("90 days", "newly_delinquent_within_90_days",
                  "became_delinquent_within_90_days")});
}

std::string origin_text(const ServerJson& outcome) {
  const ServerJson& prediction = outcome.at("prediction");
  if (prediction.is_null()) {
    return "prediction\n  none: whoever proposed the schedule named no simulation\n";
  }
  std::string text = "prediction\n";
  const auto line = [&text](const char* name, const std::string& value) {
    text += fmt::format("  {:<10} {}\n", name, value);
  };
  line("simulation", shown_figure(prediction, "simulation"));
  line("digest", shown_figure(prediction, "digest"));
  line("period", shown_figure(prediction, "from") + " to " + shown_figure(prediction, "to"));
  line("register", "entry " + shown_figure(prediction, "sequence") + ", " +
                       shown_figure(prediction, "register_digest"));
  line("program", shown_figure(prediction, "version"));
  return text;
}

std::string outcome_text(const ServerJson& outcome) {
  const ServerJson& total = outcome.at("total");
  return fmt::format(
             "{}  {}\n  compared from {} until {}; amounts in {}\n"
             "  revenue over the whole months from {} until {}\n\n",
             member_text(outcome, "schedule"), member_text(outcome, "state"),
             member_text(outcome, "from"), member_text(outcome, "until"),
             shown_figure(outcome, "currency"), member_text(outcome, "levied_from"),
             member_text(outcome, "levied_until")) +
         revenue_text(outcome) + '\n' + activity_text("turnover", total, kTurnoverKinds) + '\n' +
         assessments_text(outcome) + '\n' + activity_text("terms", total, kOpeningKinds) + '\n' +
         activity_text("lapses", total, kLapseKinds) + '\n' + delinquency_text(total) + '\n' +
         origin_text(outcome);
}

}  // namespace

CommandAnswer answer_policy_outcome(const PolicyWords& asked) {
  ServerFlags flags;
  std::string id;
  CLI::App app{"Show what was predicted of a schedule, and what has happened since it took effect.",
               "quitrent policy outcome"};
  app.add_option("id", id, "the schedule, sch_...")->type_name("ID")->required();
  describe_server(app, flags, ServerKey::unneeded);
  return answered(app, asked, [&] {
    const ServerAnswer answer =
        ask_server(flags, {.path = "/v1/schedules/" + id + "/outcome"}, is_outcome);
    if (!answer.is_good()) return refused_by_server(answer, "outcome", id);
    return shown_answer(flags, answer, outcome_text(answer.object()));
  });
}

}  // namespace quitrent
