// SPDX-License-Identifier: EUPL-1.2
#include "api/web/pages/sessions_page.hpp"

#include <charconv>
#include <string>

#include "api/web/words.hpp"
#include "registry/vocabulary/instant.hpp"

namespace quitrent::api {
namespace {

std::string ago(std::chrono::seconds since) {
  return distance_text(Instant::from_seconds(0), Instant::from_seconds(since.count()));
}

}  // namespace

Page sessions_page(const PageRequest& request) {
  Page page{.template_name = "sessions", .title = "Your sessions"};
  Model rows = empty_list();
  for (const ShownSession& session : request.visitor.sessions()) {
    Model row;
    row.set("number", std::to_string(session.number));
    row.set("begun", ago(session.open_since));
    row.set("used", ago(session.used_since));
    row.set("is_this", session.is_this);
    rows.push_back(row);
  }
  page.model.set("rows", rows);
  return page;
}

Page end_session(const PageRequest& request) {
  const std::string_view text = request.form.value("number");
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  request.visitor.end_session(number);
  return redirect_to(request.visitor.is_signed_in() ? "/sessions" : "/");
}

}  // namespace quitrent::api
