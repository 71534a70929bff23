"""The excerpts of an item: each with its place and what was promised about it, and the form for one more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from scrutineer.domain.evidence import Evidence, Excerpt, Permission
from scrutineer.domain.marking import Marking
from scrutineer.operations import evidence
from scrutineer.ui.kit.basic import button, clear, column, label, row
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import MarkingField, StandingMarking, standing_marking
from scrutineer.ui.session import Session

_BLANK: dict[str, object] = {"marking": Marking.PARTNER}


class ExcerptsPart(QWidget):
    """What was quoted, word for word. `sought` names the excerpt that somebody wants to see in its document."""

    sought = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.form = _ExcerptForm(session)
        self.form.form.changed.connect(self._open_where_begun)
        self._add = button("Quote a passage", self.begin, theme=session.theme, kind="link", icon="plus")
        self._marked = ("", "")
        self._known: list[Excerpt] = []
        self._in_document = False
        self._permissions: dict[int, Segments[Permission]] = {}
        self._markings: dict[int, StandingMarking] = {}
        self._kept = column(spacing=6)
        box = column(spacing=6)
        box.addLayout(row(label("Excerpts", "card"), None, self._add))
        box.addLayout(self._kept)
        box.addWidget(self.form)
        self.setLayout(box)
        self.form.hide()

    def show_item(self, item: Evidence) -> None:
        """The excerpts of this item; what is being typed for it stays, and is in sight."""
        if self.form.form.about != f"excerpt:{item.id}":
            self.form.hide()
            self.mark("", "")
        self.form.show_item(item)
        self._open_where_begun()

    def show_excerpts(self, excerpts: Sequence[Excerpt], *, in_document: bool) -> None:
        """List these; with a document beside them each leads to its place there."""
        known = [replace(excerpt, permission=Permission.QUOTED, marking=Marking.PARTNER) for excerpt in excerpts]
        if known and (known, in_document) == (self._known, self._in_document):  # who chose stays where they chose
            for excerpt in excerpts:
                self._permissions[excerpt.id].choose(excerpt.permission)
                self._markings[excerpt.id].choose(excerpt.marking)
            return
        self._known, self._in_document = known, in_document
        clear(self._kept)
        self._permissions.clear()
        for excerpt in excerpts:
            self._kept.addWidget(self._quote(excerpt, in_document))
        if not excerpts:
            self._kept.addWidget(label("None yet.", "muted"))

    def begin(self) -> None:
        """Open the form for one more, its passage first: what is marked in the document, unless one is typed there."""
        self.form.show()
        if self._marked[0]:
            self.form.take(*self._marked)
        nothing_missing = bool(self.form.quote.toPlainText()) and bool(self.form.place.text())
        first = self.form.permission if nothing_missing else self.form.place if self._marked[0] else self.form.quote
        self.mark("", "")
        first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mark(self, words: str, place: str) -> None:
        """A passage is marked in the document: the button quotes it."""
        self._marked = (words, place)
        self._add.setText("Quote what is marked" if words else "Quote a passage")

    def _open_where_begun(self) -> None:
        if self.form.form.is_changed:
            self.form.show()

    def _quote(self, excerpt: Excerpt, in_document: bool) -> QWidget:
        made = QFrame()
        made.setObjectName("quote")
        parts: list[QWidget | None] = [label(excerpt.place or "No page said", "caption"), None]
        if in_document:
            show = button("Show", self._seeker(excerpt), kind="link")
            show.setAccessibleName(f"Show in the document: {excerpt.quote}")
            parts.append(show)
        choices = [(permission.value.capitalize(), permission) for permission in Permission]
        permission = Segments(choices, name=f"“{excerpt.quote}”", tight=True)
        permission.choose(excerpt.permission)
        permission.chosen.connect(self._keeper(excerpt))
        self._permissions[excerpt.id] = permission
        self._markings[excerpt.id] = standing_marking(self._session, excerpt, f"Marking of “{excerpt.quote}”")
        box = column(
            label(f"“{excerpt.quote}”", "dense", wrap=True), flow(*parts),
            flow(permission, self._markings[excerpt.id], spacing=8), spacing=4, margins=(10, 6, 8, 6),
        )  # fmt: skip
        made.setLayout(box)
        return made

    def _keeper(self, excerpt: Excerpt) -> Callable[[Permission], None]:
        def keep(permission: Permission) -> None:
            self._session.run(do(evidence.change_permission, excerpt_id=excerpt.id, permission=permission))

        return keep

    def _seeker(self, excerpt: Excerpt) -> Callable[[], None]:
        return lambda: self.sought.emit(excerpt)


class _ExcerptForm(QWidget):
    """A passage word for word, where it stands, and whether it may be quoted."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._item: Evidence | None = None
        self._taken = ""
        self.quote = Notes(name="Passage", lines=2)
        self.place = Field(name="Place")
        choices = [("Say which", None), *((p.value.capitalize(), p) for p in Permission)]
        self.permission = Combo(session.theme, choices, name="Permission")
        self.marking = MarkingField(session, name="Marking of the passage", small=True)
        self.form = Form(session, self)
        self.form.add("marking", self.marking)
        self.form.add("quote", self.quote, required="Copy the passage, word for word.")
        self.form.add("place", self.place)
        self.form.add("permission", self.permission, required="Say whether it may be quoted.")
        keep = button("Keep excerpt", self.submit, kind="outline")
        place = column(label("Page or paragraph", "small"), self.place, spacing=2)
        permission = column(label("May it be quoted?", "small"), self.permission, spacing=2)
        beside = row(spacing=8)
        for part in (place, permission):
            beside.addLayout(part, 1)
        box = column(self.form.note, label("The passage, word for word", "small"), self.quote, spacing=4)
        box.addLayout(beside)
        box.addLayout(row(label("Marking", "small"), self.marking, None, keep, margins=(0, 2, 0, 0)))
        self.setLayout(box)

    def show_item(self, item: Evidence) -> None:
        """A passage of this item; what is being typed for it stays."""
        self._item = item
        self.form.follow(f"excerpt:{item.id}", f"An excerpt of {item.reference}", _BLANK)

    def take(self, words: str, place: str) -> None:
        """Fill in a passage, and its page where it has one. What somebody typed is left alone; what was taken from the
        document before makes room."""
        if self.quote.toPlainText().strip() in {"", self._taken}:
            self._taken = words
            self.quote.setPlainText(words)
            if place:
                self.place.setText(place)

    def submit(self) -> None:
        """Keep the passage."""
        if self._item is not None and self.form.ready():
            self._session.record(
                self.form,
                do(
                    evidence.add_excerpt, evidence_id=self._item.id, place=self.place.text(),
                    quote=self.quote.toPlainText(), permission=self.permission.value(), marking=self.marking.value(),
                ),
                anew=_BLANK,
            )  # fmt: skip
