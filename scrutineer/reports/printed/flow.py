"""Pieces put onto pages from the top down: a new page where there is no room, a heading never apart from its words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from scrutineer.reports.printed.looks import HIGH, ROOM, SIDE, TOP
from scrutineer.reports.printed.pieces import PagePiece
from scrutineer.reports.printed.sheets import Book, PaperSheet

_EXACT = 0.01


class PageFlow:
    """Where the next piece goes. `begin` draws what stands on every page."""

    def __init__(self, book: Book, begin: Callable[[PaperSheet], None]) -> None:
        self._book, self._begin = book, begin
        self._kept: list[PagePiece] = []
        self.sheet, self._used, self._empty = self._page(), 0.0, True

    @property
    def settled(self) -> bool:
        """Whether everything that was given is drawn."""
        return not self._kept

    @property
    def left(self) -> float:
        """What is left of the page."""
        return ROOM - self._used

    def add(self, piece: PagePiece) -> None:
        """Draw a piece below the last; one that is kept with the next waits for it."""
        self._kept.append(piece)
        if not piece.keep:
            self.settle()

    def settle(self) -> None:
        """Draw what waits: together, if that is possible on any page."""
        pieces, self._kept = self._kept, []
        if not pieces:
            return
        needed = sum(piece.before + piece.height for piece in pieces[:-1]) + pieces[-1].before + pieces[-1].least
        if needed > self.left + _EXACT and not self._empty:
            self.turn()
        for piece in pieces:
            self._put(piece)

    def turn(self) -> None:
        """Begin a new page."""
        self.settle()
        self.sheet.finish()
        self.sheet, self._used, self._empty = self._page(), 0.0, True

    def turn_if_begun(self) -> None:
        """Begin a new page unless nothing stands on this one."""
        self.settle()
        if not self._empty:
            self.turn()

    def skip(self, points: float) -> None:
        """Leave some room."""
        self._used += points

    def sink(self, pieces: Sequence[PagePiece]) -> None:
        """Draw pieces at the foot of the page where they have room, else where they fall."""
        self.settle()
        whole = sum(piece.before + piece.height for piece in pieces)
        self.skip(max(0.0, self.left - whole))
        for piece in pieces:
            self.add(piece)
        self.settle()

    def finish(self) -> None:
        """No more pieces."""
        self.settle()
        self.sheet.finish()

    def _page(self) -> PaperSheet:
        sheet = self._book.sheet()
        self._begin(sheet)
        return sheet

    def _put(self, piece: PagePiece) -> None:
        gap = 0.0 if self._empty else piece.before
        while piece.height > self.left - gap + _EXACT:
            parts = piece.parted(self.left - gap)
            if parts:
                self._draw(parts[0], gap)
                piece = parts[1]
            elif self._empty and self._used == 0.0:
                break  # no part of it has room on any page: rather drawn over the edge than lost
            self.turn()
            gap = 0.0
        self._draw(piece, gap)

    def _draw(self, piece: PagePiece, gap: float) -> None:
        piece.draw(self.sheet, SIDE, HIGH - TOP - self._used - gap)
        self._used += gap + piece.height
        self._empty = False
