#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes licences.tsv from a folder that holds profiles_registry.tsv, licences_registry.json and
degree_policy.json.

usage: tax/degree/make_licences.py FOLDER > tax/degree/licences.tsv

Needs nothing but the standard library. A curated profile of the policy wins over the line of the
registry; levels written as fractions become 24ths. See README.md for the columns.
"""
import json
import pathlib
import sys
from fractions import Fraction

LETTERS = "AUMRYPBE"
# The rows of the policy's patent profiles that MECHANISM.md, section 9, names, by our word.
COMMITMENTS = {
    "none": "no commitment / exclusive licence",
    "exclusive": "no commitment / exclusive licence",
    "frand": "FRAND royalty-bearing standard-essential",
    "licence-of-right": "licence of right (UK Patents Act s.46, German PatG s.23)",
    "limited-pledge": "field-and-time-limited royalty-free pledge (e.g. Open COVID Pledge)",
    "open-pool": "royalty-free cross-licence pool open to all joiners (e.g. OIN Linux System)",
    "open-source-pledge": "royalty-free pledge for open-source implementations only "
                          "(e.g. Google OPN, IBM 500)",
    "rand-z": "FRAND royalty-free (RAND-Z) standard-essential",
    "defensive-pledge": "royalty-free pledge, good-faith/defensive termination (e.g. Tesla)",
    "royalty-free": "royalty-free irrevocable pledge to all",
}
# Which weights of the policy a class uses.
WEIGHTS = {"patent": "patent", "design": "patent", "software": "software", "dataset": "data",
           "copyright": "work", "model": "model"}
HEAD = "#kind id A U M R Y P B E evidence anchors category deprecated replaced_by name".split()


def levels(fractions):
    """The eight levels in 24ths, of a map from letter to fraction; what is not there is 0."""
    row = []
    for letter in LETTERS:
        level = Fraction(fractions.get(letter, 0)) * 24
        if level.denominator != 1:
            sys.exit(f"{fractions}: {letter} is no whole number of 24ths")
        row.append(str(level))
    return row


def row(kind, name, figures, *rest):
    """One line; the columns after the figures are empty unless given."""
    return [kind, name, *figures, *rest] + [""] * (len(HEAD) - 2 - len(figures) - len(rest))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    folder = pathlib.Path(sys.argv[1])
    policy = json.loads((folder / "degree_policy.json").read_text(encoding="utf-8"))
    rows = []
    for name, of in WEIGHTS.items():
        weights = policy["weights_ppm"][of]
        rows.append(row("weights", name, [str(weights.get(letter, 0)) for letter in LETTERS]))
    for name, of in COMMITMENTS.items():
        rows.append(row("commitment", name, levels(policy["patent_profiles"][of]), "curated"))
    facts = json.loads((folder / "licences_registry.json").read_text(encoding="utf-8"))
    for name, source in sorted(facts["sources"].items()):
        rows.append(row("source", name, [""] * 8, source["version"], source["data_licence"], "", "",
                        "", source["what"] + "; via " + source["via"]))
    rows.append(row("source", "curated", [""] * 8, policy["schema"], "", "", "", "",
                    policy["curated_checked"]))
    for name, one in sorted(policy["curated"].items()):
        rows.append(row("basis", name, [""] * 8, "", "", "", "", "", one["basis"]))
    curated = dict(policy["curated"])
    lines = (folder / "profiles_registry.tsv").read_text(encoding="utf-8").split("\n")
    registry = []
    for line in lines:
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if columns[1] in curated:
            columns[2:10] = levels(curated.pop(columns[1])["v"])
            columns[10] = "curated"
        registry.append(columns)
    for name, one in curated.items():
        if not name.startswith("LicenseRef-"):
            sys.exit(f"{name} is curated but not listed")
        registry.append(row("ref", name, levels(one["v"]), "curated", "", "", "0"))
    registry.sort(key=lambda columns: (columns[0], columns[1].lower(), columns[1]))
    print("\t".join(HEAD))
    for columns in rows + registry:
        print("\t".join(columns))


main()
