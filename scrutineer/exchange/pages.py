"""PDF pages as images, for the window. Each is drawn in a process apart: a PDF is a stranger's file like any other."""

from __future__ import annotations

import ctypes
import json
from dataclasses import dataclass
from typing import Any

from scrutineer.errors import UserError
from scrutineer.exchange import apart
from scrutineer.exchange.apart import Ended

_MOST_PIXELS = 36_000_000  # a page that claims to be a wall is drawn smaller
_MOST_LETTERS = 40_000  # of a page whose words are placed; a page of small print has a tenth of it


@dataclass(frozen=True, slots=True)
class PageWord:
    """A word of a page and the box it stands in, in pixels of the page's image."""

    text: str
    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: its number from 1, its size in pixels, its rows of BGRX bytes, its text for screen readers, and where
    each word of it stands."""

    number: int
    width: int
    height: int
    stride: int
    pixels: bytes
    text: str
    words: tuple[PageWord, ...] = ()


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    return int(_ask("The PDF", content, "pages"))


def page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page at `scale` pixels a point."""
    return read_drawn(number, _ask(f"Page {number} of the PDF", content, "page", number, scale))


def read_drawn(number: int, answer: bytes) -> PageImage:
    """The page that `drawn` answered with."""
    head, _, pixels = answer.partition(b"\n")
    width, height, stride, text, words = json.loads(head)
    return PageImage(number, width, height, stride, pixels, text, tuple(PageWord(*word) for word in words))


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


def outline(content: bytes) -> list[tuple[str, int, int]]:
    """What a PDF lists of itself: words, depth and page of each entry. Of a PDF that this program set."""
    import pypdfium2

    listed = []
    for entry in pypdfium2.PdfDocument(content).get_toc():
        leads_to = entry.get_dest()
        if leads_to is not None:
            listed.append((entry.get_title(), entry.level, leads_to.get_index() + 1))
    return listed


def texts(content: bytes) -> tuple[str, ...]:
    """The text of each page. Of a PDF that this program set."""
    import pypdfium2

    return tuple(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def drawn(content: bytes, number: int, scale: float) -> bytes:
    """One page: a line with its size, its text and its words, then its pixels. In the reading process only."""
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[number - 1]
    width, height = page.get_size()
    shown = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    bitmap = page.render(scale=shown, rev_byteorder=False, prefer_bgrx=True)
    said = page.get_textpage()
    words = _placed_words(page, said, bitmap.width, bitmap.height)
    head = json.dumps([bitmap.width, bitmap.height, bitmap.stride, said.get_text_bounded(), words]).encode()
    return head + b"\n" + bytes(bitmap.buffer)


def _placed_words(page: Any, said: Any, width: int, height: int) -> list[tuple[str, int, int, int, int]]:
    """The words of a page in the order they are read, each with its box on an image of this size."""
    import pypdfium2.raw as pdfium

    words: list[tuple[str, int, int, int, int]] = []
    letters, boxes = "", list[tuple[int, int, int, int]]()
    count = min(said.count_chars(), _MOST_LETTERS)
    for place in range(count + 1):
        letter = chr(pdfium.FPDFText_GetUnicode(said, place)) if place < count else " "
        if letter.isspace() or letter == "\0":
            if letters and boxes:
                left, top, right, bottom = (list(edge) for edge in zip(*boxes, strict=True))
                whole = letters.encode("utf-8", "replace").decode()  # half a character of a PDF is no letter
                words.append((whole, min(left), min(top), max(right), max(bottom)))
            letters, boxes = "", []
            continue
        letters += letter
        box = pdfium.FS_RECTF()
        if pdfium.FPDFText_GetLooseCharBox(said, place, box):
            boxes.append(_on_image(page, box, width, height))
    return words


def _on_image(page: Any, box: Any, width: int, height: int) -> tuple[int, int, int, int]:
    """A box of the page on an image of this size: left, top, right, bottom, whichever way the page is turned."""
    import pypdfium2.raw as pdfium

    across, down = ctypes.c_int(), ctypes.c_int()
    corners = []
    for x, y in ((box.left, box.top), (box.right, box.bottom)):
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x1, y1), (x2, y2) = corners
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
