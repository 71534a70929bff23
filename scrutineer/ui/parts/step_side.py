"""Beside a step or line: its history, its challenges, and what would answer it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.ids import TargetId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.partnership import Cycle
from scrutineer.operations.queries.challenges import put_to
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.history import JournalEntry
from scrutineer.operations.queries.steps import TargetView
from scrutineer.ui.destinations import ToChallenge, ToChallenges
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.session import Session


class StepSide(QWidget):
    """The pane on the right of the Steps page."""

    def __init__(self, session: Session, raise_one: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._raise = session, raise_one
        self._target: TargetId | None = None
        theme = session.theme
        self._count = label("", "chip")
        self.challenges = TextList(theme, name="Challenges")
        self.challenges.chosen.connect(lambda challenge_id: session.go(ToChallenge(challenge_id)))
        self.more = button("", self._go_to_log, kind="link")
        self._no_challenge = label("None on this yet.", "muted")
        self._answer_head, self._answer = self._heading("What would answer it"), label("", "muted", wrap=True)
        self._earlier = TextList(theme, name="Earlier judgements")
        self._no_earlier, self._older = label("None before this one.", "muted"), label("", "caption", wrap=True)
        self._history = TextList(theme, name="History")
        self._no_history = label("Nothing recorded yet.", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        add = button("Raise", self._raise, theme=self._session.theme, kind="link", icon="plus")
        box = column(spacing=6, margins=(14, 12, 14, 12))
        box.addLayout(row(label("Challenges", "card"), self._count, None, add))
        for part in (
            self.challenges, self.more, self._no_challenge, self._answer_head, self._answer,
            self._heading("Earlier judgements"), self._earlier, self._no_earlier, self._older,
            self._heading("History"), self._history, self._no_history,
        ):  # fmt: skip
            box.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if part is self.more else Qt.AlignmentFlag(0))
        box.addStretch(1)
        self.setLayout(column(scroll(holder(box, "side"), "side"), spacing=0))

    @staticmethod
    def _heading(words: str) -> QWidget:
        return holder(column(rule(), label(words, "card"), spacing=6, margins=(0, 6, 0, 0)))

    def show_view(self, view: TargetView, history: tuple[JournalEntry, ...], answer: str) -> None:
        """Show what belongs to one target: the first of its challenges, the newest of the rest."""
        self._target = view.target
        self._count.setText(str(view.challenge_count))
        self.challenges.show_rows([self._challenge(known) for known in view.challenges])
        left = view.challenge_count - len(view.challenges)
        self.more.setText(f"And {left:,} more")
        self.more.setVisible(left > 0)
        self._no_challenge.setVisible(not view.challenge_count)
        self._answer.setText(answer)
        for part in (self._answer_head, self._answer):
            part.setVisible(bool(answer))
        self._earlier.show_rows([self._judgement(*earlier) for earlier in view.earlier])
        self._no_earlier.setVisible(not view.earlier)
        older = view.earlier_count - len(view.earlier)
        self._older.setText(f"And {older:,} before these.")
        self._older.setVisible(older > 0)
        self._history.show_rows([_entry(entry) for entry in history])
        self._no_history.setVisible(not history)

    def _challenge(self, known: ChallengeNow) -> TextRow:
        challenge, state = known.challenge, known.state
        days = state.days_overdue(self._session.today())
        stands, role = (f"{days} days overdue", "danger") if days else (state.status.value, "small")
        words = f"{put_to(self._session.context, challenge)}: {challenge.question}"
        return TextRow(
            (TextLine(challenge.reference, "link", stands, role), TextLine(words, "muted")), value=challenge.id
        )

    def _judgement(self, cycle: Cycle, judgement: Judgement) -> TextRow:
        scale = self._session.context.scale
        word = (
            scale.word(judgement.level)
            if judgement.scale_id == scale.id
            else f"{level_word(judgement.scale_id, judgement.level)} (another scale)"
        )
        when = f"{cycle.name}, {long_date(local_day(judgement.made))}"
        return TextRow((TextLine(word, "strong"), TextLine(when, "caption"), TextLine(judgement.narrative, "muted")))

    def _go_to_log(self) -> None:
        self._session.go(ToChallenges(target=self._target))


def _entry(entry: JournalEntry) -> TextRow:
    when = f"{long_date(local_day(entry.at))}, {entry.author}"
    return TextRow((TextLine(entry.label, "dense"), TextLine(when, "caption")))
