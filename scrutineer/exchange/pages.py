"""PDF pages as images, for the window. Each is drawn in a process apart: a PDF is a stranger's file like any other."""

from __future__ import annotations

import json
from dataclasses import dataclass

from scrutineer.errors import UserError
from scrutineer.exchange import apart
from scrutineer.exchange.apart import Ended

_MOST_PIXELS = 36_000_000  # a page that claims to be a wall is drawn smaller


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: its number from 1, its size in pixels, its rows of BGRX bytes, and its text for screen readers."""

    number: int
    width: int
    height: int
    stride: int
    pixels: bytes
    text: str


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    return int(_ask("The PDF", content, "pages"))


def page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page at `scale` pixels a point."""
    head, _, pixels = _ask(f"Page {number} of the PDF", content, "page", number, scale).partition(b"\n")
    width, height, stride, text = json.loads(head)
    return PageImage(number, width, height, stride, pixels, text)


def _ask(what: str, content: bytes, job: str, *details: float) -> bytes:
    code, out = apart.ask(what, content, job, *details)
    if code == Ended.DONE:
        return out
    why = "is damaged or needs a password"
    if code not in (Ended.PASSWORD, Ended.DAMAGED):
        why = "asks for far more room than a page needs"
    raise UserError(f"{what} {why}.", "Open it in another program to see.")


def count(content: bytes) -> int:
    """How many pages a PDF has. In the reading process only."""
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def drawn(content: bytes, number: int, scale: float) -> bytes:
    """One page: a line with its size and its text, then its pixels. In the reading process only."""
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[number - 1]
    width, height = page.get_size()
    shown = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=shown, rev_byteorder=False, prefer_bgrx=True)
    text = page.get_textpage().get_text_bounded()
    head = json.dumps([bitmap.width, bitmap.height, bitmap.stride, text]).encode()
    return head + b"\n" + bytes(bitmap.buffer)
