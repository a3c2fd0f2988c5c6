// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "api/http/protocol/pages.hpp"
#include "api/web/model.hpp"
#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

/// Names that a page must show as text: markup, ends of attributes, addresses of scripts, other
/// directions of writing, many bytes.
const std::vector<std::string>& hostile_names();

/// Asks the API of a register as a page does, with `key` where it asks for its owner.
AskApi ask_of(const LiveDispatcher& dispatcher, std::string_view key = {});
/// The page at a path and query, as the table of pages makes it for somebody who is not signed in.
Page page_from(const AskApi& ask, std::string_view path, std::string_view query = {});
/// The same for the API of a register.
Page page_of(const LiveDispatcher& dispatcher, std::string_view path, std::string_view query = {});
/// The page at a path for the owner of an API key. With `form` it is the page that takes the form.
Page page_for(const LiveDispatcher& dispatcher, std::string_view key, std::string_view path,
              std::optional<std::string_view> form = {});

/// A register in which something of everything has happened. Its clock stands at 2026-03-20.
struct WebScene {
  LiveDispatcher dispatcher;
  std::pair<std::string, std::string> ana;  ///< holds most assets
  std::pair<std::string, std::string> ben;  ///< has bought from Ana
  std::pair<std::string, std::string> rea;  ///< a registrar
  std::string patent;                       ///< sold by Ana to Ben, with a grant-back
  std::string purchase;                     ///< by Ben, of `patent`
  std::string overdue;                      ///< delinquent
  std::string auctioned;                    ///< in auction
  std::string commons;                      ///< dedicated
  std::string held;                         ///< under a registrar's hold, with a lien
  std::string trademark;                    ///< has no terms
  std::string program;                      ///< software under BUSL-1.1, later MIT
  std::string derived;                      ///< made from `program`
  std::vector<std::string> hostile;         ///< one for each of hostile_names()

  WebScene();
  /// The page at a path and query of this register.
  Page page(std::string_view path, std::string_view query = {}) const {
    return page_of(dispatcher, path, query);
  }

 private:
  std::string enrol(const std::string& key, const std::string& body) const;
};

/// Has `end` called after the last test. At the exit of the process it would be too late: the
/// threads of a scene would still use libraries that have ended.
void end_after_tests(std::function<void()> end);

/// The one scene of its kind, made at its first use. It takes seconds to make, so tests that change
/// nothing share it.
template <class Scene>
const Scene& shared_scene() {
  static std::unique_ptr<const Scene> scene;
  if (!scene) {
    scene = std::make_unique<const Scene>();
    end_after_tests([] { scene.reset(); });
  }
  return *scene;
}

/// The one scene that tests which change nothing share: it takes seconds to make.
const WebScene& web_scene();

/// The text at a name of a model; names of nested objects are separated by dots, items of lists are
/// numbers: `deadlines.0.label`. A name that is not there fails the test.
std::string shown(const Model& model, std::string_view name);

}  // namespace quitrent::testing
