"""Which libraries a file asks for by name: read from the file itself, so that no tool has to be there."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_LOAD, _DYNAMIC, _NEEDED, _STRINGS = 1, 2, 1, 5


def asked_for(content: bytes) -> list[str]:
    """The names under which a 64-bit little-endian ELF file asks for libraries; none for any other file."""
    if content[:6] != b"\x7fELF\x02\x01":
        return []
    headers, size, count = *struct.unpack_from("<Q", content, 32), *struct.unpack_from("<HH", content, 54)
    parts = [struct.unpack_from("<IIQQQQ", content, headers + place * size) for place in range(count)]
    loaded = [(address, offset, length) for kind, _, offset, address, _, length in parts if kind == _LOAD]
    entries = [
        struct.unpack_from("<qQ", content, offset + at)
        for kind, _, offset, _, _, length in parts if kind == _DYNAMIC
        for at in range(0, length, 16)
    ]  # fmt: skip
    strings = next((value for tag, value in entries if tag == _STRINGS), 0)
    start = next((offset + strings - at for at, offset, length in loaded if at <= strings < at + length), 0)
    names = [start + value for tag, value in entries if tag == _NEEDED]
    return [content[name : content.index(b"\0", name)].decode() for name in names]


def asked_outside(folder: Path) -> Iterator[str]:
    """What the files of a folder ask for that does not lie in it."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    within = {path.name for path in files}
    asked = {name for path in files for name in asked_for(path.read_bytes())}
    yield from sorted(asked - within)
