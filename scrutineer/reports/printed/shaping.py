"""Scripts whose letters join, stack or run from right to left: HarfBuzz chooses and places their glyphs.

What is drawn is no longer a glyph a letter, so each stretch says in the file which text it is.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from scrutineer.reports.printed.faces import SUBSTITUTE, FacesUsed, GlyphsUsed, by_face, face_file, unseen

_JOINING = "\u200c\u200d\ufe0f"


class PlacedGlyph(NamedTuple):
    """A glyph, in thousandths of the size: how far it moves on, and by how much it is drawn aside and higher."""

    glyph: int
    advance: float
    aside: float
    higher: float
    text: str


@cache
def _font(name: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face_file(name).read_bytes())))


@cache
def _shape(name: str, text: str, right_to_left: bool, scale: float) -> tuple[PlacedGlyph, ...]:
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(_font(name), buffer, {})
    clusters = [*sorted({info.cluster for info in buffer.glyph_infos}), len(text)]
    ends = dict(pairwise(clusters))
    placed, said = list[PlacedGlyph](), set[int]()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        own = "" if info.cluster in said else text[info.cluster : ends[info.cluster]]
        said.add(info.cluster)
        aside, higher = position.x_offset * scale, position.y_offset * scale
        placed.append(PlacedGlyph(info.codepoint, position.x_advance * scale, aside, higher, own))
    return tuple(placed)


def shaped(text: str, usual: str, size: float, faces: FacesUsed, right_to_left: bool = False) -> tuple[float, str]:
    """How wide a text is, and the code that draws it from where the pen is, saying which text it is.

    It may need several faces; the code chooses them and leaves the last one chosen.
    """
    width, codes = 0.0, []
    parts = list(by_face(text, usual))
    for name, part in reversed(parts) if right_to_left else parts:
        used = faces.face(name or usual)
        wide, code = _drawn(part, used, size, right_to_left) if name else _stand_in(part, used, size)
        width += wide
        codes.append(f"/{used.key} {size:g} Tf {code}" if code else "")
    return width, " ".join(codes)


def _drawn(text: str, used: GlyphsUsed, size: float, right_to_left: bool) -> tuple[float, str]:
    seen = "".join(character for character in text if not unseen(character) or character in _JOINING)
    if not seen:
        return 0.0, ""
    code, row, width, plain = list[str](), list[str](), 0.0, seen == text
    placed = _shape(used.name, seen, right_to_left, used.scale)
    for glyph, advance, aside, higher, own in placed:
        number = used.code(glyph, own or " ")
        plain = plain and glyph != 0 and own != "" and used.text(number) == own
        after = used.width(glyph) * 1000 - advance + aside
        shift = f"{-aside:.0f}" if round(aside) else ""
        back = f"{after:.0f}" if round(after) else ""
        width += advance
        if higher:
            code.append(f"[{''.join(row)}]TJ {higher * size / 1000:.2f} Ts [{shift}<{number}>{back}]TJ 0 Ts")
            row = []
        else:
            row.append(f"{shift}<{number}>{back}")
    code.append(f"[{''.join(row)}]TJ")
    in_order = "".join(part.text for part in (reversed(placed) if right_to_left else placed)) == seen
    drawn = " ".join(code)
    return width * size / 1000, drawn if plain and in_order else _saying(text, drawn)


def _stand_in(text: str, used: GlyphsUsed, size: float) -> tuple[float, str]:
    width, codes = used.words[SUBSTITUTE * len(text)]
    return width * size, _saying(text, f"<{codes}>Tj")


def _saying(text: str, code: str) -> str:
    """Code that draws what cannot be told from its glyphs, and which text that is."""
    return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex()}>>>BDC {code} EMC"
