// SPDX-License-Identifier: EUPL-1.2
#include "api/web/template_store.hpp"

#include <stdexcept>

namespace quitrent::api {
namespace {

constexpr std::string_view kFolder = "templates/";
constexpr std::string_view kEnding = ".mustache";
constexpr int kDeepestParts = 8;

std::string with_parts(const WebFiles& files, std::string text, int depth) {
  if (depth > kDeepestParts) throw std::runtime_error("templates contain one another");
  constexpr std::string_view kBegin = "{{> ";
  constexpr std::string_view kEnd = "}}";
  for (std::size_t at = text.find(kBegin); at != std::string::npos; at = text.find(kBegin, at)) {
    const std::size_t end = text.find(kEnd, at);
    if (end == std::string::npos) throw std::runtime_error("a part of a template does not end");
    const std::string name = text.substr(at + kBegin.size(), end - at - kBegin.size());
    const std::string part = with_parts(
        files, files.text(std::string{kFolder} + name + std::string{kEnding}), depth + 1);
    text.replace(at, end + kEnd.size() - at, part);
    at += part.size();
  }
  return text;
}

kainjow::mustache::mustache read_template(const WebFiles& files, std::string_view name) {
  kainjow::mustache::mustache read{whole_template(files, name)};
  if (!read.is_valid()) {
    throw std::runtime_error("template " + std::string{name} + ": " + read.error_message());
  }
  return read;
}

std::string rendered(kainjow::mustache::mustache& read, const Model& model) {
  std::string html;
  read.render(model, [&html](const std::string& piece) { html += piece; });
  return html;
}

}  // namespace

std::string whole_template(const WebFiles& files, std::string_view name) {
  return with_parts(files,
                    files.text(std::string{kFolder} + std::string{name} + std::string{kEnding}), 0);
}

TemplateStore::TemplateStore(const WebFiles& files) : files_{files} {
  for (const BuiltInFile& file : built_in_files()) {
    if (!file.name.starts_with(kFolder)) continue;
    std::string_view name = file.name.substr(kFolder.size());
    name.remove_suffix(kEnding.size());
    read_.emplace(name, read_template(files, name));
  }
}

std::string TemplateStore::filled_in(std::string_view name, const Model& model) const {
  if (!files_.are_built_in()) {
    kainjow::mustache::mustache anew = read_template(files_, name);
    return rendered(anew, model);
  }
  const auto found = read_.find(name);
  if (found == read_.end()) throw std::logic_error("there is no template " + std::string{name});
  return rendered(found->second, model);
}

}  // namespace quitrent::api
