// SPDX-License-Identifier: EUPL-1.2
#include "tools/import/packages.hpp"

#include <array>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>

#include "registry/vocabulary/text.hpp"
#include "tools/import/paragraphs.hpp"

namespace quitrent::debian {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 200;        // characters
constexpr std::size_t kLongestIdentifier = 120;  // characters
/// A larger file is no machine-readable copyright file; the largest of all Debian is below 3 MiB.
constexpr std::size_t kLargestFile = std::size_t{16} << 20U;

/// Removes the next column from a line of dpkg-query and answers with it.
std::string_view next_column(std::string_view& line) {
  const std::size_t tab = line.find('\t');
  const std::string_view column = line.substr(0, tab);
  line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
  return column;
}

void take_line(std::string_view line, InstalledPackages& packages) {
  if (!next_column(line).starts_with("ii")) return;
  const std::string_view name = next_column(line);
  InstalledPackage package;
  package.version = next_column(line);
  const std::string_view size = next_column(line);
  std::from_chars(size.data(), size.data() + size.size(), package.size_kib);
  package.homepage = trimmed(line);
  if (!name.empty()) packages.emplace(name, std::move(package));
}

/// Whether the register accepts names and identifiers of these lengths (MECHANISM.md, section 1).
bool fits(const ReadPackage& package) {
  return character_count(package.facts.holder) <= kLongestName &&
         character_count(package.name) + 1 + character_count(package.package.version) <=
             kLongestName &&
         character_count(package_url(package.name, package.package.version)) <= kLongestIdentifier;
}

/// The text of a file; nothing if it cannot be read.
std::optional<std::string> text_of(const fs::path& path) {
  std::error_code failed;
  const auto size = fs::file_size(path, failed);
  if (failed || size > kLargestFile) return std::nullopt;
  std::ifstream file{path, std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace

InstalledPackages installed_packages(std::string_view dpkg_output) {
  InstalledPackages packages;
  while (!dpkg_output.empty()) {
    const std::size_t end = dpkg_output.find('\n');
    take_line(dpkg_output.substr(0, end), packages);
    dpkg_output.remove_prefix(end == std::string_view::npos ? dpkg_output.size() : end + 1);
  }
  return packages;
}

InstalledPackages installed_packages_here() {
  const std::string command =
      "dpkg-query --show --showformat '" + std::string{kDpkgFormat} + "' 2>/dev/null";
  std::FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) throw std::runtime_error{"cannot start dpkg-query"};
  std::string output;
  std::array<char, 65'536> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    output.append(buffer.data(), got);
  }
  if (pclose(pipe) != 0 || output.empty()) {
    throw std::runtime_error{"dpkg-query does not answer: is this a Debian system?"};
  }
  return installed_packages(output);
}

PackageReading read_packages(const fs::path& docs, const InstalledPackages& installed) {
  PackageReading reading;
  for (const auto& [name, package] : installed) {
    const auto text = text_of(docs / name / "copyright");
    if (!text) {
      reading.unread.push_back(
          {name, {.reason = UnreadReason::no_copyright_file, .detail = {}, .what = {}}});
      continue;
    }
    auto facts = read_copyright(*text);
    if (!facts) {
      reading.unread.push_back({name, std::move(facts.error())});
      continue;
    }
    ReadPackage read{name, package, *std::move(facts)};
    if (fits(read)) {
      reading.read.push_back(std::move(read));
    } else {
      reading.unread.push_back(
          {name, {.reason = UnreadReason::too_long, .detail = {}, .what = {}}});
    }
  }
  std::set<std::string> strangers;  // in order, although a folder has no order
  for (const fs::directory_entry& entry : fs::directory_iterator{docs}) {
    std::string name = entry.path().filename().string();
    if (!installed.contains(name) && fs::is_regular_file(entry.path() / "copyright")) {
      strangers.insert(std::move(name));
    }
  }
  for (const std::string& name : strangers) {
    reading.unread.push_back(
        {name, {.reason = UnreadReason::not_installed, .detail = {}, .what = {}}});
  }
  return reading;
}

std::string package_url(std::string_view name, std::string_view version) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  static constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_~";
  std::string url = "pkg:deb/debian/";
  const auto append = [&url](std::string_view part) {
    for (const char c : part) {
      if (plain.find(c) != std::string_view::npos) {
        url += c;
        continue;
      }
      const auto byte = static_cast<unsigned char>(c);
      url += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    }
  };
  append(name);
  url += '@';
  append(version);
  return url;
}

}  // namespace quitrent::debian
