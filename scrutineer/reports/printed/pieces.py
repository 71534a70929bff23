"""Pieces of a page: each knows its height, how little of it may stand at the foot of a page, and how it is parted.

No piece is too long for a page: lines go on over the next, rows part within their cells, frames are closed and opened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from scrutineer.reports.printed.setting import SetLine
from scrutineer.reports.printed.sheets import Leaf, PaperSheet
from scrutineer.reports.printed.structure import Element, frame

_EXACT = 0.01  # points that rounding may add up to
PARTED_FROM = 150.0
"""Rows, and tables, of fewer points are never parted: they go to the next page whole."""


class PagePiece:
    """Something of a width that is drawn at a place. `keep`: it does not stand apart from what follows it."""

    height: float = 0.0
    least: float = 0.0
    before: float = 0.0
    keep: bool = False

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """Draw it with its upper left corner there."""

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:  # noqa: ARG002
        """What of it has room, and the rest; None where no part of it may stand alone there."""
        return None


class TextPiece(PagePiece):
    """Lines of one leaf. `anchor` can be led to."""

    def __init__(self, lines: Sequence[SetLine], leading: float, leaf: Leaf | None, anchor: str = "") -> None:
        self._lines, self._leading, self._leaf, self._anchor = lines, leading, leaf, anchor
        self.height = len(lines) * leading
        self.least = min(2 if len(lines) != 3 else 3, len(lines)) * leading

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """Line under line."""
        if self._anchor:
            sheet.anchor(self._anchor, y)
        sheet.words(self._lines, self._leaf, x, y)

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:
        """No line stands alone on either page."""
        fit = min(int((room + _EXACT) / self._leading), len(self._lines) - 2)
        if fit < 2:
            return None
        first = TextPiece(self._lines[:fit], self._leading, self._leaf, self._anchor)
        rest = TextPiece(self._lines[fit:], self._leading, self._leaf)
        return self._as_this(first), self._as_this(rest)

    def _as_this(self, part: TextPiece) -> TextPiece:
        part.keep = self.keep
        return part


class PicturePiece(PagePiece):
    """A picture as the content of an element, or as an artefact without one."""

    def __init__(self, element: Element, code: str, width: float, height: float) -> None:
        self._element, self._code, self._width = element, code, width
        self.height = self.least = height

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """From its lower left corner, which its code takes for nought."""
        corner = (x, y - self.height)
        self._element.attributes += frame((*corner, x + self._width, y))
        sheet.figure(self._element, f"1 0 0 1 {corner[0]:.2f} {corner[1]:.2f} cm {self._code}")


class Pile(PagePiece):
    """Pieces under each other."""

    def __init__(self, pieces: Sequence[PagePiece]) -> None:
        self._pieces = pieces
        self.height = sum(piece.height + (piece.before if place else 0) for place, piece in enumerate(pieces))
        self.least = _least(pieces)
        self.keep = bool(pieces) and pieces[-1].keep

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """One under the other."""
        for place, piece in enumerate(self._pieces):
            y -= piece.before if place else 0
            piece.draw(sheet, x, y)
            y -= piece.height

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:
        """Between two pieces, or within one; what is kept with the next goes with it."""
        left = room
        for place, piece in enumerate(self._pieces):
            left -= piece.before if place else 0
            if piece.height <= left + _EXACT:
                left -= piece.height
                continue
            parts = piece.parted(left)
            if parts:
                parts[0].before = piece.before
                return Pile([*self._pieces[:place], parts[0]]), Pile([parts[1], *self._pieces[place + 1 :]])
            cut = place
            while cut and self._pieces[cut - 1].keep:
                cut -= 1
            cut = cut or place  # what is kept together is longer than a page
            return (Pile(self._pieces[:cut]), Pile(self._pieces[cut:])) if cut else None
        return None


def _least(pieces: Sequence[PagePiece]) -> float:
    least = 0.0
    for place, piece in enumerate(pieces):
        least += piece.before if place else 0
        if not piece.keep:
            return least + piece.least
        least += piece.height
    return least


class SideBySide(PagePiece):
    """Columns that begin at one height, each at its place across."""

    def __init__(self, columns: Sequence[tuple[float, PagePiece]]) -> None:
        self._columns = columns
        self.height = max((piece.height for _, piece in columns), default=0.0)
        self.least = max((piece.least for _, piece in columns), default=0.0)

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """From left to right."""
        for across, piece in self._columns:
            piece.draw(sheet, x + across, y)

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:
        """Each column goes on where it was broken; one that cannot be takes all of them to the next page."""
        firsts, rests = list[tuple[float, PagePiece]](), list[tuple[float, PagePiece]]()
        for across, piece in self._columns:
            if piece.height <= room + _EXACT:
                firsts.append((across, piece))
                continue
            parts = piece.parted(room)
            if parts is None:
                return None
            firsts.append((across, parts[0]))
            rests.append((across, parts[1]))
        return (SideBySide(firsts), SideBySide(rests)) if rests else None


Paint: TypeAlias = Callable[[PaperSheet, float, float, float, float, bool, bool], None]
"""Draws around x, y, width and height of a framed part, told whether it is the first and the last of them."""


class Framed(PagePiece):
    """A piece with room around it and something drawn about it, on every page that it goes over."""

    def __init__(
        self,
        inner: PagePiece,
        width: float,
        *,
        paint: Paint | None = None,
        left: float = 0.0,
        over: float = 0.0,
        under: float = 0.0,
        first: bool = True,
        last: bool = True,
        whole_below: float = 0.0,
    ) -> None:
        self._inner, self._width, self._paint, self._left = inner, width, paint, left
        self._over, self._under, self._first, self._last = over, under, first, last
        self._whole_below = whole_below
        self.height = inner.height + over + under
        self.least = self.height if self.height < whole_below else min(self.height, inner.least + over + under)
        self.keep = inner.keep

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """What is about it, then it."""
        if self._paint:
            self._paint(sheet, x, y, self._width, self.height, self._first, self._last)
        self._inner.draw(sheet, x + self._left, y - self._over)

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:
        """As what is inside is."""
        if self.height < self._whole_below:
            return None
        parts = self._inner.parted(room - self._over - self._under)
        if parts is None:
            return None
        return self._part(parts[0], self._first, False), self._part(parts[1], False, self._last)

    def _part(self, inner: PagePiece, first: bool, last: bool) -> Framed:
        return Framed(
            inner, self._width, paint=self._paint, left=self._left, over=self._over, under=self._under,
            first=first, last=last, whole_below=self._whole_below,
        )  # fmt: skip


class Ruled(PagePiece):
    """Rows under each other, from one of them on; `again` heads those that go on over a page."""

    def __init__(self, rows: Sequence[PagePiece], head: PagePiece | None = None, again: PagePiece | None = None,
                 begin: int = 0, height: float = 0.0) -> None:  # fmt: skip
        self._rows, self._head, self._again, self._begin = rows, head, again, begin
        top = head.height if head else 0.0
        self._of_rows = height or sum(row.height for row in rows[begin:])
        self.height = top + self._of_rows
        first = rows[begin].least if begin < len(rows) else 0.0
        self.least = self.height if self.height < PARTED_FROM else top + first

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        """The head, then the rows."""
        for piece in [*([self._head] if self._head else []), *self._rows[self._begin :]]:
            piece.draw(sheet, x, y)
            y -= piece.height

    def parted(self, room: float) -> tuple[PagePiece, PagePiece] | None:
        """Between two rows, or within one that is long."""
        left = room - (self._head.height if self._head else 0.0)
        place, used = self._begin, 0.0
        while place < len(self._rows) and self._rows[place].height <= left - used + _EXACT:
            used += self._rows[place].height
            place += 1
        if place == len(self._rows):
            return None
        rows = list(self._rows[self._begin : place])
        parts = self._rows[place].parted(left - used)
        if parts:
            rest: Sequence[PagePiece] = [parts[1], *self._rows[place + 1 :]]
            return Ruled([*rows, parts[0]], self._head), Ruled(rest, self._again, self._again)
        if not rows:
            return None
        return Ruled(rows, self._head), Ruled(self._rows, self._again, self._again, place, self._of_rows - used)
