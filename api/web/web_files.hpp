// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace quitrent::api {

/// A file that is part of the program.
struct BuiltInFile {
  std::string_view name;  ///< below api/web: `templates/asset.mustache`, `static/quitrent.css`
  std::string_view text;
};
/// All templates and static files that are part of the program, by name.
std::span<const BuiltInFile> built_in_files();

/// The templates and static files: those of the program or, for designers, those of a folder. The
/// files of a folder are read anew whenever they are used. Thread-safe.
class WebFiles {
 public:
  /// The files of the program.
  WebFiles();
  /// The files of a folder with `templates/` and `static/`.
  explicit WebFiles(std::filesystem::path folder) : folder_{std::move(folder)} {}

  /// Whether the files are those of the program, which never change.
  bool are_built_in() const { return !folder_.has_value(); }
  /// The text of a file. Throws std::runtime_error where there is none.
  std::string text(std::string_view name) const;
  /// The address under which a static file is served: its name and a digest of its content. So a
  /// browser may keep it for ever.
  std::string address(std::string_view name) const;

 private:
  std::optional<std::filesystem::path> folder_;
  std::map<std::string, std::string, std::less<>> addresses_;  // of the files of the program
};

}  // namespace quitrent::api
