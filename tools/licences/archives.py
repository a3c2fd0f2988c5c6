# SPDX-License-Identifier: EUPL-1.2
"""Opens packages of npm (.tgz) and of Debian (.deb) as they were fetched."""
import io
import json
import pathlib
import tarfile

from fault import Fault

LARGEST_FILE = 64 * 1024 * 1024  # no list of licences is as large


class Archive:
    """A package: its name, its version and the files in it."""

    def __init__(self, name, version, files):
        self.name = name
        self.version = version
        self._files = files

    def matching(self, ending):
        """The paths that end so, sorted."""
        return sorted(path for path in self._files if path.endswith(ending))

    def text(self, path):
        """The text of one file."""
        if path not in self._files:
            raise Fault(f"{self.name} {self.version} has no file {path}")
        try:
            return self._files[path].decode("utf-8")
        except UnicodeDecodeError as wrong:
            raise Fault(f"{self.name} {self.version}: {path} is no UTF-8") from wrong

    def json(self, path):
        """The JSON of one file."""
        try:
            return json.loads(self.text(path))
        except json.JSONDecodeError as wrong:
            raise Fault(f"{self.name} {self.version}: {path} is no JSON: {wrong}") from wrong

    def only(self, ending):
        """The path of the one file that ends so."""
        found = self.matching(ending)
        if len(found) != 1:
            raise Fault(f"{self.name} {self.version} has {len(found)} files …{ending}, not one")
        return found[0]


def tar_files(content, name):
    """The plain files of a tar archive, whatever it is compressed with, by their paths."""
    files = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(content)) as tar:
            for member in tar:
                if not member.isfile():
                    continue
                if member.size > LARGEST_FILE:
                    raise Fault(f"{name}: {member.name} is larger than 64 MiB")
                files[member.name.removeprefix("./")] = tar.extractfile(member).read()
    except (tarfile.TarError, EOFError, OSError) as wrong:
        raise Fault(f"{name}: cannot be read as tar: {wrong}") from wrong
    return files


def npm_archive(path):
    """A package of npm; its files without the folder `package/`."""
    files = {name.partition("/")[2]: content
             for name, content in tar_files(path.read_bytes(), path.name).items()}
    described = Archive(path.name, "", files).json("package.json")
    try:
        return Archive(described["name"], described["version"], files)
    except (KeyError, TypeError) as wrong:
        raise Fault(f"{path.name}: package.json names no package and version") from wrong


def members(content, name):
    """The members of an ar archive, by name: 8 bytes of magic, then a head of 60 bytes for each."""
    if not content.startswith(b"!<arch>\n"):
        raise Fault(f"{name}: is no Debian package")
    found, place = {}, 8
    while place + 60 <= len(content):
        head = content[place:place + 60]
        try:
            size = int(head[48:58])
        except ValueError as wrong:
            raise Fault(f"{name}: is a broken Debian package") from wrong
        found[head[:16].decode("ascii", "replace").strip().rstrip("/")] = (
            content[place + 60:place + 60 + size])
        place += 60 + size + size % 2
    return found


def debian_archive(path):
    """A binary package of Debian."""
    parts = {}
    for name, content in members(path.read_bytes(), path.name).items():
        kind, _, packing = name.partition(".tar")
        if kind in ("control", "data"):
            if packing not in ("", ".gz", ".xz", ".bz2"):
                raise Fault(f"{path.name}: {name} is packed in a way that is not known here")
            parts[kind] = tar_files(content, f"{path.name}: {name}")
    if set(parts) != {"control", "data"}:
        raise Fault(f"{path.name}: has no control.tar or no data.tar")
    fields = dict(line.split(": ", 1)
                  for line in Archive(path.name, "", parts["control"]).text("control").split("\n")
                  if ": " in line and not line.startswith(" "))
    if not {"Package", "Version"} <= set(fields):
        raise Fault(f"{path.name}: its control file names no package and version")
    return Archive(fields["Package"], fields["Version"], parts["data"])


def archives_in(folder):
    """The packages that lie in a folder, by name. Refuses two versions of one package."""
    folder = pathlib.Path(folder)
    if not folder.is_dir():
        raise Fault(f"{folder}: is no folder")
    found = {}
    for ending, opened in ((".tgz", npm_archive), (".deb", debian_archive)):
        for path in sorted(folder.glob(f"*{ending}")):
            archive = opened(path)
            if archive.name in found:
                raise Fault(f"{folder}: {archive.name} lies there twice, in versions "
                            f"{found[archive.name].version} and {archive.version}")
            found[archive.name] = archive
    return found
