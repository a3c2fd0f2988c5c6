# SPDX-License-Identifier: EUPL-1.2
"""Small packages of npm and of Debian, made by hand, with the layout of the real ones."""
import io
import json
import lzma
import tarfile

CURATED = ("BUSL-1.1", "Elastic-2.0", "FSL-1.1-ALv2", "FSL-1.1-MIT", "Hippocratic-2.1", "JSON",
           "PolyForm-Noncommercial-1.0.0", "PolyForm-Small-Business-1.0.0", "SSPL-1.0")
VERSIONS = {"spdx-license-ids": "3.0.24", "spdx-license-list": "6.12.0",
            "spdx-exceptions": "2.5.0", "@blueoak/list": "15.0.0", "spdx-copyleft": "1.0.0",
            "python3-license-expression": "30.1.0-1", "ruby-licensee": "9.15.2-4",
            "raku-license-spdx": "3.18.0-1", "@cyclonedx/cyclonedx-library": "10.3.0"}
COMMIT = "0123456789abcdef0123456789abcdef01234567"


class World:
    """Everything that a set of packages says. A test adds to it and writes it into a folder."""

    def __init__(self):
        self.active, self.deprecated = [], []
        self.listed, self.fsf = {}, {}
        self.exceptions, self.deprecated_exceptions = [], []
        self.newer_exceptions = []      # of the release, unknown to spdx-exceptions
        self.release, self.unreleased = "3.29.0", []
        self.scancode, self.blueoak, self.copyleft = [], {}, []
        self.pages = {"Elsewhere-1.0": "include-copyright"}  # of no licence that is listed
        self.versions = dict(VERSIONS)
        for id in CURATED:
            self.add(id)

    def add(self, id, *, osi=False, fsf=None, category=None, deprecated=False, tags=None,
            blueoak=None, name=None, scancode_exception=False):
        """An identifier of the SPDX list; `tags` are conditions, with `+` a permission before
        them and `-` a limitation."""
        (self.deprecated if deprecated else self.active).append(id)
        self.listed[id] = {"name": name or f"{id} in full", "url": "", "osiApproved": osi}
        if fsf is not None:
            self.fsf[id] = fsf
        if category is not None:
            self.add_scancode(id, category, is_exception=scancode_exception)
        if tags is not None:
            self.pages[id] = tags
        if blueoak is not None:
            self.blueoak.setdefault(blueoak, []).append(id)

    def add_scancode(self, key, category, *, others=(), is_exception=False, deprecated=False):
        """An entry of ScanCode's index."""
        self.scancode.append({"license_key": str(key).lower(), "category": category,
                              "spdx_license_key": key, "other_spdx_license_keys": list(others),
                              "is_exception": is_exception, "is_deprecated": deprecated})

    def lay(self, folder, *, leave_out=()):
        """Writes the packages into a folder."""
        contents = {
            "spdx-license-ids": {"index.json": self.active, "deprecated.json": self.deprecated},
            "spdx-license-list": {"spdx.json": self.listed},
            "spdx-exceptions": {"index.json": self.exceptions,
                                "deprecated.json": self.deprecated_exceptions},
            "@blueoak/list": {"index.json": [
                {"name": rating, "licenses": [{"id": id} for id in ids]}
                for rating, ids in self.blueoak.items()]},
            "spdx-copyleft": {"index.json": self.copyleft},
            "@cyclonedx/cyclonedx-library": {
                "res/schema/spdx.SNAPSHOT.xsd": self.released_lists()},
        }
        for name, files in contents.items():
            if name not in leave_out:
                lay_npm(folder, name, self.versions[name], files)
        for name, files in self.debian_contents().items():
            if name not in leave_out:
                lay_debian(folder, name, self.versions[name], files)

    def released_lists(self):
        """Both lists of the release, as CycloneDX has them."""
        lists = {"Licenses": [*self.listed],
                 "Exceptions": [*self.exceptions, *self.deprecated_exceptions,
                                *self.newer_exceptions]}
        text = "".join(
            f"<!-- {name} -->" + "".join(f'<xs:enumeration value="{id}"/>' for id in ids
                                         if id not in self.unreleased)
            for name, ids in lists.items())
        return ('<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" '
                f'version="1.0-{self.release}"><xs:simpleType>{text}</xs:simpleType></xs:schema>')

    def debian_contents(self):
        """The files of the Debian packages, by package."""
        place = "usr/lib/python3/dist-packages/license_expression/data/"
        about = (f"download_url: https://example.org/scancode-licensedb/raw/{COMMIT}/index.json\n"
                 "spdx_license_list_version: 3.19\n")
        fsf = {"licenseListVersion": "3.18", "releaseDate": "2022-08-12", "licenses": [
            {"licenseId": id, "isFsfLibre": free} for id, free in self.fsf.items()]}
        pages = {f"usr/share/gems/vendor/choosealicense.com/_licenses/{id.lower()}.txt":
                 page(id, tags) for id, tags in self.pages.items()}
        return {
            "python3-license-expression": {
                place + "scancode-licensedb-index.json": json.dumps(self.scancode),
                place + "license_key_index.json.ABOUT": about},
            "ruby-licensee": pages,
            "raku-license-spdx": {"usr/lib/perl6/vendor/resources/1D04.json": json.dumps(fsf),
                                  "usr/lib/perl6/vendor/dist/META.json": "{}"},
        }


def page(id, tags):
    """A page of choosealicense.com."""
    lists = {"permissions": ["commercial-use", "modifications", "distribution"],
             "conditions": [], "limitations": ["warranty"]}
    for tag in tags.split():
        kind = {"+": "permissions", "-": "limitations"}.get(tag[0], "conditions")
        lists[kind].append(tag.lstrip("+-"))
    text = f"---\ntitle: {id} in full\nspdx-id: {id}\n\nusing:\n  Some: thing\n\n"
    for kind, items in lists.items():
        text += f"{kind}:" + ("".join(f"\n  - {item}" for item in items) or " []") + "\n\n"
    return text + "---\n\npermissions:\n  - none: this is the text of the licence\n"


def tar(files, mode):
    """A tar archive of files, by path."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as archive:
        for path, text in files.items():
            content = text.encode("utf-8")
            member = tarfile.TarInfo(path)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return made.getvalue()


def lay_npm(folder, name, version, files):
    """Writes a package of npm."""
    texts = {f"package/{path}": content if isinstance(content, str) else json.dumps(content)
             for path, content in files.items()}
    texts["package/package.json"] = json.dumps({"name": name, "version": version})
    file = f"{name.strip('@').replace('/', '-')}-{version}.tgz"
    (folder / file).write_bytes(tar(texts, "w:gz"))


def lay_debian(folder, name, version, files):
    """Writes a binary package of Debian."""
    control = f"Package: {name}\nVersion: {version}\nDescription: short\n Version: not this\n"
    members = {"debian-binary": b"2.0\n",
               "control.tar.xz": lzma.compress(tar({"./control": control}, "w")),
               "data.tar.xz": lzma.compress(tar({f"./{k}": v for k, v in files.items()}, "w"))}
    made = b"!<arch>\n"
    for member, content in members.items():
        head = f"{member:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n"
        made += head.encode("ascii") + content + b"\n" * (len(content) % 2)
    (folder / f"{name}_{version}_all.deb").write_bytes(made)
