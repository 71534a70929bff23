"""A picture as pixels, for what cannot show the printed page's own shapes."""

from __future__ import annotations

import io
import threading
from typing import Final

from scrutineer.domain.picture import Picture
from scrutineer.domain.six_steps import SixSteps

PDFIUM: Final = threading.RLock()
"""PDFium is not made for two threads at once: whoever uses it in this process holds this."""


def picture_png(picture: Picture | SixSteps, width: float, dots: int = 200) -> bytes:
    """It on white, so many points wide, with so many dots an inch. The same picture gives the same bytes."""
    import pypdfium2
    from reportlab.graphics import renderPDF
    from reportlab.pdfgen.canvas import Canvas

    from scrutineer.reports.pictures import picture_chart, six_steps_chart
    from scrutineer.reports.style import register_fonts

    register_fonts()
    drawing = six_steps_chart(picture, width) if isinstance(picture, SixSteps) else picture_chart(picture, width)
    page, written = io.BytesIO(), io.BytesIO()
    canvas = Canvas(page, pagesize=(drawing.width, drawing.height), invariant=1)
    renderPDF.draw(drawing, canvas, 0, 0)
    canvas.save()
    with PDFIUM:
        opened = pypdfium2.PdfDocument(page.getvalue())
        try:
            opened[0].render(scale=dots / 72).to_pil().save(written, "PNG", dpi=(dots, dots), optimize=False)
        finally:
            opened.close()
    return written.getvalue()
