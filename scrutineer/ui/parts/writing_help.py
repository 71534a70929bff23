"""Help for whoever writes: spelling and phrases of one's own, in every field that takes sentences."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from scrutineer.dictionary import Dictionary
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.writing import Spot, kept_form
from scrutineer.operations.queries.writing import own_words
from scrutineer.operations.writing import keep_word
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.spelling import SpellMarks, cursor_in, select, selected_in, write_in
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session

_CHANGES_WORDS = frozenset({ChangeKind.WRITING, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})
_MOST = 6  # suggestions in a menu

british = Dictionary()
"""One for every casefile: it holds nothing of any."""


class WritingHelp(QObject):
    """Follows the focus: the field that one writes in is marked, and its menu and keys offer help. A field is looked at
    once somebody is in it, not before: what is only read stays quiet."""

    def __init__(self, session: Session, host: QWidget) -> None:
        super().__init__(host)
        self._session, self._host = session, host
        self._own: frozenset[str] | None = None
        self._marks: dict[Field | Notes, SpellMarks | None] = {}
        self._last: Field | Notes | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus)

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Follow a change of the casefile's own words."""
        if kinds & _CHANGES_WORDS:
            self._own = None
            for marks in self._marks.values():
                if marks is not None and shiboken6.isValid(marks):
                    marks.look()

    def knows(self, word: str) -> bool:
        """Whether a word is spelt right: in the dictionary, or as this casefile spells it."""
        if british.knows(word):
            return True
        if self._own is None:
            self._own = own_words(self._session.casefile, self._session.context)
        return kept_form(word) in self._own

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if not isinstance(now, Field | Notes) or isinstance(now, DateField) or now.isReadOnly():
            return
        if isinstance(now, Field) and now.is_secret:
            return
        self._last = now
        if now not in self._marks:
            self._marks = {field: marks for field, marks in self._marks.items() if shiboken6.isValid(field)}
            self._marks[now] = SpellMarks(now, self._session.theme, self.knows) if now.spelt else None
            now.menu_opens.connect(partial(self._fill_menu, now))
            for keys, act in (
                ("Ctrl+Shift+P", self.insert_phrase), ("Ctrl+Shift+K", self.keep_selection), ("F7", self.next_mistake),
            ):  # fmt: skip
                shortcut = QShortcut(QKeySequence(keys), now)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(act)

    # Spelling

    def marks_of(self, field: Field | Notes) -> SpellMarks | None:
        """The marks of a field; None for one that nobody has been in, or that takes no sentences."""
        return self._marks.get(field)

    def _fill_menu(self, field: Field | Notes, menu: QMenu, place: int) -> None:
        """What was likely meant first; then the usual menu; then phrases."""
        marks = self.marks_of(field)
        spot = marks.at(place) if marks is not None else None
        first = menu.actions()[0] if menu.actions() else None
        if marks is not None and spot is not None:
            menu.insertActions(first, self._about(menu, marks, spot))  # type: ignore[arg-type]
            menu.setActiveAction(menu.actions()[0])
        menu.addSeparator()
        menu.addAction("Insert a phrase…\tCtrl+Shift+P", self.insert_phrase)
        keep = menu.addAction("Keep what is selected as a phrase…\tCtrl+Shift+K", self.keep_selection)
        keep.setEnabled(bool(selected_in(field)))

    def _about(self, menu: QMenu, marks: SpellMarks, spot: Spot) -> list[QAction]:
        """What can be done about a word that is not known."""
        actions = []
        for word in british.suggestions(spot.word)[:_MOST]:
            better = QAction(word, menu)
            better.triggered.connect(partial(_replace, marks, spot, word))
            actions.append(better)
        if not actions:
            none = QAction("Nothing is spelt nearly so", menu)
            none.setEnabled(False)
            actions.append(none)
        keep = QAction("Keep this word", menu)
        keep.triggered.connect(partial(self._keep, spot.word))
        line = QAction(menu)
        line.setSeparator(True)
        return [*actions, keep, line]

    def _keep(self, word: str, _checked: bool = False) -> None:
        self._session.run(do(keep_word, word=word))

    def next_mistake(self) -> None:
        """Select the next word that is not known, and say that there is none where all are."""
        field = self._writing_in()
        marks = self.marks_of(field) if field is not None else None
        if field is None or marks is None:
            return
        marks.look()
        spot = marks.next_after(cursor_in(field))
        if spot is None:
            self._session.tell("ok", british.problem or "Every word of this field is known.", "")
            return
        select(field, spot.start, spot.end)
        self._session.tell("info", f"“{spot.word}” is not in the dictionary.", "Shift+F10 says what may be meant.")

    # Phrases

    def _writing_in(self) -> Field | Notes | None:
        """The field that is written in, or was last."""
        return self._last if self._last is not None and shiboken6.isValid(self._last) else None

    def insert_phrase(self) -> None:
        """Choose a phrase of one's own for the field written in."""
        from scrutineer.ui.dialogs.phrases import PhrasesDialog  # made when it is first asked for

        field = self._writing_in()
        if field is None:
            self._session.tell("info", "No field is written in.", "Put the cursor where the phrase is to stand.")
            return
        PhrasesDialog(field.window(), self._session, partial(_write, field)).show()

    def keep_selection(self) -> None:
        """Keep what is selected in the field written in as a phrase."""
        from scrutineer.ui.dialogs.phrases import NewPhraseDialog

        field = self._writing_in()
        text = selected_in(field) if field is not None else ""
        if field is None or not text.strip():
            self._session.tell("info", "Nothing is selected.", "Select the words that the phrase is to hold.")
            return
        NewPhraseDialog(field.window(), self._session, text).show()


def _replace(marks: SpellMarks, spot: Spot, word: str, _checked: bool = False) -> None:
    marks.replace(spot, word)


def _write(field: Field | Notes, text: str) -> None:
    """Write a phrase, and go on writing behind it."""
    if shiboken6.isValid(field):
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        write_in(field, text)
