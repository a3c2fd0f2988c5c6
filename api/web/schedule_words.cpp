// SPDX-License-Identifier: EUPL-1.2
#include "api/web/schedule_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "api/web/asset_words.hpp"
#include "api/web/words.hpp"

namespace quitrent::api {
namespace {

Model text_row(const std::string& text) {
  Model row;
  row.set("text", text);
  return row;
}

Model value_row(std::string_view label, const std::string& value) {
  Model row;
  row.set("label", std::string{label});
  row.set("value", value);
  return row;
}

/// From when a dated value runs: `Now`, or a day.
std::string when_text(const JsonValue& value, std::string_view instant) {
  return text_of(value, "from") <= instant ? "Now" : "From " + day_text(text_of(value, "from"));
}

std::string percent_a_year(std::string_view rate) {
  return rate == "0" || rate == "0.00" ? "No tax" : percent_text(rate) + " a year";
}

Model scale_rows(const JsonValue& of, std::string_view instant, std::string_view currency) {
  Model rows = empty_list();
  for (const JsonValue& scale : dated_from(items_of(of, "scales"), instant)) {
    Model row;
    row.set("later",
            text_of(scale, "from") > instant ? Model{when_text(scale, instant)} : Model{false});
    row.set("brackets", bracket_sentences(scale, currency));
    Model reference{false};
    if (!is_null(scale, "reference")) {
      const JsonValue& stated = member(scale, "reference");
      const std::string_view address = text_of(stated, "href");
      reference = Model{};
      reference.set("title", string_of(stated, "title"));
      reference.set("href", address.starts_with("https://") || address.starts_with("http://")
                                ? Model{std::string{address}}
                                : Model{false});
    }
    row.set("reference", reference);
    rows.push_back(row);
  }
  return rows;
}

Model class_rows(const JsonValue& schedule, std::string_view instant) {
  Model rows = empty_list();
  for (const JsonValue& one : items_of(schedule, "classes")) {
    Model row;
    row.set("name", class_text(text_of(one, "name")));
    row.set("scales", scale_rows(one, instant, text_of(schedule, "currency")));
    const std::string_view notice = text_of(one, "notice");
    row.set("notice", notice == "0s" ? std::string{"A sale closes at once."}
                                     : "A sale closes " + duration_text(notice) +
                                           " after the buyer has paid.");
    row.set("grant_back",
            member(one, "grant_back").truth
                ? "A seller who held it for 30 days or more may go on using it, without payment."
                : "A seller keeps no right to use it.");
    rows.push_back(row);
  }
  return rows;
}

Model curve_rows(const JsonValue& schedule, std::string_view instant) {
  Model rows = empty_list();
  for (const JsonValue& curve : dated_from(items_of(schedule, "degrees"), instant)) {
    Model row;
    row.set("when", when_text(curve, instant));
    Model points = empty_list();
    for (const JsonValue& point : items_of(curve, "points")) {
      Model shown;
      shown.set("degree", percent_text(text_of(point, "degree")));
      shown.set("multiplier", percent_text(text_of(point, "multiplier")));
      points.push_back(shown);
    }
    row.set("points", points);
    rows.push_back(row);
  }
  return rows;
}

/// How a value of the procedure is written.
enum class Writing : std::uint8_t { duration, share, amount };

struct ProcedureRow {
  std::string_view name;
  std::string_view label;
  Writing writing;
};
constexpr std::array<ProcedureRow, 8> kProcedure{
    ProcedureRow{"escrow_cover", "Cover: how long the escrow must last after a filing",
                 Writing::duration},
    {"grace", "Grace: how long the tax may be overdue before title is lost", Writing::duration},
    {"auction", "Length of an auction, in which the price falls to nothing", Writing::duration},
    {"withdrawal_notice", "Notice before an asset leaves the register", Writing::duration},
    {"late_surcharge", "Surcharge on overdue tax", Writing::share},
    {"finding_surcharge", "Surcharge where a registrar finds terms false", Writing::share},
    {"registration_fee", "Fee for a registration", Writing::amount},
    {"minimum_deposit", "Smallest deposit into an escrow", Writing::amount}};

Model procedure_rows(const JsonValue& schedule, std::string_view instant) {
  Model rows = empty_list();
  for (const JsonValue& procedure : dated_from(items_of(schedule, "procedures"), instant)) {
    Model values = empty_list();
    for (const auto& [name, label, writing] : kProcedure) {
      const std::string_view value = text_of(procedure, name);
      values.push_back(value_row(label, writing == Writing::duration ? duration_text(value)
                                        : writing == Writing::share
                                            ? percent_text(value)
                                            : amount_text(value, text_of(schedule, "currency"))));
    }
    Model row;
    row.set("when", when_text(procedure, instant));
    row.set("values", values);
    rows.push_back(row);
  }
  return rows;
}

Model revenue_rows(const JsonValue& schedule, std::string_view instant) {
  Model rows = empty_list();
  for (const JsonValue& revenue : dated_from(items_of(schedule, "revenue"), instant)) {
    Model shares = empty_list();
    for (const JsonValue& share : items_of(revenue, "shares")) {
      shares.push_back(value_row(text_of(share, "to"), percent_text(text_of(share, "share"))));
    }
    Model row;
    row.set("when", when_text(revenue, instant));
    row.set("shares", shares);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

std::span<const JsonValue> dated_from(std::span<const JsonValue> values, std::string_view instant) {
  const auto later = std::ranges::find_if(
      values, [instant](const JsonValue& one) { return text_of(one, "from") > instant; });
  const auto begun = static_cast<std::size_t>(later - values.begin());
  return values.subspan(begun > 0 ? begun - 1 : 0);
}

std::string schedule_state(std::string_view state) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kWords{
      std::pair{"proposed", "Proposed, not yet approved"},
      {"approved", "Approved, not yet in force"},
      {"in-force", "In force"},
      {"superseded", "Over: another schedule followed it"},
      {"withdrawn", "Withdrawn before it was approved"},
      {"lapsed", "Lapsed: nobody approved it in time"},
      {"stale", "Stale: another schedule came first"}};
  const auto found =
      std::ranges::find(kWords, state, &std::pair<std::string_view, std::string_view>::first);
  return std::string{found == kWords.end() ? state : found->second};
}

Model bracket_sentences(const JsonValue& scale, std::string_view currency) {
  Model rows = empty_list();
  const auto brackets = items_of(scale, "brackets");
  for (std::size_t at = 0; at < brackets.size(); ++at) {
    const std::string rate = percent_a_year(text_of(brackets[at], "rate"));
    const std::string above = amount_text(text_of(brackets[at], "above"), currency);
    const bool is_last = at + 1 == brackets.size();
    const std::string next =
        is_last ? std::string{} : amount_text(text_of(brackets[at + 1], "above"), currency);
    if (at == 0) {
      rows.push_back(
          text_row(rate + (is_last ? " on the whole value" : " on the part up to " + next)));
    } else if (is_last) {
      rows.push_back(text_row(rate + " on what lies above " + above));
    } else {
      rows.push_back(text_row(rate + " on the part from " + above + " to " + next));
    }
  }
  return rows;
}

Model change_sentences(const JsonValue& schedule) {
  Model rows = empty_list();
  const auto rate = [](const JsonValue& change, std::string_view name) {
    return is_null(change, name) ? std::string{"no tax"} : percent_text(text_of(change, name));
  };
  for (const JsonValue& change : items_of(schedule, "changes")) {
    const std::string_view above = text_of(change, "above");
    std::string text = class_text(text_of(change, "class"));
    if (above != "0.00") {
      text += ", on what lies above " + amount_text(above, text_of(schedule, "currency"));
    }
    rows.push_back(text_row(text + ": from " + rate(change, "old") + " to " + rate(change, "new") +
                            " a year, from " + day_text(text_of(change, "from"))));
  }
  return rows;
}

Model schedule_contents(const JsonValue& schedule, std::string_view instant) {
  Model contents;
  contents.set("classes", class_rows(schedule, instant));
  contents.set("degrees", curve_rows(schedule, instant));
  contents.set("procedures", procedure_rows(schedule, instant));
  contents.set("revenue", revenue_rows(schedule, instant));
  return contents;
}

Model schedule_way(const JsonValue& schedule, std::string_view now) {
  struct Step {
    std::string_view label;
    std::string_view at;
    std::string_view by;
  };
  constexpr std::array<Step, 5> kSteps{Step{"Proposed", "proposed_at", "proposed_by"},
                                       {"Lapses unless approved before", "lapses_at", ""},
                                       {"Approved", "approved_at", "approved_by"},
                                       {"Withdrawn", "withdrawn_at", "withdrawn_by"},
                                       {"Takes effect", "effective", ""}};
  Model rows = empty_list();
  for (const Step& step : kSteps) {
    if (is_null(schedule, step.at)) continue;
    if (step.at == "lapses_at" && text_of(schedule, "state") != "proposed") continue;
    Model row;
    row.set("label", std::string{step.label});
    row.set("time", time_model(text_of(schedule, step.at), now));
    row.set("by", step.by.empty() ? Model{false} : party_model(member(schedule, step.by)));
    rows.push_back(row);
  }
  return rows;
}

Model charter_rows(const JsonValue& charter, std::string_view currency) {
  const auto share = [&charter](std::string_view name) {
    return percent_text(text_of(charter, name));
  };
  const auto length = [&charter](std::string_view name) {
    return duration_text(text_of(charter, name));
  };
  Model rows = empty_list();
  const auto add = [&rows](std::string_view label, const std::string& value) {
    rows.push_back(value_row(label, value));
  };
  add("Highest rate", share("max_rate") + " a year");
  add("What is open to everyone (degree 0%)", "never taxed");
  add("Largest step of a rate", "the greater of " + share("largest_step") +
                                    " of the old rate and " + share("largest_step_points") +
                                    " of the value");
  add("Time between two steps", "at least " + length("between_steps"));
  add("From approval to an increase", "at least " + length("notice_of_increase"));
  add("From approval to a decrease", "at least " + length("notice_of_decrease"));
  add("Grace", "at least " + length("minimum_grace"));
  add("Auction", "at least " + length("minimum_auction"));
  add("Notice of a sale", "at most " + length("longest_notice"));
  add("Cover", "at most " + length("longest_cover"));
  add("Notice of a withdrawal", "from " + length("shortest_withdrawal_notice") + " to " +
                                    length("longest_withdrawal_notice"));
  add("Surcharges", "at most " + share("largest_surcharge"));
  std::string acts = "schedules";
  for (const JsonValue& act : items_of(charter, "acts_of_two")) {
    std::string words = act.text;
    std::ranges::replace(words, '-', ' ');
    acts += ", " + words;
  }
  add("What needs two persons", acts);
  add("An act that waits for its second person lapses after", length("act_lapses_after"));
  add("Credit that one person may record a day for one party",
      is_null(charter, "credit_by_one")
          ? std::string{"without limit"}
          : "at most " + amount_text(text_of(charter, "credit_by_one"), currency));
  return rows;
}

}  // namespace quitrent::api
