"""Phrases of one's own: chosen by any of their words, and kept from what is selected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from scrutineer.domain.writing import Phrase
from scrutineer.operations.queries.writing import phrases
from scrutineer.operations.writing import keep_phrase
from scrutineer.ui.kit.basic import button, column, label, row, take_size
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.fitting_list import FittingList, FittingRow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

_NONE_YET = "No phrase is kept yet. Select words in any field and press Ctrl+Shift+K, or add one in Settings."


class PhrasesDialog(QDialog):
    """One field and the phrases that fit it; Enter writes the one chosen."""

    def __init__(self, parent: QWidget, session: Session, write: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._write = write
        self._phrases = phrases(session.casefile)
        theme = session.theme
        self.setWindowTitle("Insert a phrase")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, theme, 520, 380)
        self.rows = FittingList(theme, "Phrases", self._choose)
        self.words = self.rows.words
        self.words.setPlaceholderText("Any words of the phrase")
        self.words.setAccessibleName("Find a phrase")
        self.words.textChanged.connect(self._show)
        box = column(self.words, spacing=8, margins=(12, 12, 12, 12))
        box.addWidget(self.rows, 1)
        hint = "Up and Down choose, Enter inserts, Esc closes" if self._phrases else _NONE_YET
        box.addWidget(label(hint, "caption", wrap=True))
        self.setLayout(box)
        self._show()

    def _show(self) -> None:
        """The phrases that hold every word typed, those whose name does first."""
        wanted = self.words.text().casefold().split()
        fitting = [
            phrase for phrase in self._phrases
            if all(word in f"{phrase.name} {phrase.text}".casefold() for word in wanted)
        ]  # fmt: skip
        fitting.sort(key=lambda phrase: not all(word in phrase.name.casefold() for word in wanted))
        lines = [(phrase, " ".join(phrase.text.split())) for phrase in fitting]
        self.rows.show_rows(FittingRow(phrase.name, line, f"{phrase.name}: {line}", phrase) for phrase, line in lines)

    def _choose(self) -> None:
        phrase = self.rows.value()
        if isinstance(phrase, Phrase):
            self.accept()
            self._write(phrase.text)


class NewPhraseDialog(QDialog):
    """A phrase from what was selected: its name is asked for, its text can still be changed."""

    def __init__(self, parent: QWidget, session: Session, text: str) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Keep a phrase")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, session.theme, 520, 300)
        self.name, self.text = Field(spelt=True), Notes(name="What it inserts", lines=5)
        self.name.setAccessibleName("Name of the phrase")
        self.form = Form(session, self)
        self.form.add("name", self.name, required="Give the phrase a name, to find it by.")
        self.form.add("text", self.text, required="Write what it is to insert.")
        self.form.follow("phrase:selected", "A phrase to keep", {})
        self.text.setPlainText(text)
        box = column(
            label("Name", "muted"), self.name, label("What it inserts", "muted"), self.text, spacing=6,
            margins=(12, 12, 12, 12),
        )  # fmt: skip
        keep = button("Keep", self._keep, kind="primary")
        keep.setDefault(True)
        box.addLayout(row(None, button("Cancel", self.reject), keep))
        self.setLayout(box)
        self.name.setFocus()

    def reject(self) -> None:
        """Keep nothing: what was selected still stands where it was."""
        self.form.follow("", "", {})
        self._session.drop_draft("phrase:selected")
        super().reject()

    def _keep(self) -> None:
        if self.form.ready():
            self._session.record(
                self.form,
                do(keep_phrase, name=self.name.text(), text=self.text.toPlainText()),
                done=lambda _outcome: self.accept(),
            )
