"""Faces, colours and paragraph styles of the printed page, from tokens.json."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from reportlab.graphics.shapes import STATE_DEFAULTS
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from scrutineer import paths

REGULAR, SEMIBOLD = "Inter", "Inter-SemiBold"


@cache
def tokens() -> dict[str, Any]:
    """The design tokens."""
    loaded: dict[str, Any] = json.loads((paths.resources() / "tokens.json").read_text(encoding="utf-8"))
    return loaded


@cache
def register_fonts() -> None:
    """Make Inter known to ReportLab, once."""
    STATE_DEFAULTS["fontName"] = REGULAR  # drawings would begin in an unembedded Helvetica
    folder = paths.resources() / "fonts"
    for name, file in ((REGULAR, "Inter-Regular.ttf"), (SEMIBOLD, "Inter-SemiBold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=REGULAR, boldItalic=SEMIBOLD)


def colour(name: str) -> Color:
    """A colour of the light palette: paper is always light."""
    return HexColor(tokens()["colour"]["light"][name])


def level_colour(look: str, part: str = "mark") -> Color:
    """The mark, text or tint colour of a level's look."""
    return HexColor(tokens()["level"][look or "not-yet"]["light"][part])


def _size(name: str) -> float:
    return float(tokens()["type"]["paper_pt"][name])


@cache
def styles() -> dict[str, ParagraphStyle]:
    """Every paragraph style of the recovery sheet by name; documents of blocks have looks of their own."""
    register_fonts()
    text, muted = colour("text"), colour("text-2")

    def style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
        look = {"fontName": REGULAR, "textColor": text, "splitLongWords": 1, **more}
        return ParagraphStyle(name, fontSize=size, leading=leading, **look)

    made = (
        style("h1", _size("heading_1"), 23, fontName=SEMIBOLD, spaceAfter=5),
        style("h2", _size("heading_2"), 15, fontName=SEMIBOLD, spaceBefore=15, spaceAfter=5),
        style("body", _size("body"), 15.2, spaceAfter=5),
        style("muted", _size("table"), 13.5, textColor=muted),
        style("cell", _size("table"), 12.8),
        style("cell-muted", _size("table"), 12.8, textColor=muted),
    )
    return {look.name: look for look in made}
