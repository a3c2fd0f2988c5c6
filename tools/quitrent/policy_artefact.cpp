// SPDX-License-Identifier: EUPL-1.2
#include "tools/quitrent/policy_artefact.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "tools/quitrent/policy_words.hpp"

namespace quitrent {
namespace {

constexpr std::size_t kLargestArtefact = 64U << 20U;

/// The names and texts of a JSON object; without those that are no texts.
NamedTexts texts_in(const nlohmann::ordered_json& object) {
  NamedTexts texts;
  if (!object.is_object()) return texts;
  for (const auto& [name, one] : object.items()) {
    if (one.is_string()) texts.emplace_back(name, one.get<std::string>());
  }
  return texts;
}

Artefact json_artefact(const std::string& text) {
  Artefact read;
  read.json = nlohmann::ordered_json::parse(text, nullptr, false);
  if (!read.json.is_object()) return read;
  if (read.json.contains("plan")) {
    read.kind = Artefact::Kind::plan;
    const auto simulation = read.json.find("simulation");
    if (simulation == read.json.end() || !simulation->is_object()) return read;
    const auto named = simulation->find("provenance");
    if (named != simulation->end()) read.provenance = texts_in(*named);
    return read;
  }
  const auto named = read.json.find("provenance");
  if (named == read.json.end()) return read;
  read.kind = Artefact::Kind::simulation_json;
  read.provenance = texts_in(*named);
  return read;
}

/// The comments of a CSV file: a title, then `# name: text` in each line.
Artefact csv_artefact(const std::string& text) {
  Artefact read;
  for (std::size_t begin = 0; text.compare(begin, 2, "# ") == 0;) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin + 2, end - begin - 2);
    if (line.ends_with('\r')) line.pop_back();
    const std::size_t colon = line.find(": ");
    if (begin > 0 && colon != std::string::npos) {
      read.provenance.emplace_back(line.substr(0, colon), line.substr(colon + 2));
    } else if (begin > 0 && line.ends_with(':')) {
      read.provenance.emplace_back(line.substr(0, line.size() - 1), "");
    }
    begin = std::min(end + 1, text.size());
  }
  if (!read.provenance.empty()) read.kind = Artefact::Kind::simulation_csv;
  return read;
}

/// A text of a page without the escapes that `escaped` writes.
std::string plain_of_page(std::string text) {
  constexpr auto kEscapes = std::to_array<std::pair<std::string_view, char>>(
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}, {"&amp;", '&'}});
  std::string plain;
  for (std::size_t at = 0; at < text.size();) {
    const auto* const found = std::ranges::find_if(kEscapes, [&](const auto& one) {
      return text.compare(at, one.first.size(), one.first) == 0;
    });
    plain += found == kEscapes.end() ? text[at] : found->second;
    at += found == kEscapes.end() ? 1 : found->first.size();
  }
  return plain;
}

/// The list of a page: each `dt` is a name, with a blank for each underscore, each `dd` its text.
Artefact page_artefact(const std::string& text) {
  Artefact read;
  std::size_t at = text.find("<dl class=\"provenance\">");
  if (at == std::string::npos) return read;
  const std::size_t end = std::min(text.find("</dl>", at), text.size());
  const auto next = [&](std::string_view open, std::string_view close) {
    const std::size_t begin = text.find(open, at);
    const std::size_t stop = begin == std::string::npos ? begin : text.find(close, begin);
    if (stop == std::string::npos || stop > end) {
      at = end;
      return std::string{};
    }
    at = stop + close.size();
    return plain_of_page(text.substr(begin + open.size(), stop - begin - open.size()));
  };
  for (;;) {
    std::string name = next("<dt>", "</dt>");
    if (name.empty()) break;
    std::ranges::replace(name, ' ', '_');
    read.provenance.emplace_back(std::move(name), next("<dd>", "</dd>"));
  }
  if (!read.provenance.empty()) read.kind = Artefact::Kind::simulation_page;
  return read;
}

}  // namespace

std::string_view to_text(Artefact::Kind kind) {
  switch (kind) {
    case Artefact::Kind::simulation_json:
      return "a simulation";
    case Artefact::Kind::simulation_csv:
      return "a table of a simulation";
    case Artefact::Kind::simulation_page:
      return "the page of a simulation";
    case Artefact::Kind::plan:
      return "a plan";
    case Artefact::Kind::unknown:
      break;
  }
  return "no file of the workbench";
}

std::string artefact_text(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    throw PolicyFault{path + ": is a folder, where a file is needed"};
  }
  std::ifstream file{path, std::ios::binary};
  if (!file) throw PolicyFault{path + ": cannot be read"};
  std::string text;
  constexpr std::size_t kPiece = 64U << 10U;
  for (std::string piece(kPiece, '\0'); file && text.size() <= kLargestArtefact;) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw PolicyFault{path + ": cannot be read"};
  if (text.size() > kLargestArtefact) {
    throw PolicyFault{fmt::format("{}: is larger than {} MiB", path, kLargestArtefact >> 20U)};
  }
  return text;
}

Artefact artefact_in(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  if (text[first] == '{') return json_artefact(text);
  if (text.starts_with("# ")) return csv_artefact(text);
  return page_artefact(text);
}

std::string json_lines(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
}

std::string named_text(const NamedTexts& texts, std::string_view name) {
  const auto found =
      std::ranges::find_if(texts, [&](const auto& one) { return one.first == name; });
  return found == texts.end() ? std::string{} : found->second;
}

std::vector<std::string> shell_words(std::string_view command) {
  std::vector<std::string> words;
  bool is_open = false;  // whether a word has begun
  bool quoted = false;
  for (std::size_t at = 0; at < command.size(); ++at) {
    const char letter = command[at];
    if (!quoted && letter == ' ') {
      is_open = false;
      continue;
    }
    if (!is_open) words.emplace_back();
    is_open = true;
    if (letter == '\'') {
      quoted = !quoted;
    } else if (!quoted && letter == '\\' && at + 1 < command.size()) {
      words.back() += command[++at];
    } else {
      words.back() += letter;
    }
  }
  return words;
}

std::string shell_word(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./,:%=+@";
  if (!word.empty() && word.find_first_not_of(kPlain) == std::string::npos) return word;
  std::string text = "'";
  for (const char letter : word) text += letter == '\'' ? "'\\''" : std::string(1, letter);
  return text + '\'';
}

}  // namespace quitrent
