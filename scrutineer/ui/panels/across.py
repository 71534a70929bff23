"""Across partnerships: this area's de-identified profile, several profiles side by side, and the learning shelf."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from scrutineer.domain.area import AreaItem, AreaLevel, AreaProfile, comparable, middle
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.scale import NON_SCORES
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.words import counted
from scrutineer.operations import across
from scrutineer.outputs import file_name
from scrutineer.ui.destinations import ToAreas
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, row, rule, scroll, set_tip
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.heat_model import HeatCell
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.level_marks import mark_on, rank_on
from scrutineer.ui.session import Session

_FILES = "Area profiles (*.json)"


class AcrossPanel(Panel[ToAreas]):
    """The comparison in the middle; the shelf, from which texts are chosen one by one, on the right."""

    shows = frozenset(
        {
            ChangeKind.LEARNING,
            ChangeKind.JUDGEMENT,
            ChangeKind.CHALLENGE,
            ChangeKind.EVIDENCE,
            ChangeKind.RETURN,
            ChangeKind.PARTNERSHIP,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._others: tuple[AreaProfile, ...] = ()
        self._ticks: list[tuple[QCheckBox, ShelfItem]] = []
        page = scroll(holder(self._middle(), "page"))
        side = scroll(holder(self._side(), "side"), "side")
        self._panes = Panes(session.theme, [("Side by side", page, 0), ("Learning shelf", side, 360)])
        self.setLayout(column(self._panes, spacing=0))

    def _middle(self) -> QVBoxLayout:
        theme = self.session.theme
        self.label = Field("Area A")
        self.label.setAccessibleName("A label for this area")
        self.label.setMaximumWidth(theme.px(160))
        words = (
            "A profile holds levels, counts and ages of this cycle under a label of yours: no name, no question and no "
            "narrative. Texts go with it only where you tick them on the shelf. Profiles of other areas are shown and "
            "never kept here."
        )
        self.table = HeatTable(theme, "Areas side by side", widest=300)
        self.table.setMinimumHeight(theme.px(260))
        self.table.ends_with_rows = True
        self.table.let_sort()
        remark = label("Levels of one scale share a tint; another scale is told in words.", "small")
        self._card = Card("Side by side", remark, margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self._given = column(spacing=6)
        box = column(label("Across partnerships", "title"), spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(label(words, "muted", wrap=True))
        box.addWidget(
            flow(
                label("Label", "strong"), self.label,
                button("Write this area's profile", self.write, theme=theme, kind="primary", icon="save"),
                button("Look at others beside it", self.choose, theme=theme, icon="columns-3"),
                button("Put them away", self.put_away),
            )
        )  # fmt: skip
        box.addWidget(self._card, 100)
        box.addLayout(self._given)
        box.addStretch(1)
        return box

    def _side(self) -> QVBoxLayout:
        self.title = Field(name="A lesson", spelt=True)
        self.text = Notes(name="The lesson in words that name nobody", lines=3)
        self.form = Form(self.session, self)
        self.form.add("title", self.title, required="Give the lesson a title.")
        self.form.add("text", self.text)
        self._items = column(spacing=8)
        box = column(label("Learning shelf", "heading"), spacing=8, margins=(16, 14, 16, 14))
        box.addWidget(label("Lessons you chose to carry. Tick those that go with the profile.", "small", wrap=True))
        box.addLayout(self._items)
        box.addWidget(rule())
        box.addWidget(self.form.note)
        for words, field in (("A lesson worth carrying", self.title), ("In words that name nobody", self.text)):
            box.addWidget(label(words, "small"))
            box.addWidget(field)
        box.addLayout(row(button("Put on the shelf", self.shelve, small=True), None))
        box.addStretch(1)
        return box

    def destination(self) -> ToAreas:
        """The areas beside each other, and the shelf."""
        return ToAreas()

    def refresh(self) -> None:
        """Read this area and the shelf again."""
        if not self.form.about:
            self.form.follow("lesson:new", "A lesson for the shelf", {})
        self._show_shelf()
        self._show()

    def _show(self) -> None:
        session = self.session
        mine = across.area_profile(session.casefile, session.context, session.today(), label="This area")
        areas = (mine, *self._others)
        targets: list[str] = [step.target for step in session.context.framework.steps]
        judged = {level.target for area in areas for level in area.levels}
        targets += sorted(judged - set(targets))
        framework = session.context.framework
        heads = [framework.name(target).replace("Step ", "", 1) for target in targets]
        cells = [_row([area.level_of(target) for area in areas]) for target in targets]
        facts = _facts(areas)
        names = tuple(area.label for area in areas)
        rows = [*(row_ for _, row_ in facts), *cells]
        self.table.show_cells(names, [*(words for words, _ in facts), *heads], rows, held=len(facts))
        self._show_given()

    def _show_given(self) -> None:
        """The texts that came with other areas' profiles; each may be put on this shelf."""
        clear(self._given)
        for area in self._others:
            for item in area.items:
                said = label(f"{area.label}: {item.title}. {item.text}", "dense", wrap=True)
                line = row(said, self._carry(area, item))
                line.setStretch(0, 1)
                self._given.addLayout(line)

    def _carry(self, area: AreaProfile, item: AreaItem) -> QWidget:
        made = button(
            "Put on the shelf",
            lambda: self.session.run(do(across.shelve, title=item.title, text=item.text, came_from=area.label)),
            small=True,
        )
        made.setAccessibleName(f"Put on the shelf: {item.title}")
        return made

    def _show_shelf(self) -> None:
        ticked = {item.id for tick, item in self._ticks if tick.isChecked()}
        clear(self._items)
        self._ticks = []
        items = across.shelf(self.session.casefile)
        if not items:
            self._items.addWidget(label("Nothing on the shelf yet.", "muted"))
        for item in items:
            tick = QCheckBox(item.title if len(item.title) <= 42 else f"{item.title[:40]}…")
            set_tip(tick, item.title)
            tick.setChecked(item.id in ticked)
            self._ticks.append((tick, item))
            came = f" From {item.came_from}." if item.came_from else ""
            self._items.addWidget(tick)
            self._items.addWidget(label(f"{item.text}{came}", "small", wrap=True))
            self._items.addWidget(self._away(item), 0, Qt.AlignmentFlag.AlignLeft)

    def _away(self, item: ShelfItem) -> QWidget:
        return button("Take off the shelf", lambda: self.session.run(do(across.take_off_shelf, item=item)), kind="link")

    def shelve(self) -> None:
        """Put the lesson typed on the shelf."""
        if self.form.ready():
            lesson = do(across.shelve, title=self.title.text(), text=self.text.toPlainText())
            self.session.record(self.form, lesson, anew={})

    def write(self) -> None:
        """Write the profile with the texts that are ticked."""
        name, _ = QFileDialog.getSaveFileName(self, "Write the profile", file_name(self.label.text(), ".json"), _FILES)
        if name:
            chosen = tuple(item for tick, item in self._ticks if tick.isChecked())
            self.session.run(do(across.export_profile, out=Path(name), label=self.label.text(), items=chosen))

    def choose(self) -> None:
        """Choose other areas' profiles to look at."""
        names, _ = QFileDialog.getOpenFileNames(self, "Other areas' profiles", "", _FILES)
        if names:
            self.show_others([Path(name) for name in names])

    def show_others(self, paths: list[Path]) -> None:
        """Show these beside this area; they are read off the main thread and never kept."""
        self.session.ops.look(lambda: across.read_profiles(paths), self._read)

    def _read(self, profiles: tuple[AreaProfile, ...]) -> None:
        self._others = (*self._others, *profiles)
        self._show()

    def put_away(self) -> None:
        """Show this area alone."""
        self._others = ()
        self._show()

    def toggle_details(self) -> None:
        """Show or hide the shelf."""
        self._panes.toggle_side()


def _row(levels: list[AreaLevel | None]) -> list[HeatCell]:
    """The areas' levels of one question; a tint says something only where all stand on one scale."""
    tinted = comparable(tuple(level for level in levels if level is not None and level.level not in NON_SCORES))
    return [_cell(level, tinted) for level in levels]


def _cell(level: AreaLevel | None, tinted: bool) -> HeatCell:
    if level is None:
        return HeatCell("Not judged", tone="text-3", rank=-2)
    look = mark_on(level.scale_id, level.level, "").look if tinted and level.level not in NON_SCORES else ""
    return HeatCell(
        level.word, look, tone="text-2", spoken=f"{level.word}, {level.strength} evidence, {level.direction}",
        rank=rank_on(level.scale_id, level.level),
    )  # fmt: skip


def _facts(areas: tuple[AreaProfile, ...]) -> list[tuple[str, list[HeatCell]]]:
    """Counts and ages, a row each. Levels are never counted together."""
    return [
        ("Framework", [HeatCell(area.framework) for area in areas]),
        ("Months of the cycle", [HeatCell(str(area.cycle_months)) for area in areas]),
        ("Items of evidence", [HeatCell(str(sum(area.evidence.values()))) for area in areas]),
        ("Kinds of evidence", [HeatCell(str(len(area.evidence))) for area in areas]),
        ("Middle age of an item", [HeatCell(_months(middle(area.evidence_months))) for area in areas]),
        ("Open challenges", [HeatCell(str(len(area.days_open))) for area in areas]),
        ("Not in the profile", [HeatCell(_withheld(area)) for area in areas]),
        (
            "Oldest open challenge",
            [HeatCell(counted(max(area.days_open), "day") if area.days_open else "–") for area in areas],
        ),
        ("Closed, impact shown", [HeatCell(str(area.challenges.get("Closed: impact shown", 0))) for area in areas]),
        ("Returns answered", [HeatCell(f"{area.returns_answered} of {area.returns_asked}") for area in areas]),
    ]


def _withheld(area: AreaProfile) -> str:
    """What is marked private and so is in no profile."""
    return ", ".join(f"{number} {kind}" for kind, number in area.withheld.items() if number) or "–"


def _months(number: int | None) -> str:
    return "–" if number is None else counted(number, "month")
