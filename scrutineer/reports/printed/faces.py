"""The faces of print: Inter, and open faces for the scripts and signs that it lacks. What none draws is said.

A face is parsed by ReportLab, which also cuts out the glyphs that a file needs; which glyphs those are, and what text
each stands for, is kept here for one file.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

from scrutineer import paths
from scrutineer.reports.printed.file import ObjectFile, literal

USUAL, STRONG = "Inter-Regular", "Inter-SemiBold"
_CUTTING = Lock()  # a face reads its file at one place at a time

# face -> the characters it is asked for, where Inter has none
_OTHERS: dict[str, tuple[tuple[int, int], ...]] = {
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
_EMOJI = "NotoEmoji"
_AS_PICTURE = ("\ufe0f", "\u20e3")  # what asks for the picture of the character before it
SUBSTITUTE = "□"
"""What stands on paper for a character that no face draws; the file still says which it was."""


def face_file(name: str) -> Path:
    """Where a face lies."""
    folder = paths.resources() / "fonts"
    return folder / f"{name}.ttf" if name in {USUAL, STRONG} else folder / "other" / f"{name}-Regular.ttf"


@cache
def _parsed(name: str) -> Any:
    return TTFontFace(str(face_file(name)))


@cache
def characters(name: str) -> frozenset[str]:
    """What a face has a glyph for."""
    return frozenset(map(chr, _parsed(name).charToGlyph))


def unseen(character: str) -> bool:
    """Whether a character draws nothing by nature: it joins, parts or directs others."""
    return unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f"


@cache
def plainly_set(name: str) -> frozenset[str]:
    """What a face draws a glyph a character, from left to right, without looking at the neighbours."""
    return frozenset(
        character
        for character in characters(name)
        if unicodedata.category(character)[0] not in "MC" and unicodedata.bidirectional(character) not in {"R", "AL"}
    )


@cache
def other_face(character: str) -> str:
    """The name of a face that draws what Inter does not; "" where there is none."""
    code = ord(character)
    for name, ranges in _OTHERS.items():
        if any(first <= code <= last for first, last in ranges) and character in characters(name):
            return name
    return ""


def by_face(text: str, usual: str) -> Iterator[tuple[str, str]]:
    """A text in parts of one face each, with the face's name; "" where none draws it."""
    face, begun = "", 0
    for place, character in enumerate(text):
        wanted = _face_of(character, text[place + 1 : place + 2], usual, face)
        if place and wanted != face:
            yield face, text[begun:place]
            begun = place
        face = wanted
    if text:
        yield face, text[begun:]


def _face_of(character: str, after: str, usual: str, before: str) -> str:
    """Marks and joiners stay with what they belong to."""
    if before and (unseen(character) or (character in characters(before) and unicodedata.combining(character))):
        return before
    if (after in _AS_PICTURE or character in _AS_PICTURE) and after != "\ufe0e" and character in characters(_EMOJI):
        return _EMOJI
    if character in characters(usual) or unseen(character):
        return usual
    return other_face(character)


def not_drawn(text: str) -> str:
    """Every character of a text that no face draws, once each, in their order. Line ends and tabs are none."""
    seen = dict.fromkeys(text)
    return "".join(
        character
        for character in seen
        if character not in characters(USUAL)
        and character not in "\n\r\t"
        and not unseen(character)
        and not other_face(character)
    )


class _Words(dict[str, tuple[float, str]]):
    """How wide each word is at size 1, and its glyphs' codes; "" for a word that is not set plainly."""

    def __init__(self, glyphs: GlyphsUsed) -> None:
        super().__init__()
        self._glyphs = glyphs

    def __missing__(self, word: str) -> tuple[float, str]:
        made = self[word] = self._glyphs.plain(word) if self._glyphs.plainly.issuperset(word) else (0.0, "")
        return made


class GlyphsUsed:
    """The glyphs of one face that one file draws, each with a code and the text it stands for."""

    def __init__(self, name: str, key: str) -> None:
        self.name, self.key = name, key
        self.plainly = plainly_set(name)
        self.words = _Words(self)
        self._face = _parsed(name)
        self._codes: dict[int, int] = {0: 0}
        self._texts: dict[int, str] = {}
        self.space = self.code(self.glyph(" "), " ") if " " in characters(name) else ""

    def glyph(self, character: str) -> int:
        """The number of a character's glyph in the face."""
        return int(self._face.charToGlyph[ord(character)])

    def width(self, glyph: int) -> float:
        """How far a glyph moves on, at size 1."""
        return round(float(self._face.hmetrics[glyph][0]) * self.scale) / 1000

    @property
    def scale(self) -> float:
        """Thousandths of the size in a unit of the face."""
        return 1000 / float(self._face.unitsPerEm)

    def code(self, glyph: int, text: str) -> str:
        """The code of a glyph in the file, in hexadecimal; `text` is what it stands for where nothing else is said."""
        code = self._codes.get(glyph)
        if code is None:
            code = self._codes[glyph] = len(self._codes)
        self._texts.setdefault(code, text)
        return f"{code:04X}"

    def text(self, code: str) -> str:
        """What a code stands for."""
        return self._texts[int(code, 16)]

    def plain(self, word: str) -> tuple[float, str]:
        """A word's width at size 1 and its codes, a glyph a character."""
        glyphs = [self.glyph(character) for character in word]
        codes = [self.code(glyph, character) for glyph, character in zip(glyphs, word, strict=True)]
        return sum(map(self.width, glyphs)), "".join(codes)

    def embed(self, file: ObjectFile) -> int:
        """Write what is used of the face into the file; the font's number is returned."""
        glyphs = list(self._codes)
        name = f"{_tag(self.key)}+{self._face.name.decode('ascii')}"
        with _CUTTING:
            usual = self._face.charToGlyph
            self._face.charToGlyph = dict(enumerate(glyphs))
            try:
                cut = self._face.makeSubset(list(range(len(glyphs))))
            finally:
                self._face.charToGlyph = usual
        stream = file.put_stream(cut, f"/Length1 {len(cut)}")
        box = " ".join(f"{edge:.0f}" for edge in self._face.bbox)
        measures = (
            f"/Ascent {self._face.ascent:.0f}/Descent {self._face.descent:.0f}/CapHeight {self._face.capHeight:.0f}"
        )
        look = f"/Flags 4/FontBBox[{box}]/ItalicAngle 0/StemV {self._face.stemV}{measures}"
        descriptor = file.put(f"<</Type/FontDescriptor/FontName/{name}{look}/FontFile2 {stream} 0 R>>")
        widths = " ".join(f"{self.width(glyph) * 1000:.0f}" for glyph in glyphs)
        system = f"/CIDSystemInfo<</Registry{literal('Adobe')}/Ordering{literal('Identity')}/Supplement 0>>"
        below = f"/FontDescriptor {descriptor} 0 R{system}/CIDToGIDMap/Identity/DW 1000/W[0[{widths}]]"
        inner = file.put(f"<</Type/Font/Subtype/CIDFontType2/BaseFont/{name}{below}>>")
        texts = file.put_stream(self._as_text(), "")
        outer = f"/Encoding/Identity-H/DescendantFonts[{inner} 0 R]/ToUnicode {texts} 0 R"
        return file.put(f"<</Type/Font/Subtype/Type0/BaseFont/{name}{outer}>>")

    def _as_text(self) -> bytes:
        """The table of what each code stands for."""
        rows = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex()}>" for code, text in sorted(self._texts.items()) if text
        ]
        blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        parts = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
        head = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Texts def\n/CMapType 2 def\n"
        span = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        return f"{head}{span}{chr(10).join(parts)}\nendcmap\nend\nend\n".encode("ascii")


def _tag(key: str) -> str:
    """Six letters, as a part of a face must be named."""
    number = int(key[1:])
    return "".join(chr(65 + number // 26**place % 26) for place in range(5, -1, -1))


class FacesUsed:
    """The faces of one file, each as soon as it is needed."""

    def __init__(self) -> None:
        self._faces: dict[str, GlyphsUsed] = {}

    def face(self, name: str) -> GlyphsUsed:
        """A face by its name."""
        known = self._faces.get(name)
        if known is None:
            known = self._faces[name] = GlyphsUsed(name, f"F{len(self._faces) + 1}")
        return known

    def embed(self, file: ObjectFile) -> str:
        """Write every face into the file; what a page's resources say of them is returned."""
        return "".join(f"/{face.key} {face.embed(file)} 0 R" for face in self._faces.values())
