"""Structure: the groups and who sits on them as a chart of a day, pairs that challenge each other, and escalations."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import short_date
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency, Seat
from scrutineer.domain.structure import EscalationCount, GroupRole, GroupSeat, PartnerGroup, PeerPair
from scrutineer.domain.typed_dates import When
from scrutineer.operations import structure as operations
from scrutineer.operations.queries.structure import (
    Structure,
    by_stage,
    chart_on,
    read_structure,
    seat_choices,
    seat_names,
)
from scrutineer.ui.destinations import SettingsPart, ToSettings, ToStructure
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes, Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.number_field import NumberField
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts import called
from scrutineer.ui.parts.empty_list import in_place_of, nothing_yet
from scrutineer.ui.parts.marking_field import MarkingField, marked
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.record_form import Acts, AskedField
from scrutineer.ui.parts.record_list import RecordList
from scrutineer.ui.session import Session


class _Part(Enum):
    """What is shown of the arrangements."""

    GROUPS = "Groups"
    SEATS = "Who sits on them"
    PAIRS = "Peers"
    ESCALATIONS = "Escalations"


_NONE = {
    _Part.GROUPS: (
        "No group yet",
        "The groups of the partnership and who reports to whom stand here as a chart of any day, so that a redesign "
        "can be seen. Add the executive first, then what reports to it.",
        "Add the first group",
    ),
    _Part.SEATS: (
        "Nobody sits on a group yet",
        "Which seat sits on which group, as what and since when, stands here and in the chart. Groups come first; the "
        "seats themselves are listed in Settings.",
        "Seat the first",
    ),
    _Part.PAIRS: (
        "No pair of peers yet",
        "Schools, groups or areas that challenge each other stand here in pairs: by when, what was challenged and what "
        "followed. Begin with a pair that is agreed.",
        "Add the first pair",
    ),
    _Part.ESCALATIONS: (
        "No count of escalations yet",
        "Disagreements about cases stand here in totals, stage by stage and period by period, never a case. Begin with "
        "the figures of the last period.",
        "Add the first count",
    ),
}
"""What is said while a part has no row: a heading, what belongs there, and how the first is begun."""
_ROLES = [(role.value.capitalize(), role) for role in GroupRole]


def _days(thing: PartnerGroup | GroupSeat) -> TableCell:
    starts = f"from {short_date(thing.starts)}" if thing.starts else "always"
    return TableCell(starts, f"to {short_date(thing.ends)}" if thing.ends else "", tone="text-2")


class StructurePanel(Panel[ToStructure]):
    """The chart and the list of one part on the left, the form of the one chosen on the right."""

    shows = frozenset({ChangeKind.STRUCTURE, ChangeKind.PARTNERSHIP})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._read: Structure | None = None
        self._listed: dict[_Part, QWidget] = {}
        theme = session.theme
        self.lists = {
            _Part.GROUPS: self._groups(), _Part.SEATS: self._seats(), _Part.PAIRS: self._pairs(),
            _Part.ESCALATIONS: self._escalations(),
        }  # fmt: skip
        self._panes = Panes(
            theme,
            [
                ("Structure", scroll(holder(self._left(), "page")), 0),
                ("Details", scroll(holder(self._right(), "side"), "side"), 360),
            ],
        )
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        session, theme = self.session, self.session.theme
        self.part: Segments[_Part] = Segments([(part.value, part) for part in _Part], name="What is shown")
        self.part.chosen.connect(lambda _part: self._show())
        self.day = DateField(session.today(), name="As it stood on", today=session.today)
        self.before = DateField(name="Compared with", today=session.today, required=False)
        for field in (self.day, self.before):
            field.setFixedWidth(theme.px(170))
            field.editingFinished.connect(self._show)
        self._days = flow(label("As it stood on", "muted"), self.day, label("compared with", "muted"), self.before)
        self.chart = PictureCard(theme, "How the partnership is arranged")
        self._sums = label("", "dense", wrap=True)
        self._stages = holder(row(button("Stages of the local protocol", self._to_stages, kind="link"), None))
        box = column(spacing=10, margins=(20, 12, 16, 14))
        box.addWidget(flow(label("Structure", "title"), None, self.part))
        box.addWidget(self._days)
        for part in (self.chart, self._sums, self._stages):
            box.addWidget(part)
        for which, known in self.lists.items():
            self._listed[which] = in_place_of(
                known.table, known.card, nothing_yet(theme, "users", *_NONE[which], self.new)
            )
            box.addWidget(self._listed[which])
        box.addStretch(1)
        return box

    def _right(self) -> QVBoxLayout:
        forms = [known.form for known in self.lists.values()]
        return column(*forms, None, spacing=10, margins=(16, 14, 16, 14))

    def _dates(self, first: str, last: str) -> tuple[DateField, DateField]:
        today = self.session.today
        return DateField(name=first, today=today, required=False), DateField(name=last, today=today, required=False)

    def _groups(self) -> RecordList:
        session = self.session
        name, purpose, authority = Field(), Field(spelt=True), Field()
        self.above = Combo(session.theme, [], name="Reports to")
        starts, ends = self._dates("First day of the group", "Last day of the group")
        columns = [
            TableColumn("Group", 0, lambda group: marked(TableCell(group.name, group.purpose), group.marking)),
            TableColumn("Reports to", 150, lambda group: TableCell(group.reports_to or "Nobody", group.authority)),
            TableColumn("Stood", 120, _days),
        ]
        asked = [
            AskedField("name", "Name", name, "Name the group."), AskedField("purpose", "What it is for", purpose),
            AskedField("reports_to", "Reports to", self.above),
            AskedField("authority", "Local authority", authority, hint="Where it is of one of several."),
            AskedField("starts", "First day", starts, hint="Empty where it always stood."),
            AskedField("ends", "Last day", ends, hint="Empty while it stands."),
            AskedField("marking", "Marking", MarkingField(session, name="Marking of the group")),
        ]  # fmt: skip
        acts = Acts(
            lambda said: do(operations.record_group, group=PartnerGroup(**said)),
            lambda group, said: do(operations.record_group, group=replace(group, **said)),
            lambda group: do(operations.take_group_away, group=group),
        )
        return RecordList(session, "group", "group", "Groups", columns=columns, asked=asked, acts=acts,
                          none="No group is recorded. Add the executive first, then what reports to it.")  # fmt: skip

    def _seats(self) -> RecordList:
        session = self.session
        self.of_group, self.seat = (
            Combo(session.theme, [], name="Group", called=called.row(session, PartnerGroup)),
            Combo(session.theme, [], name="Seat", called=called.row(session, Seat)),
        )
        role = Combo(session.theme, _ROLES, name="As")
        starts, ends = self._dates("First day on the group", "Last day on the group")

        def group_of(sitting: GroupSeat) -> TableCell:
            groups = self._read.groups if self._read else ()
            return TableCell(next((group.name for group in groups if group.id == sitting.group_id), ""))

        columns = [
            TableColumn("Group", 0, group_of),
            TableColumn("Seat", 200, lambda sitting: TableCell(
                seat_names(session.context).get(sitting.seat_id, ""), sitting.role.value)),
            TableColumn("Sits", 120, _days),
        ]  # fmt: skip
        asked = [
            AskedField("group_id", "Group", self.of_group, "Choose the group."),
            AskedField("seat_id", "Seat", self.seat, "Choose the seat; Settings has a list of them."),
            AskedField("role", "As", role), AskedField("starts", "First day", starts),
            AskedField("ends", "Last day", ends),
        ]  # fmt: skip
        acts = Acts(
            lambda said: do(operations.record_group_seat, sitting=GroupSeat(**said)),
            lambda sitting, said: do(operations.record_group_seat, sitting=replace(sitting, **said)),
            lambda sitting: do(operations.take_group_seat_away, sitting=sitting),
        )
        return RecordList(session, "group-seat", "seat on a group", "Seats on groups", columns=columns, asked=asked,
                          acts=acts, none="Nobody sits on a group yet.")  # fmt: skip

    def _pairs(self) -> RecordList:
        session = self.session
        first, second = Field(), Field()
        done = DateField(name="Held on", today=session.today, when=When.HAPPENED, required=False)
        due = DateField(name="Due by", today=session.today, required=False)
        columns = [
            TableColumn("Pair", 0, lambda pair: marked(
                TableCell(f"{pair.first} and {pair.second}", pair.challenged), pair.marking)),
            TableColumn("Held", 110, lambda pair: TableCell(
                short_date(pair.on_date) if pair.on_date else "Not yet",
                _until(pair, session.context.of_cycle(pair.cycle_id)))),
            TableColumn("What followed", 190, lambda pair: TableCell("", pair.followed)),
        ]  # fmt: skip
        asked = [
            AskedField("first", "The one", first, "Name a school, a group or an area."),
            AskedField("second", "The other", second, "Name whom they challenge."),
            AskedField("due", "Due by", due), AskedField("on_date", "Held on", done),
            AskedField("challenged", "What was challenged", Notes(name="What was challenged", lines=3)),
            AskedField("followed", "What followed", Notes(name="What followed", lines=3)),
            AskedField("marking", "Marking", MarkingField(session, name="Marking of the pair")),
        ]  # fmt: skip
        acts = Acts(
            lambda said: do(operations.record_pair, pair=PeerPair(cycle_id=session.context.cycle.id, **said)),
            lambda pair, said: do(operations.record_pair, pair=replace(pair, **said)),
            lambda pair: do(operations.take_pair_away, pair=pair),
        )
        return RecordList(session, "peers", "pair of peers", "Pairs that challenge each other", columns=columns,
                          asked=asked, acts=acts, none="No pair of schools, groups or areas is recorded.")  # fmt: skip

    def _escalations(self) -> RecordList:
        session = self.session
        self.whose = Combo(session.theme, [], name="Raised by", called=called.row(session, Agency))
        stage = Field()
        number = NumberField(name="How many", whole=True)
        days = NumberField(name="Days in all", whole=True)
        columns = [
            TableColumn("Stage", 0, lambda count: marked(TableCell(count.stage, count.note), count.marking)),
            TableColumn("Period", 100, lambda count: TableCell(count.period)),
            TableColumn("How many", 90, lambda count: TableCell(str(count.number), order=count.number)),
            TableColumn("Days in all", 100, lambda count: TableCell(
                "Not said" if count.days is None else str(count.days), order=count.days or 0)),
            TableColumn("Raised by", 140, lambda count: TableCell(session.context.agency_name(count.agency_id))),
        ]  # fmt: skip
        asked = [
            AskedField("stage", "Stage", stage, "Name the stage.", read=lambda: stage.text().strip()),
            AskedField("period", "Period", Field(), "Name the period."),
            AskedField("number", "How many", number, "Say how many.", read=number.whole),
            AskedField("days", "Days in all", days, hint="From raised to settled, all together.", read=days.whole),
            AskedField("agency_id", "Raised by", self.whose), AskedField("note", "Note", Field(spelt=True)),
            AskedField("marking", "Marking", MarkingField(session, name="Marking of the count")),
        ]  # fmt: skip
        acts = Acts(
            lambda said: do(
                operations.record_escalations, count=EscalationCount(cycle_id=session.context.cycle.id, **said)
            ),
            lambda count, said: do(operations.record_escalations, count=replace(count, **said)),
            lambda count: do(operations.take_escalations_away, count=count),
        )
        return RecordList(session, "escalations", "count of escalations", "Disagreements about cases, in totals",
                          columns=columns, asked=asked, acts=acts, height=51,
                          none="No count is recorded. Totals alone: never a case.")  # fmt: skip

    def _to_stages(self) -> None:
        self.session.go(ToSettings(SettingsPart.CHALLENGES))

    def destination(self) -> ToStructure:
        """The part that is shown, and the one chosen in it."""
        shown = self.lists[self._part]
        return ToStructure(shown.form.key, shown.row)

    @property
    def _part(self) -> _Part:
        return self.part.value() or _Part.GROUPS

    def show_destination(self, destination: ToStructure) -> None:
        """Show the part named, and its row."""
        for part, known in self.lists.items():
            if known.form.key == destination.part:
                self.part.choose(part)
                self._show()
                if destination.row is not None:
                    known.choose(destination.row)
                    self._panes.show_pane(1)

    def refresh(self) -> None:
        """Read the arrangements again."""
        session, context = self.session, self.session.context
        read = self._read = read_structure(session.casefile, context)
        names = list(dict.fromkeys(group.name for group in read.groups))
        self.above.set_choices([("Nobody: it stands at the top", ""), *((name, name) for name in names)])
        self.of_group.set_choices([("Choose a group", None), *((_called(group), group.id) for group in read.groups)])
        self.seat.set_choices([("Choose a seat", None), *seat_choices(context, self.session.today())])
        self.whose.set_choices(agency_choices(context.agencies, "Any agency"))
        blank: dict[str, Any] = {"marking": Marking.PARTNER}
        self.lists[_Part.GROUPS].show_things(read.groups, blank | {"reports_to": ""})
        self.lists[_Part.SEATS].show_things(read.sitting, {"role": GroupRole.MEMBER})
        self.lists[_Part.PAIRS].show_things(read.pairs, blank)
        self.lists[_Part.ESCALATIONS].show_things(read.escalations, blank)
        self._show()

    def _show(self) -> None:
        read, part = self._read, self._part
        if read is None:
            return
        for known, things in self.lists.items():
            self._listed[known].setVisible(known is part)
            things.form.setVisible(known is part)
        drawn = part in (_Part.GROUPS, _Part.SEATS) and bool(read.groups)
        self.chart.setVisible(drawn)
        self._days.setVisible(drawn)
        self._stages.setVisible(part is _Part.ESCALATIONS)
        day = self.day.value() or self.session.today()
        if drawn:
            self.chart.show_picture(chart_on(read, self.session.context, day, self.before.value()))
        sums = by_stage(read.escalations, self.session.context.partnership.case_stages)
        self._sums.setText("; ".join(known.in_words for known in sums))
        self._sums.setVisible(part is _Part.ESCALATIONS and bool(sums))

    def new(self) -> None:
        """Ctrl+N: another one of what is shown."""
        self._panes.show_pane(1)
        self.lists[self._part].form.begin_new()

    def record(self) -> None:
        """Ctrl+Enter: record what is written."""
        self.lists[self._part].form.record()

    def toggle_details(self) -> None:
        """Show or hide the form."""
        self._panes.toggle_side()


def _until(pair: PeerPair, of: str) -> str:
    """By when a pair is due that is not held yet, and of which cycle it is where that is not the current one."""
    due = f"due {short_date(pair.due)}" if pair.due and not pair.on_date else ""
    return ", ".join(filter(None, (due, of)))


def _called(group: PartnerGroup) -> str:
    """A group by its name, and its days where it has any: a redesign may begin one of the same name."""
    days = f" ({_days(group).text} {_days(group).second})".replace(" )", ")") if group.starts or group.ends else ""
    return f"{group.name}{days}"
