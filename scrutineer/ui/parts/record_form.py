"""The form of one thing of a list: the same fields for a new one and for the one chosen, recorded by a button."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.ui.kit.basic import Card, button
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import DateField, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.number_field import NumberField
from scrutineer.ui.ops import Operation
from scrutineer.ui.session import Session

Said = Mapping[str, Any]
"""What is said in the fields, by the names of the operation's arguments."""


@dataclass(frozen=True)
class AskedField:
    """One field: the name of the operation's argument, its words and widget. `required` is the sentence for an empty
    one; `read` and `show` turn what it holds into what is stored, and back, where the two differ."""

    name: str
    words: str
    widget: QWidget
    required: str = ""
    hint: str = ""
    read: Callable[[], Any] | None = None
    show: Callable[[Any], Any] | None = None

    def value(self) -> Any:
        """What it holds, as the operation takes it."""
        if self.read is not None:
            return self.read()
        if isinstance(self.widget, Notes):
            return self.widget.toPlainText()
        if isinstance(self.widget, NumberField | DateField) or not hasattr(self.widget, "text"):
            return self.widget.value()  # type: ignore[attr-defined]
        return self.widget.text()

    def shown(self, stored: Any) -> Any:
        """What it shows of what is stored."""
        return stored if self.show is None else self.show(stored)


@dataclass(frozen=True)
class Acts:
    """What is done with what is said: a new thing is added, the one chosen changed or taken away."""

    add: Callable[[Said], Operation[Any]]
    change: Callable[[Any, Said], Operation[Any]]
    take: Callable[[Any], Operation[Any]]
    added: Callable[[Any], None] = lambda _new: None


class RecordForm(Card):
    """A card with a line for each field. `key` begins the keys of its drafts.

    `begun` is emitted when a person asks for a new one: what was chosen in a list beside it is chosen no more.
    """

    begun = Signal()

    def __init__(self, session: Session, key: str, noun: str, asked: Sequence[AskedField], acts: Acts) -> None:
        super().__init__(noun.capitalize())
        self.session, self.key, self.noun = session, key, noun
        self.asked, self._acts = {part.name: part for part in asked}, acts
        self._thing: Any = None
        self.is_new_begun = False  # a person asked for a new one
        self._blank: Said = {}
        self._within = ""
        self.form = Form(session, self)
        self.body.addWidget(self.form.note)
        for part in asked:
            self.form.add(part.name, part.widget, required=part.required)
            self.body.addWidget(FieldLine(part.words, part.widget, part.hint, beside=False))
        self._record = button("", self.record, kind="primary", hint="Ctrl+Enter")
        self._new = button("Another one", self.begin_new, kind="link")
        self._take = button("Take away", self.take_away, kind="link")
        self.body.addWidget(flow(self._record, self._new, self._take))

    def show_thing(self, thing: Any, *, blank: Said, within: object = "") -> None:
        """Show one thing, or with None the fields of a new one, which begin as `blank` says. `within` is the id of what
        it belongs to."""
        self._blank, self._within = blank, f"{within}:" if within else ""
        self._follow(thing)

    def _follow(self, thing: Any) -> None:
        self._thing = thing
        self.is_new_begun = self.is_new_begun and thing is None
        stored = self._blank if thing is None else {name: getattr(thing, name) for name in self.asked}
        shown = {name: part.shown(stored.get(name)) for name, part in self.asked.items()}
        title = f"{'A new' if thing is None else 'The'} {self.noun}"
        self.form.follow(f"{self.key}:{self._within}{'new' if thing is None else thing.id}", title, shown)
        self.title.setText(f"New {self.noun}" if thing is None else self.noun.capitalize())
        self._record.setText(f"Add the {self.noun}" if thing is None else "Record")
        self._new.setVisible(thing is not None)
        self._take.setVisible(thing is not None)

    @property
    def thing(self) -> Any:
        """What it shows; None for a new one."""
        return self._thing

    def begin_new(self) -> None:
        """Show the fields of a new one, and write in the first."""
        self.is_new_begun = True
        self._follow(None)
        self.begun.emit()
        next(iter(self.asked.values())).widget.setFocus()

    def holds_focus(self) -> bool:
        """Whether one is writing in it."""
        return self.isAncestorOf(self.focusWidget()) if self.focusWidget() is not None else False

    def record(self) -> None:
        """Add or change what is said."""
        if not self.form.ready():
            return
        said = {name: part.value() for name, part in self.asked.items()}
        if self._thing is not None:
            self.session.record(self.form, self._acts.change(self._thing, said))
            return
        blank = {name: part.shown(self._blank.get(name)) for name, part in self.asked.items()}

        def added(outcome: Outcome[Any]) -> None:
            self._acts.added(outcome.value)

        self.session.record(self.form, self._acts.add(said), done=added, anew=blank)

    def take_away(self) -> None:
        """Take what is shown away; undo brings it back."""
        if self._thing is not None:
            self.session.run(self._acts.take(self._thing))
