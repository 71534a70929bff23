"""Beside a step or line: its history, its challenges, and what would answer it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.challenge import Challenge, ChallengeNow
from scrutineer.domain.dates import local_day, long_date
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.history import JournalEntry
from scrutineer.operations.queries.home import put_to
from scrutineer.operations.queries.steps import TargetView
from scrutineer.ui.destinations import ToChallenge
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.session import Session


class StepSide(QWidget):
    """The pane on the right of the Steps page."""

    def __init__(self, session: Session, raise_one: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._raise = session, raise_one
        self._box = column(spacing=6, margins=(14, 12, 14, 12))
        outer = column(scroll(holder(self._box, "side")), spacing=0)
        self.setLayout(outer)

    def show_view(self, view: TargetView, history: tuple[JournalEntry, ...], answer: str) -> None:
        """Show what belongs to one target."""
        clear(self._box)
        self._challenges(self._box, view.challenges)
        if answer:
            self._heading("What would answer it")
            self._box.addWidget(label(answer, "muted", wrap=True))
        self._heading("Earlier judgements")
        self._judgements(view)
        self._heading("History")
        for entry in history:
            self._box.addWidget(label(entry.label, "dense", wrap=True))
            self._box.addWidget(label(f"{long_date(local_day(entry.at))}, {entry.author}", "caption"))
        if not history:
            self._box.addWidget(label("Nothing recorded yet.", "muted"))
        self._box.addStretch(1)

    def _heading(self, words: str) -> None:
        self._box.addSpacing(6)
        self._box.addWidget(rule())
        self._box.addWidget(label(words, "card"))

    def _judgements(self, view: TargetView) -> None:
        scale = self._session.context.scale
        for cycle, judgement in view.earlier:
            word = (
                scale.word(judgement.level)
                if judgement.scale_id == scale.id
                else f"{level_word(judgement.scale_id, judgement.level)} (another scale)"
            )
            self._box.addWidget(label(word, "strong", wrap=True))
            self._box.addWidget(label(f"{cycle.name}, {long_date(local_day(judgement.made))}", "caption"))
            self._box.addWidget(label(judgement.narrative, "muted", wrap=True))
        if not view.earlier:
            self._box.addWidget(label("None before this one.", "muted"))

    def _challenges(self, box: QVBoxLayout, challenges: tuple[ChallengeNow, ...]) -> None:
        add = button("Raise", self._raise, theme=self._session.theme, kind="link", icon="plus")
        box.addLayout(row(label("Challenges", "card"), label(str(len(challenges)), "chip"), None, add))
        today = self._session.today()
        for known in challenges:
            challenge, state = known.challenge, known.state
            days = state.days_overdue(today)
            go = button(challenge.reference, self._opener(challenge), kind="link")
            stands = label(f"{days} days overdue", "danger") if days else label(state.status.value, "small")
            box.addLayout(row(go, None, stands))
            words = f"{put_to(self._session.context, challenge)}: {challenge.question}"
            box.addWidget(label(words, "muted", wrap=True))
        if not challenges:
            box.addWidget(label("None on this yet.", "muted"))

    def _opener(self, challenge: Challenge) -> Callable[[], None]:
        return lambda: self._session.go(ToChallenge(challenge.id))
