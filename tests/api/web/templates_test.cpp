// SPDX-License-Identifier: EUPL-1.2
//
// Every name in a template is set by the model of its page, and every section is tried.
#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "api/web/site.hpp"
#include "api/web/template_store.hpp"
#include "tests/api/web/rare_pages.hpp"
#include "tests/api/web/template_names.hpp"
#include "tests/api/web/web_scene.hpp"

namespace quitrent::testing {

using namespace api;
namespace {

/// Pages that enter every section of every template between them.
std::vector<Page> sample_pages() {
  const WebScene& scene = web_scene();
  const std::string assets = "/assets/";
  std::vector<Page> pages;
  for (const std::string& id :
       {scene.patent, scene.overdue, scene.auctioned, scene.commons, scene.held, scene.trademark,
        scene.program, scene.derived, std::string{"ast_none"}}) {
    pages.push_back(scene.page(assets + id));
  }
  for (const char* const query : {"", "q=kettle&class=patent&state=delinquent",
                                  "q=nothing+has+this", "class=patent", "cursor=wrong"}) {
    pages.push_back(scene.page("/search", query));
  }
  for (const char* const path : {"/", "/auctions", "/gazette", "/statistics"})
    pages.push_back(scene.page(path));
  pages.push_back(page_of(LiveDispatcher{}, "/"));
  for (Page& page : rare_pages()) pages.push_back(std::move(page));
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
      set_frame(page, kind, files);
      shown_templates.emplace(page.template_name);
      names.read(std::string{page.template_name}, page.model);
    }
  }
  CHECK(lines(names.missing()) == "");
  CHECK(lines(names.unentered()) == "home: #at\nhome: #has_sales\nhome: #items\nhome: #sales\n");
  CHECK(lines(names.unescaped()) == "asset: chart\nauctions: chart\n");
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
