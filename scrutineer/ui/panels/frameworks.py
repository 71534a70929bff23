"""Frameworks: what this cycle looks through, what applied on a day, and frameworks of one's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.framework import SIX_STEPS, Framework, InForce, Knowing, LineOfEnquiry, Step, on_day
from scrutineer.domain.words import counted
from scrutineer.operations import frameworks
from scrutineer.operations.queries.lenses import lenses
from scrutineer.ui.destinations import ToFrameworks
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.fields import DateField, EnterFilter
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.session import Session

_BEARS_ON, _IN_FORCE, _KNOWN = 2, 3, 4
_YOURS = "Yours"
_BOOKS = "Frameworks (*.xlsx *.ods *.toml);;All files (*)"


class FrameworksPanel(Panel[ToFrameworks]):
    """The list on the left; the lines of the one chosen, or of all that applied on a day, on the right."""

    shows = frozenset({ChangeKind.FRAMEWORK, ChangeKind.PARTNERSHIP})

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._every: tuple[Framework, ...] = ()
        theme = session.theme
        columns = [
            TableColumn("Framework", 0, lambda framework: TableCell(framework.short_title, self._about(framework)))
        ]
        self.list = Register(theme, columns, name="Frameworks", height=51, sortable=False)
        self.list.horizontalHeader().hide()
        self.list.selectionModel().selectionChanged.connect(lambda _now, _then: self._show())
        panes = [("Frameworks", holder(self._left(), "left"), 330), ("Lines", scroll(holder(self._right(), "page")), 0)]
        self._panes = Panes(theme, panes)
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        box = column(holder(row(label("Frameworks", "title"), margins=(14, 12, 14, 8))), spacing=0)
        for part, stretch in ((rule(), 0), (self.list, 1), (rule(), 0)):
            box.addWidget(part, stretch)
        words = "One of your own: start from the template, or from the framework chosen, then take it in."
        ways = flow(
            button("Empty template", lambda: self.write_template(""), theme=theme, icon="file-plus", small=True),
            button("Template from this one", self.write_from_this, small=True),
            button("Take one in", self.take, theme=theme, icon="upload", small=True, kind="primary"),
        )
        box.addWidget(holder(column(label(words, "small", wrap=True), ways, margins=(14, 8, 14, 12))))
        return box

    def _right(self) -> QVBoxLayout:
        theme = self.session.theme
        self._title, self._source = label("", "heading", wrap=True), label("", "small", wrap=True)
        self.day = DateField(self.session.today(), name="What applied on", today=self.session.today)
        self.day.setFixedWidth(theme.px(150))
        EnterFilter(self.day, self.show_day)
        asked = button("What applied on", self.show_day, small=True)
        columns = [
            TableColumn("Code", 62, lambda pair: TableCell(pair[2].code, tone="text-2")),
            TableColumn("Line", 0, lambda pair: TableCell(pair[2].label, pair[2].says or pair[2].question)),
            TableColumn("Bears on", 92, lambda pair: TableCell(self._bears(pair[2]), tone="text-2")),
            TableColumn("In force", 196, lambda pair: TableCell(*_dated(pair[2].in_force), tone="text-2")),
            TableColumn("Known", 176, lambda pair: TableCell(*self._known(pair[2]), tone="text-2")),
        ]
        self.lines = Register(theme, columns, name="Lines of the framework", height=51)
        self.lines.setMinimumHeight(theme.px(300))
        self.lines.ends_with_rows = True
        self._wording = label("", "small")
        card = Card("Lines", self._wording, margins=(1, 0, 1, 1))
        self._card = card
        card.body.addWidget(self.lines)
        box = column(spacing=8, margins=(20, 12, 20, 14))
        head = row(self._title, spacing=10)
        head.setStretch(0, 1)
        head.addWidget(flow(asked, self.day))
        box.addLayout(head)
        box.addWidget(self._source)
        box.addWidget(card, 100)
        box.addStretch(1)
        return box

    @staticmethod
    def _about(framework: Framework) -> str:
        own = "your own, " if framework.own else ""
        known = "" if framework.own else f", {framework.in_force.known.value}"
        return f"{own}{counted(len(framework.lines()), framework.kind.value)}, version {framework.version}{known}"

    @staticmethod
    def _bears(line: LineOfEnquiry) -> str:
        return "context" if line.context else ", ".join(target.split(":")[1] for target in line.maps_to)

    @staticmethod
    def _known(line: LineOfEnquiry) -> tuple[str, str]:
        """How the words are known, and the days where they are known otherwise; what the person worded is theirs."""
        known, days = line.in_force.known, line.in_force.days_known
        if not line.starter and known is Knowing.OWN:
            return _YOURS, ""
        otherwise = line.in_force.starts is not None and days is not known
        return known.value.capitalize(), f"its days: {days.value}" if otherwise else ""

    def refresh(self) -> None:
        """Read the frameworks of the cycle again."""
        self._every = lenses(self.session.casefile, self.session.context.cycle)
        self.list.show_rows(self._every, lambda framework: framework.id)

    def _show(self) -> None:
        framework: Framework | None = self.list.current()
        if framework is None:
            return
        self._title.setText(framework.title)
        checked = f" Checked {long_date(framework.in_force.checked)}." if framework.in_force.checked else ""
        self._source.setText(f"{framework.source}. {framework.note}{checked}")
        self._card.title.setText(counted(len(framework.lines()), framework.kind.value).capitalize())
        self._show_lines([(framework, step, line) for step in framework.steps for line in step.lines])

    def _show_lines(self, rows: list[tuple[Framework, Step, LineOfEnquiry]]) -> None:
        """These lines, and of the columns those that say something; what is so of every line is said once above."""
        marks = {self._known(line): line for _, _, line in rows}
        says = {
            _BEARS_ON: any(framework.id != SIX_STEPS for framework, _, _ in rows),
            _IN_FORCE: any(line.in_force.starts is not None for _, _, line in rows),
            _KNOWN: len(marks) > 1,
        }
        for place, is_said in says.items():
            self.lines.by_hand.withhold(place, not is_said)
        self._wording.setText(_throughout(*marks.popitem()) if len(marks) == 1 else "")
        self.lines.rows_model.set_rows(rows)

    def show_day(self) -> None:
        """Everything dated that applied on the day given."""
        day = self.day.value()
        if day is None:
            self.session.tell("warn", "That is no day.", "Write it as 1/5/2026 or 1 May 2026.")
            return
        applying = on_day(self._every, day)
        rows = [(framework, framework.step(line.target), line) for framework, lines in applying for line in lines]
        self._title.setText(f"What applied on {long_date(day)}")
        names = ", ".join(framework.short_title for framework, _ in applying) or "nothing that this program knows of"
        self._source.setText(f"As far as this program knows: {names}. Read the source itself before you rely on it.")
        self._card.title.setText(counted(len(rows), "line").capitalize())
        self._show_lines(rows)

    def write_from_this(self) -> None:
        """A template filled with the framework chosen."""
        framework: Framework | None = self.list.current()
        if framework is not None:
            self.write_template(framework.id)

    def write_template(self, framework_id: str) -> None:
        """Write a template where the person says."""
        name, _ = QFileDialog.getSaveFileName(self, "Write the template", "Our framework.xlsx", "Workbooks (*.xlsx)")
        if name:
            self.session.run(do(frameworks.export_template, out=Path(name), framework_id=framework_id))

    def take(self) -> None:
        """Take a framework in; what is wrong with it is said with its row."""
        name, _ = QFileDialog.getOpenFileName(self, "Take a framework in", "", _BOOKS)
        if name:
            self.session.run(do(frameworks.take_framework, path=Path(name)))

    def show_destination(self, destination: ToFrameworks) -> None:
        """Show a framework."""
        if destination.framework_id is not None:
            self.list.select(lambda framework: framework.id == destination.framework_id)

    def destination(self) -> ToFrameworks:
        """The framework that is chosen."""
        chosen: Framework | None = self.list.current()
        return ToFrameworks(chosen.id if chosen else None)

    def toggle_details(self) -> None:
        """Show or hide the lines."""
        self._panes.toggle_side()


def _dated(in_force: InForce) -> tuple[str, str]:
    if in_force.starts is None:
        return "–", ""
    until = f"until {short_date(in_force.until)}" if in_force.until else "no end known"
    return f"From {short_date(in_force.starts)}", until


def _throughout(mark: tuple[str, str], line: LineOfEnquiry) -> str:
    """How every line shown is known, said once above them."""
    words, days = mark
    said = "In your words" if words == _YOURS else f"Known: {line.in_force.known.in_words()}"
    return f"{said}; {days}" if days else said
