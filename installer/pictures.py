"""The program's mark in the forms that Windows and a Mac ask for, put together from pictures in PNG."""

from __future__ import annotations

import struct
from pathlib import Path

ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_KINDS = {16: "icp4", 32: "icp5", 64: "icp6", 128: "ic07", 256: "ic08", 512: "ic09", 1024: "ic10"}


def ico(folder: Path) -> bytes:
    """An .ico of FOLDER/SIZE.png in every size that Windows asks for."""
    pictures = [(size, (folder / f"{size}.png").read_bytes()) for size in ICO_SIZES]
    head, bodies = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, content in pictures:
        start = 6 + 16 * len(pictures) + len(bodies)
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(content), start)
        bodies += content
    return head + bodies


def icns(folder: Path) -> bytes:
    """An .icns of FOLDER/SIZE.png in every size that macOS asks for."""
    bodies = b""
    for size, kind in ICNS_KINDS.items():
        content = (folder / f"{size}.png").read_bytes()
        bodies += kind.encode("ascii") + struct.pack(">I", len(content) + 8) + content
    return b"icns" + struct.pack(">I", len(bodies) + 8) + bodies
