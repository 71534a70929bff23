"""The log as a board: columns by where challenges stand, in the order in which they go through them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import ChallengeNow, Status
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.words import counted, shortened
from scrutineer.operations.queries.challenges import BoardColumn, ChallengeFilter, board_of, put_to
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.session import Session

_WORDS = 110  # characters of a question on a card of the board


class ChallengeBoard(QWidget):
    """Looks on what the log shows in another way; a card leads to its challenge, “more” to the list of its column."""

    def __init__(
        self, session: Session, open_it: Callable[[ChallengeId], None], more: Callable[[frozenset[Status]], None]
    ) -> None:
        super().__init__()
        self._session, self._open, self._more = session, open_it, more
        self._columns = row(spacing=12, margins=(0, 0, 0, 8))
        self._columns.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        area = scroll(holder(self._columns))
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setLayout(column(area, spacing=0))
        self.setAccessibleName("Challenges by where they stand")

    def show_those(self, wanted: ChallengeFilter) -> None:
        """Show the challenges that fit."""
        clear(self._columns)
        columns = board_of(self._session.casefile, wanted, self._session.today())
        for shown in columns:
            self._columns.addWidget(self._column(shown), 0, Qt.AlignmentFlag.AlignTop)
        if not columns:
            self._columns.addWidget(label("No challenge is among them.", "muted"))
        self._columns.addStretch(1)

    def _column(self, shown: BoardColumn) -> QWidget:
        cards = TextList(self._session.theme, gap=8, name=f"{shown.title}, {counted(shown.total, 'challenge')}")
        cards.show_rows([self._card(known) for known in shown.first])
        cards.chosen.connect(self._open)
        made = Card(f"{shown.title}  {shown.total}", margins=(12, 10, 12, 12))
        made.body.addWidget(cards)
        hidden = shown.total - len(shown.first)
        if hidden:
            words = f"{counted(hidden, 'more', 'more')}, in the list"
            more = button(words, lambda: self._more(shown.statuses), kind="link")
            made.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        made.setFixedWidth(self._session.theme.px(226))
        return made

    def _card(self, known: ChallengeNow) -> TextRow:
        today = self._session.today()
        late, days = known.state.days_overdue(today), known.state.days_open(today)
        age = f"{late} days late" if late else f"{days} days"
        challenge = known.challenge
        return TextRow(
            (
                TextLine(challenge.reference.split("-", 1)[-1], "strong", age, "danger" if late else "small"),
                TextLine(shortened(challenge.question, _WORDS), "dense"),
                TextLine(put_to(self._session.context, challenge), "small"),
            ),
            challenge.id,
        )
