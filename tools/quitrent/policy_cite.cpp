// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_cite.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <filesystem>
#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/settings/flag_faults.hpp"
#include "registry/storage/sqlite/sqlite_journal.hpp"
#include "registry/vocabulary/sha256.hpp"
#include "tools/quitrent/policy_artefact.hpp"
#include "tools/quitrent/policy_plan_file.hpp"
#include "tools/quitrent/policy_register.hpp"
#include "tools/simulation/report_from_json.hpp"

namespace quitrent {
namespace {

using Json = nlohmann::ordered_json;

/// One thing that was looked at.
struct CiteCheck {
  std::string name;          ///< a file, or a part of the artefact
  std::optional<bool> same;  ///< nothing: it could not be compared
  std::string what;          ///< the predicate of a sentence whose subject is the name
};

/// Everything about an artefact.
struct Citation {
  Artefact artefact;
  std::vector<CiteCheck> checks = {};

  std::string text(std::string_view name) const { return named_text(artefact.provenance, name); }
  void fail(std::string name, std::string what) {
    checks.push_back({.name = std::move(name), .same = false, .what = std::move(what)});
  }
  bool is_sound() const {
    return std::ranges::none_of(checks, [](const CiteCheck& one) { return one.same == false; });
  }
};

/// The names without which nobody can make an artefact again.
void check_names(Citation& cited) {
  for (const char* const name : {"register", "sequence", "baseline", "reform", "from", "to",
                                 "program", "command", "reform_effective", "cap"}) {
    if (cited.text(name).empty()) cited.fail(name, "is not named");
  }
  for (const char* const name : {"register_digest", "baseline_digest", "reform_digest"}) {
    const std::string digest = cited.text(name);
    if (digest.empty()) {
      cited.fail(name, "is not named");
    } else if (!parse_digest(digest)) {
      cited.fail(name, "is no digest");
    }
  }
}

/// The value of a flag in a command; empty where it has none.
std::string flag_value(const std::vector<std::string>& words, std::string_view flag) {
  const auto found = std::ranges::find(words, flag);
  return found == words.end() || found + 1 == words.end() ? std::string{} : *(found + 1);
}

/// Compares a schedule's file with the digest under a name.
void check_schedule(Citation& cited, const std::string& file, const char* name) {
  if (file.empty()) return;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    cited.checks.push_back({.name = file, .same = {}, .what = "is not here"});
    return;
  }
  const bool same = to_text(sha256(artefact_text(file))) == cited.text(name);
  cited.checks.push_back({.name = file,
                          .same = same,
                          .what = same ? "is the file that was read"
                                       : fmt::format("is another file now: its {} differs", name)});
}

/// The chain digest of a register at an entry; nothing where it has no such entry.
std::optional<Digest> digest_at(const std::string& file, std::uint64_t sequence) {
  std::optional<Digest> found;
  if (sequence == 0) return found;
  read_sqlite_journal(file)->read(sequence - 1, [&](const Entry& entry) {
    if (entry.sequence == sequence) found = entry.digest;
    return false;
  });
  return found;
}

/// Compares a register's file with the digest of the entry that was its newest.
void check_register(Citation& cited, const std::string& file) {
  if (file.empty() || is_address(file)) return;
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) {
    cited.checks.push_back({.name = file, .same = {}, .what = "is not here"});
    return;
  }
  const std::string sequence = cited.text("sequence");
  std::uint64_t number = 0;
  std::from_chars(sequence.data(), sequence.data() + sequence.size(), number);
  try {
    const auto digest = digest_at(file, number);
    const bool same = digest && to_text(*digest) == cited.text("register_digest");
    cited.checks.push_back(
        {.name = file,
         .same = same,
         .what = same ? fmt::format("is the register that was read, at entry {}", number)
                      : fmt::format("is another register now: it has another entry {}", number)});
  } catch (const std::exception& unreadable) {
    cited.fail(file, std::string{"cannot be read: "} + unreadable.what());
  }
}

/// Compares what the command names with the rest.
void check_command(Citation& cited) {
  const std::vector<std::string> words = shell_words(cited.text("command"));
  if (words.empty()) return;
  for (const char* const name : {"from", "to"}) {
    const std::string stated = flag_value(words, fmt::format("--{}", name));
    if (!stated.empty() && stated != cited.text(name)) {
      cited.fail("command", fmt::format("states another {} than the provenance", name));
    }
  }
  check_schedule(cited, flag_value(words, "--reform"), "reform_digest");
  check_schedule(cited, flag_value(words, "--baseline"), "baseline_digest");
  check_register(cited, flag_value(words, "--register"));
}

Citation cited_file(const std::string& path) {
  Citation cited{.artefact = artefact_in(artefact_text(path))};
  const Artefact& artefact = cited.artefact;
  if (artefact.kind == Artefact::Kind::unknown || artefact.provenance.empty()) {
    cited.fail(path, "names no provenance: no command of the workbench wrote it so");
    return cited;
  }
  check_names(cited);
  if (artefact.kind == Artefact::Kind::plan) {
    for (const std::string& fault : plan_faults(artefact.json)) cited.fail("plan", fault);
  }
  if (artefact.kind == Artefact::Kind::simulation_json && cited.is_sound()) {
    try {
      report_from_json(artefact.json, path);
    } catch (const PolicyFault&) {
      cited.fail("result", "is not as a simulation writes it");
    }
  }
  check_command(cited);
  return cited;
}

/// One sentence to cite it by.
std::string cite_sentence(const Citation& cited) {
  const auto text = [&cited](const char* name) { return api::in_one_line(cited.text(name)); };
  std::string sentence = fmt::format(
      "{} ({}) compared with {} ({}), on the register {} at entry {} ({}), from {} to {}, by {}",
      text("reform"), text("reform_digest"), text("baseline"), text("baseline_digest"),
      text("register"), text("sequence"), text("register_digest"), text("from"), text("to"),
      text("program"));
  if (!cited.text("simulation").empty()) sentence += ", simulation " + text("simulation");
  if (cited.artefact.kind == Artefact::Kind::plan) {
    const auto digest = cited.artefact.json.find("digest");
    if (digest != cited.artefact.json.end() && digest->is_string()) {
      sentence += ", plan " + api::in_one_line(digest->get<std::string>());
    }
  }
  return sentence + '.';
}

std::string cite_text(const std::string& path, const Citation& cited) {
  std::string text = fmt::format("{}: {}\n", path, to_text(cited.artefact.kind));
  if (!cited.artefact.provenance.empty()) {
    text += fmt::format("\nCite it as\n  {}\n\nWhere it comes from\n", cite_sentence(cited));
    for (const auto& [name, value] : cited.artefact.provenance) {
      if (name == "command") continue;
      text += fmt::format("  {:<18} {}\n", api::in_one_line(name), api::in_one_line(value));
    }
    text += fmt::format("\nMade again by\n  {}\n", api::in_one_line(cited.text("command")));
  }
  if (!cited.checks.empty()) text += "\nCompared\n";
  for (const CiteCheck& check : cited.checks) {
    text += fmt::format("  {} {} {}\n", check.same ? (*check.same ? "ok    " : "FAILED") : "-     ",
                        api::in_one_line(check.name), api::in_one_line(check.what));
  }
  return text;
}

std::string cite_json(const std::string& path, const Citation& cited) {
  Json provenance = Json::object();
  for (const auto& [name, value] : cited.artefact.provenance) provenance[name] = value;
  Json checks = Json::array();
  for (const CiteCheck& check : cited.checks) {
    checks.push_back({{"name", check.name},
                      {"same", check.same ? Json(*check.same) : Json(nullptr)},
                      {"what", check.what}});
  }
  const Json json{
      {"file", path},
      {"kind", to_text(cited.artefact.kind)},
      {"cite", cited.artefact.provenance.empty() ? Json(nullptr) : Json(cite_sentence(cited))},
      {"provenance", provenance},
      {"command", cited.text("command")},
      {"checks", checks},
      {"sound", cited.is_sound()}};
  return json_lines(json);
}

}  // namespace

CommandAnswer answer_policy_cite(const PolicyWords& asked) {
  std::string file;
  bool is_json = false;
  CLI::App app{
      "Say how a file of the workbench is cited, where it comes from and how it is made again.",
      "quitrent policy cite"};
  app.add_option("file", file,
                 "what simulate or plan wrote: JSON, a table as CSV, the page, or the plan")
      ->type_name("FILE")
      ->required();
  app.add_flag("--json", is_json, "print JSON");
  return answered(app, asked, [&]() -> CommandAnswer {
    const Citation cited = cited_file(file);
    return {.exit_code = cited.is_sound() ? 0 : 1,
            .output = is_json ? cite_json(file, cited) : cite_text(file, cited),
            .fault = {}};
  });
}

}  // namespace quitrent
