// SPDX-License-Identifier: EUPL-1.2
//
// Every name in a template is set by the model of its page, and every section is tried.
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "api/web/site.hpp"
#include "api/web/template_store.hpp"
#include "tests/api/web/public_scene.hpp"
#include "tests/api/web/rare_pages.hpp"
#include "tests/api/web/template_names.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// The public pages of a register in which something of everything has happened, and of an empty
/// one.
void add_public_pages(std::vector<Page>& pages) {
  const WebScene& scene = web_scene();
  for (const std::string& id :
       {scene.patent, scene.overdue, scene.auctioned, scene.commons, scene.held, scene.trademark,
        scene.program, scene.derived, std::string{"ast_none"}}) {
    pages.push_back(scene.page("/assets/" + id));
  }
  for (const char* const query : {"", "q=kettle&class=patent&state=delinquent",
                                  "q=nothing+has+this", "class=patent", "cursor=wrong"}) {
    pages.push_back(scene.page("/search", query));
  }
  for (const char* const path : {"/", "/auctions", "/gazette", "/statistics"}) {
    pages.push_back(scene.page(path));
  }
  pages.push_back(page_of(LiveDispatcher{}, "/"));
}

/// Pages with forms, and with faults in them. They record nothing.
void add_forms(std::vector<Page>& pages) {
  const WebScene& scene = web_scene();
  const std::string buy = "/buy/" + scene.patent;
  const std::string& ben = scene.ben.second;
  pages.push_back(scene.page("/sign-in"));
  pages.push_back(page_for(scene.dispatcher, ben, "/sign-in", "api_key="));
  pages.push_back(page_for(scene.dispatcher, ben, "/sessions"));
  pages.push_back(page_for(scene.dispatcher, scene.ana.second, "/holdings"));
  pages.push_back(page_for(scene.dispatcher, scene.rea.second, "/holdings"));
  pages.push_back(page_for(scene.dispatcher, ben, "/deposit/" + scene.overdue));
  pages.push_back(page_for(scene.dispatcher, ben, "/deposit/" + scene.commons, "amount=x"));
  pages.push_back(scene.page(buy));
  for (const char* const form :
       {"assessment=1.00", "assessment=x&escrow=y", "step=buy&max_price=1.00&escrow=1.00",
        "step=buy&max_price=x&assessment=1.00&escrow=1.00",
        "step=buy&max_price=1.00&assessment=1.00&escrow=100.00&holder=pty_other"}) {
    pages.push_back(page_for(scene.dispatcher, ben, buy, form));
  }
  pages.push_back(scene.page("/purchases/" + scene.purchase));
}

/// A register in which patents are sold with a notice of a week: one purchase waits, another was
/// cancelled because its buyer was frozen.
void add_pages_under_notice(std::vector<Page>& pages) {
  const LiveDispatcher dispatcher{schedule_with_notice("patent")};
  const auto ana = dispatcher.member("Ana");
  const auto buy = [&](const std::string& key, const std::string& asset) {
    const std::string form = "step=buy&max_price=36500.00&assessment=36500.00&escrow=900.00";
    const Page done = page_for(dispatcher, key, "/buy/" + asset, form);
    REQUIRE(done.redirect.starts_with("/purchases/"));
    return done.redirect;
  };
  const auto ben = dispatcher.member("Ben");
  const std::string cancelled = buy(ben.second, dispatcher.patent(ana.second, "US1"));
  const RawReply frozen =
      dispatcher.post("/v1/parties/" + ben.first + "/freeze", LiveDispatcher::kOperatorKey,
                      R"({"reference":"Court of Cardiff 13/26"})");
  REQUIRE_MESSAGE(frozen.status == 200, frozen.body);
  const std::string asset = dispatcher.patent(ana.second, "US2");
  pages.push_back(page_of(dispatcher, "/buy/" + asset));
  const std::string waiting = buy(dispatcher.member("Cai").second, asset);
  pages.push_back(page_of(dispatcher, cancelled));
  pages.push_back(page_of(dispatcher, waiting));
}

/// Pages that enter every section of every template between them.
std::vector<Page> sample_pages() {
  std::vector<Page> pages;
  add_public_pages(pages);
  add_forms(pages);
  add_pages_under_notice(pages);
  for (Page& page : rare_pages()) pages.push_back(std::move(page));
  for (Page& page : public_pages()) pages.push_back(std::move(page));
  return pages;
}

std::string lines(const std::set<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + '\n';
  return all;
}

TEST_CASE("a name that a model does not set, and a section that no model enters, are found") {
  struct Row {
    const char* text;
    const char* missing;
    const char* unentered;
  };
  Model inner;
  inner.set("b", "2");
  Model model;
  model.set("a", "1");
  model.set("inner", inner);
  model.set("off", false);
  const std::vector<Row> rows{{"{{a}}", "", ""},
                              {"{{b}}", "t: b\n", ""},
                              {"{{#inner}}{{b}}{{a}}{{/inner}}", "", ""},
                              {"{{#inner}}{{c}}{{/inner}}", "t: c\n", ""},
                              {"{{#off}}{{c}}{{/off}}", "", "t: #off\n"},
                              {"{{^off}}{{c}}{{/off}}", "t: c\n", ""},
                              {"{{^a}}{{/a}}", "", "t: ^a\n"}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    TemplateNames names{[&row](const std::string&) { return std::string{row.text}; }};
    names.read("t", model);
    CHECK(lines(names.missing()) == row.missing);
    CHECK(lines(names.unentered()) == row.unentered);
  }
}

TEST_CASE("models set every name of the templates, and enter every section") {
  const WebFiles files;
  TemplateNames names{
      [&files](const std::string& name) { return files.text("templates/" + name + ".mustache"); }};
  std::set<std::string> shown_templates;
  for (const SiteKind kind : {SiteKind::real, SiteKind::sandbox}) {
    for (Page& page : sample_pages()) {
      set_frame(page, {.kind = kind, .files = files, .is_signed_in = kind == SiteKind::real});
      shown_templates.emplace(page.template_name);
      names.read(std::string{page.template_name}, page.model);
    }
  }
  CHECK(lines(names.missing()) == "");
  CHECK(lines(names.unentered()) == "");
  CHECK(lines(names.unescaped()) ==
        "asset: chart\nauctions: chart\nschedule_contents: multiplier_chart\nschedule_contents: "
        "rate_chart\n");
  // Every template is the template of a page of the sample, or part of one.
  for (const BuiltInFile& file : built_in_files()) {
    if (!file.name.starts_with("templates/")) continue;
    const std::string name{file.name.substr(10, file.name.size() - 10 - 9)};
    CAPTURE(name);
    bool is_part = false;
    for (const BuiltInFile& other : built_in_files()) {
      is_part = is_part || other.text.contains("{{> " + name + "}}");
    }
    CHECK((is_part || shown_templates.contains(name)));
  }
}

TEST_CASE("a template that cannot be put together is refused") {
  WebFiles files{"/nowhere"};
  CHECK_THROWS_AS(whole_template(files, "home"), std::runtime_error);
}

}  // namespace
}  // namespace quitrent::testing
