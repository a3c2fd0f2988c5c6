# SPDX-License-Identifier: EUPL-1.2
"""Makes tax/degree/licences.tsv anew from the packages that hold the facts, and shows what changed.
See README.md."""
import argparse
import json
import pathlib
import sys
import tempfile
import tomllib

sys.dont_write_bytecode = True

from archives import archives_in  # noqa: E402
from compare import comparison, comparison_text  # noqa: E402
from facts import facts_from  # noqa: E402
from fault import Fault  # noqa: E402
from fetch import fetch  # noqa: E402
from policy import policy_from  # noqa: E402
from table import made_table, rows_of, text_of  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
DEGREE = HERE.parent.parent / "tax" / "degree"
EXITS = """exit codes: 0 the table is as it was, or was made; 1 it differs (with --check only); 2 a
wrong flag, a package that cannot be had or read, a policy with a fault"""


def say(line):
    """Progress, on standard error."""
    print(f"licences: {line}", file=sys.stderr, flush=True)


def flags_from(words):
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="tools/licences", description="Makes the table of licences anew from the packages "
        "that hold the facts, and shows what changed against the one that is built in.",
        epilog=EXITS)
    parser.add_argument("--packages", metavar="DIR", type=pathlib.Path,
                        help="take the packages (.tgz, .deb) that lie there and fetch nothing")
    parser.add_argument("--keep", metavar="DIR", type=pathlib.Path,
                        help="fetch into this folder and leave them there")
    parser.add_argument("--package", metavar="NAME=VERSION", action="append", default=[],
                        help="fetch this version instead of the one in sources.toml; `latest` is "
                        "the newest; may be repeated")
    parser.add_argument("--against", metavar="FILE", type=pathlib.Path,
                        default=DEGREE / "licences.tsv", help="the table to compare with; else "
                        "tax/degree/licences.tsv")
    parser.add_argument("--policy", metavar="FILE", type=pathlib.Path,
                        default=DEGREE / "policy.toml", help="else tax/degree/policy.toml")
    parser.add_argument("--output", metavar="FILE", type=pathlib.Path,
                        help="write the new table there; without it nothing is written")
    parser.add_argument("--json", action="store_true", help="print what changed as JSON")
    parser.add_argument("--check", action="store_true", help="exit 1 where anything changed")
    flags = parser.parse_args(words)
    if flags.packages and (flags.keep or flags.package):
        parser.error("--packages fetches nothing: --keep and --package are for fetching")
    return flags


def read_file(path):
    """The text of a file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise Fault(f"{path}: {wrong}") from wrong


def wanted_packages(sources, overrides):
    """Names and versions by registry, with the versions that were asked for."""
    wanted = {registry: dict(sources[registry]) for registry in ("npm", "debian")}
    for override in overrides:
        name, _, version = override.partition("=")
        registry = next((key for key in wanted if name in wanted[key]), None)
        if registry is None or not version:
            names = ", ".join([*wanted["npm"], *wanted["debian"]])
            raise Fault(f"--package {override}: write NAME=VERSION; the names are {names}")
        wanted[registry][name] = version
    return wanted


def opened(flags, wanted):
    """The packages, fetched where they are not there."""
    if flags.packages:
        archives = archives_in(flags.packages)
    elif flags.keep:
        flags.keep.mkdir(parents=True, exist_ok=True)
        fetch(wanted, flags.keep, say)
        archives = archives_in(flags.keep)
    else:
        with tempfile.TemporaryDirectory(prefix="quitrent-licences-") as folder:
            fetch(wanted, folder, say)
            archives = archives_in(folder)
    needed = {name: archives.get(name) for registry in wanted.values() for name in registry}
    missing = [name for name, archive in needed.items() if archive is None]
    if missing:
        raise Fault(f"{flags.packages or flags.keep}: there is no package {', '.join(missing)}")
    return needed


def run(flags):
    """Makes, compares, shows; answers with the exit code."""
    sources = tomllib.loads(read_file(HERE / "sources.toml"))
    policy = policy_from(flags.policy)
    before = read_file(flags.against)
    archives = opened(flags, wanted_packages(sources, flags.package))
    for archive in archives.values():
        say(f"reading {archive.name} {archive.version}")
    rows, notes = made_table(facts_from(archives), policy, sources["source"])
    after = text_of(rows)
    found = comparison(rows_of(before, flags.against), rows)
    found["identical"] = before == after
    found["notes"] = notes
    if flags.output:
        flags.output.write_text(after, encoding="utf-8", newline="\n")
        say(f"wrote {flags.output}")
    print(json.dumps(found, indent=1, ensure_ascii=False) if flags.json else comparison_text(found))
    return 1 if flags.check and not found["identical"] else 0


def main(words):
    """Runs, and turns a fault into one line."""
    try:
        return run(flags_from(words))
    except (Fault, OSError) as wrong:
        say(" ".join(str(wrong).split()))
        return 2
    except KeyboardInterrupt:
        say("interrupted")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
