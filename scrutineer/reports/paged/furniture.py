"""What stands on every page and is read on none: marking, running head, foot, watermark. All of it is artefact."""

from __future__ import annotations

import math
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from scrutineer.domain.marking import Edition
from scrutineer.reports.document import Document, plain
from scrutineer.reports.furniture import page_of
from scrutineer.reports.paged.looks import HIGH, SIDE, WIDE, WIDTH
from scrutineer.reports.paged.words import WordSetter, one_line
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour

_FOOT = 15 * mm
_HEAD = HIGH - 20 * mm
_SMALL = 9.0
_RISE = 52  # degrees
_LARGEST, _SMALLEST = 110.0, 30.0


class _Line:
    """Words in one line, cut with an ellipsis where they have no room; drawn on any number of pages."""

    def __init__(self, words: str, setter: WordSetter, style: ParagraphStyle, room: float) -> None:
        text = one_line(words)
        while True:
            self._said = setter.said(plain(text), style, None)
            self._said.wrap(room, HIGH)
            lines = self._said.blPara.lines
            if len(lines) < 2 or text == "…":
                break
            text = text[: min(len(text) - 2, int(len(text) * 1.2 / len(lines)))].rstrip("… ") + "…"
        spare = 0.0 if not lines else lines[0].extraSpace if self._said.blPara.kind else lines[0][0]
        self._start = spare if self._said.style.alignment else 0.0
        self.width = room - spare if lines else 0.0

    def draw(self, canvas: Any, x: float, y: float, share: float = 0.0) -> None:
        """So that this share of it lies left of a point, on this base line."""
        if self.width:
            size = self._said.style.fontSize
            self._said.drawOn(canvas, x - self.width * share - self._start, y + size * 0.97 - self._said.height)


class PageFurniture:
    """Draws it for one document."""

    def __init__(self, document: Document, setter: WordSetter) -> None:
        self._document = document
        small = ParagraphStyle("foot", fontName=REGULAR, fontSize=_SMALL, leading=11, textColor=colour("text-2"))
        box = ParagraphStyle("marking", fontName=SEMIBOLD, fontSize=9.5, leading=12, textColor=colour("text"))
        for style in (small, box):
            style.splitLongWords = 1
        self._marking = _Line(document.edition.value.upper(), setter, box, WIDTH / 2)
        room = WIDTH - self._marking.width - 28
        self._handling = _Line(document.handling, setter, small, room)
        self._running = _Line(_running_head(document), setter, small, room)
        public = document.edition is Edition.PUBLIC
        self._footer = _Line(document.footer, setter, small, WIDTH * (0.8 if public else 0.5))
        self._not_public = None if public else _Line("Not for publication", setter, small, WIDTH * 0.2)
        self._watermark = self._across(document.watermark, setter) if document.watermark else None

    def draw(self, canvas: Any, _template: Any) -> None:
        """Everything on a new page but how many there are."""
        canvas.saveState()
        number = canvas.getPageNumber()
        cover = number == 1 and self._document.cover.own_page
        if self._watermark:
            self._draw_watermark(canvas, self._watermark)
        canvas.setStrokeColor(colour("text"))
        canvas.setLineWidth(1)
        canvas.roundRect(SIDE, _HEAD, self._marking.width + 14, 16, 2)
        self._marking.draw(canvas, SIDE + 7, _HEAD + 4.7)
        (self._handling if cover else self._running).draw(canvas, WIDE - SIDE, _HEAD + 5, 1)
        canvas.setStrokeColor(colour("border-strong"))
        canvas.setLineWidth(0.7)
        if not cover:
            canvas.line(SIDE, HIGH - 22.5 * mm, WIDE - SIDE, HIGH - 22.5 * mm)
        canvas.line(SIDE, _FOOT + 5 * mm, WIDE - SIDE, _FOOT + 5 * mm)
        self._footer.draw(canvas, SIDE, _FOOT)
        if self._not_public:
            self._not_public.draw(canvas, SIDE + WIDTH * 0.66, _FOOT, 0.5)
        canvas.translate(WIDE - SIDE, _FOOT)
        canvas.doForm(f"page-{number}")
        canvas.restoreState()

    def finish(self, canvas: Any, pages: dict[str, int], body: float) -> None:
        """Say how many pages there are, on each of them, and in the contents where each section begins."""
        total = canvas.getPageNumber() - 1
        for number in range(1, total + 1):
            _number(canvas, f"page-{number}", page_of(str(number), str(total)), _SMALL)
        for name, number in pages.items():
            _number(canvas, f"page-of-{name}", str(number), body)

    @staticmethod
    def _across(words: str, setter: WordSetter) -> _Line:
        """As large as a page has room for it."""
        diagonal = (HIGH - 60 * mm) / math.sin(math.radians(_RISE))
        look: dict[str, Any] = {"fontName": SEMIBOLD, "textColor": colour("sunken"), "splitLongWords": 1}
        trial = _Line(words[:200], setter, ParagraphStyle("trial", fontSize=10, leading=12, **look), 100_000)
        size = max(_SMALLEST, min(_LARGEST, diagonal / max(trial.width, 1) * 10))
        return _Line(words, setter, ParagraphStyle("across", fontSize=size, leading=size, **look), diagonal + 1)

    @staticmethod
    def _draw_watermark(canvas: Any, words: _Line) -> None:
        canvas.saveState()
        canvas.translate(WIDE / 2, HIGH / 2)
        canvas.rotate(_RISE)
        words.draw(canvas, 0, -30, 0.5)
        canvas.restoreState()


def _running_head(document: Document) -> str:
    title = document.title
    kept = title if title[1:2].isupper() else title[:1].lower() + title[1:]
    return f"{document.partnership}: {kept}" if document.partnership else title


def _number(canvas: Any, form: str, words: str, size: float) -> None:
    """A form that ends with its words at its right edge."""
    canvas.beginForm(form, -120, -size, 1, size * 1.5)
    canvas.setFillColor(colour("text-2"))
    canvas.setFont(REGULAR, size)
    canvas.drawRightString(0, 0, words)
    canvas.endForm()
