"""Settings: the cycles of scrutiny, each with its two free dates and its guidance, and the one to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.dates import long_date
from scrutineer.domain.partnership import Cycle, as_long
from scrutineer.operations import casefiles, partnership
from scrutineer.operations.frameworks import judged_choices
from scrutineer.operations.queries.set_up import end_follows
from scrutineer.ui.destinations import SettingsPart
from scrutineer.ui.kit.basic import button, column, holder, label
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.fields import DateField, EnterFilter, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.tables import TableCell, TableColumn
from scrutineer.ui.ops import Operation, do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.kept_form import Said
from scrutineer.ui.parts.rows_section import RowsSection


class CyclesSection(RowsSection):
    """Rounds of scrutiny, the current one chosen."""

    part = SettingsPart.CYCLES
    said = "Rounds of scrutiny between two free dates. A cycle keeps its frameworks, its wording and its judgements."

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Cycle", 0, lambda cycle: TableCell(cycle.name)),
            TableColumn("Starts", 130, lambda cycle: _day(cycle.starts)),
            TableColumn("Ends", 130, lambda cycle: _day(cycle.ends)),
            TableColumn(
                "State", 84, lambda cycle: TableCell("Current" if cycle.current else "Finished", tone="text-2")
            ),
        ]

    def _add_line(self) -> QWidget:
        theme = self.session.theme
        self.next_name = Field(name="Name of the next cycle")
        self.next_name.setMinimumWidth(theme.px(180))
        self.judged = Combo(theme, [], name="The next cycle is judged against", called=called.framework(self.session))
        self.adding.add("name", self.next_name, required="A cycle needs a name.")
        self.adding.add("framework_id", self.judged)
        self.next_starts = DateField(name="The next cycle starts", today=self.session.today)
        self.next_ends = DateField(name="The next cycle ends", today=self.session.today)
        for part, day in (("starts", self.next_starts), ("ends", self.next_ends)):
            day.setFixedWidth(theme.px(170))
            self.adding.add(part, day)
        self._next_end: date | None = None
        self.next_starts.textChanged.connect(self._take_the_end_along)
        self.enter = EnterFilter(self.next_name, self.add)
        line = flow(
            label("The next cycle", "muted"),
            self.next_name,
            label("judged against", "muted"),
            self.judged,
            label("from", "muted"),
            self.next_starts,
            label("to", "muted"),
            self.next_ends,
            button("Start it", self.add),
        )
        words = (
            "Unless you give other days it begins the day after the current one ends and takes as long. It is the "
            "current one from when it is started: everything recorded after is of it. What is open carries on."
        )
        return holder(column(line, label(words, "small", wrap=True), spacing=4))

    def _lines(self) -> list[FieldLine]:
        self.name, self.guidance = Field(), Field()
        self.starts = DateField(name="Starts", today=self.session.today)
        self.ends = DateField(name="Ends", today=self.session.today)
        self.take_up = button("Make it the current one", self.make_current, small=True)
        lines = []
        for part, words, field, needed in (
            ("name", "Name", self.name, "A cycle needs a name."), ("starts", "Starts", self.starts, ""),
            ("ends", "Ends", self.ends, ""), ("guidance", "Guidance in force", self.guidance, ""),
        ):  # fmt: skip
            line = FieldLine(words, field, beside=False)
            self.form.line(part, line, required=needed)
            lines.append(line)
        self._follows = label("It goes with the start until you give another.", "small", wrap=True)
        lines[2].add_below(self._follows)
        return lines

    def _acts(self) -> Sequence[QWidget]:
        return [self.take_up]

    def _recorded(self) -> Sequence[Cycle]:
        return self.session.context.cycles[::-1]

    def refresh(self) -> None:
        """Show what is recorded, the current cycle first."""
        choices = [(title, framework_id) for framework_id, title in judged_choices(self.session.casefile)]
        self.judged.set_choices(choices)
        super().refresh()

    def _follow_new(self) -> None:
        context = self.session.context
        starts = context.cycle.ends + timedelta(days=1)
        self._next_end = as_long(context.cycle, starts)
        stored = {
            "name": f"Cycle {len(context.cycles) + 1}", "framework_id": context.cycle.framework_id, "starts": starts,
            "ends": self._next_end,
        }  # fmt: skip
        self.adding.follow("cycle:next", "The next cycle, in Settings", stored)

    def _take_the_end_along(self) -> None:
        """The next cycle takes as long as the current one from whatever day it starts, until another end is given."""
        starts = self.next_starts.value()
        if starts is not None and self._next_end is not None and self.next_ends.value() == self._next_end:
            self._next_end = as_long(self.session.context.cycle, starts)
            self.next_ends.setText(long_date(self._next_end))

    def _stored(self, thing: Cycle) -> tuple[str, str, Said]:
        stored = {name: getattr(thing, name) for name in ("name", "starts", "ends", "guidance")}
        self._follows.setVisible(end_follows(self.session.casefile, thing))
        return f"cycle:{thing.id}", thing.name, stored

    def _changed(self, said: Said) -> Cycle:
        """The cycle with what was said of it; the end that the program gave it goes with another start."""
        changed: Cycle = replace(self.chosen, **said)
        if (
            changed.starts != self.chosen.starts
            and "ends" not in said
            and end_follows(self.session.casefile, self.chosen)
        ):
            changed = replace(changed, ends=as_long(self.chosen, changed.starts))
        return changed

    def _changing(self, thing: Cycle) -> Operation[Any]:
        return do(
            partnership.change_cycle,
            cycle_id=thing.id,
            name=thing.name,
            starts=thing.starts,
            ends=thing.ends,
            guidance=thing.guidance,
        )

    def _removing(self, thing: Cycle) -> Operation[Any]:
        return do(casefiles.remove_cycle, cycle=thing)

    def _show_chosen(self) -> None:
        super()._show_chosen()
        self.take_up.setVisible(self.chosen is not None and not self.chosen.current)

    def make_current(self) -> None:
        """Take the cycle chosen up as the current one."""
        if self.chosen is not None:
            self.keep_typed()
            self.session.run(do(casefiles.make_current, cycle=self.chosen))

    def begin(self) -> None:
        """At the name of the cycle chosen."""
        self.name.setFocus(Qt.FocusReason.TabFocusReason)

    def new(self) -> None:
        """The name of the next cycle."""
        self.next_name.setFocus()

    def add(self) -> None:
        """Start the next cycle on the days that are given."""
        starts, ends = self.next_starts.value(), self.next_ends.value()
        if not self.adding.ready() or starts is None or ends is None:
            return
        self.session.record(
            self.adding,
            do(
                casefiles.start_cycle,
                name=self.next_name.text(),
                starts=starts,
                ends=ends,
                guidance=casefiles.guidance_during(starts, ends),
                framework_id=self.judged.value() or "",
            ),
            done=lambda outcome: self.choose(outcome.value),
        )


def _day(day: Any) -> TableCell:
    return TableCell(long_date(day), tone="text-2", order=day.isoformat())
