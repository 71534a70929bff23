"""Inspections and peer reviews: what each found, how ready one is for the next, and the actions that rest on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.structure import Inspection, InspectionKind
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.operations import inspections as operations
from scrutineer.operations.queries.inspections import InspectionView, inspection_views
from scrutineer.ui.destinations import ToInspections, ToNewRecommendation, ToRecommendations
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts import called
from scrutineer.ui.parts.empty_list import in_place_of, nothing_yet
from scrutineer.ui.parts.marking_field import MarkingField, marked
from scrutineer.ui.parts.record_form import Acts, AskedField
from scrutineer.ui.parts.record_list import RecordList
from scrutineer.ui.session import Session

_KINDS = [(kind.value.capitalize(), kind) for kind in InspectionKind]


def _on(day: date | None) -> str:
    return short_date(day) if day is not None else "Not yet"


class InspectionsPanel(Panel[ToInspections]):
    """The list on the left; on the right the one chosen and its actions."""

    shows = frozenset({ChangeKind.LEARNING, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._views: dict[int, InspectionView] = {}
        self.list = self._list()
        self.list.table.selectionModel().selectionChanged.connect(lambda *_: self._show_actions())
        self._panes = Panes(
            session.theme,
            [
                ("Inspections", scroll(holder(self._left(), "page")), 0),
                ("Details", scroll(holder(self._right(), "side"), "side"), 400),
            ],
        )
        self.setLayout(column(self._panes, spacing=0))

    def _list(self) -> RecordList:
        session = self.session
        today = session.today

        def actions(inspection: Inspection) -> TableCell:
            view = self._views.get(inspection.id)
            if view is None or not view.actions:
                return TableCell("None", tone="text-2")
            return TableCell(counted(len(view.actions), "action"), f"{view.open_actions} open")

        def ahead(inspection: Inspection) -> TableCell:
            due = inspection.next_due
            late = due is not None and due < today()
            return TableCell(short_date(due) if due else "", tone="danger" if late else "text", order=due)

        columns = [
            TableColumn("Inspection or review", 0, lambda known: marked(
                TableCell(known.title, known.kind.value.capitalize()), known.marking)),
            TableColumn("Held", 100, lambda known: TableCell(_on(known.held_on))),
            TableColumn("Next looked for", 110, ahead),
            TableColumn("Actions", 100, actions),
        ]  # fmt: skip
        acts = Acts(
            lambda said: do(operations.record_inspection, inspection=Inspection(**said)),
            lambda known, said: do(operations.record_inspection, inspection=replace(known, **said)),
            lambda known: do(operations.take_inspection_away, inspection=known),
        )
        return RecordList(
            session, "inspection", "inspection", "Inspections and peer reviews", columns=columns, asked=self._asked(),
            acts=acts, none="No inspection or peer review is recorded: not of one agency, and not a joint one.",
        )  # fmt: skip

    def _asked(self) -> list[AskedField]:
        session, theme = self.session, self.session.theme
        self.agency = Combo(theme, [], name="Whose", called=called.row(session, Agency))
        self.bears = Combo(theme, [], name="Step or line it bears on", called=called.line(session))
        held, published = (
            DateField(name=name, today=session.today, when=When.HAPPENED, required=False)
            for name in ("Held on", "Published on")
        )
        due = DateField(name="Next looked for by", today=session.today, required=False)
        ready = Notes(name="How ready", hint="What is ready, and what would not be", lines=3)
        return [
            AskedField("title", "Title", Field(), "Say which inspection or review it is."),
            AskedField("kind", "Kind", Combo(theme, _KINDS, name="Kind")),
            AskedField("agency_id", "Whose", self.agency),
            AskedField("held_on", "Held on", held, hint="Empty while it is only looked for."),
            AskedField("published_on", "Published on", published),
            AskedField("next_due", "Next looked for by", due, hint="It stands on the due list by this day."),
            AskedField("findings", "What it found", Notes(name="What it found", lines=4)),
            AskedField("readiness", "How ready", ready),
            AskedField("targets", "Step or line it bears on", self.bears, read=self._bears_on,
                  show=lambda targets: next(iter(targets or ()), "")),
            AskedField("marking", "Marking", MarkingField(session, name="Marking of the inspection")),
        ]  # fmt: skip

    def _bears_on(self) -> tuple[str, ...]:
        chosen = self.bears.value()
        others = self.list.form.thing.targets[1:] if self.list.form.thing is not None else ()
        return tuple(dict.fromkeys((*([chosen] if chosen else []), *others)))

    def _left(self) -> QVBoxLayout:
        self._said = label("", "muted", wrap=True)
        new = button("Add one", self.new, theme=self.session.theme, kind="outline", icon="plus", hint="Ctrl+N")
        head = row(label("Inspections", "title"), None, new)
        sentence = (
            "Inspections and peer reviews, of one agency or joint, stand here with what they found and what followed; "
            "one that is only looked for is on the due list by its day. Begin with the last, or the next."
        )
        empty = nothing_yet(
            self.session.theme, "eye", "No inspection yet", sentence, "Add the first inspection", self.new
        )
        listed = in_place_of(self.list.table, self.list.card, empty)
        return column(holder(head), self._said, listed, None, spacing=10, margins=(20, 12, 16, 14))

    def _right(self) -> QVBoxLayout:
        self._actions = Card("Its actions", margins=(14, 10, 14, 12))
        return column(self.list.form, self._actions, None, spacing=10, margins=(16, 14, 16, 14))

    def destination(self) -> ToInspections:
        """The one chosen."""
        return ToInspections(self.list.row)

    def show_destination(self, destination: ToInspections) -> None:
        """Choose the one named."""
        if destination.row is not None:
            self.list.choose(destination.row)
            self._panes.show_pane(1)

    def refresh(self) -> None:
        """Read them again."""
        context, views = self.session.context, inspection_views(self.session.casefile)
        self._views = {view.inspection.id: view for view in views}
        self.agency.set_choices(agency_choices(context.agencies, "The whole area"))
        self.bears.set_choices(target_choices(context.framework, "No step or line"))
        blank: dict[str, Any] = {"kind": InspectionKind.JTAI, "marking": Marking.PARTNER}
        self.list.show_things([view.inspection for view in views], blank)
        ahead = [view.inspection for view in views if view.inspection.next_due is not None]
        open_ones = sum(view.open_actions for view in views)
        next_one = f"Next looked for: {ahead[0].title}, by {long_date(ahead[0].next_due)}. " if ahead else ""  # type: ignore[arg-type]
        self._said.setText(f"{next_one}{counted(open_ones, 'action')} open." if views else "")
        self._said.setVisible(bool(views))
        self._show_actions()

    def _show_actions(self) -> None:
        """The recommendations that rest on the one chosen, and a way to one more."""
        clear(self._actions.body)
        known: Inspection | None = self.list.form.thing
        self._actions.setVisible(known is not None)
        if known is None:
            return
        for life in self._views[known.id].actions:
            advice = life.recommendation
            by = f", by {short_date(life.due)}" if life.due else ""
            self._actions.body.addWidget(label(f"{advice.text} ({life.status.value}{by})", "dense", wrap=True))
            way = button("Open", partial(self.session.go, ToRecommendations(advice.id)), kind="link")
            self._actions.body.addLayout(row(way, None))
        if not self._views[known.id].actions:
            self._actions.body.addWidget(label("No action rests on it yet.", "muted", wrap=True))
        more = button("Make a recommendation", lambda: self._recommend(known), small=True)
        self._actions.body.addLayout(row(more, None))

    def _recommend(self, known: Inspection) -> None:
        self.session.go(ToNewRecommendation(inspection_id=known.id))

    def new(self) -> None:
        """Ctrl+N: another one."""
        self._panes.show_pane(1)
        self.list.form.begin_new()

    def record(self) -> None:
        """Ctrl+Enter: record what is written."""
        self.list.form.record()

    def toggle_details(self) -> None:
        """Show or hide the form."""
        self._panes.toggle_side()
