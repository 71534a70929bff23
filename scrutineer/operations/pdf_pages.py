"""The pages of a PDF as pictures, for the window."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.exchange import pages
from scrutineer.exchange.pages import PageImage, PageWord
from scrutineer.reports.raster import PDFIUM

__all__ = ["PageImage", "PageWord", "page_count", "page_image"]


@dataclass(frozen=True, slots=True)
class PlaceInPages:
    """An entry of a PDF's own outline: its words, how deep it lies (0 for a section), and its page, from 1."""

    title: str
    level: int
    page: int


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    return pages.page_count(content)


def page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page, counted from 1, at `scale` pixels a point."""
    return pages.page_image(content, number, scale)


# What this program set itself is no stranger's file: it is drawn here, without a process of its own.


def own_page_count(content: bytes) -> int:
    """How many pages a PDF has that this program set."""
    with PDFIUM:
        return pages.count(content)


def own_page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page of a PDF that this program set."""
    with PDFIUM:
        return pages.read_drawn(number, pages.drawn(content, number, scale))


def places_in(content: bytes) -> tuple[PlaceInPages, ...]:
    """The outline of a PDF that this program set, in its order."""
    with PDFIUM:
        return tuple(PlaceInPages(title, level, page) for title, level, page in pages.outline(content))


def texts_in(content: bytes) -> tuple[str, ...]:
    """The text of each page of a PDF that this program set. Cost grows with its pages."""
    with PDFIUM:
        return pages.texts(content)
