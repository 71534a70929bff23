"""Archives that are the same, byte for byte, whenever and by whomever they are made of the same files."""

from __future__ import annotations

import io
import lzma
import tarfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_HEAD = b"!<arch>\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file, folder or link in an archive: its path there, and its content, target or nothing."""

    path: str
    content: bytes = b""
    mode: int = 0o644
    link: str = ""
    folder: bool = False


def entries_of(folder: Path, under: str) -> list[Entry]:
    """Everything in a folder of this machine, as it is to lie under a path of the archive."""
    made = []
    for path in sorted(folder.rglob("*")):
        name = f"{under}/{path.relative_to(folder).as_posix()}"
        if path.is_symlink():
            made.append(Entry(name, link=str(path.readlink())))
        elif path.is_file():
            made.append(Entry(name, path.read_bytes(), 0o755 if path.stat().st_mode & 0o100 else 0o644))
    return made


def with_folders(entries: Iterable[Entry]) -> list[Entry]:
    """The entries in the order of their paths, each after every folder that it lies in."""
    given = {entry.path: entry for entry in entries}
    for path in list(given):
        parts = path.split("/")[:-1]
        for depth in range(1, len(parts) + 1):
            within = "/".join(parts[:depth])
            given.setdefault(within, Entry(within, mode=0o755, folder=True))
    return [given[path] for path in sorted(given)]


def tar(entries: Iterable[Entry], moment: int) -> bytes:
    """A tar archive, root's own, every entry at that moment."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for entry in with_folders(entries):
            info = tarfile.TarInfo(f"./{entry.path}")
            info.mtime, info.mode, info.uname, info.gname = moment, entry.mode, "root", "root"
            if entry.folder:
                info.type = tarfile.DIRTYPE
            elif entry.link:
                info.type, info.linkname, info.mode = tarfile.SYMTYPE, entry.link, 0o777
            else:
                info.size = len(entry.content)
            archive.addfile(info, io.BytesIO(entry.content))
    return out.getvalue()


def xz(content: bytes) -> bytes:
    """The content packed by xz."""
    return lzma.compress(content, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC64, preset=6)


def ar(members: Iterable[tuple[str, bytes]], moment: int) -> bytes:
    """An ar archive, as a Debian package is one."""
    out = bytearray(_HEAD)
    for name, content in members:
        out += f"{name:<16}{moment:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode("ascii")
        out += content + (b"\n" if len(content) % 2 else b"")
    return bytes(out)


def read_ar(content: bytes) -> dict[str, bytes]:
    """The members of an ar archive, for looking at what was written."""
    if not content.startswith(_HEAD):
        raise ValueError("no ar archive")
    members, at = {}, len(_HEAD)
    while at < len(content):
        name, size = content[at : at + 16].decode("ascii").strip(), int(content[at + 48 : at + 58])
        members[name] = content[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return members
