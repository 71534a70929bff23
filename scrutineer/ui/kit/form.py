"""One form, whatever it asks: what is stored, what is typed, and what becomes of it.

The promise: what is typed is stored, or kept as a draft with every field as it was typed, or still in its field. It is
cleared only after it was stored; what is refused is said beside its field; what is unchanged is not written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from scrutineer.domain.drafts import Draft
from scrutineer.domain.rules import is_blank
from scrutineer.errors import Doubtful, UserError
from scrutineer.ui.kit.asks import Asks, DoubtAsked, bring_into_view
from scrutineer.ui.kit.basic import button, holder, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.keeping import Keeping
from scrutineer.ui.kit.remarks import Remarks
from scrutineer.ui.kit.typed import Typed, typed_of


class Keeper(Protocol):
    """Where drafts are kept."""

    def draft_of(self, form: str) -> Draft | None:
        """What is kept of a form, if anything."""

    def keep_draft(self, draft: Draft) -> None:
        """Keep this; it is on the disk a moment later."""

    def drop_draft(self, form: str) -> None:
        """Let the draft of a form go."""

    def kept_at(self, draft: Draft) -> str:
        """When a draft was kept, in words."""


class Form(Keeping):
    """The fields of one form and what it is about.

    `changed` is emitted whenever a person types or chooses. `doubt` is what was unlikely and is asked about, whatever
    operation the fields are handed to, until it is typed otherwise, is stored, or something else is asked. `remarks`
    says beside each text what looks like a person's name or number; it refuses nothing. `note` says that a draft came
    back, with the way to discard it; the page that holds the form places it.
    """

    EVERY = 3_000  # milliseconds after the first key at which a draft is kept
    changed = Signal()

    def __init__(
        self, keeper: Keeper, host: QWidget, *, undone_stays: bool = False, roles: tuple[str, ...] = ()
    ) -> None:
        """`undone_stays`: what this form recorded and is undone afterwards stays in it as typed and not recorded.
        `roles`: the fields that ask for a role and not for a person."""
        super().__init__(host)
        self._undone_stays = undone_stays
        self._last: tuple[dict[str, str], dict[str, str]] | None = None  # what was recorded last, and stood before
        self._keeper = keeper
        self._parts: dict[str, Typed] = {}
        self._required: dict[str, str] = {}
        self._asks = Asks()
        self.doubt = DoubtAsked(self)
        self.remarks = Remarks(roles)
        self.changed.connect(lambda: self.remarks.follow(self.changes()))
        self._stored: dict[str, str] = {}
        self._before: dict[str, str] = {}  # what was stored when the fields were last handed over
        self._about, self._title = "", ""
        self._filling = False
        self._discarded: Mapping[str, str] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.keep)
        self._note_words = label("", "small", wrap=True)
        self._note_action = button("Discard", self._discard_or_bring_back, kind="link", small=True)
        line = row(spacing=8)
        line.addWidget(self._note_words, 1)
        line.addWidget(self._note_action)
        self.note = holder(line)
        self.note.hide()

    # What the form asks

    def add(self, name: str, field: QWidget | Typed, *, required: str = "") -> None:
        """Take in a field, or what is read as one; `name` is that of the operation's argument. `required` says what is
        missing where empty."""
        part = field if isinstance(field, Typed) else typed_of(field)
        self._parts[name] = part
        self.remarks.add(name, part.widget)
        if required:
            self._required[name] = required
        part.touched.connect(lambda: self._on_touched(name))

    def fields(self) -> dict[str, QWidget]:
        """The fields by name."""
        return {name: part.widget for name, part in self._parts.items()}

    # What it is about

    @property
    def about(self) -> str:
        """The key of what the form is about now, "" for nothing yet."""
        return self._about

    def follow(self, about: str, title: str, stored: Mapping[str, Any]) -> None:
        """Show what is stored of something: fields that were changed and not recorded keep what was typed.

        About another thing than before, what was typed of that is kept first, and the draft of this one comes back.
        """
        moved = about != self._about
        if moved:
            self.keep()
            self._about = about
            self._discarded = self._last = None
            self._asks.clear()
            self.doubt.settle()
        self._title = title
        before = dict(self._stored)
        typed = {} if moved else self.changes()
        for name, part in self._parts.items():
            self._stored[name] = part.encode(stored[name]) if name in stored else self._parts[name].blank
        if self._undone_stays and self._last == (before, self._stored):
            typed = before
        with self._quietly():
            for name in self._parts:
                self._settle(name)
                if name in typed:
                    self._parts[name].put(typed[name])
        if moved:
            self._bring_back(self._keeper.draft_of(about))
        self.changed.emit()

    def _settle(self, name: str) -> None:
        """Show what is stored. What a field makes of it is what it holds when nobody typed: a choice without an empty
        one shows its first, a text its line ends."""
        self._parts[name].put(self._stored[name])
        self._stored[name] = self._parts[name].typed()

    def _bring_back(self, draft: Draft | None) -> None:
        """Show a draft as it was typed; a field that the form no longer has is left out."""
        if draft is not None:
            with self._quietly():
                for name, raw in draft.fields.items():
                    if name in self._parts:
                        self._parts[name].put(raw)
            if not self.is_changed:  # it was stored just before the program ended
                self._keeper.drop_draft(self._about)
                self.note.hide()
                return
            since = f"Kept from {self._keeper.kept_at(draft)}, not" if draft.kept else "Not"
            self._note_words.setText(f"{since} recorded yet.")
            self._note_action.setText("Discard")
            bring_into_view(self.note)
        self.note.setVisible(draft is not None)

    # What was typed

    def typed(self) -> dict[str, str]:
        """Every field as it stands."""
        return {name: part.typed() for name, part in self._parts.items()}

    def changes(self) -> dict[str, str]:
        """The fields that differ from what is stored, as they were typed."""
        return {
            name: raw for name, raw in self.typed().items() if raw != self._stored.get(name, self._parts[name].blank)
        }

    @property
    def is_changed(self) -> bool:
        """Whether anything differs from what is stored."""
        return bool(self.changes())

    def _on_touched(self, name: str) -> None:
        if self._filling:
            return
        self._asks.take_away(name)
        if self.doubt.about and (
            name == self.doubt.about or isinstance(self._parts[name].widget, DateField | Combo)
        ):  # what was said to be so was said of these days and choices
            self._asks.take_away(self.doubt.about)
            self.doubt.settle()
        if not self._timer.isActive():
            self._timer.start(self.EVERY)
        self.changed.emit()

    def keep(self) -> None:
        """Keep what was typed as a draft; where nothing differs from what is stored, let the draft go."""
        self._timer.stop()
        if not self._about:
            return
        kept = self._keeper.draft_of(self._about)
        if self.is_changed:
            if kept is None or kept.fields != self.typed():
                self._keeper.keep_draft(Draft(self._about, self._title, self.typed()))
        elif kept is not None:
            self._keeper.drop_draft(self._about)
            self.note.hide()

    def _discard_or_bring_back(self) -> None:
        """Take the typed text away, or bring it back: one slip of the hand loses nothing."""
        if self._discarded is None:
            self._discarded = self.typed()
            self._show_stored()
            self._note_words.setText("What was typed is discarded.")
            self._note_action.setText("Bring it back")
        else:
            self._bring_back(Draft(self._about, self._title, self._discarded))
            self._discarded = None
        said = self._note_words.text()
        self.keep()
        self._note_words.setText(said)
        self.note.show()  # with the way back, for as long as the form is shown
        self.changed.emit()

    def _show_stored(self) -> None:
        with self._quietly():
            for name, part in self._parts.items():
                part.put(self._stored[name])
        self._asks.clear()
        self.doubt.settle()

    # What becomes of it

    def _unclear(self) -> dict[str, str]:
        """What cannot be read, or is missing, by field. A field that is not asked now is passed over."""
        asked = {name: part for name, part in self._parts.items() if not part.widget.isHidden()}
        missing = {
            name: self._required[name]
            for name, part in asked.items()
            if name in self._required and is_blank(part.typed())
        }
        return {**missing, **{name: part.question() for name, part in asked.items() if part.question()}}

    def is_clear(self) -> bool:
        """Whether every field can be read; nothing is said."""
        return not self._unclear()

    def is_clear_at(self, name: str) -> bool:
        """Whether this one field can be read; what cannot is said beside it."""
        unclear = self._unclear().get(name, "")
        if unclear:
            self.refuse(name, unclear)
        return not unclear

    def ready(self) -> bool:
        """Whether every field can be read. What cannot is said beside it, and the first of them has the focus."""
        self._asks.clear()
        unclear = self._unclear()
        if unclear:
            self.doubt.settle()
        for name in self._parts:
            if name in unclear:
                self.refuse(name, unclear[name])
        return not unclear

    def sent(self) -> Draft:
        """Call when the fields are handed to an operation; hand the result to `recorded` once they are stored.

        Until then a draft is kept. What is typed meanwhile is not what was stored, and stays.
        """
        self.keep()
        self._before = dict(self._stored)
        return Draft(self._about, self._title, self.typed())

    def recorded(self, sent: Draft, *, anew: Mapping[str, Any] | None = None, stay: tuple[str, ...] = ()) -> None:
        """What was sent is stored: its draft goes, and the undo of the fields ends.

        With `anew` the form is for something new: what still stands as it was sent makes room for these values, but
        for what is to `stay`.
        """
        if sent.form != self._about:
            kept = self._keeper.draft_of(sent.form)
            if kept is not None and kept.fields == sent.fields:
                self._keeper.drop_draft(sent.form)
            return
        self._discarded = None
        if self._before != sent.fields:
            self._last = (dict(sent.fields), self._before)
        followed, self._stored = self._stored, dict(sent.fields)
        if anew is not None:
            self._make_room(sent, anew, stay, followed)
        for part in self._parts.values():
            part.end_undo()
        self.note.hide()
        self.doubt.settle()
        self.keep()
        self.changed.emit()

    def _make_room(
        self, sent: Draft, anew: Mapping[str, Any], stay: tuple[str, ...], followed: Mapping[str, str]
    ) -> None:  # fmt: skip
        """What is to stay stands again where the page, read anew meanwhile, took it away: `followed` is what that put.
        What was typed since stays in either case."""
        with self._quietly():
            for name, part in self._parts.items():
                if name in stay:
                    if part.typed() == followed.get(name):
                        part.put(sent.fields[name])
                    continue
                untouched = part.typed() == sent.fields[name]
                self._stored[name] = part.encode(anew[name]) if name in anew else self._parts[name].blank
                if untouched:
                    self._settle(name)

    def refused(self, error: BaseException) -> bool:
        """Show what an operation refused beside its field; False where it is about none of them."""
        about = error.about if isinstance(error, UserError) else ""
        if isinstance(error, Doubtful) and about not in self._parts:  # there is always a place to say that it is so
            days = [name for name, part in self._parts.items() if isinstance(part.widget, DateField)]
            about = next(iter([*days, *self._parts]), "")
        self.doubt.settle()
        if about in self._parts:
            self.refuse(about, str(error))
        sentence = self._asks.beside(about)
        if isinstance(error, Doubtful) and sentence is not None:
            self.doubt.ask(about, self._parts[about].widget, sentence)
        return about in self._parts

    def refuse(self, name: str, sentence: str) -> None:
        """Say beside a field why it cannot be taken. The first field refused gets the focus."""
        self._asks.say(name, self._parts[name].widget, sentence)

    def asks(self) -> dict[str, str]:
        """What is said beside which field now."""
        return self._asks.words()

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        before, self._filling = self._filling, True
        try:
            yield
        finally:
            self._filling = before
