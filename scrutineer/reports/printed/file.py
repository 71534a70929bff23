"""The file that pages and structure are written into: objects by number, the small ones packed together.

A tagged file of two thousand challenges has some hundred thousand objects. They are written out as soon as they are
known, so that what is kept is their compressed bytes; ReportLab's own file keeps every object to the end.
"""

from __future__ import annotations

import zlib
from array import array
from datetime import datetime
from hashlib import sha256

_TOGETHER = 180  # objects in one stream: more compress better, and a reader has to unpack all to see one


def literal(text: str) -> str:
    """A text as a string of the file: Unicode, in hexadecimal."""
    if text.isascii() and text.isprintable():
        return "(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ")"
    return f"<FEFF{text.encode('utf-16-be').hex()}>"


def moment(made: datetime) -> str:
    """A moment as the file writes it, with its offset from UTC where it is known."""
    offset = made.strftime("%z")
    zone = f"{offset[:3]}'{offset[3:5]}'" if offset and offset.strip("+-0") else ("Z" if offset else "")
    return f"(D:{made:%Y%m%d%H%M%S}{zone})"


class ObjectFile:
    """A PDF 1.7 file as it grows. The same objects in the same order give the same bytes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._length = 0
        self._kinds, self._where, self._index = bytearray(1), array("I", [0]), array("H", [65535])
        self._together: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def _write(self, content: bytes) -> None:
        self._parts.append(content)
        self._length += len(content)

    def number(self) -> int:
        """A number for an object that is put later, or at once."""
        self._kinds.append(0)
        self._where.append(0)
        self._index.append(0)
        return len(self._kinds) - 1

    def _lies(self, number: int, kind: int, where: int, index: int) -> None:
        self._kinds[number], self._where[number], self._index[number] = kind, where, index

    def put(self, content: str, number: int = 0) -> int:
        """Write an object; its number is returned."""
        number = number or self.number()
        self._together.append((number, content.encode("ascii")))
        if len(self._together) == _TOGETHER:
            self._pack()
        return number

    def put_stream(self, content: bytes, entries: str = "", number: int = 0, *, compress: bool = True) -> int:
        """Write a stream with these entries beside its length; its number is returned."""
        number = number or self.number()
        if compress:
            content, entries = zlib.compress(content), f"{entries}/Filter/FlateDecode"
        self._lies(number, 1, self._length, 0)
        self._write(f"{number} 0 obj\n<<{entries}/Length {len(content)}>>\nstream\n".encode("ascii"))
        self._write(content)
        self._write(b"\nendstream\nendobj\n")
        return number

    def _pack(self) -> None:
        if not self._together:
            return
        stream = self.number()
        heads, bodies, at = [], [], 0
        for index, (number, content) in enumerate(self._together):
            heads.append(f"{number} {at}")
            bodies.append(content)
            at += len(content) + 1
            self._lies(number, 2, stream, index)
        head = (" ".join(heads) + "\n").encode("ascii")
        entries = f"/Type/ObjStm/N {len(heads)}/First {len(head)}"
        self._together = []
        self.put_stream(head + b"\n".join(bodies), entries, stream)

    def finished(self, root: int, info: int) -> bytes:
        """The whole file, its table of places at the end."""
        self._pack()
        table = self.number()
        start = self._length
        self._lies(table, 1, start, 0)
        rows = b"".join(
            kind.to_bytes(1, "big") + where.to_bytes(4, "big") + index.to_bytes(2, "big")
            for kind, where, index in zip(self._kinds, self._where, self._index, strict=True)
        )
        digest = sha256()
        for part in self._parts:
            digest.update(part)
        name = digest.hexdigest()[:32]
        entries = f"/Type/XRef/Size {len(self._kinds)}/W[1 4 2]/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        self.put_stream(rows, entries, table)
        self._write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return b"".join(self._parts)
