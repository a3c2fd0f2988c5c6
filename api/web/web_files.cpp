// SPDX-License-Identifier: EUPL-1.2
#include "api/web/web_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "registry/vocabulary/digest.hpp"
#include "registry/vocabulary/sha256.hpp"

namespace quitrent::api {

namespace {

constexpr std::string_view kStatic = "static/";

std::string address_of(std::string_view name, std::string_view text) {
  constexpr std::size_t kDigits = 16;
  const std::string digest = to_text(sha256(text));
  const std::size_t point = name.rfind('.');
  return "/static/" + std::string{name.substr(0, point)} + '-' +
         digest.substr(digest.find(':') + 1, kDigits) + std::string{name.substr(point)};
}

}  // namespace

WebFiles::WebFiles() {
  for (const BuiltInFile& file : built_in_files()) {
    if (!file.name.starts_with(kStatic)) continue;
    const std::string_view name = file.name.substr(kStatic.size());
    addresses_.emplace(name, address_of(name, file.text));
  }
}

std::string WebFiles::text(std::string_view name) const {
  if (folder_) {
    std::ifstream file{*folder_ / name, std::ios::binary};
    if (!file) throw std::runtime_error("cannot read " + (*folder_ / name).string());
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  const auto files = built_in_files();
  const auto found = std::ranges::find(files, name, &BuiltInFile::name);
  if (found == files.end()) throw std::runtime_error("there is no file " + std::string{name});
  return std::string{found->text};
}

std::string WebFiles::address(std::string_view name) const {
  if (const auto found = addresses_.find(name); found != addresses_.end()) return found->second;
  return address_of(name, text(std::string{kStatic} + std::string{name}));
}

}  // namespace quitrent::api
