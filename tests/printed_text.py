"""The words of a PDF for tests: read while nobody else uses PDFium in this process, which it does not bear."""

from __future__ import annotations

from scrutineer.reports.raster import PDFIUM


def printed_text(content: bytes) -> str:
    """What the pages say, one after the other."""
    import pypdfium2

    with PDFIUM:
        document = pypdfium2.PdfDocument(content)
        words = "".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
    return words
