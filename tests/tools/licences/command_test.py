# SPDX-License-Identifier: EUPL-1.2
"""The tool as a maintainer sees it: flags, exit codes, the report of changes."""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[3]
sys.path.insert(0, str(pathlib.Path(__file__).parent))

from packages import World, lay_npm  # noqa: E402


def ran(*words, path=None):
    """Runs the tool, with package clients on another path where one is given."""
    words = [sys.executable, "-B", str(ROOT / "tools" / "licences"), *map(str, words)]
    return subprocess.run(words, capture_output=True, text=True, timeout=60, check=False,
                          env=os.environ | ({"PATH": str(path)} if path else {}))


def before():
    """A world with an example of everything."""
    world = World()
    world.add("MIT", osi=True, category="Permissive", name="MIT License")
    world.add("Old-1.0", category="Permissive", name="The Old Licence")
    world.add("Gone-1.0", category="Permissive")
    world.add("Same-1.0", category="Copyleft")
    world.exceptions = ["An-exception"]
    return world


class Made(unittest.TestCase):
    """One folder of packages a test, and the table that was made of them."""

    def setUp(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.addCleanup(self.temporary.cleanup)
        self.folder = pathlib.Path(self.temporary.name)
        self.packages = self.folder / "packages"
        self.packages.mkdir()
        self.table = self.folder / "licences.tsv"

    def lay(self, world, **others):
        """Replaces the packages in the folder by those of a world."""
        for path in self.packages.iterdir():
            path.unlink()
        world.lay(self.packages, **others)

    def made(self, world):
        """Makes the table of a world the one to compare with."""
        self.lay(world)
        ended = ran("--packages", self.packages, "--output", self.table)
        self.assertEqual(ended.returncode, 0, ended.stderr)

    def compared(self, *words):
        """The tool's report on the packages compared with the table."""
        return ran("--packages", self.packages, "--against", self.table, *words)

    def check_fault(self, ended, about):
        """Exit 2, and the last line says why; no traceback."""
        self.assertEqual(ended.returncode, 2, ended.stderr)
        self.assertEqual(ended.stdout, "")
        self.assertNotIn("Traceback", ended.stderr)
        self.assertIn(about, ended.stderr.strip().split("\n")[-1])


class Command(Made):
    """Packages in a folder."""

    def test_what_cannot_be_done_ends_with_2_and_a_line(self):
        self.made(before())
        self.check_fault(ran("--colour"), "--colour")
        self.check_fault(ran("--packages", self.packages, "--keep", self.folder), "--packages")
        self.check_fault(ran("--package", "left-pad=1"), "the names are @cyclonedx/cyclonedx-library")
        self.check_fault(ran("--packages", self.folder / "none"), "is no folder")
        self.check_fault(ran("--packages", self.packages, "--against", self.folder / "none"),
                         "none")
        self.check_fault(ran("--packages", self.packages, "--policy", self.table), "licences.tsv")
        lay_npm(self.packages, "spdx-copyleft", "2.0.0", {"index.json": []})
        self.check_fault(self.compared(), "spdx-copyleft lies there twice")
        self.lay(before(), leave_out=("ruby-licensee",))
        self.check_fault(self.compared(), "there is no package ruby-licensee")
        (self.packages / "ruby-licensee.deb").write_bytes(b"no archive")
        self.check_fault(self.compared(), "ruby-licensee.deb: is no Debian package")
        self.lay(before())
        lay_npm(self.packages, "spdx-license-ids", "3.0.24", {"index.json": []})
        self.check_fault(self.compared(), "spdx-license-ids 3.0.24 has no file deprecated.json")
        (self.packages / "spdx-license-ids-3.0.24.tgz").write_bytes(b"no archive")
        self.check_fault(self.compared(), "spdx-license-ids-3.0.24.tgz")

    def test_a_policy_with_a_fault_is_told_with_its_place(self):
        self.made(before())
        sound = (ROOT / "tax" / "degree" / "policy.toml").read_text(encoding="utf-8")
        other = self.folder / "policy.toml"
        for old, new, about in (
                ("frand = { U = 6,", "frand = { U = 25,", "[commitments] frand: U = 25"),
                ("frand = { U = 6,", "frand = { Z = 6,", "[commitments] frand: Z = 6"),
                ('["", 24]]\nP', '["x", 24]]\nP', "[choosealicense] R: the last rule"),
                ('open_category = "Permissive"', 'open_category = "Open"', "open_category"),
                ("[commitments]", "[promises]", "'commitments' is missing"),
                ('id = "JSON"', 'id = "BUSL-1.1"', "[[curated]]: an identifier is there twice"),
                ("[weights]", "[weights", "policy.toml")):
            with self.subTest(about=about):
                self.assertIn(old, sound)
                other.write_text(sound.replace(old, new, 1), encoding="utf-8")
                self.check_fault(self.compared("--policy", other), about)

    def test_the_same_packages_make_the_same_table(self):
        self.made(before())
        ended = self.compared("--check")
        self.assertEqual(ended.returncode, 0)
        self.assertIn("The table is the same, byte for byte.", ended.stdout)
        self.assertIn("reading spdx-license-ids 3.0.24", ended.stderr)

    def test_sources_are_told_with_the_versions_that_were_read(self):
        self.made(before())
        lines = {line.split("\t")[1]: line.split("\t")
                 for line in self.table.read_text(encoding="utf-8").split("\n")
                 if line.startswith("source\t")}
        self.assertEqual(lines["spdx"][10], "3.29.0")
        self.assertEqual(lines["choosealicense"][10], "as vendored in licensee 9.15.2")
        self.assertEqual(lines["scancode"][10], "licensedb commit 0123456789abcdef0123456789abcdef"
                         "01234567 (SPDX 3.19)")
        self.assertEqual(lines["scancode"][11], "CC-BY-4.0")

    def after(self):
        """What changed since `before`: 1.1 of a list, a licence more, one fewer, one renamed, a
        category, a deprecation."""
        world = World()
        world.versions["spdx-copyleft"] = "1.1.0"
        world.add("MIT", osi=True, category="Permissive", name="MIT License", deprecated=True)
        world.add("New-name-1.0", category="Permissive", name="The Old Licence")
        world.add("Same-1.0", category="Source-available")
        world.add("More-1.0", category="Free Restricted")
        world.exceptions = ["AN-exception"]
        return world

    def test_what_changed_is_told_as_json(self):
        self.made(before())
        self.lay(self.after())
        ended = self.compared("--json", "--check")
        self.assertEqual(ended.returncode, 1)
        self.assertEqual(self.compared("--json").returncode, 0)
        found = json.loads(ended.stdout)
        self.assertFalse(found["identical"])
        self.assertEqual([row["id"] for row in found["added"]], ["More-1.0"])
        # U 6/24 of 0.18, P 8/24 of 0.06, B 12/24 of 0.06, E 24/24 of 0.02: 0.045+0.02+0.03+0.02
        self.assertEqual(found["added"][0]["degrees"]["software"], "0.115000")
        # Without P the weights sum to 0.94: 0.095/0.94 = 0.10106…
        self.assertEqual(found["added"][0]["degrees"]["copyright"], "0.101064")
        self.assertEqual([row["id"] for row in found["removed"]], ["Gone-1.0"])
        self.assertEqual([(row["from"], row["change"]["id"]) for row in found["renamed"]],
                         [("An-exception", "AN-exception"), ("Old-1.0", "New-name-1.0")])
        changed = {row["id"]: row for row in found["changed"]}
        self.assertEqual(set(changed), {"MIT", "Same-1.0", "spdx_copyleft"})
        self.assertEqual(changed["MIT"]["deprecated"], ["0", "1"])
        self.assertEqual(changed["MIT"]["degrees"], {})
        self.assertEqual(changed["Same-1.0"]["levels"]["U"], ["0", "12"])
        # 0.5*0.18 + 0.25*0.18 + 0.5*0.08 + (0.06 + 0.06)/3 + 0.02
        self.assertEqual(changed["Same-1.0"]["degrees"]["software"], ["0.000000", "0.235000"])
        self.assertEqual(changed["spdx_copyleft"]["evidence"], ["1.0.0", "1.1.0"])

    def test_what_changed_is_told_in_words(self):
        self.made(before())
        self.lay(self.after())
        said = self.compared().stdout
        for part in ("Added (1):\n  licence More-1.0; degree 0.115000 (software, model), 0.101064 "
                     "(dataset, copyright); scancode-category; More-1.0 in full\n",
                     "Removed (1):\n  licence Gone-1.0; degree 0.000000;",
                     "  licence Old-1.0 -> New-name-1.0\n",
                     "Degrees that rise (1):\n  licence Same-1.0; degree 0.000000 -> 0.235000 (",
                     "U 0 -> 12/24; ",
                     "Deprecated, or no longer (1):\n  licence MIT; deprecated '0' -> '1'"):
            self.assertIn(part, said)
        self.assertNotIn("same, byte for byte", said)

    def test_other_weights_change_degrees_and_are_told(self):
        self.made(before())
        other = self.folder / "policy.toml"
        sound = (ROOT / "tax" / "degree" / "policy.toml").read_text(encoding="utf-8")
        other.write_text(sound.replace("U = 200000, M = 150000, R", "U = 100000, M = 150000, R", 1),
                         encoding="utf-8")
        found = json.loads(self.compared("--policy", other, "--json").stdout)
        changed = {(row["kind"], row["id"]): row for row in found["changed"]}
        self.assertEqual(changed["weights", "patent"]["levels"], {"U": ["200000", "100000"]})
        # FRAND, weights summing to 0.9: (0.25*0.1 + 0.25*0.15*2 + 0.4 + 0.1)/0.9 = 2/3
        self.assertEqual(changed["commitment", "frand"]["degrees"],
                         {"patent": ["0.625000", "0.666667"]})
        self.assertNotIn(("licence", "MIT"), changed)

    def test_a_degree_that_falls_is_told_apart(self):
        self.made(self.after())
        self.lay(before())
        said = self.compared().stdout
        self.assertIn("Degrees that fall (1):\n  licence Same-1.0; degree 0.235000 -> 0.000000",
                      said)
        self.assertNotIn("Degrees that rise", said)


class Fetching(Made):
    """Package clients of the machine: here two scripts that record their words and copy files."""

    def setUp(self):
        super().setUp()
        self.path = self.folder / "path"
        self.path.mkdir()
        self.log = self.folder / "log"
        for name, ending in (("npm", "tgz"), ("apt-get", "deb")):
            self.client(name, f"/bin/cp {self.packages}/*.{ending} .")

    def client(self, name, work):
        """Puts a package client into the path."""
        script = self.path / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >> {self.log}\n{work}\n', encoding="utf-8")
        script.chmod(0o755)

    def fetched(self, *words):
        """Runs the tool with these clients."""
        return ran("--against", self.table, *words, path=self.path)

    def test_a_client_that_fails_or_is_missing_is_told(self):
        self.made(before())
        self.client("npm", "echo 'npm error code ETARGET' >&2; echo 'npm error none' >&2; exit 1")
        self.check_fault(self.fetched(), "@cyclonedx/cyclonedx-library@10.3.0: npm error code "
                         "ETARGET; npm error none")
        (self.path / "npm").unlink()
        self.check_fault(self.fetched(), "npm is not installed")

    def test_the_versions_of_the_list_are_fetched_or_those_that_are_asked_for(self):
        self.made(before())
        kept = self.folder / "kept"
        ended = self.fetched("--check", "--keep", kept, "--package", "@blueoak/list=latest",
                             "--package", "ruby-licensee=latest", "--package", "spdx-copyleft=2.0")
        self.assertEqual(ended.returncode, 0, ended.stderr)
        self.assertEqual({path.name for path in kept.iterdir()},
                         {path.name for path in self.packages.iterdir()})
        asked = {line.split()[-1] for line in self.log.read_text(encoding="utf-8").split("\n")
                 if line}
        self.assertEqual(asked, {
            "@cyclonedx/cyclonedx-library@10.3.0",
            "spdx-license-ids@3.0.24", "spdx-license-list@6.12.0", "spdx-exceptions@2.5.0",
            "@blueoak/list@latest", "spdx-copyleft@2.0", "python3-license-expression=30.1.0-1",
            "ruby-licensee", "raku-license-spdx=3.18.0-1"})
        self.assertIn("fetching @blueoak/list latest", ended.stderr)


if __name__ == "__main__":
    unittest.main()
