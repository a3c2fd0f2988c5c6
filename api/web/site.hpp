// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "api/http/protocol/pages.hpp"
#include "api/web/model.hpp"
#include "api/web/template_store.hpp"
#include "api/web/web_files.hpp"

namespace quitrent::api {

/// Makes the page of one path.
using PageHandler = Page (*)(const PageRequest& request);

/// Who may see a page.
enum class Audience : std::uint8_t {
  everyone,
  signed_in  ///< everybody else is led to /sign-in
};

/// One row of the table of pages.
struct PageRoute {
  /// A path. An ending `{}` matches one segment.
  std::string_view pattern;
  std::string_view purpose;  ///< what help calls it
  PageHandler handler = nullptr;
  PageHandler form = nullptr;  ///< takes the form of the page; null: it has none
  Audience audience = Audience::everyone;
};
/// The pages, in the order in which help lists them.
std::span<const PageRoute> page_routes();

/// The page of a path, and the value of its parameter.
struct PageMatch {
  const PageRoute* route = nullptr;  ///< null: there is no page at the path
  std::string_view name = {};
};
/// The page of a path.
PageMatch matched_page(std::string_view path);

/// Whether the register is a sandbox. Every page of a sandbox says so.
enum class SiteKind : bool { real, sandbox };

/// What stands around the content of a page.
struct Frame {
  SiteKind kind = SiteKind::real;
  const WebFiles& files;
  bool is_signed_in = false;
};
/// Sets what every page shows around its own content.
void set_frame(Page& page, const Frame& frame);

/// The pages for people: finds the page of a path, has its view model made, fills in its template.
class Site final : public Pages {
 public:
  /// Pages with the templates of the program, or those of a folder with `templates/` and `static/`.
  /// Throws std::runtime_error where a template cannot be read. `keys` must outlive this object.
  explicit Site(SiteKind kind, const Keys& keys,
                const std::optional<std::filesystem::path>& folder = {});
  bool takes_form(const Request& request) const override;
  std::optional<Response> page(const Request& request, const AskApi& ask) const override;

 private:
  Response answer_of(const Request& request, const PageMatch& match, Visitor& visitor,
                     const AskApi& ask) const;
  Response shown(Page page, const Visitor& visitor) const;
  Response redirected(std::string address, const Visitor& visitor) const;
  std::optional<Response> static_file(std::string_view path) const;

  SiteKind kind_;
  const Keys& keys_;
  mutable Sessions sessions_;
  WebFiles files_;
  TemplateStore templates_;
};

}  // namespace quitrent::api
