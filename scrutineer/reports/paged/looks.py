"""Sizes and colours of print, from the size of the body and the design tokens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from scrutineer.reports.document import UNDRESSED, CalloutTone, Dress
from scrutineer.reports.style import REGULAR, SEMIBOLD, colour, register_fonts

WIDE, HIGH = A4
SIDE, TOP, BOTTOM = 18 * mm, 30 * mm, 24 * mm
WIDTH = WIDE - 2 * SIDE
ROOM = HIGH - TOP - BOTTOM
"""What a page has for the document itself."""
LEAST_IN_TABLES = 10.5


@dataclass(frozen=True, slots=True)
class CalloutLook:
    """What tells the tones apart: a bar's colour, its width, its dashes, and the sign before the words."""

    tone: str
    bar: float
    dashes: tuple[int, ...] = ()
    sign: str = ""


CALLOUTS = {
    CalloutTone.NOTE: CalloutLook("border-strong", 1.6),
    CalloutTone.SHOWN: CalloutLook("ok", 3.6, (), "disc"),
    CalloutTone.EARLY: CalloutLook("ok", 3.6, (7, 3), "half"),
    CalloutTone.NONE: CalloutLook("warn", 3.6, (), "diamond"),
    CalloutTone.APART: CalloutLook("border-strong", 3.6, (2, 3), "square"),
}
QUOTED = CalloutLook("border-strong", 1.2)


class PrintLooks:
    """How each kind of words is set where the body has so many points."""

    def __init__(self, body: float, dress: Dress = UNDRESSED) -> None:
        register_fonts()
        cell = max(LEAST_IN_TABLES, body - 1.5)
        strong: dict[str, Any] = {"fontName": SEMIBOLD}
        heading: dict[str, Any] = {
            **strong,
            "textColor": HexColor(dress.headings) if dress.headings else colour("text"),
        }
        muted: dict[str, Any] = {"textColor": colour("text-2")}
        self.body = self._style("body", body, 1.42, before=6)
        self.lead = self._style("lead", body + 1, 1.45, before=6)
        self.small = self._style("small", cell, 1.35, before=6, **muted)
        self.eyebrow = self._style("eyebrow", cell, 1.4, before=18, keepWithNext=1, **muted)
        self.item = self._style("item", body, 1.42, before=3)
        self.quoted = self._style("quoted", body, 1.42, before=5, leftIndent=12)
        self.by = self._style("by", cell, 1.35, before=4, leftIndent=12, **muted)
        self.withheld = self._style("withheld", cell, 1.35, before=6, leftIndent=16, **muted)
        self.callout = self._style("callout", body, 1.42, before=12, after=3, leftIndent=13)
        self.signed = self._style("signed", body, 1.42, before=12, after=3, leftIndent=30)
        self.title = self._style("title", max(30.0, body * 2.4), 1.2, **heading)
        self.subtitle = self._style("subtitle", body + 3, 1.35, before=6)
        self.about = self._style("about", body, 1.5, before=8, **muted)
        heads = ((1.55, 1.26, 20.0), (1.2, 1.29, 15.0), (1.02, 1.37, 9.0))
        self.headings = [
            self._style(
                f"h{n}", body * size, high, before=before, after=4 if n == 1 else 2.5, keepWithNext=1, **heading
            )
            for n, (size, high, before) in enumerate(heads, 1)
        ]
        self.cell = self._style("cell", cell, 1.3)
        self.cell_strong = self._style("cell-strong", cell, 1.3, **strong)
        self.label = self._style("label", cell, 1.3, **muted)
        self.warning = self._style("warning", cell, 1.3, leftIndent=14, textColor=colour("danger"), **strong)
        self.head = self._style("head", cell, 1.3, **strong, **muted)
        self.caption = self._style("caption", cell, 1.4, before=10, after=2, keepWithNext=1, **strong)
        self.number = self._style("number", body * 1.85, 1.19, **strong)
        self.contents = self._style("contents", body, 1.5, before=2, rightIndent=48)
        self.held, self.accent = colour("text-2"), colour("accent")
        self.rule = HexColor(dress.lines) if dress.lines else colour("accent")

    @staticmethod
    def _style(
        name: str, size: float, high: float, *, before: float = 0, after: float = 0, **more: Any
    ) -> ParagraphStyle:
        look: dict[str, Any] = {
            "fontName": REGULAR,
            "textColor": colour("text"),
            "splitLongWords": 1,
            "spaceBefore": before,
            "spaceAfter": after,
            **more,
        }
        return ParagraphStyle(name, fontSize=size, leading=size * high, **look)


def to_the_right(style: ParagraphStyle) -> ParagraphStyle:
    """The same for words that run from right to left."""
    return ParagraphStyle(f"{style.name}-right", parent=style, alignment=TA_RIGHT)
