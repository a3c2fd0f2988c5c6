// SPDX-License-Identifier: EUPL-1.2
#include "tax/schedule/schedule_test.hpp"

#include <algorithm>

#include "tax/schedule/document.hpp"
#include "tax/schedule/section.hpp"

namespace quitrent::tax {
namespace {

/// Reads the terms of a test: nothing, or one of a licence, a commitment and a degree.
void read_inputs(Section& section, ScheduleTest& test, Faults& faults) {
  const DocumentValue* const licence = section.value("licence");
  const DocumentValue* const commitment = section.value("commitment");
  const DocumentValue* const degree = section.value("degree");
  test.licence = faults.text(licence, "a licence expression in quotes, such as \"MIT\"");
  test.commitment = faults.word(commitment, kCommitments, "is no commitment");
  test.degree = faults.share(degree);
  const TermsForm form = terms_form(test.asset_class);
  if (licence != nullptr && form != TermsForm::licence) {
    faults.add(licence->key_position,
               "this class has no licence" + std::string{form == TermsForm::commitment
                                                             ? ": its terms are a commitment"
                                                             : ", and no other terms"});
  }
  if (commitment != nullptr && form != TermsForm::commitment) {
    faults.add(commitment->key_position,
               "this class has no commitment" + std::string{form == TermsForm::licence
                                                                ? ": its terms are a licence"
                                                                : ", and no other terms"});
  }
  const DocumentValue* const terms = licence != nullptr ? licence : commitment;
  if (terms != nullptr && degree != nullptr) {
    faults.add(degree->key_position, "a test states terms or their degree, not both");
  }
}

/// Reads the period of a test.
void read_period(Section& section, ScheduleTest& test, Faults& faults) {
  test.from = faults.day(section.value("from"));
  const DocumentValue* const to = section.value("to");
  const DocumentValue* const period = section.value("period");
  test.to = faults.day(to);
  test.period = faults.duration(period);
  if (to != nullptr && period != nullptr) {
    faults.add(period->key_position, "a test states \"to\" or \"period\", not both");
  }
  if (to == nullptr && period == nullptr) {
    faults.add(test.position, "[[test]] lacks its end: \"to\", or a \"period\" such as \"365d\"");
  }
  if (to != nullptr && test.from && test.to && *test.to <= *test.from) {
    faults.add(to->position, "\"to\" must be later than \"from\"");
  }
}

/// Reads what a test expects.
void read_expectation(const DocumentValue* node, ScheduleTest& test, Faults& faults) {
  if (node == nullptr) return;
  test.position = node->position;
  if (node->kind == ValueKind::text && node->text == "fail") return;
  if (node->kind != ValueKind::text) {
    faults.add(node->position,
               "\"expect\" must be text in quotes: an amount, such as \"1250.00\", or \"fail\"");
    return;
  }
  const auto amount = parse_money(node->text);
  if (amount) {
    test.expect = *amount;
  } else {
    faults.add(node->position,
               "\"expect\" is neither an amount, such as \"1250.00\", nor \"fail\"");
  }
}

ScheduleTest read_test(const DocumentValue& table, Faults& faults) {
  Section section{table, ParameterTable::test, faults};
  ScheduleTest test;
  test.position = table.position;
  test.name = faults.name(section.value("name")).value_or("");
  const auto asset_class = faults.word(section.value("class"), kAssetClasses, "is no class");
  test.asset_class = asset_class.value_or(AssetClass::patent);
  if (asset_class) read_inputs(section, test, faults);
  const DocumentValue* const assessment = section.value("assessment");
  test.assessment = faults.money(assessment).value_or(Money{});
  read_period(section, test, faults);  // its position is still that of the table
  read_expectation(section.value("expect"), test, faults);
  section.finish();
  return test;
}

}  // namespace

std::vector<ScheduleTest> read_tests(const DocumentValue* list, Faults& faults) {
  std::vector<ScheduleTest> tests;
  for (const DocumentValue& table : faults.items(list)) {
    ScheduleTest test = read_test(table, faults);
    const bool twice = std::ranges::find(tests, test.name, &ScheduleTest::name) != tests.end();
    if (twice && !test.name.empty()) {
      faults.add(table.position, "a test with the name \"" + test.name + "\" is there already");
    }
    tests.push_back(std::move(test));
  }
  return tests;
}

}  // namespace quitrent::tax
