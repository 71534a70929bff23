"""A step at a glance: its level, the judgement's first words, what it rests on, and what is open on it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy

from scrutineer.domain.dates import short_date
from scrutineer.domain.judgement import Direction
from scrutineer.operations.queries.context import level_here, level_word
from scrutineer.operations.queries.home import StepCard
from scrutineer.ui.destinations import ToLine
from scrutineer.ui.kit.basic import LevelPill, Remark, clear, column, label, row
from scrutineer.ui.kit.marks import StrengthBars, icon_label
from scrutineer.ui.parts.level_marks import mark_on
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

DIRECTION_ICONS = {
    Direction.IMPROVING: "arrow-up-right",
    Direction.STEADY: "arrow-right",
    Direction.DECLINING: "arrow-down-right",
    Direction.FIRST_LOOK: "circle-dot",
}
_SENTENCE_ENDS = re.compile(r"(?<=[.?]) ")


class StepCardButton(QPushButton):
    """One step at a glance; pressing it opens the step."""

    def __init__(self, session: Session, card: StepCard) -> None:
        super().__init__()
        self._session, self._theme = session, session.theme
        self.setProperty("kind", "step")
        self.setAutoDefault(True)
        self._box = column(spacing=9, margins=(15, 12, 15, 12))
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda: session.go(ToLine(self.card.step.target)))
        self.show_card(card)

    def show_card(self, card: StepCard) -> None:
        """Show a step as it stands; the button itself, its focus and its place stay."""
        self.card = card
        clear(self._box)
        theme, context, box = self._theme, self._session.context, self._box
        head = row(label(card.step.number, "muted"), spacing=6)
        head.addWidget(Remark(card.step.label, "step"), 1)  # never cut without a sign of it
        head.addWidget(icon_label(theme, "chevron-right", "text-2"))
        level = mark_on(card.scale_id, card.level, level_word(card.scale_id, card.level))
        pill = LevelPill(theme, level.look, level.words, tall=True)
        self._said = label("", "small", wrap=True)
        self._said.hide()
        box.addLayout(head)
        box.addWidget(pill)
        box.addWidget(self._said)
        box.addStretch(1)
        box.addLayout(self._facts(card))
        self._show_first_words()
        self.setAccessibleName(self._spoken(card, level_here(context, card.scale_id, card.level)))

    def hasHeightForWidth(self) -> bool:
        """The first words take room that is there and ask for none: else Home would stay as tall as it once was."""
        return False

    def sizeHint(self) -> QSize:
        """As large as what it holds but the first words."""
        return self._box.sizeHint() - QSize(0, self._spare())

    def _spare(self) -> int:
        """How much height the first words take."""
        return 0 if self._said.isHidden() else self._said.height() + self._box.spacing()

    def event(self, event: QEvent) -> bool:
        """A style sheet's minimum would win over the hint, so the layout's own is set whenever it changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            self.setMinimumHeight(max(space(80), self._box.minimumSize().height() - self._spare()))
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many of the judgement's first words as there is room for."""
        super().resizeEvent(event)
        self._show_first_words()

    def _show_first_words(self) -> None:
        """Two sentences of the judgement, else one; none where even that has no room."""
        margins = self._box.contentsMargins()
        width = self.width() - margins.left() - margins.right()
        room = self.height() - (self._box.minimumSize().height() - self._spare()) - self._box.spacing()
        sentences = _SENTENCE_ENDS.split(self.card.narrative)
        metrics, words_break = self._said.fontMetrics(), int(Qt.TextFlag.TextWordWrap)

        def height(words: str) -> int:
            return metrics.boundingRect(QRect(0, 0, width, self.height()), words_break, words).height()

        said = (" ".join(sentences[:2]), sentences[0])
        words = next((words for words in said if words and height(words) <= room), "")
        if words != self._said.text() or bool(words) is self._said.isHidden():
            self._said.setText(words)
            self._said.setVisible(bool(words))
        if words:
            self._said.setFixedHeight(height(words))

    def _facts(self, card: StepCard) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(8))
        grid.setVerticalSpacing(self._theme.px(5))
        grid.setColumnMinimumWidth(0, self._theme.px(112))
        grid.setColumnStretch(1, 1)
        facts = (
            ("Evidence", self._evidence(card)),
            ("Direction", self._direction(card)),
            ("Open challenges", self._challenges(card)),
            ("Last touched", _plain(short_date(card.touched) if card.touched else "Never")),
        )
        for number, (words, value) in enumerate(facts):
            grid.addWidget(label(words, "muted"), number, 0)
            grid.addLayout(value, number, 1)
        return grid

    def _evidence(self, card: StepCard) -> QHBoxLayout:
        if card.strength is None:
            return _plain(f"{card.linked} not yet weighed" if card.linked else "None yet", "muted")
        return row(StrengthBars(self._theme, card.strength), label(card.strength.value.capitalize()), None, spacing=5)

    def _direction(self, card: StepCard) -> QHBoxLayout:
        if card.direction is None:
            return _plain("Not looked at yet", "muted")
        icon = icon_label(self._theme, DIRECTION_ICONS[card.direction], size=15)
        return row(icon, label(card.direction.value.capitalize()), None, spacing=5)

    def _challenges(self, card: StepCard) -> QHBoxLayout:
        if not card.open_challenges:
            return _plain("None")
        box = row(label(str(card.open_challenges)), spacing=5)
        if card.overdue:
            box.addWidget(icon_label(self._theme, "clock", "danger", 14))
            box.addWidget(label(f"{card.overdue} overdue", "danger"))
        box.addStretch(1)
        return box

    @staticmethod
    def _spoken(card: StepCard, word: str) -> str:
        strength = f"evidence {card.strength.value}" if card.strength else "evidence not weighed"
        direction = card.direction.value if card.direction else "not looked at yet"
        challenges = f"{card.open_challenges} open challenges, {card.overdue} overdue"
        return f"Step {card.step.number}, {card.step.label}, {word}, {strength}, {direction}, {challenges}"


def _plain(words: str, role: str = "dense") -> QHBoxLayout:
    return row(label(words, role), None)
