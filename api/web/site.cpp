// SPDX-License-Identifier: EUPL-1.2
#include "api/web/site.hpp"

#include <array>
#include <utility>

#include "api/web/pages/asset_page.hpp"
#include "api/web/pages/auctions_page.hpp"
#include "api/web/pages/gazette_page.hpp"
#include "api/web/pages/home_page.hpp"
#include "api/web/pages/party_page.hpp"
#include "api/web/pages/search_page.hpp"
#include "api/web/pages/statistics_page.hpp"

namespace quitrent::api {
namespace {

constexpr auto kRoutes = std::to_array<PageRoute>({{"/", home_page},
                                                   {"/search", search_page},
                                                   {"/auctions", auctions_page},
                                                   {"/gazette", gazette_page},
                                                   {"/statistics", statistics_page},
                                                   {"/assets/{}", asset_page},
                                                   {"/parties/{}", party_page}});

/// Static files that a page names, with their media types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kStaticFiles{
    std::pair{"quitrent.css", "text/css; charset=utf-8"}, std::pair{"mark.svg", "image/svg+xml"}};

/// What a browser may load and do for a page: only what this server offers, and no script or style
/// that stands in the page itself.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

bool is_read(Method method) { return method == Method::get || method == Method::head; }

Page problem_of(int status, std::string title, std::string detail) {
  Page page{.status = status, .template_name = "problem", .title = std::move(title)};
  page.model.set("title", page.title);
  page.model.set("detail", std::move(detail));
  page.model.set("code", Model{""});
  return page;
}

void add_safeguards(Response& response) {
  for (const auto& [name, value] :
       {std::pair{"Content-Security-Policy", kContentSecurityPolicy},
        std::pair{"X-Content-Type-Options", std::string_view{"nosniff"}},
        std::pair{"Referrer-Policy", std::string_view{"same-origin"}},
        std::pair{"Cross-Origin-Opener-Policy", std::string_view{"same-origin"}}}) {
    response.headers.emplace_back(name, value);
  }
}

}  // namespace

std::span<const PageRoute> page_routes() { return kRoutes; }

PageMatch matched_page(std::string_view path) {
  for (const PageRoute& route : kRoutes) {
    if (!route.pattern.ends_with("{}")) {
      if (path == route.pattern) return {.route = &route};
      continue;
    }
    const std::string_view before = route.pattern.substr(0, route.pattern.size() - 2);
    if (!path.starts_with(before)) continue;
    const std::string_view name = path.substr(before.size());
    if (!name.empty() && !name.contains('/')) return {.route = &route, .name = name};
  }
  return {};
}

void set_frame(Page& page, SiteKind kind, const WebFiles& files) {
  page.model.set("window_title", page.title + " – Quitrent");
  page.model.set("style_address", files.address("quitrent.css"));
  page.model.set("mark_address", files.address("mark.svg"));
  page.model.set("sandbox", kind == SiteKind::sandbox);
}

Site::Site(SiteKind kind, const std::optional<std::filesystem::path>& folder)
    : kind_{kind}, files_{folder ? WebFiles{*folder} : WebFiles{}}, templates_{files_} {}

Response Site::shown(Page page) const {
  set_frame(page, kind_, files_);
  Response response{.status = page.status,
                    .body = templates_.filled_in(page.template_name, page.model),
                    .content_type = "text/html; charset=utf-8",
                    .headers = {{"Cache-Control", "no-cache"}}};
  add_safeguards(response);
  return response;
}

std::optional<Response> Site::static_file(std::string_view path) const {
  for (const auto& [name, type] : kStaticFiles) {
    if (path != files_.address(name)) continue;
    Response response{.body = files_.text("static/" + std::string{name}),
                      .content_type = type,
                      .headers = {{"Cache-Control", "public, max-age=31536000, immutable"}}};
    add_safeguards(response);
    return response;
  }
  return std::nullopt;
}

std::optional<Response> Site::page(const Request& request, const AskApi& ask) const {
  if (request.path.starts_with("/v1/")) return std::nullopt;
  const auto [route, name] = matched_page(request.path);
  if (route == nullptr) {
    if (is_read(request.method)) {
      if (auto file = static_file(request.path)) return file;
    }
    if (!request.accept || !request.accept->contains("text/html")) return std::nullopt;
    return shown(problem_of(404, "Page not found",
                            "There is no page at this address. The address may be mistyped, or "
                            "the page may have moved."));
  }
  if (!is_read(request.method)) {
    Response response =
        shown(problem_of(405, "This page is only for reading", "Open it with a link."));
    response.headers.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  const ApiReader reader{ask};
  return shown(route->handler({.name = name, .query = request.query, .api = reader}));
}

}  // namespace quitrent::api
