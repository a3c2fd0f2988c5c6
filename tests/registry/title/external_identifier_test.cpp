// SPDX-License-Identifier: EUPL-1.2
#include "registry/title/external_identifier.hpp"

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "tests/folders.hpp"

namespace quitrent {
namespace {

struct Spelling {
  std::string scheme, value, form;  // form `scheme value`; empty: refused
};

void check(const Spelling& row) {
  CAPTURE(row.scheme);
  CAPTURE(row.value);
  const auto found = canonical({.scheme = row.scheme, .value = row.value});
  const std::string form = found ? found->scheme + ' ' + found->value : std::string{};
  if (!found) CAPTURE(found.error().what);
  CHECK(form == row.form);
  if (found) CHECK(canonical(*found).value() == *found);  // its own canonical form
}

TEST_CASE("what is in no form of a known scheme is refused") {
  for (const Spelling& row : std::to_array<Spelling>({
           {"patent", "6,004,596", ""},
           {"patent", "US", ""},
           {"patent", "U", ""},
           {"patent", "USA6004596", ""},
           {"patent", "US patents 6004596", ""},
           {"patent", "XX6004596", ""},
           {"patent", "QQ1", ""},
           {"patent", "AA6004596", ""},
           {"design", "XX437557", ""},
           {"trademark", "PC76044902", ""},
           {"patent", "PCT/XX2004/012345", ""},
           {"patent", "PCT/US3004/012345", ""},
           {"patent", "WO DM/123456", ""},
           {"patent", "CA TMA123456", ""},
           {"purl", "pkg:deb/debian/curl@7?arch=amd64&arch=amd64", ""},
           {"purl", "pkg:deb/debian/curl@7?arch=amd64&ARCH=i386", ""},
           {"patent", "US6004596 B1 X", ""},
           {"patent", "US\u0661\u0662\u0663", ""},
           {"patent", "US60O4596", ""},
           {"patent",
            "\u0405\u0405"
            "6004596",
            ""},
           {"patent", "US#6004596", ""},
           {"trademark", "PYTHON", ""},
           {"trademark", "US76044902A", ""},
           {"isbn", "978-0-306-40615-8", ""},
           {"isbn", "0-306-40615-3", ""},
           {"isbn", "977-0-306-40615-7", ""},
           {"isbn", "030640615", ""},
           {"doi", "11.1000/182", ""},
           {"doi", "10.1000/", ""},
           {"doi", "10.1000", ""},
           {"doi", "10.1000/a b", ""},
           {"doi", "https://doi.org/10.1000/a%0ab", ""},
           {"doi", "https://example.org/10.1000/182", ""},
           {"purl", "deb/debian/curl@1", ""},
           {"purl", "pkg:deb", ""},
           {"swhid", "swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e", ""},
           {"swhid", "swh:1:xxx:94a9ed024d3859793618152ea559a168bbcbb5e2", ""},
           {"US-Trademark", "76044902", ""},
           {"us_patent", "US6004596", ""},
           {"uspatent", "US6004596", ""},
           {"patentNumber", "US6004596", ""},
           {"patent no.", "US6004596", ""},
           {"usdesign", "USD437557", ""},
           {"designno", "USD437557", ""},
           {"registered design", "USD437557", ""},
           {"eu-designs", "EM001234567-1", ""},
           {"pat", "US6004596", ""},
           {"US Pat.", "US6004596", ""},
           {"mypatentid", "US6004596", ""},
           {"tm", "US76044902", ""},
           {"eutm", "EM018123456", ""},
           {"TM No", "US76044902", ""},
           {"doi2", "10.1000/182", ""},
           {"purlid", "pkg:deb/x/y@1", ""},
           {"p\u0430tent", "US6004596", ""},
           {"\u5c02\u5229", "US6004596", ""},
       })) {
    check(row);
  }
  const auto hidden = canonical({.scheme = "US-Trademark", .value = "76044902"});
  CHECK(hidden.error().field == "scheme");
  CHECK(hidden.error().what.find("Write \"trademark\"") != std::string::npos);
  const auto number = canonical({.scheme = "patent", .value = "6,004,596"});
  CHECK(number.error().field == "value");
  CHECK(number.error().what.find("US6004596") != std::string::npos);
  const auto near = canonical({.scheme = "tm", .value = "US76044902"});
  CHECK(near.error().what.starts_with("Write \"trademark\" as the scheme"));
}

TEST_CASE("one patent has one form, however it is spelt") {
  for (const std::string value :
       {"US6004596", "US 6,004,596 B1", "us 6,004,596 b1", "US-6004596-B1", "US 6.004.596",
        "US6004596B1", "US06004596", "US 6 004 596 A",
        "\uff35\uff33\uff16\uff10\uff10\uff14\uff15\uff19\uff16", "US6\u200b004\u00ad596",
        "US\u00a06\u2009004\u202f596", "US 6\u2010004\u2011596", " US6004596 ", "US/6004596",
        "(US) 6,004,596", "US 6'004'596", "US Patent 6,004,596", "U.S. Pat. No. 6,004,596"}) {
    check({"patent", value, "patent US6004596"});
  }
  for (const std::string scheme : {"patent", "Patent", "PATENT", "pat-ent", "patents",
                                   "\uff50\uff41\uff54\uff45\uff4e\uff54", "pa\u200btent"}) {
    check({scheme, "US6004596", "patent US6004596"});
  }
}

TEST_CASE("numbers of offices are written as the office writes them") {
  for (const Spelling& row : std::to_array<Spelling>({
           {"patent", "EP 490667 B1", "patent EP0490667"},
           {"patent", "EP0490667", "patent EP0490667"},
           {"patent", "WO 92/14435", "patent WO1992014435"},
           {"patent", "WO 1992/014435 A1", "patent WO1992014435"},
           {"patent", "WO2004/12345", "patent WO2004012345"},
           {"patent", "WO 04/012345", "patent WO2004012345"},
           {"patent", "US 2004/0123456 A1", "patent US20040123456"},
           {"patent", "US2004123456", "patent US20040123456"},
           {"patent", "DE 10 2004 012 345.6", "patent DE102004012345"},
           {"patent", "DE 10 2004 012 345 A1", "patent DE102004012345"},
           {"patent", "DE102004012345.6A1", "patent DE102004012345"},
           {"patent", "CN 200410012345.X", "patent CN200410012345"},
           {"patent", "SE 0401234-5", "patent SE0401234"},
           {"patent", "UK 2123456", "patent GB2123456"},
           {"patent", "JP H05-123456 A", "patent JPH05123456"},
           {"patent", "US RE38,119 E1", "patent USRE38119"},
           {"patent", "US D437,557 S1", "patent USD437557"},
           {"design", "US D437,557 S1", "design USD437557"},
           {"design", "USD0437557", "design USD437557"},
           {"trademark", "US 76/044,902", "trademark US76044902"},
           {"trademark", "UK00003123456", "trademark GB3123456"},
           {"trademark", "EU 018123456", "trademark EM18123456"},
           {"trademark", "WO 1234567", "trademark WO1234567"},
           {"patent", "US1", "patent US1"},
           {"patent", "SU 1234567 A1", "patent SU1234567"},
           {"patent", "BRPI0401234", "patent BR0401234"},
           {"patent", "BR MU 8402345-1", "patent BRMU8402345"},
           {"patent", "TW I234567 B", "patent TWI234567"},
           {"patent", "PCT/US2004/012345", "patent PCTUS2004012345"},
           {"design", "WO DM/123456", "design WODM123456"},
           {"design", "TW D123456", "design TWD123456"},
           {"trademark", "CA TMA123456", "trademark CATMA123456"},
           {"trademark", "US Serial No. 76/044,902", "trademark US76044902"},
       })) {
    check(row);
  }
}

TEST_CASE("one right has one form, two rights have two") {
  struct Row {
    std::string scheme, left, right;
    bool same;
  };
  for (const Row& row : std::to_array<Row>({
           {"patent", "JPH08-123456", "JPH08123456", true},
           {"patent", "JP H8-123456", "JPH8123456", true},
           {"patent", "JP H8-123456", "JPH08123456", true},
           {"patent", "JP S59-12345 A", "JPS5912345", true},
           {"patent", "JP H10-12345", "JPH1012345A", true},
           {"patent", "JP H1-123456", "JPH11123456", false},
           {"patent", "JP 2004-12345", "JP2004012345", true},
           {"patent", "JP2004-012345 A", "JP200412345", true},
           {"patent", "US 2004/0012345", "US20040012345", true},
           {"patent", "US2004/12345", "US200412345", true},
           {"patent", "US2004/12345", "US20040012345 A1", true},
           {"patent", "US 2004/1", "US20040000001", true},
           {"patent", "US 2,004,123", "US2004123", true},
           {"patent", "US 2,004,123", "US 2004/0000123", false},
           {"patent", "WO 92/1234", "WO1992001234", true},
           {"patent", "WO 2004/1234", "WO2004001234", true},
           {"patent", "EP04123456.7", "EP4123456", false},
           {"patent", "EP04123456.7", "EP 04 123 456", true},
           {"patent", "EP04123456.7", "EP041234567", true},
           {"patent", "EP0004123456", "EP4123456", true},
           {"patent", "SE 0401234-5", "SE401234", false},
           {"patent", "SE 0401234-5", "SE0401234", true},
           {"patent", "GB 0401234.5", "GB401234", false},
           {"patent", "FR 0401234", "FR401234", false},
           {"patent", "CN 02123456.7", "CN2123456", false},
           {"patent", "CN 200410012345.X", "CN200410012345X", true},
           {"patent", "CN 200410012345.6", "CN2004100123456", true},
           {"patent", "DE 10 2004 012 345.6", "DE1020040123456", true},
           {"design", "EM001234567-2", "EM001234567-1", false},
           {"design", "EM001234567-2", "EM0012345670002", true},
           {"design", "EM001234567-2", "EU 1234567-0002", true},
           {"design", "EM001234567", "EM001234567-1", false},
           {"design", "DE 402004001234-0001", "DE4020040012340001", true},
           {"design", "DE 402004001234-1", "DE 402004001234-2", false},
           {"design", "US D437,557 S1", "USD0437557", true},
           {"trademark", "EM018123456-1", "EM018123456", false},
           {"patent", "CN 200410012345.6", "ZL 200410012345.6", true},
           {"patent", "CN 200410012345.6", "CN ZL 200410012345", true},
           {"patent", "CN 200410012345.6", "ZL2004100123456", true},
           {"patent", "CN 200410012345.6", "ZL 200410012346.0", false},
           {"patent", "KR 10-0345678", "KR 10-0345678-0000", true},
           {"patent", "KR 10-0345678 B1", "KR1003456780000", true},
           {"patent", "KR 10-345678", "KR 10-0345678", true},
           {"patent", "KR 10-0345678", "KR 10-0345678-0001", false},
           {"patent", "KR 10-2004-0012345 A", "KR20040012345A", true},
           {"patent", "KR 10-2004-0012345", "KR 2004-12345", true},
           {"patent", "KR 10-2004-0012345", "KR 10-2004-12345", true},
           {"patent", "KR 20-2004-0012345", "KR20040012345 U", true},
           {"patent", "KR 20-2004-0012345", "KR20040012345 A", false},
           {"patent", "KR 10-2004-0010000", "KR 10-2004-001", false},
           {"patent", "BR PI 0401234-5", "BR0401234", true},
           {"patent", "BR 10 2012 012345-6", "BR102012012345 A2", true},
           {"patent", "BR PI 8402345", "BR MU 8402345", false},
           {"patent", "PCT/US04/12345", "PCT/US2004/012345", true},
           {"patent", "PCT/US2004/012345", "PCT/EP2004/012345", false},
           {"design", "CN 200430012345", "CN 200430012345.6", true},
           {"design", "CN 200430012345", "CN 200430012345.X", true},
           {"design", "CN 200430012345", "CN ZL 200430012345-6 S", true},
           {"design", "CN 02312345.6", "CN 2312345", false},
           {"design", "DE 40 2004 001 234", "DE 40 2004 001 234.5", true},
           {"design", "DE 402004001234-1", "DE 40 2004 001 234.5-0001", true},
           {"design", "DE 402004001234", "DE 402004001234-5", false},
           {"design", "KR 30-0345678", "KR 30-0345678-0000", true},
           {"design", "KR 30-0345678", "KR 30-0345678-0001", false},
           {"design", "KR 30-2004-0012345", "KR20040012345", true},
           {"design", "US D437,557", "US 437,557", true},
           {"design", "US D437,557", "US Des. 437,557", true},
           {"design", "DM/123456", "WO DM/123456", true},
           {"design", "DM123456", "WO 123456", true},
           {"design", "DM/123456-1", "DM/123456", false},
           {"design", "BR DI 6401234-5", "BR6401234", true},
           {"trademark", "KR 40-0345678", "KR 40-0345678-0000", true},
           {"trademark", "DE 30 2004 012 345.6", "DE3020040123456", true},
           {"trademark", "CA TMA123456", "CA 123456", false},
           {"doi", "info:doi/10.1000/182", "10.1000/182", true},
           {"doi", "doi.org/10.1000%2F182", "urn:doi:10.1000/182", true},
           {"purl", "pkg:npm/core@1.0", "pkg:npm/core/@1.0", true},
           {"purl", "pkg:npm/@angular/core/@1.0", "pkg:npm/@angular/core@1.0", true},
           {"purl", "pkg:npm/@angular/core", "pkg:npm/@angular/core@1.0", false},
           {"doi", "10.1000/caf\u00e9", "10.1000/cafe\u0301", true},
           {"doi", "https://doi.org/10.1000/caf%C3%A9", "10.1000/cafe\u0301", true},
           {"doi", "10.1000/cafe", "10.1000/caf\u00e9", false},
           {"purl", "pkg:pypi/Foo_Bar.baz@1", "pkg:pypi/foo-bar-baz@1", true},
           {"purl", "pkg:pypi/foo-_.bar@1.0", "pkg:pypi/foo-bar@1.0", true},
           {"purl", "pkg:pypi/foo@1.0", "pkg:pypi/foo@1-0", false},
           {"purl", "pkg:npm/foo_bar@1", "pkg:npm/foo-bar@1", false},
           {"purl", "pkg:deb/x/y@1#a/./b", "pkg:deb/x/y@1#a/b", true},
           {"purl", "pkg:deb/x/y@1#a/../b/%2e/", "pkg:deb/x/y@1#/a//b", true},
           {"purl", "pkg:deb/x/y@1%20", "pkg:deb/x/y@1", true},
           {"purl", "pkg:deb/x/y%20@1#a%20", "pkg:deb/x/y@1#a", true},
           {"purl", "pkg:deb/x/y@1?a=b%20c", "pkg:deb/x/y@1?a=b+c", true},
           {"purl", "pkg:deb/x/y@1?a=b%2Bc", "pkg:deb/x/y@1?a=b+c", false},
           {"purl", "pkg:deb/x/y@1?a=%20", "pkg:deb/x/y@1", true},
           {"purl", "pkg:deb/x/y@1+2", "pkg:deb/x/y@1%2b2", true},
           {"purl", "pkg:deb/x/y%7E@1%3a2", "pkg:deb/x/y~@1:2", true},
           {"purl", "pkg:deb/x/caf\u00e9@1", "pkg:deb/x/cafe%CC%81@1", true},
           {"homepage", "caf\u00e9", "cafe\u0301", true},
           {"homepage", "a", "A", false},
       })) {
    CAPTURE(row.left);
    CAPTURE(row.right);
    const ExternalIdentifier left{.scheme = row.scheme, .value = row.left};
    const ExternalIdentifier right{.scheme = row.scheme, .value = row.right};
    CHECK((identity_of(left) == identity_of(right)) == row.same);
    for (const ExternalIdentifier& one : {left, right}) {
      const auto form = canonical(one);
      REQUIRE(form);
      CHECK(canonical(*form) == *form);
      CHECK(identity_of(*form) == identity_of(one));
    }
  }
}

TEST_CASE("identifiers of the net and of books have one form") {
  for (const Spelling& row : std::to_array<Spelling>({
           {"isbn", "0-306-40615-2", "isbn 9780306406157"},
           {"isbn", "978-0-306-40615-7", "isbn 9780306406157"},
           {"ISBN", "ISBN 978 0 306 40615 7", "isbn 9780306406157"},
           {"isbn", "ISBN-13: 978-0-306-40615-7", "isbn 9780306406157"},
           {"isbn-10", "0-8044-2957-X", "isbn 9780804429573"},
           {"isbn", "0-8044-2957-x", "isbn 9780804429573"},
           {"isbn", "urn:isbn:9780306406157", "isbn 9780306406157"},
           {"doi", "10.1000/ABC.Def", "doi 10.1000/abc.def"},
           {"DOI", "doi: 10.1000/182", "doi 10.1000/182"},
           {"doi", "https://doi.org/10.1000/182", "doi 10.1000/182"},
           {"doi", "http://dx.doi.org/10.1000%2F182", "doi 10.1000/182"},
           {"purl", "pkg:deb/debian/curl@7.88.1-10?arch=amd64",
            "purl pkg:deb/debian/curl@7.88.1-10?arch=amd64"},
           {"purl", "PKG:Deb//debian/Curl@1%2B2", "purl pkg:deb/debian/curl@1%2b2"},
           {"purl", "pkg://npm/@Angular/core@12.3.1", "purl pkg:npm/%40angular/core@12.3.1"},
           {"purl", "pkg:npm/%40angular/core@12.3.1", "purl pkg:npm/%40angular/core@12.3.1"},
           {"purl", "pkg:deb/debian/x@1?b=2&a=1&c=", "purl pkg:deb/debian/x@1?a=1&b=2"},
           {"purl", "pkg:deb/debian/x@1#/a//b", "purl pkg:deb/debian/x@1#a/b"},
           {"swhid", "SWH:1:CNT:94A9ED024D3859793618152EA559A168BBCBB5E2",
            "swhid swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2"},
           {"swhid", "swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2;lines=1-9",
            "swhid swh:1:cnt:94a9ed024d3859793618152ea559a168bbcbb5e2"},
           {"homepage", "https://Example.org/A#x", "homepage https://Example.org/A#x"},
           {"designation", "M 31", "designation M 31"},
           {"designer", "Ana", "designer Ana"},
           {"atom", "1", "atom 1"},
           {"system", "1", "system 1"},
           {"landmark", "1", "landmark 1"},
           {"compat", "1", "compat 1"},
           {"path", "1", "path 1"},
           {"npm", "1", "npm 1"},
           {"s", "1", "s 1"},
       })) {
    check(row);
  }
}

TEST_CASE("what was recorded before is compared in canonical form") {
  CHECK(identity_of({.scheme = "Patent", .value = "US 6,004,596 B1"}) ==
        identity_of({.scheme = "patent", .value = "US6004596"}));
  CHECK(
      identity_of({.scheme = "patent", .value = "A1"}) !=
      identity_of({.scheme = "patent",
                   .value = "a1"}));  // These have no canonical form and are compared as they are.
  CHECK(canonical_number("US 6,004,596 B1") == "US6004596");
  CHECK(canonical_number("978-0-306-40615-7") == "9780306406157");
  CHECK(canonical_number("pizza").empty());
  CHECK(canonical_number("").empty());
}

TEST_CASE("numbers of real records are in canonical form") {
  const auto shared = testing::real_records();
  if (!shared) return;
  int numbers = 0;
  for (const std::string file : {"patents.ndjson", "patents_ritonavir.ndjson"}) {
    std::ifstream lines{*shared / "realdata" / file};
    for (std::string line; std::getline(lines, line); ++numbers) {
      const auto record = nlohmann::json::parse(line);
      const std::string number = record.at("number");
      const std::string kind = record.at("kind_code");
      const std::string scheme = record.at("kind");
      for (const std::string& spelt : {number, number + kind, number + ' ' + kind}) {
        check({scheme, spelt, scheme + ' ' + number});
      }
    }
  }
  CHECK(numbers == 352);
}

}  // namespace
}  // namespace quitrent
