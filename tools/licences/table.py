# SPDX-License-Identifier: EUPL-1.2
"""The table as rows and as text, and the degrees that its levels give."""
from fractions import Fraction

from derive import Derivation
from fault import Fault
from policy import CORE, LETTERS

COLUMNS = ("kind", "id", *LETTERS, "evidence", "anchors", "category", "deprecated", "replaced_by",
           "name")


def row(kind, id, figures=None, **others):
    """One line of the table; columns that are not named are empty."""
    made = dict.fromkeys(COLUMNS, "") | {"kind": kind, "id": id} | others
    if figures is not None:
        made |= {letter: str(figures[letter]) for letter in LETTERS}
    return made


def policy_rows(policy):
    """Weights and commitments."""
    return ([row("weights", name, weights) for name, weights in policy.weights.items()] +
            [row("commitment", name, levels, evidence="curated")
             for name, levels in policy.commitments.items()])


def source_rows(policy, sources, words):
    """Whose facts these are, the register's own last; and what its curated profiles rest on."""
    def filled(text):
        try:
            return text.format_map(words)
        except (KeyError, ValueError, IndexError) as wrong:
            raise Fault(f"sources.toml: {text!r} names what no package says: {wrong}") from wrong

    rows = [row("source", source["id"], evidence=filled(source["version"]),
                anchors=source["data_licence"],
                name=f"{filled(source['what'])}; via {filled(source['via'])}")
            for source in sorted(sources, key=lambda source: source["id"])]
    rows.append(row("source", "curated", evidence=policy.schema, name=policy.checked))
    return rows + [row("basis", id, name=curated["basis"])
                   for id, curated in sorted(policy.curated.items())]


def reference_kind(part):
    """The kind of a reference, by what shows that it is no terms of its own."""
    if part is None:
        return "ref"
    return "exception-ref" if part.endswith("exception") else "part-ref"


def licence_rows(derivation):
    """Every licence, exception and reference."""
    facts, policy = derivation.facts, derivation.policy
    rows = []
    for licence in facts.licences.values():
        levels, evidence = derivation.levels(licence)
        rows.append(row("licence", licence.id, levels, evidence=evidence,
                        anchors=",".join(licence.anchors()), category=licence.category,
                        deprecated=str(int(licence.deprecated)),
                        replaced_by=derivation.replaced_by(licence), name=licence.name))
    for other in facts.exceptions.values():
        rows.append(row("exception", other.id, category=other.category,
                        deprecated=str(int(other.deprecated)), name=other.id))
    for other in facts.references.values():
        levels, evidence = derivation.reference_levels(other)
        part = derivation.part_evidence(other)
        rows.append(row(reference_kind(part), other.id, levels, evidence=part or evidence,
                        category=other.category, deprecated=str(int(other.deprecated))))
    for id, curated in policy.curated.items():
        if id in facts.licences or id in facts.references:
            continue
        if not id.startswith("LicenseRef-"):
            raise Fault(f"policy.toml: {id} is curated, but no list has it")
        rows.append(row("ref", id, curated["levels"], evidence="curated", deprecated="0"))
    return sorted(rows, key=lambda made: (made["kind"], made["id"].lower(), made["id"]))


def check_rows(facts, rows):
    """What a maintainer should look at: licences that a list calls copyleft, yet may be closed."""
    return [f"{made['id']}: spdx-copyleft lists it, but E is 24" for made in rows
            if made["kind"] == "licence" and facts.licences[made["id"]].copyleft
            and made["E"] == "24"]


def made_table(facts, policy, sources):
    """The rows of the table, and notes on what was not understood."""
    derivation = Derivation(facts, policy)
    listed = licence_rows(derivation)
    rows = policy_rows(policy) + source_rows(policy, sources, facts.words) + listed
    notes = facts.notes + list(dict.fromkeys(derivation.notes))
    return rows, notes + check_rows(facts, listed)


def text_of(rows):
    """The text of a table."""
    for made in rows:
        for column, content in made.items():
            if any(c < " " or c == "\x7f" for c in content):
                raise Fault(f"{made['kind']} {made['id']}: {column} holds a tab or a line break")
    lines = ["#" + "\t".join(COLUMNS)]
    for made in rows:
        if made["kind"] == "source" and made["id"] == "spdx":
            lines.append(f"# SPDX {made['evidence']}: licences and exceptions of one release")
    return "".join(line + "\n"
                   for line in lines + ["\t".join(made[column] for column in COLUMNS)
                                        for made in rows])


def rows_of(text, name):
    """The rows of the text of a table."""
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) != len(COLUMNS):
            raise Fault(f"{name}:{number}: a line has 16 columns with tabs between them")
        rows.append(dict(zip(COLUMNS, columns)))
    return rows


def weights_in(rows):
    """The weights of each class that a table states."""
    return {made["id"]: {letter: int(made[letter]) for letter in LETTERS}
            for made in rows if made["kind"] == "weights"}


def degree(made, weights):
    """The degree of a row as text of six decimals: 0 where every weighed core level is 0, else the
    weighed mean, half up."""
    weighed = [letter for letter in LETTERS if weights[letter]]
    if not any(int(made[letter]) for letter in weighed if letter in CORE):
        return "0.000000"
    mean = Fraction(sum(weights[letter] * int(made[letter]) for letter in weighed),
                    24 * sum(weights.values()))
    ppm = int(mean * 1_000_000 + Fraction(1, 2))
    return f"{ppm // 1_000_000}.{ppm % 1_000_000:06d}"
