# SPDX-License-Identifier: EUPL-1.2
"""What changed between two tables, as a structure and as text for people."""
from policy import LETTERS
from table import COLUMNS, degree, weights_in

RATED = ("licence", "ref")
NAMES = {"licence": "licence", "ref": "reference", "exception": "exception",
         "exception-ref": "exception reference", "part-ref": "part of terms",
         "weights": "weights", "commitment": "commitment", "source": "source", "basis": "basis"}
TEXTS = ("evidence", "anchors", "category", "deprecated", "replaced_by", "name")
# A commitment is for patents and designs, a licence for the rest.
OF_COMMITMENTS = ("patent", "design")


def degrees(made, weights):
    """The degree that a row gives by itself in each class it is for; none for other kinds."""
    if made["kind"] == "commitment":
        classes = [name for name in weights if name in OF_COMMITMENTS]
    elif made["kind"] in RATED:
        classes = [name for name in weights if name not in OF_COMMITMENTS]
    else:
        classes = []
    return {name: degree(made, weights[name]) for name in classes}


def shown(made, weights):
    """A row that is there in one of the tables alone."""
    return {"kind": made["kind"], "id": made["id"], "name": made["name"],
            "degrees": degrees(made, weights), "evidence": made["evidence"]}


def change(old, new, weights):
    """What differs between two rows of one identifier; None for nothing. `weights` are those of
    both tables: a degree also changes with them."""
    levels = {letter: [old[letter], new[letter]] for letter in LETTERS
              if old[letter] != new[letter]}
    texts = {column: [old[column], new[column]] for column in TEXTS if old[column] != new[column]}
    before, after = degrees(old, weights[0]), degrees(new, weights[1])
    moved = {name: [before.get(name, ""), after.get(name, "")]
             for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name)}
    if not (levels or texts or moved):
        return None
    return {"kind": new["kind"], "id": new["id"], "levels": levels, "degrees": moved} | texts


def respelt(removed, added):
    """Pairs of an old and a new row that are one thing under another identifier: the same but for
    case, or one of a kind with the same full name."""
    pairs = []
    for old in removed:
        for new in added:
            same_name = old["name"] == new["name"] and old["name"] not in ("", old["id"])
            if old["kind"] == new["kind"] and (
                    old["id"].lower() == new["id"].lower() or same_name):
                pairs.append((old, new))
                break
    return pairs


def comparison(old_rows, new_rows):
    """What changed, ready for JSON. Rows are the same thing where kind and identifier are."""
    old = {(made["kind"], made["id"]): made for made in old_rows}
    new = {(made["kind"], made["id"]): made for made in new_rows}
    weights = weights_in(old_rows), weights_in(new_rows)
    removed = [made for key, made in old.items() if key not in new]
    added = [made for key, made in new.items() if key not in old]
    renamed = respelt(removed, added)
    gone = [id(made) for pair in renamed for made in pair]
    changes = [change(old[key], new[key], weights) for key in new if key in old]
    return {
        "lines": {"before": len(old), "after": len(new),
                  "equal": sum(1 for key in new if old.get(key) == new[key])},
        "added": [shown(made, weights[1]) for made in added if id(made) not in gone],
        "removed": [shown(made, weights[0]) for made in removed if id(made) not in gone],
        "renamed": [{"kind": new_row["kind"], "from": old_row["id"],
                     "change": change(old_row, new_row, weights) or {"id": new_row["id"]}}
                    for old_row, new_row in renamed],
        "changed": [found for found in changes if found],
    }


def degrees_text(by_class):
    """`0.190000`, or by class where classes differ."""
    if len(set(by_class.values())) == 1:
        return next(iter(by_class.values()))
    groups = {}
    for name, figure in by_class.items():
        groups.setdefault(figure, []).append(name)
    return ", ".join(f"{figure} ({', '.join(names)})" for figure, names in groups.items())


def one_sided_text(made):
    """A row that was added or removed, on a line."""
    parts = [f"  {NAMES[made['kind']]} {made['id']}"]
    if made["degrees"]:
        parts.append(f"degree {degrees_text(made['degrees'])}")
    if made["evidence"]:
        parts.append(made["evidence"])
    if made["name"] and made["name"] != made["id"]:
        parts.append(made["name"])
    return "; ".join(parts)


def change_text(found):
    """What changed of a row, on a line."""
    parts = []
    if found.get("degrees"):
        moves = {name: f"{old} -> {new}" for name, (old, new) in found["degrees"].items()}
        parts.append(f"degree {degrees_text(moves)}")
    unit = "" if found.get("kind") == "weights" else "/24"
    for letter, (old, new) in found.get("levels", {}).items():
        parts.append(f"{letter} {old or '-'} -> {new or '-'}{unit}")
    for column in TEXTS:
        if column in found:
            old, new = found[column]
            parts.append(f"{column} {old or 'none'!r} -> {new or 'none'!r}")
    return "; ".join(parts)


def rises(made):
    """Whether a degree rises in some class: then holders pay more."""
    return any(old < new for old, new in made["degrees"].values())


def comparison_text(found):
    """What changed, for people."""
    lines = found["lines"]
    text = [f"{lines['equal']} of {lines['after']} lines are as they were "
            f"({lines['before']} before)"]
    moved = [made for made in found["changed"] if made["degrees"]]
    sections = {
        "Degrees that rise": [made for made in moved if rises(made)],
        "Degrees that fall": [made for made in moved if not rises(made)],
        "Deprecated, or no longer": [made for made in found["changed"]
                                     if "deprecated" in made and not made["degrees"]],
        "Other changes": [made for made in found["changed"]
                          if not made["degrees"] and "deprecated" not in made],
    }
    for title, rows in (("Added", found["added"]), ("Removed", found["removed"])):
        if rows:
            text += ["", f"{title} ({len(rows)}):", *map(one_sided_text, rows)]
    if found["renamed"]:
        text += ["", f"Renamed ({len(found['renamed'])}):"]
        for made in found["renamed"]:
            what = change_text(made["change"])
            text.append(f"  {NAMES[made['kind']]} {made['from']} -> {made['change']['id']}"
                        + (f"; {what}" if what else ""))
    for title, rows in sections.items():
        if rows:
            text += ["", f"{title} ({len(rows)}):"]
            text += [f"  {NAMES[made['kind']]} {made['id']}; {change_text(made)}" for made in rows]
    if found["notes"]:
        text += ["", f"To look at ({len(found['notes'])}):"]
        text += [f"  {note}" for note in found["notes"]]
    if found["identical"]:
        text.append("The table is the same, byte for byte.")
    elif lines["equal"] == lines["after"] == lines["before"]:
        text.append("The lines are the same; their order or the file's head is not.")
    return "\n".join(text)
