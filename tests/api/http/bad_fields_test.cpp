// SPDX-License-Identifier: EUPL-1.2
//
// Every field of every body gets every kind of wrong value. The answer must have the documented
// code and the pointer of the field, and nothing may be recorded.
#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/api/http/live_dispatcher.hpp"

namespace quitrent::testing {

using namespace api;
using namespace market;
namespace {

/// The kind of value that a field accepts. It decides which values are wrong.
enum class Takes {
  amount,
  positive_amount,
  assessment,
  text,
  optional_text,
  digest,
  count,
  instant,
  truth,
  object
};

struct Wrong {
  const char* value;  ///< JSON
  const char* code;
};

const std::string kManyNines(400, '9');

const std::vector<Wrong> kWrongAmounts{
    {"1", "amount-not-string"},           {"1.5", "amount-not-string"},
    {"-1", "amount-not-string"},          {"1e400", "amount-not-string"},
    {"-2.5E+999", "amount-not-string"},   {kManyNines.c_str(), "amount-not-string"},
    {R"("1.0000001")", "invalid-amount"}, {R"("-1.00")", "invalid-amount"},
    {R"("1e3")", "invalid-amount"},       {R"("")", "invalid-amount"},
    {R"(" 1.00")", "invalid-amount"},     {R"("1,000.00")", "invalid-amount"},
    {R"(".5")", "invalid-amount"},        {R"("NaN")", "invalid-amount"},
    {R"("\u0661.00")", "invalid-amount"}, {R"("99999999999999999999999999")", "out-of-range"}};

std::vector<Wrong> wrong_for(Takes takes) {
  std::vector<Wrong> wrong{{"[]", "invalid-field"}};
  const auto add = [&wrong](std::initializer_list<Wrong> more) { wrong.insert(wrong.end(), more); };
  if (takes != Takes::truth) add({{"true", "invalid-field"}});
  if (takes != Takes::object) add({{"{}", "invalid-field"}});
  switch (takes) {
    case Takes::assessment:
      add({{R"("1000000000000.000001")", "out-of-range"}});
      [[fallthrough]];
    case Takes::positive_amount:
      add({{R"("0")", "out-of-range"}, {R"("0.00")", "out-of-range"}});
      [[fallthrough]];
    case Takes::amount:
      wrong.insert(wrong.end(), kWrongAmounts.begin(), kWrongAmounts.end());
      break;
    case Takes::text:
    case Takes::optional_text:
      add({{"1", "invalid-field"},
           {R"("")", "invalid-field"},
           {R"("a\u0000b")", "invalid-field"},
           {R"("a\nb")", "invalid-field"},
           {R"("a\u007fb")", "invalid-field"},
           {R"("a\u0085b")", "invalid-field"}});
      break;
    case Takes::digest:
      add({{R"("sha256:00")", "invalid-field"}, {"1", "invalid-field"}});
      break;
    case Takes::count:
      add({{R"("1")", "invalid-field"},
           {"-1", "invalid-field"},
           {"1.5", "invalid-field"},
           {"4294967296", "invalid-field"}});
      break;
    case Takes::instant:
      add({{R"("2031-03-01")", "invalid-field"},
           {R"("2031-02-30T00:00:00Z")", "invalid-field"},
           {R"("tomorrow")", "invalid-field"},
           {"1900000000", "invalid-field"}});
      break;
    case Takes::truth:
      add({{"0", "invalid-field"}, {R"("true")", "invalid-field"}});
      break;
    case Takes::object:
      add({{"1", "invalid-field"}, {R"("x")", "invalid-field"}});
      break;
  }
  return wrong;
}

struct Field {
  const char* name;
  std::string good;  ///< JSON
  Takes takes;
  bool required = true;
};

/// A body whose fields are all good, except the field `name`: it has `value`, or is absent if there
/// is none.
std::string body_with(const std::vector<Field>& fields, std::string_view name,
                      std::optional<std::string> value) {
  std::string body = "{";
  for (const Field& field : fields) {
    const bool it = field.name == name;
    if (it && !value) continue;
    if (body.size() > 1) body += ',';
    body += "\"" + std::string{field.name} + "\":" + (it ? *value : field.good);
  }
  return body + "}";
}

/// The role whose key may call the route.
enum class Who { member, registrar, operator_ };

struct Form {
  std::string path;
  Who by;
  std::string before, behind;  ///< the text around the object with the fields
  std::string pointer;         ///< of that object
  std::vector<Field> fields;
};

/// A body whose fields are at its top level.
Form plain(std::string path, Who by, std::vector<Field> fields) {
  return {.path = std::move(path),
          .by = by,
          .before = "",
          .behind = "",
          .pointer = "",
          .fields = std::move(fields)};
}

const Field kReference{"reference", R"("r")", Takes::text};
const Field kDigest{"document_digest", "null", Takes::digest, false};
const Field kVersion{"expected_version", "1", Takes::count, false};
const char* const kInstant = R"("2031-03-01T00:00:00Z")";

std::vector<Form> forms_about_parties(const std::string& party) {
  const std::string path = "/v1/parties/" + party;
  const Field amount{"amount", R"("1.00")", Takes::positive_amount};
  const Field reference{"reference", R"("r")", Takes::optional_text, false};
  return {plain("/v1/parties", Who::operator_, {{"name", R"("Cai")", Takes::text}}),
          plain(path + "/credits", Who::operator_, {amount, kReference}),
          plain(path + "/withdrawals", Who::member, {amount, reference}),
          plain(path + "/freeze", Who::operator_, {kReference}),
          plain(path + "/unfreeze", Who::operator_, {kReference}),
          plain("/v1/beneficiaries/treasury/withdrawals", Who::operator_, {amount, reference})};
}

std::vector<Form> forms_about_assets(const std::string& asset) {
  const std::string asset_json = "\"" + asset + "\"";
  const std::string path = "/v1/assets/" + asset;
  const Field amount{"amount", R"("1.00")", Takes::positive_amount};
  return {plain("/v1/assets", Who::member,
                {{"name", R"("Pizza")", Takes::text},
                 {"class", R"("patent")", Takes::text},
                 {"terms", R"({"commitment":"none"})", Takes::object},
                 {"assessment", R"("1.00")", Takes::assessment},
                 {"escrow", R"("1.00")", Takes::amount},
                 {"expires_at", kInstant, Takes::instant, false}}),
          plain(path + "/assessments", Who::member,
                {{"assessment", R"("1.00")", Takes::assessment}, kVersion}),
          plain(path + "/escrow/deposits", Who::member, {amount, kVersion}),
          plain(path + "/escrow/withdrawals", Who::member, {amount, kVersion}),
          {.path = "/v1/purchases",
           .by = Who::member,
           .before = R"({"items":[)",
           .behind = "]}",
           .pointer = "/items/0",
           .fields = {{"asset", asset_json, Takes::text},
                      {"max_price", R"("1.00")", Takes::amount},
                      {"assessment", R"("1.00")", Takes::assessment},
                      {"escrow", R"("1.00")", Takes::amount},
                      {"expected_terms", "null", Takes::digest, false}}},
          plain("/v1/quotes", Who::member,
                {{"asset", asset_json, Takes::text},
                 {"assessment", R"("1.00")", Takes::assessment, false},
                 {"escrow", R"("1.00")", Takes::amount, false}})};
}

std::vector<Form> forms_of_acts(const std::string& asset, const std::string& party) {
  const std::string path = "/v1/assets/" + asset;
  const Field party_field{"creditor", "\"" + party + "\"", Takes::text};
  return {plain(path + "/dedication", Who::member,
                {{"confirm", R"("irrevocable")", Takes::text}, kVersion}),
          plain(path + "/redemption", Who::member,
                {{"assessment", R"("1.00")", Takes::assessment, false}, kVersion}),
          plain(path + "/withdrawal", Who::member, {kVersion}),
          plain(path + "/licences", Who::member,
                {{"licensee", R"({"name":"Cai"})", Takes::object},
                 {"exclusive", "false", Takes::truth},
                 {"scope", R"("all")", Takes::text},
                 {"ends_at", kInstant, Takes::instant, false},
                 kDigest,
                 kVersion}),
          plain(path + "/liens", Who::member,
                {party_field, {"secured", R"("1.00")", Takes::positive_amount}, kDigest, kVersion}),
          plain(path + "/holds", Who::registrar,
                {kReference,
                 {"ends_at", kInstant, Takes::instant},
                 {"beyond_360_days", "true", Takes::truth, false},
                 kDigest,
                 kVersion}),
          plain(path + "/evidence", Who::registrar, {kReference, kDigest, kVersion}),
          plain(path + "/strike", Who::registrar, {kReference, kDigest, kVersion}),
          plain(path + "/rectification", Who::registrar,
                {kReference, {"holder", party_field.good, Takes::text}, kDigest, kVersion}),
          plain(path + "/expiry", Who::registrar,
                {kReference, {"expires_at", kInstant, Takes::instant}, kDigest, kVersion}),
          plain("/v1/acts/act_01kdvdna00e7mv2p04fpbhfx5j/approval", Who::registrar,
                {{"digest", kDigest.good, Takes::digest}})};
}

std::vector<Form> forms(const std::string& asset, const std::string& party) {
  std::vector<Form> all = forms_about_parties(party);
  std::ranges::move(forms_about_assets(asset), std::back_inserter(all));
  std::ranges::move(forms_of_acts(asset, party), std::back_inserter(all));
  return all;
}

TEST_CASE("every field of every body refuses what it does not take") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const auto rea = dispatcher.member("Rea", "1.00", R"(["registrar"])");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  const Sequence before = dispatcher.sequence();
  for (const Form& form : forms(asset, ana.first)) {
    CAPTURE(form.path);
    const std::string key = form.by == Who::operator_   ? std::string{LiveDispatcher::kOperatorKey}
                            : form.by == Who::registrar ? rea.second
                                                        : ana.second;
    for (const Field& field : form.fields) {
      CAPTURE(field.name);
      const std::string pointer =
          "\"pointer\":\"" + form.pointer + "/" + std::string{field.name} + "\"";
      const auto refused = [&](const std::optional<std::string>& value, std::string_view code) {
        CAPTURE(value.value_or("absent"));
        const RawReply reply = dispatcher.post(
            form.path, key, form.before + body_with(form.fields, field.name, value) + form.behind);
        CAPTURE(reply.body);
        CHECK(reply.code() == code);
        CHECK(reply.status == (code == "malformed-json" ? 400 : 422));
        if (reply.status == 422) CHECK(reply.body.find(pointer) != std::string::npos);
      };
      for (const Wrong& wrong : wrong_for(field.takes)) refused(wrong.value, wrong.code);
      if (field.required) refused(std::nullopt, "missing-field");
      if (field.required) refused("null", "invalid-field");
    }
  }
  CHECK(dispatcher.sequence() == before);
}

TEST_CASE("lists and words of a body are held to their bounds") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const std::string asset = dispatcher.patent(ana.second, "US1");
  const std::string operator_key{LiveDispatcher::kOperatorKey};
  const Sequence before = dispatcher.sequence();
  const auto registration = [](const std::string& more) {
    return R"({"name":"P","assessment":"1.00","escrow":"1.00",)" + more + "}";
  };
  const std::string patent = R"("class":"patent","terms":{"commitment":"none"},)";
  const std::string item =
      R"({"asset":")" + asset + R"(","max_price":"1.00","assessment":"1.00","escrow":"1.00"})";
  std::string nine = "[";
  for (int at = 0; at < 9; ++at) {
    nine += std::string{at == 0 ? "" : ","} + R"({"scheme":"s","value":")" + std::to_string(at) +
            R"("})";
  }
  nine += "]";
  struct Row {
    const char* why;
    std::string path, key, body;
    const char* code;
    const char* pointer;
  };
  const std::string party = "/v1/parties";
  const std::string assets = "/v1/assets";
  const std::string buy = "/v1/purchases";
  const std::vector<Row> rows{
      {"a long name", party, operator_key, R"({"name":")" + std::string(201, 'n') + R"("})",
       "invalid-field", "/name"},
      {"an unknown role", party, operator_key, R"({"name":"C","roles":["king"]})", "invalid-field",
       "/roles/0"},
      {"a member that is a registrar", party, operator_key,
       R"({"name":"C","roles":["registrar","member"]})", "roles-exclude", "/roles"},
      {"no role", party, operator_key, R"({"name":"C","roles":[]})", "invalid-field", "/roles"},
      {"a role twice", party, operator_key, R"({"name":"C","roles":["member","member"]})",
       "invalid-field", "/roles/1"},
      {"an unknown class", assets, ana.second, registration(R"("class":"boat","terms":{})"),
       "invalid-field", "/class"},
      {"no terms", assets, ana.second, registration(R"("class":"software")"), "missing-field",
       "/terms"},
      {"terms of a trademark", assets, ana.second,
       registration(R"("class":"trademark","terms":{"commitment":"none"})"), "unknown-field",
       "/terms"},
      {"an unknown commitment", assets, ana.second,
       registration(R"("class":"patent","terms":{"commitment":"promise"})"), "unknown-terms",
       "/terms/commitment"},
      {"a licence of a patent", assets, ana.second,
       registration(R"("class":"patent","terms":{"spdx":"MIT"})"), "missing-field",
       "/terms/commitment"},
      {"an unknown licence", assets, ana.second,
       registration(R"("class":"software","terms":{"spdx":"Nonsense-1.0"})"), "unknown-terms",
       "/terms/spdx"},
      {"an expression with an unknown licence", assets, ana.second,
       registration(R"("class":"software","terms":{"spdx":"MIT OR Nonsense-1.0"})"),
       "unknown-terms", "/terms/spdx"},
      {"an unknown licence from a day on", assets, ana.second,
       registration(R"("class":"software","terms":{"spdx":"MIT",)"
                    R"("then":{"spdx":"Nonsense-1.0","on":"2030-01-01"}})"),
       "unknown-terms", "/terms"},
      {"a day that is none", assets, ana.second,
       registration(
           R"("class":"software","terms":{"spdx":"MIT","then":{"spdx":"MIT","on":"2030"}})"),
       "invalid-field", "/terms/then/on"},
      {"nine identifiers", assets, ana.second, registration(patent + "\"identifiers\":" + nine),
       "invalid-field", "/identifiers"},
      {"an identifier twice", assets, ana.second,
       registration(patent +
                    R"("identifiers":[{"scheme":"s","value":"1"},{"scheme":"s","value":"1"}])"),
       "invalid-field", "/identifiers/1"},
      {"half an identifier", assets, ana.second,
       registration(patent + R"("identifiers":[{"scheme":"s"}])"), "missing-field",
       "/identifiers/0/value"},
      {"an empty basket", buy, ana.second, R"({"items":[]})", "invalid-field", "/items"},
      {"an asset twice in a basket", buy, ana.second, R"({"items":[)" + item + "," + item + "]}",
       "invalid-field", "/items/1/asset"},
      {"nowhere to go", "/v1/sandbox/clock", operator_key, "{}", "missing-field", "/to"},
      {"two ways to go", "/v1/sandbox/clock", operator_key,
       R"({"to":"2027-01-01T00:00:00Z","by":"1d"})", "invalid-field", "/to"},
      {"backwards", "/v1/sandbox/clock", operator_key, R"({"to":"2025-12-31T23:59:59Z"})",
       "out-of-range", "/to"},
      {"a length that is none", "/v1/sandbox/clock", operator_key, R"({"by":"-1d"})",
       "invalid-field", "/by"}};
  for (const Row& row : rows) {
    CAPTURE(row.why);
    const RawReply reply = dispatcher.post(row.path, row.key, row.body);
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(reply.code() == row.code);
    CHECK(reply.member("pointer").starts_with(row.pointer));
  }
  CHECK(dispatcher.sequence() == before);
}

TEST_CASE("all faults of a body come at once") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  const RawReply reply =
      dispatcher.post("/v1/assets", ana.second,
                      R"({"class":"patent","assessment":1,"escrow":"1.0000001","colour":"red"})");
  CHECK(reply.status == 422);
  CHECK(reply.code() == "missing-field");
  for (const char* pointer : {"/name", "/terms", "/assessment", "/escrow", "/colour"}) {
    CHECK(reply.body.find("\"pointer\":\"" + std::string{pointer} + "\"") != std::string::npos);
  }
}

TEST_CASE("an empty word is told what may stand there") {
  const LiveDispatcher dispatcher;
  const auto ana = dispatcher.member("Ana");
  struct Row {
    const char *field, *detail;
  };
  for (const Row& row :
       {Row{R"("class":"","terms":{})", "Say patent, design"},
        Row{R"("class":" ","terms":{})", "Say patent, design"},
        Row{R"("class":"patent","terms":{"commitment":""})", "Say none"},
        Row{R"("class":"patent","terms":{"commitment":"none"},"expires_at":"")",
            "This field is an instant in whole seconds, such as 2026-01-01T00:00:00Z."},
        Row{R"("class":"patent","terms":{"commitment":"none"},"derived_from":[)"
            R"({"asset":"","relation":""}])",
            "Say "}}) {
    CAPTURE(row.field);
    const RawReply reply = dispatcher.post(
        "/v1/assets", ana.second,
        R"({"name":"P","assessment":"1.00","escrow":"1.00",)" + std::string{row.field} + "}");
    CAPTURE(reply.body);
    CHECK(reply.status == 422);
    CHECK(reply.body.contains(row.detail));
    CHECK_FALSE(reply.body.contains("1 to 200"));
  }
}

}  // namespace
}  // namespace quitrent::testing
