"""Scripts whose letters join, stack or run from right to left: HarfBuzz chooses and places their glyphs.

What is drawn is no longer a glyph a letter, so each stretch says in the file which text it is.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from scrutineer.reports.printed.faces import SUBSTITUTE, FacesUsed, GlyphsUsed, by_face, face_file, unseen


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
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(_font(name), buffer, {})
    clusters = sorted({info.cluster for info in buffer.glyph_infos}) + [len(text)]
    ends = dict(zip(clusters, clusters[1:], strict=False))
    placed, said = [], set()
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        own = "" if info.cluster in said else text[info.cluster : ends[info.cluster]]
        said.add(info.cluster)
        measures = (position.x_advance, position.x_offset, position.y_offset)
        placed.append(PlacedGlyph(info.codepoint, *(measure * scale for measure in measures), own))
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
    return width, f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex()}>>>BDC {' '.join(codes)} EMC"


def _drawn(text: str, used: GlyphsUsed, size: float, right_to_left: bool) -> tuple[float, str]:
    seen = "".join(character for character in text if not unseen(character) or character in "\u200c\u200d\ufe0f")
    code, row, width = [], [], 0.0
    for placed in _shape(used.name, seen, right_to_left, used.scale):
        if placed.glyph == 0:
            continue
        glyph = f"<{used.code(placed.glyph, placed.text or ' ')}>"
        after = used.width(placed.glyph) * 1000 - placed.advance + placed.aside
        shift = f"{-placed.aside:.0f}" if placed.aside else ""
        width += placed.advance
        if placed.higher:
            code.append(f"[{''.join(row)}]TJ {placed.higher * size / 1000:.2f} Ts [{shift}{glyph}{after:.0f}]TJ 0 Ts")
            row = []
        else:
            row.append(f"{shift}{glyph}" + (f"{after:.0f}" if round(after) else ""))
    code.append(f"[{''.join(row)}]TJ")
    return width * size / 1000, " ".join(code)


def _stand_in(text: str, used: GlyphsUsed, size: float) -> tuple[float, str]:
    width, codes = used.words[SUBSTITUTE * len(text)]
    return width * size, f"<{codes}>Tj"
