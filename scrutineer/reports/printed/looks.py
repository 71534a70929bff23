"""Sizes and colours of print, from the size of the body and the design tokens."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from scrutineer.reports.document import Tone
from scrutineer.reports.printed.setting import TypeLook
from scrutineer.reports.style import colour

WIDE, HIGH = A4
SIDE, TOP, BOTTOM = 18 * mm, 30 * mm, 24 * mm
WIDTH = WIDE - 2 * SIDE
ROOM = HIGH - TOP - BOTTOM
"""What a page has for the document itself."""
LEAST_IN_TABLES = 10.5


def ink(name: str, stroke: bool = False) -> str:
    """The code that chooses a colour of the tokens, to fill or to stroke with."""
    shade = colour(name)
    return f"{shade.red:.3f} {shade.green:.3f} {shade.blue:.3f} {'RG' if stroke else 'rg'}"


@dataclass(frozen=True, slots=True)
class CalloutLook:
    """What tells the tones apart: a bar's colour, its width, its dashes, and the sign before the words."""

    tone: str
    bar: float
    dashes: str
    sign: str


CALLOUTS = {
    Tone.NOTE: CalloutLook("border-strong", 1.6, "", ""),
    Tone.SHOWN: CalloutLook("ok", 3.6, "", "disc"),
    Tone.EARLY: CalloutLook("ok", 3.6, "[7 3] 0 d", "half"),
    Tone.NONE: CalloutLook("warn", 3.6, "", "diamond"),
    Tone.APART: CalloutLook("border-strong", 3.6, "[2 3] 0 d", "square"),
}


class PrintLooks:
    """How each kind of words is set where the body has so many points."""

    def __init__(self, body: float) -> None:
        text, muted = ink("text"), ink("text-2")
        cell = max(LEAST_IN_TABLES, body - 1.5)
        self.body = TypeLook(body, body * 1.42, text)
        self.lead = TypeLook(body + 1, (body + 1) * 1.45, text)
        self.small = TypeLook(cell, cell * 1.35, muted)
        self.eyebrow = TypeLook(cell, cell * 1.4, muted)
        self.quoted = TypeLook(body, body * 1.42, text)
        self.by = TypeLook(cell, cell * 1.35, muted)
        self.withheld = TypeLook(cell, cell * 1.35, muted, leans=True)
        self.title = TypeLook(max(30, body * 2.4), max(36, body * 2.9), text, strong=True)
        self.subtitle = TypeLook(body + 3, (body + 3) * 1.35, text)
        self.about = TypeLook(body, body * 1.5, muted)
        self.headings = {
            1: TypeLook(body * 1.55, body * 1.95, text, strong=True),
            2: TypeLook(body * 1.2, body * 1.55, text, strong=True),
            3: TypeLook(body * 1.02, body * 1.4, text, strong=True),
        }
        self.cell = TypeLook(cell, cell * 1.3, text)
        self.cell_strong = TypeLook(cell, cell * 1.3, text, strong=True)
        self.label = TypeLook(cell, cell * 1.3, muted)
        self.warning = TypeLook(cell, cell * 1.3, ink("danger"), strong=True)
        self.head = TypeLook(cell, cell * 1.3, muted, strong=True)
        self.caption = TypeLook(cell, cell * 1.4, text, strong=True)
        self.number = TypeLook(body * 1.85, body * 2.2, text, strong=True)
        self.contents = TypeLook(body, body * 1.5, text)
        self.page_number = TypeLook(body, body * 1.5, muted, right=True)
