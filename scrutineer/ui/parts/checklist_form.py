"""The form for one item of a checklist: how far a document meets it, where it says so, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.checklists import ChecklistAnswer, Met
from scrutineer.domain.evidence import Evidence
from scrutineer.operations import checklists
from scrutineer.operations.queries.checklists import ChecklistRow
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session

_CHOICES: list[tuple[str, Met | None]] = [
    ("Choose how far it is met", None), *((met.value.capitalize(), met) for met in Met),
]  # fmt: skip


class ChecklistForm(QWidget):
    """Nothing is chosen beforehand: the answer is the scrutineer's, and nothing else suggests one."""

    def __init__(self, session: Session, *, done: Callable[[], None]) -> None:
        """`done` is called once an answer was recorded."""
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._done = session, done
        self._document: Evidence | None = None
        self._row: ChecklistRow | None = None
        self._head, self._question = label("", "heading", wrap=True), label("", "strong", wrap=True)
        self._says, self._known = label("", "dense", wrap=True), label("", "small", wrap=True)
        self.met = Combo(session.theme, _CHOICES, name="How far it is met")
        self.place = Field(name="Page or section", hint="Such as page 12, or section 4.2", spelt=True)
        self.words = Notes(name="The document's words", hint="As the document has them", lines=4)
        self.note = Notes(name="What you make of it", hint="What is missing; why it does not apply", lines=3)
        self.marking = MarkingField(session, unsaid="As the document, at most partner")
        self.form = Form(session, self)
        for name, part, required in (
            ("met", self.met, "Choose how far it is met."), ("place", self.place, ""), ("words", self.words, ""),
            ("note", self.note, ""), ("marking", self.marking, ""),
        ):  # fmt: skip
            self.form.add(name, part, required=required)
        self._lay_out()

    def _lay_out(self) -> None:
        box = column(self._head, self._question, self._says, self._known, self.form.note, spacing=5,
                     margins=(14, 12, 14, 12))  # fmt: skip
        for words, part in (
            ("How far it is met", self.met), ("Page or section", self.place), ("The document's words", self.words),
            ("What you make of it", self.note), ("Marking", self.marking),
        ):  # fmt: skip
            box.addWidget(label(words, "strong"))
            box.addWidget(part)
        box.addStretch(1)
        self._send = button("Record the answer", self.submit, kind="primary", hint="Ctrl+Enter")
        self._away = button("Take away", self.take_away, kind="link", small=True, hint="The item was not looked at")
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(row(self._send, self._away, None, margins=(14, 8, 14, 10)))
        self.setLayout(outer)

    def show_row(self, document: Evidence | None, shown: ChecklistRow | None) -> None:
        """Ask about an item in a document; what is being typed about the same one stays."""
        self._document, self._row = document, shown
        answer = shown.answer if shown else None
        for part in (self.met, self.place, self.words, self.note, self.marking, self._send):
            part.setEnabled(document is not None and shown is not None)
        self._away.setVisible(answer is not None)
        if shown is None:
            self._head.setText("No item chosen")
            return
        line = shown.line
        self._head.setText(f"{line.code} {line.label}")
        self._question.setText(line.question)
        self._says.setText(line.says)
        self._says.setVisible(bool(line.says))
        self._known.setText(f"The item is known: {line.in_force.known.in_words()}.")
        if document is not None:
            title = f"{line.code} in {document.reference}"
            self.form.follow(f"checklist:{document.id}:{line.target}", title, _stored(answer))

    def submit(self) -> None:
        """Record the answer; what is missing is said beside its field and nothing is lost."""
        if self._document is None or self._row is None or not self.form.ready():
            return
        self._session.record(
            self.form,
            do(
                checklists.answer_item, evidence_id=self._document.id, target=self._row.line.target,
                met=self.met.value(), place=self.place.text(), words=self.words.toPlainText(),
                note=self.note.toPlainText(), marking=self.marking.value(),
            ),
            done=lambda _outcome: self._done(),
        )  # fmt: skip

    def take_away(self) -> None:
        """Take the answer away; undo brings it back."""
        answer = self._row.answer if self._row else None
        if answer is not None:
            self._session.run(do(checklists.take_answer_away, answer=answer))


def _stored(answer: ChecklistAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {"met": None, "marking": None}
    return {
        "met": answer.met, "place": answer.place, "words": answer.words, "note": answer.note,
        "marking": answer.marking,
    }  # fmt: skip
