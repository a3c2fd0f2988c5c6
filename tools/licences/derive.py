# SPDX-License-Identifier: EUPL-1.2
"""What follows from the facts: the eight levels of each licence, and by which evidence."""
import re

from policy import CLOSED, CORE, LETTERS

CC = re.compile(r"CC-((?:BY|NC|ND|SA)(?:-(?:BY|NC|ND|SA))*)-(\d+\.\d+)(?:-[A-Z]+)?")
CC_PUBLIC_DOMAIN = re.compile(r"CC-PDDC|CC-PDM-\d+\.\d+|CC0-\d+\.\d+")


def at_least(levels, floor):
    """The levels, and none of them below that of `floor`."""
    return {letter: max(level, floor.get(letter, 0)) for letter, level in levels.items()}


def version_of(text):
    """A version as numbers that compare."""
    return tuple(int(part) for part in text.split("."))


class Derivation:
    """Derives levels under one policy; what it does not understand it notes and takes as closed."""

    def __init__(self, facts, policy):
        self.facts = facts
        self.policy = policy
        self.notes = []

    def category_levels(self, category, id):
        """What a category of ScanCode stands for."""
        if category not in self.policy.categories:
            self.notes.append(f"{id}: the policy knows no category {category!r}; taken as closed")
            return dict(CLOSED)
        return dict(self.policy.categories[category])

    def creative_commons_levels(self, id):
        """From the elements in the identifier; None if it is no licence of Creative Commons."""
        policy = self.policy.creative_commons
        levels = dict.fromkeys(LETTERS, 0)
        if CC_PUBLIC_DOMAIN.fullmatch(id):
            levels |= policy["public_domain"]
            return levels | (policy["patents_excluded"] if id.startswith("CC0-") else {})
        found = CC.fullmatch(id)
        if not found:
            return None
        levels |= policy["plain"]
        elements = found[1].split("-")
        for element in ("BY", "SA"):
            if element in elements:
                levels |= policy[element]
        for element in ("NC", "ND"):
            if element in elements:
                for letter, level in policy[element].items():
                    levels[letter] = min(24, levels[letter] + level)
        if version_of(found[2]) >= version_of(policy["patents_excluded_from"]):
            levels |= policy["patents_excluded"]
        return levels

    def tagged_levels(self, licence):
        """From the tags of choosealicense.com."""
        ruled = {tag for rules in self.policy.tags.values() for tag, _ in rules}
        for tag in sorted(licence.tags - ruled - self.policy.silent):
            self.notes.append(f"{licence.id}: the policy knows no tag {tag}; it changes nothing")
        levels = dict.fromkeys(LETTERS, 0)
        for letter, rules in self.policy.tags.items():
            levels[letter] = next(level for tag, level in rules if tag in licence.tags or not tag)
        return levels

    def open_levels(self, licence):
        """Of a licence that somebody calls open: its category where that is free, else the plain
        one."""
        plain = dict(self.policy.categories[self.policy.meeting["open_category"]])
        if licence.category:
            levels = self.category_levels(licence.category, licence.id)
            if not any(levels[letter] for letter in CORE):
                return levels
        return plain

    def rated_levels(self, licence):
        """From a category, and from what the FSF and Blue Oak add to it; with the evidence."""
        if licence.anchors():
            levels, evidence = self.open_levels(licence), "anchor+category"
        elif licence.category:
            levels = self.category_levels(licence.category, licence.id)
            evidence = "scancode-category"
            if licence.fsf_free is False and not any(levels[letter] for letter in CORE):
                levels = at_least(levels, self.policy.meeting["fsf_not_free"])
                evidence += "+fsf-nonfree"
            levels, evidence = self.restricted(licence.id, levels, evidence)
        elif licence.blueoak:
            levels, evidence = self.open_levels(licence), "blueoak/fedora only"
        else:
            return None
        if licence.blueoak in self.policy.meeting["patents_granted_by"]:
            levels["P"] = 0
        return levels, evidence

    def replaced_by(self, licence):
        """The identifier that replaces a deprecated one in the list; empty where there is none."""
        if not licence.deprecated:
            return ""
        if licence.id in self.policy.replaced_by:
            return self.policy.replaced_by[licence.id]
        later = licence.id.removesuffix("+") + (
            "-or-later" if licence.id.endswith("+") else "-only")
        return later if later in self.facts.licences else ""

    def inherited_levels(self, licence):
        """The levels of the identifier that replaces it, with its exception where it has one."""
        base, _, exception = self.replaced_by(licence).partition(" WITH ")
        known = self.facts.licences.get(base)
        if known is None or known.deprecated:
            return None
        levels, evidence = self.levels(known)
        if evidence == "none":
            return None
        floor = self.policy.meeting["exception"] if exception else {}
        return at_least(levels, floor), "via replaced_by"

    def levels(self, licence):
        """The levels of a listed licence and what they rest on."""
        if licence.id in self.policy.curated:
            return dict(self.policy.curated[licence.id]["levels"]), "curated"
        found = self.creative_commons_levels(licence.id)
        if found is not None:
            return found, "cc-elements"
        if licence.tags is not None:
            return self.amended(licence.id, self.tagged_levels(licence)), "choosealicense-tags"
        rated = self.rated_levels(licence) or self.inherited_levels(licence)
        if rated is None:
            return dict(CLOSED), "none"
        return self.amended(licence.id, rated[0]), rated[1]

    def amended(self, id, levels):
        """The levels with what the policy adds for clauses that no fact shows."""
        return levels | self.policy.amendments.get(id, {})

    def part_evidence(self, other):
        """The fact that shows that an identifier of ScanCode alone is no terms of its own; None
        where no fact does. The last word names its kind: exception, patents, disclaimer, notice or
        family."""
        parts = self.policy.parts
        if other.id in parts["whole"] or other.id in self.policy.curated:
            return None
        name = other.id.removeprefix("LicenseRef-scancode-").lower()
        if other.is_exception:
            return "scancode-exception"
        if name in {id.lower() for id in self.facts.exceptions}:
            return "spdx-exception"
        if other.category in parts["categories"]:
            return f"scancode-category: {parts['categories'][other.category]}"
        for word in reversed(name.split("-")):
            if word in parts["words"]:
                return f"name: {parts['words'][word]}"
        return None

    def restricted(self, id, levels, evidence):
        """The levels, none below what the words of an identifier restrict; with the evidence."""
        name = f"-{id.removeprefix('LicenseRef-scancode-').lower()}-"
        words = [words for words in self.policy.restrictions if f"-{words}-" in name]
        # Of `personal-use` and `personal` the longer says it all.
        words = [one for one in words if not any(one != other and f"-{one}-" in f"-{other}-"
                                                 for other in words)]
        floor = {}
        for one in words:
            for letter, level in self.policy.restrictions[one].items():
                floor[letter] = min(24, floor.get(letter, 0) + level)
        if all(levels[letter] >= level for letter, level in floor.items()):
            return levels, evidence
        return at_least(levels, floor), f"{evidence}, name: {', '.join(words)}"

    def reference_levels(self, other):
        """The levels of what only ScanCode lists, and what they rest on."""
        if other.id in self.policy.curated:
            return dict(self.policy.curated[other.id]["levels"]), "curated"
        levels = self.category_levels(other.category, other.id)
        if self.part_evidence(other) is not None:
            return levels, "scancode-category"
        return self.restricted(other.id, levels, "scancode-category")
