"""The strip above the pages of the worked example: where its tour stands, and the ways on, back and out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from scrutineer.domain.words import counted
from scrutineer.ui.destinations import Destination
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.tour import STOPS, stop_at


class TourStrip(QWidget):
    """Stop by stop; one that was left waits on Home to be taken up. `go` opens a place and `keep` keeps how far one
    came: 0 where there is none under way, a stop from 1, with a minus before it once the tour was left."""

    def __init__(self, place: int, go: Callable[[Destination], None], keep: Callable[[int], None]) -> None:
        super().__init__()
        self._go, self._keep, self._place, self._at_home = go, keep, place, True
        self.title, self.words = label("", "strong"), label("", "dense", wrap=True)
        self.back = button("Back", lambda: self._move(-1), small=True)
        self.next = button("Next", lambda: self._move(1), kind="primary", small=True)
        leave = button("Leave the tour", self.leave, kind="link", small=True)
        head = holder(row(self.title, None, leave, self.back, self.next, spacing=10))
        self._stop = holder(column(head, self.words, spacing=2, margins=(24, 8, 16, 8)), "dock")
        self._offer = label("", "muted")
        self.take_up = button("", self._take_up, kind="link", small=True)
        self._anew = button("From the beginning", self.begin, kind="link", small=True)
        waits = flow(self._offer, self.take_up, self._anew)
        self._waits = holder(column(waits, margins=(24, 4, 16, 4)), "dock")
        self._line = rule()
        self.setLayout(
            column(self._stop, self._waits, self._line, spacing=0)
        )  # parts are shown once they have a parent
        self._follow()

    def show_page(self, *, home: bool) -> None:
        """Another page is shown: what was left waits on Home alone."""
        self._at_home = home
        self._follow()

    def _follow(self) -> None:
        stop, open_now = stop_at(self._place), self._place > 0
        self._stop.setVisible(open_now)
        waits = self._place < 0 and self._at_home
        self._waits.setVisible(waits)
        self._line.setVisible(open_now or waits)
        if open_now:
            shown = STOPS[stop - 1]
            self.title.setText(f"Tour, {stop} of {len(STOPS)}: {shown.title}")
            self.words.setText(shown.words)
            self.back.setEnabled(stop > 1)
            self.next.setText("Next" if stop < len(STOPS) else "Finish")
        else:
            self._offer.setText(f"The tour of this worked example, {counted(len(STOPS), 'stop')}.")
            self.take_up.setText(f"Take it up at stop {stop}")
            self._anew.setVisible(stop > 1)

    def begin(self) -> None:
        """Begin the tour at its first stop."""
        self._show(1)

    def _show(self, stop: int) -> None:
        self._place = stop
        self._keep(stop)
        self._follow()
        self._go(STOPS[stop - 1].place)
        announcer.say(self, f"{self.title.text()}. {self.words.text()}")

    def _move(self, way: int) -> None:
        stop = stop_at(self._place) + way
        if stop > len(STOPS):
            self._place = 0
            self._keep(0)
            self._follow()
            announcer.say(self, "The tour is done.")
        else:
            self._show(stop)

    def _take_up(self) -> None:
        self._show(stop_at(self._place))

    def leave(self) -> None:
        """Leave the tour where it stands: it waits on Home."""
        self._place = -stop_at(self._place)
        self._keep(self._place)
        self._follow()
