"""The phrases and the words that this casefile keeps, to be looked through, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex

from scrutineer.domain.writing import KeptWord, Phrase
from scrutineer.operations.queries.writing import kept_words, phrases
from scrutineer.operations.writing import change_phrase, keep_phrase, keep_word, let_word_go, remove_phrase
from scrutineer.ui.kit.basic import Card, button, label
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class PhrasesCard(Card):
    """Phrases of one's own: a list, and the one chosen below it."""

    def __init__(self, session: Session) -> None:
        super().__init__("Phrases")
        self.session = session
        columns = [
            TableColumn("Name", 220, lambda phrase: TableCell(phrase.name)),
            TableColumn("What it inserts", 0, lambda phrase: TableCell(" ".join(phrase.text.split()), tone="text-2")),
        ]
        self.phrases = Register(session.theme, columns, name="Phrases")
        self.phrases.setMinimumHeight(session.theme.px(150))
        self.phrases.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.name, self.text = Field(spelt=True), Notes(name="What it inserts", lines=3)
        self.name.setAccessibleName("Name of the phrase")
        self.form = Form(session, self)
        self.form.add("name", self.name, required="Give the phrase a name, to find it by.")
        self.form.add("text", self.text, required="Write what it is to insert.")
        words = "Ctrl+Shift+P inserts one into the field you write in; Ctrl+Shift+K keeps what is selected there."
        self.body.addWidget(label(words, "small", wrap=True))
        for part in (
            self.phrases, self.form.note, label("Name", "muted"), self.name, label("What it inserts", "muted"),
            self.text,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addWidget(
            flow(
                button("Add as new", self.add, kind="primary"),
                button("Change the one chosen", self.change),
                button("Remove the one chosen", self.remove),
            )
        )

    def start_new(self) -> None:
        """The fields for a phrase that is not there yet."""
        self.phrases.clearSelection()
        self.phrases.setCurrentIndex(QModelIndex())
        self._show_chosen()

    def _show_chosen(self) -> None:
        phrase: Phrase | None = self.phrases.current()
        if phrase is None:
            self.form.follow("phrase:new", "A new phrase, in Settings", {})
        else:
            self.form.follow(
                f"phrase:{phrase.id}", f"The phrase “{phrase.name}”", {"name": phrase.name, "text": phrase.text}
            )

    def add(self) -> None:
        """Keep what is typed as a phrase."""
        if self.form.ready():
            self.session.record(
                self.form,
                do(keep_phrase, name=self.name.text(), text=self.text.toPlainText()),
                done=lambda _outcome: self.start_new(),
                anew={},
            )

    def change(self) -> None:
        """Record what is typed as the phrase chosen."""
        phrase: Phrase | None = self.phrases.current()
        if phrase is None:
            self.session.tell("info", "No phrase is chosen.", "Choose the one to change.")
        elif self.form.ready():
            changed = replace(phrase, name=self.name.text(), text=self.text.toPlainText())
            self.session.record(self.form, do(change_phrase, phrase=changed))

    def remove(self) -> None:
        """Remove the phrase chosen; undo brings it back."""
        phrase: Phrase | None = self.phrases.current()
        if phrase is None:
            self.session.tell("info", "No phrase is chosen.", "Choose the one to remove.")
        else:
            self.session.run(do(remove_phrase, phrase=phrase), done=lambda _outcome: self.start_new())

    def refresh(self) -> None:
        """Show what is recorded; what is being typed stays."""
        _show(self.phrases, phrases(self.session.casefile))
        self._show_chosen()


def _show(register: Register, kept: Sequence[Phrase | KeptWord]) -> None:
    """Show these rows; the one chosen stays so, and where none is, none is: the fields are for a new one then."""
    chosen = register.current()
    register.rows_model.set_rows(kept)
    if chosen is not None:
        register.select(lambda row: bool(row.id == chosen.id))


class KeptWordsCard(Card):
    """Words that count as spelt right in this casefile."""

    def __init__(self, session: Session) -> None:
        super().__init__("Words of your own")
        self.session = session
        columns = [TableColumn("Word", 0, lambda kept: TableCell(kept.word))]
        self.words = Register(session.theme, columns, name="Words of your own")
        self.words.setMinimumHeight(session.theme.px(120))
        self.word = Field()
        self.word.setAccessibleName("A word that is spelt right")
        self.word.setMinimumWidth(session.theme.px(210))
        self.form = Form(session, self)
        self.form.add("word", self.word, required="Type the word.")
        words = "Spelling is checked in British English, on this computer alone. These words are never marked."
        self.body.addWidget(label(words, "small", wrap=True))
        self.body.addWidget(self.words)
        self.body.addWidget(self.form.note)
        self.body.addWidget(label("A word that is spelt right", "muted"))
        self.body.addWidget(flow(self.word, button("Keep", self.keep), button("Let the one chosen go", self.let_go)))

    def keep(self) -> None:
        """Keep the word typed."""
        if self.form.ready():
            self.session.record(self.form, do(keep_word, word=self.word.text()), anew={})

    def let_go(self) -> None:
        """Keep the word chosen no longer; undo brings it back."""
        kept: KeptWord | None = self.words.current()
        if kept is None:
            self.session.tell("info", "No word is chosen.", "Choose the one to let go.")
        else:
            self.session.run(do(let_word_go, word=kept))

    def refresh(self) -> None:
        """Show what is recorded."""
        _show(self.words, kept_words(self.session.casefile))
        if not self.form.about:
            self.form.follow("kept-word:new", "A word of your own, in Settings", {})
