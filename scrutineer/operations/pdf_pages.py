"""The pages of a PDF as pictures, for the window."""

from __future__ import annotations

from scrutineer.exchange import pages
from scrutineer.exchange.pages import PageImage, PageWord

__all__ = ["PageImage", "PageWord", "page_count", "page_image"]


def page_count(content: bytes) -> int:
    """How many pages a PDF has."""
    return pages.page_count(content)


def page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page, counted from 1, at `scale` pixels a point."""
    return pages.page_image(content, number, scale)
