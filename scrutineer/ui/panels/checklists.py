"""Checklists: a document held against what it should hold, item by item; what has no answer was not looked at."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.checklists import Met
from scrutineer.domain.framework import editions_during
from scrutineer.operations.queries.checklists import ChecklistRow, ChecklistView, checklist, checklists, documents
from scrutineer.ui.destinations import ToChecklists, ToNewEvidence
from scrutineer.ui.kit.basic import Card, EmptyState, button, column, holder, label, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.checklist_form import ChecklistForm
from scrutineer.ui.session import Session

_FIRST = "wt-yearly-report"
_ICONS = {Met.MET: "check", Met.PARTLY: "circle-dot", Met.NOT: "x", Met.NOT_APPLICABLE: "minus"}


class ChecklistsPanel(Panel[ToChecklists]):
    """The checklist and the document above, their items below, the answer to the one chosen beside them."""

    shows = frozenset({ChangeKind.CHECKLIST, ChangeKind.EVIDENCE, ChangeKind.FRAMEWORK, ChangeKind.PARTNERSHIP})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: ChecklistView | None = None
        self.form = ChecklistForm(session, done=self._go_on)
        page = scroll(holder(self._build(), "page"))
        self._panes = Panes(session.theme, [("Items", page, 0), ("The answer", self.form, 384)])
        self._empty = self._empty_state()
        self.setLayout(column(self._panes, self._empty, spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self.framework = Narrowing(theme, [], name="Checklist")
        self.document = Narrowing(theme, [], name="Document")
        for choice, width in ((self.framework, 220), (self.document, 380)):
            choice.setMinimumWidth(theme.px(width))
            choice.activated.connect(lambda _number: self._show())
        self._said = label("", "muted", wrap=True)
        self._editions = label("", "small", wrap=True)
        columns = [
            TableColumn("Item", 62, lambda shown: TableCell(shown.line.code, tone="text-2")),
            TableColumn("What it asks", 0, lambda shown: TableCell(shown.line.label, shown.line.question)),
            TableColumn("Answer", 170, _answer_cell),
        ]
        self.items = Register(theme, columns, name="Items of the checklist", height=51)
        self.items.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_item())
        self.items.setMinimumHeight(theme.px(300))
        self.items.ends_with_rows = True
        card = Card("Items", margins=(1, 0, 1, 1))
        card.body.addWidget(self.items)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(flow(label("Checklists", "title"), None, self.framework, self.document))
        for part, stretch in ((self._said, 0), (self._editions, 0), (card, 100)):
            box.addWidget(part, stretch)
        box.addStretch(1)
        return box

    def _empty_state(self) -> QWidget:
        sentence = (
            "Capture the published arrangements, the yearly report or another document as evidence. Then hold it "
            "against a checklist, item by item, with the page and the words."
        )
        first = button("Capture evidence", lambda: self.session.go(ToNewEvidence()), kind="primary")
        return EmptyState(self.session.theme, "list-checks", "No document to hold against a checklist", sentence, first)

    def refresh(self) -> None:
        """Read the checklists of the cycle, the documents and what was answered."""
        session, cycle = self.session, self.session.context.cycle
        every = checklists(session.casefile, cycle)
        held, document = self.framework.value(), self.document.value()
        self.framework.set_choices([(framework.short_title, framework.id) for framework in every])
        current = [framework for framework in editions_during(every, cycle.starts, cycle.ends)
                   if framework.family == _FIRST]  # fmt: skip
        self.framework.choose(held or (current[-1].id if current else None))
        items = documents(session.casefile, cycle.id)
        self.document.set_choices([(f"{item.reference} {item.title}", item.id) for item in items])
        self.document.choose(document or (items[0].id if items else None))
        self._panes.setVisible(bool(items))
        self._empty.setVisible(not items)
        self._show()

    def _show(self) -> None:
        session, document = self.session, self.document.value()
        if self.framework.value() is None or document is None:
            return
        self._view = view = checklist(session.casefile, session.context, self.framework.value(), document)
        self._said.setText(view.in_words())
        framework = view.framework
        dated = f"{framework.in_force.edition}, {framework.in_force.in_words()}. " if framework.in_force.starts else ""
        self._editions.setText(f"{dated}Known: {framework.in_force.known.in_words()}. {framework.note}")
        self.items.show_rows(view.rows, lambda shown: shown.line.target)
        self._show_item()

    def _show_item(self) -> None:
        shown: ChecklistRow | None = self.items.current()
        self.form.show_row(self._view.document if self._view else None, shown)

    def _go_on(self) -> None:
        """An answer was recorded: on to the next item without one, with the focus on how far it is met."""
        shown: ChecklistRow | None = self.items.current()
        following = self._view.after(shown.line.target) if self._view and shown else None
        if following is not None:
            self.items.select(lambda other: other.line.target == following)
            self._panes.show_pane(1)
            self.form.met.setFocus()

    def record(self) -> None:
        """Record the answer."""
        self.form.submit()

    def show_destination(self, destination: ToChecklists) -> None:
        """Show a checklist, a document and one of the items."""
        if destination.framework_id is not None:
            self.framework.choose(destination.framework_id)
        if destination.evidence_id is not None:
            self.document.choose(destination.evidence_id)
        self._show()
        if destination.target is not None:
            self.items.select(lambda shown: shown.line.target == destination.target)
            self._panes.show_pane(1)

    def destination(self) -> ToChecklists:
        """The checklist, the document and the item that are shown."""
        shown: ChecklistRow | None = self.items.current()
        return ToChecklists(self.framework.value(), self.document.value(), shown.line.target if shown else None)

    def toggle_details(self) -> None:
        """Show or hide the answer."""
        self._panes.toggle_side()


def _answer_cell(shown: ChecklistRow) -> TableCell:
    answer = shown.answer
    if answer is None:
        return TableCell("No answer", tone="text-3")
    return TableCell(answer.met.value.capitalize(), answer.place, icon=_ICONS[answer.met])
