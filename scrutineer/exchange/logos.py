"""A logo from a stranger’s file: read in a process of its own, and kept as plain pixels without anything else of it."""

from __future__ import annotations

import io
import struct
from typing import Final

from scrutineer.errors import UserError
from scrutineer.exchange import apart

MOST_BYTES: Final = 5 * 1024**2
MOST_WIDE, MOST_HIGH = 6_000, 6_000
MOST_PIXELS: Final = 16_000_000
KEPT: Final = (1_200, 480)
"""No logo is kept larger than that: 60 by 24 mm at 500 dots an inch."""
_SIZE: Final = struct.Struct(">II")
_BEGINS: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_CHOOSE: Final = "Choose a PNG or a JPEG file that another program shows."


def taken_in(name: str, content: bytes) -> bytes:
    """The picture as a PNG on white that holds its pixels and nothing else. A broken or hostile one is a sentence."""
    if len(content) > MOST_BYTES:
        raise _refused(name, f"it is larger than {MOST_BYTES // 1024**2} MB")
    if not content.startswith(_BEGINS):
        raise UserError(f"{name} is neither a PNG nor a JPEG picture. Nothing was changed.", _CHOOSE, about="logo")
    try:
        ended, answer = apart.ask(name, content, "logo")
    except apart.TookTooLong:
        raise _refused(name, "it took too long to read") from None
    if ended == apart.Ended.TOO_LARGE:
        raise _refused(name, f"it is more than {MOST_WIDE:,} pixels wide or high, or {MOST_PIXELS:,} in all")
    if ended or not _is_whole(answer):
        raise UserError(f"{name} is damaged: it cannot be shown. Nothing was changed.", _CHOOSE, about="logo")
    return _as_png(answer)


def _refused(name: str, why: str) -> UserError:
    return UserError(
        f"{name} was not taken: {why}. Nothing was changed.", "Save it smaller, then choose it.", about="logo"
    )


def _is_whole(answer: bytes) -> bool:
    """Whether the reading process gave back as many pixels as it says, and no more than are kept."""
    if len(answer) < _SIZE.size:
        return False
    wide, high = _SIZE.unpack_from(answer)
    return bool(0 < wide <= KEPT[0] and 0 < high <= KEPT[1] and len(answer) == _SIZE.size + wide * high * 3)


def _as_png(answer: bytes) -> bytes:
    from PIL import Image

    written = io.BytesIO()
    Image.frombytes("RGB", _SIZE.unpack_from(answer), answer[_SIZE.size :]).save(written, "PNG")
    return written.getvalue()


def pixels(content: bytes) -> bytes:
    """In the reading process: its size and its pixels on white, upright, in no more than what is kept."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as opened:
        wide, high = opened.size
        if wide > MOST_WIDE or high > MOST_HIGH or wide * high > MOST_PIXELS:
            raise MemoryError
        upright = ImageOps.exif_transpose(opened)
        if upright.mode.startswith("I"):  # sixteen bits of grey
            upright = upright.convert("I").point([value // 256 for value in range(65_536)], "L")
        shown = upright.convert("RGBA")
    ground = Image.new("RGBA", shown.size, "white")
    ground.alpha_composite(shown)
    kept = ground.convert("RGB")
    kept.thumbnail(KEPT)
    return _SIZE.pack(*kept.size) + kept.tobytes()
