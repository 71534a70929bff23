"""PDF pages as images, for the window. PDFium is used by one thread at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scrutineer.errors import UserError
from scrutineer.exchange.documents import PDFIUM


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
    with PDFIUM:
        document = _open(content)
        count: int = len(document)
        document.close()
    return count


def _open(content: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        raise UserError("The PDF is damaged or needs a password.", "Open it in another program to see.") from None


def page_image(content: bytes, number: int, scale: float) -> PageImage:
    """One page at `scale` pixels a point."""
    import pypdfium2

    with PDFIUM:
        document = _open(content)
        try:
            page = document[number - 1]
            bitmap = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=True)
            text = page.get_textpage().get_text_bounded()
            return PageImage(number, bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer), text)
        except pypdfium2.PdfiumError:
            raise UserError(f"Page {number} of the PDF is damaged.", "Open it in another program to see.") from None
        finally:
            document.close()
