"""The faces of print: Inter, and open faces for the scripts and signs that it lacks. What none draws is said.

Letters that join, stack or run from right to left are placed by HarfBuzz. Its glyphs have no characters of their own:
each is given one of the private range, in the order of the face, so that the same document gives the same bytes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any, Final, cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from scrutineer import paths
from scrutineer.reports.style import REGULAR, SEMIBOLD, register_fonts

SUBSTITUTE: Final = "□"
"""What stands on paper for a character that no face draws."""
_PRIVATE: Final = 0xE000
_OTHERS: Final = {
    "NotoNaskhArabic": ((0x600, 0x6FF), (0x750, 0x77F), (0x8A0, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFE)),
    "NotoSansHebrew": ((0x590, 0x5FF), (0xFB1D, 0xFB4F)),
    "NotoSansDevanagari": ((0x900, 0x97F), (0x1CD0, 0x1CFF), (0xA8E0, 0xA8FF)),
    "NotoSansBengali": ((0x980, 0x9FF),),
    "NotoSansGurmukhi": ((0xA00, 0xA7F),),
    "NotoSansGujarati": ((0xA80, 0xAFF),),
    "NotoSansTamil": ((0xB80, 0xBFF),),
    "NotoSansTelugu": ((0xC00, 0xC7F),),
    "NotoSansKannada": ((0xC80, 0xCFF),),
    "NotoSansMalayalam": ((0xD00, 0xD7F),),
    "NotoSansSinhala": ((0xD80, 0xDFF),),
    "NotoSansThai": ((0xE00, 0xE7F),),
    "NotoSansArmenian": ((0x530, 0x58F), (0xFB13, 0xFB17)),
    "NotoSansGeorgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F)),
    "NotoSansEthiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "NotoEmoji": ((0x2000, 0x2BFF), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3299), (0x1F000, 0x1FAFF)),
    "NotoSansSymbols2": ((0x2000, 0x2BFF), (0x10000, 0x1FBFF)),
    "DroidSansFallback": ((0x2000, 0x9FFF), (0xF900, 0xFAFF), (0xFE30, 0xFFEF)),
}
"""Face: the characters it is asked for, where Inter has none."""
_PLAIN: Final = frozenset({REGULAR, SEMIBOLD, "DroidSansFallback"})
"""Faces that draw a glyph a character."""
_EMOJI: Final = "NotoEmoji"
_AS_PICTURE: Final = ("\ufe0f", "\u20e3")  # what asks for the picture of the character before it
_JOINERS: Final = "\u200c\u200d\ufe0f"


Glyphs = dict[tuple[str, int], str]
"""What each glyph of a face stands for in one file, by the face's name and the glyph's private character."""


class _ShapedFace(TTFont):
    """A face whose glyphs are placed by HarfBuzz: the file says which letters each stands for."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Write the face into the file."""
        subsets, known = self.state[doc].subsets, set(doc.idToObject)
        super().addObjects(doc)
        tables = [name for name in doc.idToObject if str(name).startswith("toUnicodeCMap:") and name not in known]
        for subset, name in zip(subsets, tables, strict=True):
            table = doc.idToObject[name]
            for place, code in enumerate(subset):
                said = (doc.glyphs.get((self.fontName, code)) or " ").encode("utf-16-be").hex()
                table.content = table.content.replace(f"\n<{place:02X}> <{code:04X}>", f"\n<{place:02X}> <{said}>")


@cache
def face(name: str) -> Any:
    """A face as ReportLab has it, registered once."""
    if name in {REGULAR, SEMIBOLD}:
        register_fonts()
        return pdfmetrics.getFont(name)
    file = paths.resources() / "fonts" / "other" / f"{name}-Regular.ttf"
    if name in _PLAIN:
        made = TTFont(name, str(file), asciiReadable=0)
    else:
        made = _ShapedFace(name, str(file), asciiReadable=0)
        inner: Any = made.face
        for glyph, (advance, _) in enumerate(inner.hmetrics):
            inner.charToGlyph[_PRIVATE + glyph] = glyph
            inner.charWidths[_PRIVATE + glyph] = round(inner._pdfScale(advance))
    pdfmetrics.registerFont(made)
    return made


@cache
def characters(name: str) -> frozenset[str]:
    """What a face has a glyph for."""
    private = range(_PRIVATE, 0xF900)
    return frozenset(chr(code) for code in face(name).face.charToGlyph if code not in private)


def unseen(character: str) -> bool:
    """Whether a character draws nothing by nature: it joins, parts or directs others."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@cache
def _other_face(character: str) -> str:
    code = ord(character)
    for name, ranges in _OTHERS.items():
        if any(first <= code <= last for first, last in ranges) and character in characters(name):
            return name
    return ""


def not_drawn(text: str) -> str:
    """Every character of a text that no face draws, once each, in their order. Line ends and tabs are none."""
    known = characters(REGULAR)
    missing = (character for character in dict.fromkeys(text) if character not in known and character not in "\n\t")
    return "".join(character for character in missing if not unseen(character) and not _other_face(character))


def by_face(text: str, usual: str) -> Iterator[tuple[str, str]]:
    """A text in parts of one face each, face first. What draws nothing is left out; what no face draws has a sign."""
    if characters(usual).issuperset(text):
        yield usual, text
        return
    name, part = usual, ""
    for place, character in enumerate(text):
        wanted = _face_of(character, text[place + 1 : place + 2], usual, name)
        if not wanted:
            continue
        if part and wanted != name:
            yield name, part
            part = ""
        name = wanted
        part += character if character in characters(wanted) or wanted not in _PLAIN else SUBSTITUTE
    if part:
        yield name, part


def _face_of(character: str, after: str, usual: str, before: str) -> str:
    """Marks and joiners stay with what they belong to; "" for what draws nothing where it is."""
    if before not in _PLAIN and (character in _JOINERS or _continues(character, before)):
        return before
    pictured = after in _AS_PICTURE or character in _AS_PICTURE
    if pictured and character in characters(_EMOJI) and not unseen(character):
        return _EMOJI
    if unseen(character):
        return ""
    return usual if character in characters(usual) else _other_face(character) or usual


def _continues(character: str, before: str) -> bool:
    return unicodedata.category(character)[0] == "M" and character in characters(before)


def is_plain(name: str) -> bool:
    """Whether a face draws a glyph a character, one after the other."""
    return name in _PLAIN


@cache
def _font(name: str) -> Any:
    import uharfbuzz

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(face(name).face._ttf_data)))


def shaped(text: str, name: str, right_to_left: bool, glyphs: Glyphs) -> tuple[ShapedStr, float]:
    """A text as the glyphs that draw it, from left to right, and their width at size 1; what they say is added."""
    import uharfbuzz

    buffer = uharfbuzz.Buffer()
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if right_to_left else "ltr"
    uharfbuzz.shape(_font(name), buffer, {})
    inner: Any = face(name).face
    begins = sorted({info.cluster for info in buffer.glyph_infos})
    said = {at: text[at:end] for at, end in zip(begins, [*begins[1:], len(text)], strict=True)}
    signs, width = [], 0.0
    places: list[Any] = []
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        own = said.pop(info.cluster, "")
        if not info.codepoint:
            continue
        code = _PRIVATE + info.codepoint
        glyphs[name, code] = glyphs.get((name, code)) or own
        signs.append(chr(code))
        measures = [inner._pdfScale(measure) for measure in (at.x_advance, at.y_advance, at.x_offset, at.y_offset)]
        places.append(ShapeData(*[info.cluster, *measures, inner.charWidths[code]]))
        width += places[-1].x_advance / 1000
    return ShapedStr("".join(signs), cast(Any, places)), width
