"""Year on year: two cycles side by side, and what lies between."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout

from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.ids import TargetId
from scrutineer.domain.words import counted
from scrutineer.operations.queries.challenges import ChallengeFilter, challenges_now
from scrutineer.operations.queries.home import HomeReader, StepCard
from scrutineer.operations.queries.steps import newest_judgements
from scrutineer.operations.queries.timeline import year_timeline
from scrutineer.operations.queries.years import Move, YearOnYear, YearsView, ended_well, year_on_year
from scrutineer.ui.destinations import SettingsPart, ToLine, ToSettings, ToYears
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.marks import MarkDelegate
from scrutineer.ui.kit.scrolling import NO_LIMIT
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.level_marks import mark_on
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.six_steps_card import SixStepsCard
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

_SHOWN = 20  # challenges by name; the rest are counted
_WAY = {
    Move.UP: ("arrow-up-right", "ok"), Move.DOWN: ("arrow-down-right", "danger"), Move.SAME: ("arrow-right", "text-2"),
}  # fmt: skip


class YearsPanel(Panel[ToYears]):
    """Two cycles chosen above; a row for each step and line judged in either."""

    shows = frozenset(
        {
            ChangeKind.JUDGEMENT,
            ChangeKind.CHALLENGE,
            ChangeKind.LINK,
            ChangeKind.EVIDENCE,
            ChangeKind.FRAMEWORK,
            ChangeKind.PARTNERSHIP,
            ChangeKind.RETURN,
        }
    )

    WIDE = 1500  # pixels at 100% from which the step stands beside

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: YearsView | None = None
        self._reader = HomeReader(session.casefile)
        self._changed: frozenset[ChangeKind] = EVERYTHING
        self._cards: tuple[StepCard, ...] = ()
        self.setLayout(column(scroll(holder(self._build(), "page")), spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self.before, self.after = Narrowing(theme, [], name="Earlier cycle"), Narrowing(theme, [], name="Later cycle")
        for combo in (self.before, self.after):
            combo.setFixedWidth(theme.px(150))
            combo.activated.connect(lambda _number: self._show())
        self.which: Segments[str] = Segments([("Steps", "steps"), ("Steps and lines", "all")], name="Show")
        self.which.chosen.connect(lambda _which: self._show())
        self._said = label("", "muted", wrap=True)
        self.table = Register(theme, self._columns(), name="Two cycles by step and line")
        self._marks = MarkDelegate(theme)
        for number in (1, 2):
            self.table.setItemDelegateForColumn(number, self._marks)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_one())
        self.table.stands_whole = True
        self._card = Card(
            "What moved", label("Two scales are shown in words, never converted.", "small"), margins=(1, 0, 1, 1)
        )
        self._card.body.addWidget(self.table)
        self.picture = SixStepsCard(theme, alternative=False)
        self._details = column(spacing=5)
        self._step_card = Card("The step", margins=(14, 10, 14, 12))
        self._step_card.title.setWordWrap(True)
        self._step_card.title.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._step_card.body.addLayout(self._details)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        self._choice = flow(self.before, self.after, self.which)
        box.addWidget(flow(label("Year on year", "title"), None, self._choice))
        box.addWidget(self._said)
        self.year = PictureCard(theme, "The year")
        both = column(self.picture, self._card, spacing=10)
        self._beside = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._beside.setSpacing(space(10))
        self._beside.addLayout(both, 1)
        self._beside.addWidget(self._step_card)
        box.addLayout(self._beside)
        box.addWidget(self.year)
        box.addStretch(1)
        sentence = "When the next cycle begins, in Settings, this page puts both side by side, with what lies between."
        first = button("Open Settings", lambda: self.session.go(ToSettings(SettingsPart.CYCLES)), kind="primary")
        self._empty = EmptyState(theme, "history", "There is one cycle so far", sentence, first)
        box.addWidget(self._empty, 1)
        return box

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The step stands beside the picture and its table where there is room, else below."""
        super().resizeEvent(event)
        theme = self.session.theme
        wide = self.width() >= theme.px(self.WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._beside.direction() != way:
            self._beside.setDirection(way)
            self._step_card.setMinimumWidth(theme.px(420) if wide else 0)
            self._step_card.setMaximumWidth(theme.px(420) if wide else NO_LIMIT)
            alignment = Qt.AlignmentFlag.AlignTop if wide else Qt.AlignmentFlag(0)
            self._beside.setAlignment(self._step_card, alignment)

    def _columns(self) -> list[TableColumn]:
        def level(words: str, key: tuple[str, str]) -> TableCell:
            return TableCell(words, value=mark_on(*key, words))

        return [
            TableColumn("Step or line", 0, lambda moved: TableCell(moved.name.replace("Step ", "", 1))),
            TableColumn("Earlier", 236, lambda moved: level(moved.before, moved.before_look)),
            TableColumn("Later", 236, lambda moved: level(moved.after, moved.after_look)),
            TableColumn("What moved", 150, self._way),
            TableColumn("Challenges", 96, lambda moved: TableCell(str(len(moved.challenges) or "–"), tone="text-2")),
            TableColumn("New items", 86, lambda moved: TableCell(str(moved.new_items or "–"), tone="text-2")),
        ]  # fmt: skip

    @staticmethod
    def _way(moved: YearOnYear) -> TableCell:
        icon, tone = _WAY.get(moved.move, ("minus", "text-2"))
        words = moved.in_words().split(":", maxsplit=1)[0].split(";")[0]
        return TableCell(words, icon=icon, tone=tone)

    def destination(self) -> ToYears:
        """The two cycles that are chosen."""
        return ToYears()

    def refresh(self) -> None:
        """Follow the cycles, and read both again."""
        cycles = self.session.context.cycles
        some = len(cycles) > 1
        for part in (self._said, self.picture, self._card, self.year, self._step_card, self._choice):
            part.setVisible(some)
        self._empty.setVisible(not some)
        if not some:
            return
        choices: list[tuple[str, object]] = [(cycle.name, cycle.id) for cycle in cycles]
        first = self.before.count() == 0
        for combo, place in ((self.before, -2), (self.after, -1)):
            combo.set_choices(choices)
            if first:
                combo.choose(cycles[place].id)
        self._read_cards()
        self._show()

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Remember what changed, so that no more is read again than that can touch."""
        self._changed |= kinds
        super().on_changed(kinds)

    def _read_cards(self) -> None:
        """What stands under the steps now."""
        session = self.session
        given = newest_judgements(session.casefile, session.context.cycle)
        self._cards = self._reader.cards(session.context, session.today(), self._changed, given)
        self._changed = frozenset()

    def _show(self) -> None:
        different = self.before.value() != self.after.value()
        self.picture.setVisible(different)
        self.year.setVisible(different)
        if not different:
            self._said.setText("Choose two different cycles.")
            self._show_rows([])
            return
        session = self.session
        view = year_on_year(session.casefile, session.context, self.before.value(), self.after.value(), self._cards)
        self._view = view
        self.picture.show_picture(view.picture)
        self.year.show_picture(year_timeline(session.casefile, session.context, view.after, session.today()))
        shown = [moved for moved in view.rows if moved.is_step or self.which.value() == "all"]
        self._said.setText(
            f"{view.before.name} to {view.after.name}: {view.count(Move.UP)} up, {view.count(Move.DOWN)} down, "
            f"{view.count(Move.SAME)} the same, {view.count(Move.WORDS, Move.NOT_COMPARED)} told in words only, "
            f"{view.count(Move.FIRST)} judged for the first time, {view.count(Move.NOT_AGAIN)} not judged again."
        )
        self._show_rows(shown)

    def _show_rows(self, rows: list[YearOnYear]) -> None:
        if not self.table.show_rows(rows, lambda moved: moved.target):
            self._show_one()

    def _ended(self, moved: YearOnYear) -> str:
        """The challenges between the two, the first of them by name."""
        shown = ChallengeFilter(ids=frozenset(moved.challenges[:_SHOWN]))
        sentences = [ended_well(known) for known in challenges_now(self.session.casefile, shown)]
        more = len(moved.challenges) - len(sentences)
        return "; ".join([*sentences, f"and {more} more"] if more else sentences)

    def _show_one(self) -> None:
        clear(self._details)
        moved: YearOnYear | None = self.table.current()
        self._step_card.setVisible(moved is not None)
        if moved is None:
            return
        self._step_card.title.setText(moved.name)
        self._details.addWidget(label(moved.in_words(), "strong", wrap=True))
        between = self._ended(moved) or "none"
        words = (
            f"Challenges on it that were tested or closed between the two: {between}. Whether they moved it is yours "
            "to say."
        )
        self._details.addWidget(label(words, "dense", wrap=True))
        self._details.addWidget(label(f"Evidence of the later cycle: {counted(moved.new_items, 'item')}.", "dense"))
        if moved.reworded:
            self._details.addWidget(label(f"The question was another one then: {moved.reworded}", "warn", wrap=True))
        self._details.addLayout(
            row(button("Open the line", lambda: self.session.go(ToLine(TargetId(moved.target))), small=True), None)
        )
