"""Two builds of the same inputs, compared file by file."""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
from pathlib import Path

from installer.archives import read_ar
from installer.project import Refusal


def differences(one: Path, other: Path) -> list[str]:
    """A line for each file that only one has or that is not the same in both; none where the builds are the same.

    A folder and a .deb are looked into, any other file is compared as a whole.
    """
    first, second = _files(one), _files(other)
    found = [f"only in {one.name}: {name}" for name in sorted(set(first) - set(second))]
    found += [f"only in {other.name}: {name}" for name in sorted(set(second) - set(first))]
    return found + [f"differs: {name}" for name in sorted(set(first) & set(second)) if first[name] != second[name]]


def _files(build: Path) -> dict[str, str]:
    if build.is_dir():
        return {
            path.relative_to(build).as_posix(): _sum(path.read_bytes()) for path in build.rglob("*") if path.is_file()
        }
    if not build.is_file():
        raise Refusal(f"There is no {build} to compare.")
    if build.suffix != ".deb":
        return {"the whole file": _sum(build.read_bytes())}
    found = {}
    for name, content in read_ar(build.read_bytes()).items():
        if not name.endswith(".tar.xz"):
            found[name] = _sum(content)
            continue
        with tarfile.open(fileobj=io.BytesIO(lzma.decompress(content))) as archive:
            for member in archive:
                file = archive.extractfile(member) if member.isfile() else None
                about = f"{member.type!r} {member.mode} {member.mtime} {member.linkname} {member.uname}"
                found[f"{name}: {member.name}"] = about + _sum(file.read() if file else b"")
    return found


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
