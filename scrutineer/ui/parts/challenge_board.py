"""The log as a board: columns by where challenges stand, in the order in which they go through them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from scrutineer.domain.challenge import ChallengeNow, Status
from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.words import counted, shortened
from scrutineer.operations.queries.challenges import BoardColumn, ChallengeFilter, board_of, put_to
from scrutineer.ui.kit.basic import Card, button, label
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

_COLUMN = 196  # pixels at 100% of a column
_WORDS = 110  # characters of a question on a card of the board


class ChallengeBoard(QWidget):
    """Looks on what the log shows in another way; a card leads to its challenge, “more” to the list of its column."""

    def __init__(
        self, session: Session, open_it: Callable[[ChallengeId], None], more: Callable[[frozenset[Status]], None]
    ) -> None:
        super().__init__()
        self._session, self._open, self._more = session, open_it, more
        self._cards: list[QWidget] = []
        self._across = 0
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(space(12))
        self._grid.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setLayout(self._grid)
        self.setAccessibleName("Challenges by where they stand")

    def show_those(self, wanted: ChallengeFilter) -> None:
        """Show the challenges that fit."""
        for card in self._cards:
            self._grid.removeWidget(card)
            card.hide()
            card.deleteLater()
        columns = board_of(self._session.casefile, wanted, self._session.today())
        self._cards = [self._column(shown) for shown in columns]
        if not columns:
            self._cards = [label("No challenge is among them.", "muted")]
        self._across = 0
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As many columns beside each other as have room; the others go on below."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        across = max(1, (self.width() + space(12)) // space(_COLUMN + 12))
        if across == self._across:
            return
        self._across = across
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // across, number % across, Qt.AlignmentFlag.AlignTop)

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
        made.setFixedWidth(self._session.theme.px(_COLUMN))
        return made

    def _card(self, known: ChallengeNow) -> TextRow:
        today = self._session.today()
        late, days = known.state.days_overdue(today), known.state.days_open(today)
        age = f"{counted(late, 'day')} late" if late else counted(days, "day")
        challenge = known.challenge
        return TextRow(
            (
                TextLine(challenge.reference.split("-", 1)[-1], "strong", age, "danger" if late else "small"),
                TextLine(shortened(challenge.question, _WORDS), "dense"),
                TextLine(put_to(self._session.context, challenge), "small"),
            ),
            challenge.id,
        )
