"""Beside what is carried over: what was closed in the cycle before, with what changed for children."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from scrutineer.operations.queries.carried import CarriedOver, ClosedChallenge, carried_over
from scrutineer.ui.destinations import ToChallenge
from scrutineer.ui.kit.basic import column, label
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.session import Session

MOST = 20  # a list as tall as its rows measures each of them, at every width


class CarriedCard(QWidget):
    """How many go on and how many ended, in a sentence; below it those that ended, each of which leads to it.

    They are read beside the window: what is read grows with the events of all that was closed in that cycle.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._is_asked = False
        self._said = label("", "muted", wrap=True)
        self._closed = TextList(session.theme, name="Closed in the cycle before")
        self._closed.chosen.connect(lambda challenge: session.go(ToChallenge(challenge)))
        self.setLayout(column(self._said, self._closed, spacing=8))
        self.hide()

    def show_part(self, *, is_carried: bool) -> None:
        """Show it where the log shows what is carried over."""
        casefile, context = self._session.casefile, self._session.context
        self._is_asked = is_carried
        self.setVisible(is_carried and context.previous_cycle is not None)
        if not self.isHidden():
            self._said.setText(self._said.text() or "Reading what was closed in the cycle before.")
            self._session.ops.look(partial(carried_over, casefile, context), self._show)

    def _show(self, carried: CarriedOver) -> None:
        if not self._is_asked:
            return
        self._said.setText(carried.in_words)
        rows = [_row(closed) for closed in carried.closed[:MOST]]
        more = len(carried.closed) - len(rows)
        if more:
            rows.append(TextRow((TextLine(f"and {more} more, in the log under Closed", "small"),)))
        self._closed.show_rows(rows)


def _row(closed: ClosedChallenge) -> TextRow:
    challenge = closed.life.challenge
    lines = [TextLine(f"{challenge.reference}  {challenge.question}", "dense", closed.impact.capitalize())]
    if closed.said.text:
        lines.append(TextLine(closed.said.text, "small"))
    return TextRow(tuple(lines), challenge.id)
