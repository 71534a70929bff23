"""What a workbook leaves open and only a person can say: each question with its choices, and what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.dates import either_way, long_date, read_date
from scrutineer.domain.returns import ImportQuestion
from scrutineer.ui.kit.basic import button, clear, column, label, row
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow


class ImportQuestions(QWidget):
    """Questions with choices. What was chosen stays in view and can be asked again."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._box: QVBoxLayout = column(spacing=6)
        self.setLayout(self._box)
        self.chosen: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self.hide()

    def put_back(self, chosen: Mapping[str, str]) -> None:
        """Choose again what was chosen."""
        self.chosen = dict(chosen)

    def show_questions(self, questions: Iterable[ImportQuestion]) -> None:
        """Ask these; below them what was said already."""
        clear(self._box)
        asked = [question for question in questions if question.choices or question.is_day]
        for question in asked:
            self._box.addWidget(label(question.text, "warn", wrap=True))
            self._box.addWidget(label(question.advice, "small", wrap=True))
            choices = [
                button(words, partial(self._choose, question.kind, key, words), small=True)
                for key, words in question.choices
            ]
            self._box.addWidget(flow(*choices, *self._another_day(question)))
        for kind, key in self.chosen.items():
            said = label(f"You said: {self._said.get(kind, f'{kind}, {key}')}.", "small", wrap=True)
            again = button("Ask again", partial(self._ask_again, kind), small=True)
            line = row(said, again)
            line.setStretch(0, 1)
            self._box.addLayout(line)
        self.setVisible(bool(asked or self.chosen))

    def _another_day(self, question: ImportQuestion) -> tuple[QWidget, ...]:
        """A field for a day that is not among the choices, and the button that takes what stands in it."""
        if not question.is_day:
            return ()
        field = Field(name=f"Day: {question.text}", hint="Another day, as 12 March 2026")
        field.setProperty("compact", "true")

        def take() -> None:
            day = None if either_way(field.text()) else read_date(field.text())
            if day is not None:
                self._choose(question.kind, day.isoformat(), long_date(day))
            else:
                field.setFocus()

        return field, button("Use this day", take, small=True)

    def _choose(self, kind: str, key: str, words: str) -> None:
        self.chosen[kind] = key
        self._said[kind] = f"{kind}, {words}"
        self.changed.emit()

    def _ask_again(self, kind: str) -> None:
        del self.chosen[kind]
        self.changed.emit()
