"""Settings: the phrases and the words that this casefile keeps for whoever writes in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from scrutineer.domain.writing import KeptWord, Phrase
from scrutineer.operations import writing
from scrutineer.operations.queries.writing import kept_words, phrases
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, column, holder
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection
from scrutineer.ui.parts.text_rows_section import TextRowsSection


class PhrasesSection(RowsSection):
    """Texts of one's own, to be written into any field."""

    part = SettingsPart.PHRASES
    said = (
        "Texts of your own for any field: Ctrl+Shift+P writes one where the cursor is, Ctrl+Shift+K keeps what is "
        "selected. They are kept in this casefile."
    )

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Name", 190, lambda phrase: TableCell(phrase.name)),
            TableColumn("What it inserts", 0, lambda phrase: TableCell(" ".join(phrase.text.split()), tone="text-2")),
        ]

    def _add_line(self) -> QWidget:
        self.new_name, self.new_text = Field(spelt=True), Notes(name="What another phrase inserts", lines=2)
        self.new_name.setPlaceholderText("Name of another phrase")
        self.new_name.setAccessibleName("Name of another phrase")
        self.new_name.setMinimumWidth(self.session.theme.px(280))
        self.new_text.setPlaceholderText("What it inserts. Ctrl+Enter adds it.")
        self.adding.add("name", self.new_name, required="Give the phrase a name, to find it by.")
        self.adding.add("text", self.new_text, required="Write what it is to insert.")
        line = flow(self.new_name, button("Add", self.add))
        return holder(column(line, self.new_text, spacing=8))

    def _lines(self) -> list[FieldLine]:
        self.name, self.text = Field(spelt=True), Notes(name="What it inserts", lines=4)
        name = FieldLine("Name", self.name, beside=False)
        text = FieldLine("What it inserts", self.text, beside=False)
        self.form.line("name", name, required="Give the phrase a name, to find it by.")
        self.form.line("text", text, required="Write what it is to insert.")
        return [name, text]

    def _recorded(self) -> Sequence[Phrase]:
        return phrases(self.session.casefile)

    def _follow_new(self) -> None:
        if not self.adding.about:
            self.adding.follow("phrase:new", "A new phrase", {})

    def _stored(self, thing: Phrase) -> tuple[str, str, Said]:
        return f"phrase:{thing.id}", thing.name, {"name": thing.name, "text": thing.text}

    def _changing(self, thing: Phrase) -> Operation[Any]:
        return do(writing.change_phrase, phrase=thing)

    def _removing(self, thing: Phrase) -> Operation[Any]:
        return do(writing.remove_phrase, phrase=thing)

    def begin(self) -> None:
        """At what adds one."""
        self.new_name.setFocus()

    def add(self) -> None:
        """Record the phrase typed; its fields are cleared."""
        if self.adding.ready():
            self.session.record(
                self.adding,
                do(writing.keep_phrase, name=self.new_name.text(), text=self.new_text.toPlainText()),
                done=lambda outcome: self.choose(outcome.value),
                anew={},
            )


class WordsSection(TextRowsSection):
    """Words that count as spelt right in this casefile."""

    part = SettingsPart.WORDS
    said = (
        "Spelling is checked in British English, on this computer alone. These words are never marked, nor are the "
        "names that this casefile has."
    )
    column, another, spoken = "word", "Another word", "Another word that is spelt right"
    needed = "Type the word."
    key, begun = "kept-word", "A word of your own"

    def _recorded(self) -> Sequence[KeptWord]:
        return kept_words(self.session.casefile)

    def _adding(self, text: str) -> Operation[Any]:
        return do(writing.keep_word, word=text)

    def _changing(self, thing: KeptWord) -> Operation[Any]:
        return do(writing.change_word, word=thing)

    def _removing(self, thing: KeptWord) -> Operation[Any]:
        return do(writing.let_word_go, word=thing)
