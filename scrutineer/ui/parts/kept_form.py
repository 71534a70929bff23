"""A form that keeps each change as it is made: there is no button to press, and undo takes back what was slipped."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QCheckBox, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.drafts import Draft
from scrutineer.domain.rules import problems_of
from scrutineer.operations.casefiles import Casefile
from scrutineer.progress import Progress
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import Operation
from scrutineer.ui.session import Session

Said = Mapping[str, Any]
"""What is said in some fields, by their names."""


class KeptForm(Form):
    """Records a field once it is left, or Enter is pressed in it, or something is chosen in it.

    `changed` is the record with what was said in some of the fields, `record` the operation that records it. A field
    that cannot be read, or breaks a rule, keeps what was typed, with the reason beside it; the others are recorded all
    the same.
    """

    def __init__(
        self, session: Session, host: QWidget, changed: Callable[[Said], Any],
        record: Callable[[Any], Operation[Any]], *, roles: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(session, host, roles=roles)
        self._session, self._changed_by, self._record = session, changed, record
        self._values: dict[str, Callable[[], Any]] = {}
        self._lines: dict[str, FieldLine] = {}
        self._tried: dict[str, str] = {}  # every field as it stood when something was handed over last
        self._sending: frozenset[str] = frozenset()
        self.doubt.said_so.connect(self._on_said_so)

    def line(self, name: str, line: FieldLine, *, value: Callable[[], Any] | None = None, required: str = "") -> None:
        """Take in the field of a line; `value` is what is recorded of it where that is not what it holds."""
        field = line.field
        self.add(name, field, required=required)
        self._lines[name] = line
        self._values[name] = value or _reading(field)
        if isinstance(field, Field):
            field.editingFinished.connect(lambda: self.commit(name))
        elif isinstance(field, Combo):
            field.activated.connect(lambda _place: self.commit(name))
        elif isinstance(field, Segments):
            field.chosen.connect(lambda _value: self.commit(name))
        elif isinstance(field, QCheckBox):
            field.clicked.connect(lambda _checked: self.commit(name))
        else:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A field of several lines is left."""
        if event.type() == QEvent.Type.FocusOut:
            name = next((name for name, line in self._lines.items() if line.field is watched), "")
            if name:
                self.commit(name)
        return False

    def commit(self, name: str) -> None:
        """Record a field, with whatever else was changed and not refused. What was tried already is not tried again."""
        if not self.about or name not in self.changes() or self.typed() == self._tried:
            return
        self._tried = self.typed()
        refused = set(self.asks()) - {name}
        clear = {changed for changed in self.changes() if changed not in refused and self.is_clear_at(changed)}
        broken = self._broken(clear)
        clear -= broken.keys()
        if name in clear:
            for settled in set(self.asks()) - (self.changes().keys() - clear):
                self._asks.take_away(settled)
            self._sending = frozenset(clear)
            about, said, typed = self.about, self._said(clear), self.typed()
            operation = self._record(self._changed_by(said))

            def kept(_outcome: Outcome[Any]) -> None:
                if self.about == about:
                    self._show_as_stored({name: said[name] for name in clear if self.typed()[name] == typed[name]})
                    self._say_kept(clear)

            self._session.record(self, _quietly(operation), done=kept)
        for field, sentence in broken.items():
            self.refuse(field, sentence)

    def _on_said_so(self) -> None:
        """What was unlikely is so: it is recorded at once, as everything here is."""
        self._tried = {}
        self.commit(self.doubt.about)

    def _show_as_stored(self, said: Said) -> None:
        """A day in words, a prefix in capitals: as it will be shown from now on."""
        with self._quietly():
            for name, value in said.items():
                if isinstance(value, str | date):
                    self._parts[name].put(self._parts[name].encode(value))
                    self._stored[name] = self._parts[name].typed()

    def _said(self, names: Collection[str]) -> dict[str, Any]:
        return {name: self._values[name]() for name in names}

    def _broken(self, names: Collection[str]) -> dict[str, str]:
        """What of these would break a rule of the record's type, in words: known before anything is recorded."""
        record = self._changed_by(self._said(names))
        noun = type(record).__name__.lower()
        problems = problems_of(record, noun, self._session.today())
        return {problem.about: str(problem.error()) for problem in problems if problem.about in names}

    def commit_all(self) -> None:
        """Record every field that was changed and not yet left."""
        for name in tuple(self.changes()):
            if name not in self.asks():
                self.commit(name)

    def sent(self) -> Draft:
        """What is handed over: the fields that are recorded now, the others as they are stored."""
        draft = super().sent()
        fields = {name: raw if name in self._sending else self._stored[name] for name, raw in draft.fields.items()}
        return replace(draft, fields=fields)

    def follow(self, about: str, title: str, stored: Mapping[str, Any]) -> None:
        """Show what is stored; of another thing nothing was tried yet, and what was kept is said no more."""
        if about != self.about:
            self.commit_all()
            self._tried = {}
            self._say_no_more(self._lines)
        before = dict(self._stored)
        super().follow(about, title, stored)
        others = {name for name, raw in self._stored.items() if raw != before.get(name)}
        if others:  # undone, or changed elsewhere: what was typed before may be meant again
            self._tried = {}
            self._say_no_more(others)
        if not self.is_changed:
            self.note.hide()

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside a field why it cannot be taken; who left it goes on where they are."""
        self._asks.say(name, self._parts[name].widget, sentence, focus=False)

    def _on_touched(self, name: str) -> None:
        super()._on_touched(name)
        if not self._filling and name in self._lines and name in self.changes():
            self._lines[name].say_kept(kept=False)

    def _say_kept(self, names: Collection[str]) -> None:
        for name, line in self._lines.items():
            if name in names and shiboken6.isValid(line):
                line.say_kept(kept=True)

    def _say_no_more(self, names: Collection[str]) -> None:
        for name in names:
            self._lines[name].say_kept(kept=False)


def _reading(field: QWidget) -> Callable[[], Any]:
    """What a field holds, as an operation takes it."""
    if isinstance(field, DateField):
        return field.value
    if isinstance(field, Field):
        return field.text
    if isinstance(field, Notes):
        return field.toPlainText
    if isinstance(field, QCheckBox):
        return field.isChecked
    return field.value  # type: ignore[attr-defined,no-any-return]


def _quietly(operation: Operation[Any]) -> Operation[Any]:
    """The same operation, of which only the field says that it was done: no message lies over the page."""

    def do_quietly(casefile: Casefile, *, progress: Progress) -> Outcome[Any]:
        return replace(operation(casefile, progress), label="")

    return Operation(do_quietly, (), {})
