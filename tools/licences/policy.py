# SPDX-License-Identifier: EUPL-1.2
"""The register's own decisions, from tax/degree/policy.toml, checked before anything uses them."""
import dataclasses
import tomllib

from fault import Fault

LETTERS = "AUMRYPBE"
CORE = "AUMRY"
CLOSED = dict.fromkeys(LETTERS, 24)
PARTS = ("exception", "patents", "disclaimer", "notice", "family")


@dataclasses.dataclass
class Policy:
    """Levels are maps from each of the eight letters to 24ths."""
    schema: str
    checked: str             # how the curated profiles were checked
    weights: dict            # by class, in ppm
    commitments: dict        # by commitment
    categories: dict         # by category of ScanCode
    meeting: dict
    creative_commons: dict   # by element
    tags: dict               # by letter: pairs of a tag and a level
    silent: frozenset        # tags that change nothing
    amendments: dict         # by identifier: levels, of those letters alone
    replaced_by: dict        # by deprecated identifier
    curated: dict            # by identifier: levels and basis
    restrictions: dict       # by words between the hyphens of an identifier
    parts: dict              # what is no terms of its own: `categories`, `words`; `whole` is


def some_levels(figures, place, highest=24):
    """Levels of the letters that are named."""
    for letter, level in figures.items():
        if letter not in LETTERS or type(level) is not int or not 0 <= level <= highest:
            raise Fault(f"{place}: {letter} = {level!r} is no letter with 0 to {highest}")
    return dict(figures)


def levels(figures, place, highest=24):
    """All eight levels; what is not named is 0."""
    return dict.fromkeys(LETTERS, 0) | some_levels(figures, place, highest)


def tag_rules(table, place):
    """Per letter the tags that give a level; the last rule holds for every licence."""
    rules = {}
    for letter in "UMRPBE":
        rules[letter] = [(tag, some_levels({letter: level}, f"{place} {letter}")[letter])
                         for tag, level in table[letter]]
        if not rules[letter] or rules[letter][-1][0] != "":
            raise Fault(f"{place} {letter}: the last rule must hold for every licence: [\"\", 0]")
    return rules


def by_id(rows, place):
    """Rows of an array of tables by their `id`, which none may share."""
    found = {row["id"]: row for row in rows}
    if len(found) != len(rows):
        raise Fault(f"{place}: an identifier is there twice")
    return found


def policy_from(path):
    """Reads and checks the page of the policy."""
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as wrong:
        raise Fault(f"{path}: {wrong}") from wrong
    try:
        return checked_policy(read, path.name)
    except KeyError as wrong:
        raise Fault(f"{path}: {wrong} is missing") from wrong
    except (TypeError, ValueError, AttributeError) as wrong:
        raise Fault(f"{path}: {wrong}") from wrong


def checked_policy(read, name):
    """The policy of a page that was read."""
    def all_levels(table, highest=24):
        return {key: levels(figures, f"{name}: [{table}] {key}", highest)
                for key, figures in read[table].items()}

    meeting, cc = dict(read["meeting"]), dict(read["creative_commons"])
    for key in ("fsf_not_free", "exception"):
        meeting[key] = some_levels(meeting[key], f"{name}: [meeting] {key}")
    for key in ("plain", "BY", "SA", "NC", "ND", "public_domain", "patents_excluded"):
        cc[key] = some_levels(cc[key], f"{name}: [creative_commons] {key}")
    categories = all_levels("categories")
    if meeting["open_category"] not in categories:
        raise Fault(f"{name}: [meeting] open_category is no category")
    curated = {id: {"levels": levels(row["levels"], f"{name}: [[curated]] {id}"),
                    "basis": row["basis"]}
               for id, row in by_id(read["curated"], f"{name}: [[curated]]").items()}
    amendments = {id: some_levels(row["levels"], f"{name}: [[amendment]] {id}")
                  for id, row in by_id(read["amendment"], f"{name}: [[amendment]]").items()}
    restrictions = {words: some_levels(figures, f"{name}: [restrictions] {words}")
                    for words, figures in read["restrictions"].items()}
    parts = {key: dict(read["parts"][key]) for key in ("categories", "words")}
    for kind in [*parts["categories"].values(), *parts["words"].values()]:
        if kind not in PARTS:
            raise Fault(f"{name}: [parts] {kind!r} is none of {', '.join(PARTS)}")
    parts["whole"] = {id: row["why"] for id, row in
                      by_id(read["parts"]["whole"], f"{name}: [[parts.whole]]").items()}
    return Policy(read["schema"], read["checked"], all_levels("weights", 1_000_000),
                  all_levels("commitments"), categories, meeting, cc,
                  tag_rules(read["choosealicense"], f"{name}: [choosealicense]"),
                  frozenset(read["choosealicense"]["silent"]), amendments,
                  dict(read["replaced_by"]), curated, restrictions, parts)
