"""Pieces on pages: all of each is drawn once, in order, whatever their heights, and none over an edge."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from scrutineer.reports.printed.flow import PageFlow
from scrutineer.reports.printed.looks import BOTTOM, HIGH, ROOM, TOP
from scrutineer.reports.printed.pieces import Framed, PagePiece, Pile, Ruled, SideBySide
from scrutineer.reports.printed.sheets import Book, PaperSheet


class Strip(PagePiece):
    """So many lines of 10 points, each of which writes down where it was drawn."""

    def __init__(self, drawn: list, name: int, lines: int, first: int = 0) -> None:
        self.drawn, self.name, self.lines, self.first = drawn, name, lines, first
        self.height, self.least = lines * 10.0, min(2, lines) * 10.0

    def draw(self, sheet: PaperSheet, x: float, y: float) -> None:
        for line in range(self.lines):
            self.drawn.append((self.name, self.first + line, sheet.place, y - line * 10))

    def parted(self, room: float):
        fit = min(int(room / 10), self.lines - 2)
        if fit < 2:
            return None
        return Strip(self.drawn, self.name, fit, self.first), Strip(
            self.drawn, self.name, self.lines - fit, self.first + fit
        )


LENGTHS = st.lists(st.integers(1, 200), min_size=1, max_size=12)


def flowed(make, lengths: list[int]) -> list[tuple[int, int, int, float]]:
    drawn: list[tuple[int, int, int, float]] = []
    flow = PageFlow(Book(), lambda _: None)
    for piece in make([Strip(drawn, name, lines) for name, lines in enumerate(lengths)]):
        flow.add(piece)
    flow.finish()
    return drawn


def check(drawn: list[tuple[int, int, int, float]], lengths: list[int]) -> None:
    everything = [(name, line) for name, lines in enumerate(lengths) for line in range(lines)]
    assert sorted((name, line) for name, line, _, _ in drawn) == everything
    assert all(y - 10 >= BOTTOM - 0.1 and y <= HIGH - TOP + 0.1 for *_, y in drawn)


@given(LENGTHS)
@settings(max_examples=40)
def test_pieces_follow_each_other(lengths):
    drawn = flowed(lambda strips: strips, lengths)
    check(drawn, lengths)
    assert [(name, line) for name, line, _, _ in drawn] == sorted((name, line) for name, line, _, _ in drawn)


@given(LENGTHS)
@settings(max_examples=40)
def test_so_do_rows_under_a_head(lengths):
    def make(strips):
        return [
            Ruled([Framed(strip, 400, over=4, under=5, whole_below=150) for strip in strips], again=Strip([], 99, 3))
        ]

    check(flowed(make, lengths), lengths)


@given(LENGTHS)
@settings(max_examples=40)
def test_so_do_frames_around_columns_of_piles(lengths):
    def make(strips):
        half = len(strips) // 2
        for strip in strips[::3]:
            strip.keep = strip.height < 60
        return [Framed(SideBySide([(0, Pile(strips[:half])), (200, Pile(strips[half:]))]), 400, over=9, under=11)]

    check(flowed(make, lengths), lengths)


def test_what_is_kept_with_the_next_goes_with_it():
    for before in range(55, 72):
        drawn: list[tuple[int, int, int, float]] = []
        flow = PageFlow(Book(), lambda _: None)
        strips = [Strip(drawn, name, lines) for name, lines in enumerate((before, 2, 30))]
        strips[1].keep = True
        for strip in strips:
            flow.add(strip)
        flow.finish()
        pages = {name: [page for each, _, page, _ in drawn if each == name] for name in range(3)}
        assert pages[1][-1] == pages[2][0]
        assert pages[1][0] == pages[1][-1]


def test_what_sinks_ends_at_the_foot():
    drawn: list[tuple[int, int, int, float]] = []
    flow = PageFlow(Book(), lambda _: None)
    flow.add(Strip(drawn, 0, 10))
    flow.sink([Strip(drawn, 1, 5), Strip(drawn, 2, 5)])
    flow.finish()
    assert abs(drawn[-1][3] - 10 - BOTTOM) < 0.01
    assert {page for _, _, page, _ in drawn} == {0}
    assert ROOM > 600
