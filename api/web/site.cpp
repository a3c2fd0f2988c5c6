// SPDX-License-Identifier: EUPL-1.2
#include "api/web/site.hpp"

#include <array>
#include <utility>

#include "api/web/pages/asset_page.hpp"
#include "api/web/pages/auctions_page.hpp"
#include "api/web/pages/buy_page.hpp"
#include "api/web/pages/deposit_page.hpp"
#include "api/web/pages/docs_page.hpp"
#include "api/web/pages/gazette_page.hpp"
#include "api/web/pages/help_page.hpp"
#include "api/web/pages/holdings_page.hpp"
#include "api/web/pages/home_page.hpp"
#include "api/web/pages/licence_page.hpp"
#include "api/web/pages/licences_page.hpp"
#include "api/web/pages/party_page.hpp"
#include "api/web/pages/schedule_page.hpp"
#include "api/web/pages/search_page.hpp"
#include "api/web/pages/sessions_page.hpp"
#include "api/web/pages/sign_in_page.hpp"
#include "api/web/pages/statistics_page.hpp"

namespace quitrent::api {
namespace {

using enum Audience;

constexpr auto kRoutes = std::to_array<PageRoute>({
    {"/", "First page: the register in figures, auctions that end soon", home_page},
    {"/search", "Search the register by name, number, holder, class and state", search_page},
    {"/auctions", "Auctions, their falling prices and when they end", auctions_page},
    {"/gazette", "Gazette: what happened on a day", gazette_page},
    {"/statistics", "Statistics: tax received and where it went", statistics_page},
    {"/parties/{}", "A page for each party: what it holds, has sold and bought", party_page},
    {"/assets/{}", "A page for each asset, which search finds", asset_page},
    {"/buy/{}", "A page to buy an asset", buy_page, buy},
    {"/purchases/{}", "A page for each purchase", purchase_page},
    {"/sign-in", "Sign in with the API key of a party", sign_in_page, sign_in},
    {"/sign-out", "Sign out", sign_in_page, sign_out},
    {"/sessions", "Your sessions, which you can end", sessions_page, end_session, signed_in},
    {"/holdings", "Your account and your assets, the most urgent first", holdings_page, nullptr,
     signed_in},
    {"/deposit/{}", "A page to pay into the escrow of an asset", deposit_page, deposit, signed_in},
    {"/licences", "Licences and commitments, their degrees, and a form to try terms",
     licences_page},
    {"/licences/{}", "A page for each licence and commitment with its reasons", licence_page},
    {"/schedule", "Tax schedule: rates, procedure, changes on their way, the charter",
     schedule_page},
    {"/schedule/{}", "A page for each tax schedule with its text", one_schedule_page},
    {"/help", "Help: how the register works", help_page},
    {"/docs", "For programs: the API", docs_page},
    {"/docs/{}", "A page for each part of the API", docs_part_page},
    {"/about", "About: what the register is for", about_page},
    {"/accessibility", "Accessibility: what was tested", accessibility_page},
});

/// Static files that a page names, with their media types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kStaticFiles{
    std::pair{"quitrent.css", "text/css; charset=utf-8"}, std::pair{"mark.svg", "image/svg+xml"}};

/// What a browser may load and do for a page: only what this server offers, and no script or style
/// that stands in the page itself.
constexpr std::string_view kContentSecurityPolicy =
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

bool is_read(Method method) { return method == Method::get || method == Method::head; }

Page problem_of(int status, std::string title, const std::string& detail) {
  Page page{.status = status, .template_name = "problem", .title = std::move(title)};
  page.model.set("title", page.title);
  page.model.set("detail", detail);
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

void set_frame(Page& page, const Frame& frame) {
  page.model.set("window_title", page.title + " – Quitrent");
  page.model.set("style_address", frame.files.address("quitrent.css"));
  page.model.set("mark_address", frame.files.address("mark.svg"));
  page.model.set("sandbox", frame.kind == SiteKind::sandbox);
  page.model.set("signed_in", frame.is_signed_in);
}

Site::Site(SiteKind kind, const Keys& keys, const std::optional<std::filesystem::path>& folder)
    : kind_{kind},
      keys_{keys},
      files_{folder ? WebFiles{*folder} : WebFiles{}},
      templates_{files_} {}

Response Site::shown(Page page, const Visitor& visitor) const {
  set_frame(page, {.kind = kind_, .files = files_, .is_signed_in = visitor.is_signed_in()});
  Response response{.status = page.status,
                    .body = templates_.filled_in(page.template_name, page.model),
                    .content_type = "text/html; charset=utf-8",
                    .headers = {}};
  response.headers.emplace_back("Cache-Control", visitor.is_signed_in() ? "no-store" : "no-cache");
  add_safeguards(response);
  if (visitor.set_cookie()) response.headers.emplace_back("Set-Cookie", *visitor.set_cookie());
  return response;
}

Response Site::redirected(std::string address, const Visitor& visitor) const {
  Page page = problem_of(303, "This page is elsewhere", "Go on to " + address + '.');
  Response response = shown(std::move(page), visitor);
  response.headers.emplace_back("Location", std::move(address));
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

bool Site::takes_form(const Request& request) const {
  const PageMatch match = matched_page(request.path);
  return request.method == Method::post && match.route != nullptr && match.route->form != nullptr;
}

std::optional<Response> Site::page(const Request& request, const AskApi& ask) const {
  if (request.path.starts_with("/v1/")) return std::nullopt;
  const PageMatch match = matched_page(request.path);
  if (match.route == nullptr) {
    if (is_read(request.method)) {
      if (auto file = static_file(request.path)) return file;
    }
    if (!request.accept || !request.accept->contains("text/html")) return std::nullopt;
  }
  Visitor visitor{keys_, sessions_, session_token(request)};
  return answer_of(request, match, visitor, ask);
}

Response Site::answer_of(const Request& request, const PageMatch& match, Visitor& visitor,
                         const AskApi& ask) const {
  if (match.route == nullptr) {
    return shown(problem_of(404, "Page not found",
                            "There is no page at this address. The address may be mistyped, or "
                            "the page may have moved."),
                 visitor);
  }
  const bool sends_form = takes_form(request);
  if (!is_read(request.method) && !sends_form) {
    Response response =
        shown(problem_of(405, "This page is only for reading", "Open it with a link."), visitor);
    response.headers.emplace_back("Allow", match.route->form ? "GET, HEAD, POST" : "GET, HEAD");
    return response;
  }
  if (request.authorization && visitor.is_signed_in()) {
    return shown(problem_of(400, "Two ways of signing in",
                            "Send either a session or an API key, and not both."),
                 visitor);
  }
  if (sends_form && !comes_from_here(request)) {
    return shown(problem_of(403, "This form comes from elsewhere",
                            "Nothing was recorded. Open the page here and send the form again."),
                 visitor);
  }
  if (match.route->audience == Audience::signed_in && !visitor.is_signed_in()) {
    return redirected(AddressQuery{}.with("to", request.path).behind("/sign-in"), visitor);
  }
  const ApiReader reader{ask, visitor.key_hash()};
  const PageHandler handler = sends_form ? match.route->form : match.route->handler;
  Page page = handler({.name = match.name,
                       .query = request.query,
                       .api = reader,
                       .visitor = visitor,
                       .form = AddressQuery{sends_form ? request.body : std::string_view{}}});
  if (!page.redirect.empty()) return redirected(page.redirect, visitor);
  return shown(std::move(page), visitor);
}

}  // namespace quitrent::api
