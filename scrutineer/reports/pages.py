"""What stands on every page: the marking boxed top left, the running head, the foot with page x of y."""

from __future__ import annotations

from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from scrutineer.domain.marking import Edition
from scrutineer.reports.model import ChallengeReport
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour

_FOOT = 15 * mm
LONGEST_NAME = 62  # characters of a partnership's name that leave room for the marking on the other side of the head


class NumberedCanvas(Canvas):  # type: ignore[misc,unused-ignore]
    """Says on each page how many there are, which is known after the last.

    Each page is written out at once, so that bookmarks and links lead to it; its number is a drawing of its own, made
    at the end.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initialFontName": REGULAR})
        self._numbered = 0

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Leave a place for the page's number."""
        self._numbered += 1
        self.doForm(f"number-{self._numbered}")
        super().showPage()

    def save(self) -> None:
        """Fill in every page's number."""
        for number in range(1, self._numbered + 1):
            self.beginForm(f"number-{number}", 0, 0, *A4)
            self.setFont(REGULAR, 9)
            self.setFillColor(colour("text-2"))
            self.drawRightString(A4[0] - 18 * mm, _FOOT, f"Page {number} of {self._numbered}")
            self.endForm()
        super().save()


class PageFurniture:
    """Draws the head and foot of one report's pages."""

    def __init__(self, report: ChallengeReport, side: float) -> None:
        self._report, self._side = report, side

    def cover(self, canvas: Any, _document: Any) -> None:
        """The marking and how the report is to be handled."""
        self._marking(canvas)
        self._right(canvas, self._report.handling)
        self._foot(canvas)

    def inner(self, canvas: Any, _document: Any) -> None:
        """The marking, the running head and a rule."""
        self._marking(canvas)
        name = self._report.partnership
        if len(name) > LONGEST_NAME:
            name = name[: LONGEST_NAME - 1].rstrip() + "…"
        self._right(canvas, f"{name}: {self._report.title.lower()}")
        canvas.setStrokeColor(colour("border-strong"))
        canvas.setLineWidth(0.7)
        canvas.line(self._side, A4[1] - 22.5 * mm, A4[0] - self._side, A4[1] - 22.5 * mm)
        self._foot(canvas)

    def _marking(self, canvas: Any) -> None:
        word = self._report.edition.value.upper()
        width = stringWidth(word, SEMIBOLD, 9.5)
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(1)
        canvas.roundRect(self._side, A4[1] - 20 * mm, width + 14, 16, 2)
        canvas.setFillColor(colour("text"))
        canvas.setFont(SEMIBOLD, 9.5)
        canvas.drawString(self._side + 7, A4[1] - 20 * mm + 4.7, word)

    def _right(self, canvas: Any, words: str) -> None:
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(colour("text-2"))
        canvas.drawRightString(A4[0] - self._side, A4[1] - 20 * mm + 5, words)

    def _foot(self, canvas: Any) -> None:
        canvas.setStrokeColor(colour("border-strong"))
        canvas.setLineWidth(0.7)
        canvas.line(self._side, _FOOT + 5 * mm, A4[0] - self._side, _FOOT + 5 * mm)
        canvas.setFont(REGULAR, 9)
        canvas.setFillColor(colour("text-2"))
        canvas.drawString(self._side, _FOOT, self._report.footer)
        middle = "" if self._report.edition is Edition.PUBLIC else "Not for publication"
        canvas.drawCentredString(A4[0] / 2 + 10, _FOOT, middle)
