"""Coverage: any framework of the field beside the six steps: what counts for each line, and what may bear on it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.checklists import ANSWERABLE
from scrutineer.domain.dates import long_date
from scrutineer.domain.framework import editions_during
from scrutineer.domain.scale import NOT_YET
from scrutineer.domain.words import counted
from scrutineer.operations.queries.context import level_word
from scrutineer.operations.queries.coverage import (
    CoverageRow,
    CoverageView,
    Covered,
    answers_of,
    challenges_of,
    coverage,
    items_of,
)
from scrutineer.operations.queries.lenses import lenses
from scrutineer.ui.destinations import Destination, ToChallenge, ToChecklists, ToCoverage, ToItem, ToLine
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, rule, scroll
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.kit.heat_model import HeatCell
from scrutineer.ui.kit.marks import Legend, LevelMark
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.level_marks import mark_on
from scrutineer.ui.session import Session

_FIRST = "wt-scrutiny"
_COUNTS = "Counts for it"
_SHOWN = 10  # of each kind; the rest are counted
_LEGEND = (
    ("3", "items that count for the line"), (NOT_YET, "nothing counts for it yet"),
    ("", "By a step: what may bear on the line, never counted"), ("", "Blank: the line does not bear on the step"),
    ("reasonable", "a level by a step: your judgement"),
)  # fmt: skip


class CoveragePanel(Panel[ToCoverage]):
    """One framework's lines down, the six steps across; the line chosen in words below."""

    shows = frozenset(
        {
            ChangeKind.EVIDENCE,
            ChangeKind.LINK,
            ChangeKind.JUDGEMENT,
            ChangeKind.CHALLENGE,
            ChangeKind.FRAMEWORK,
            ChangeKind.PARTNERSHIP,
            ChangeKind.CHECKLIST,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: CoverageView | None = None
        self.setLayout(column(scroll(holder(self._build(), "page")), spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self.framework = Narrowing(theme, [], name="Framework")
        self.framework.setFixedWidth(theme.px(280))
        self.framework.activated.connect(lambda _number: self._show())
        self._said = label("", "muted", wrap=True)
        self._editions = label("", "small", wrap=True)
        self.table = HeatTable(theme, "Lines by step")
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._show_line())
        self.table.setMinimumHeight(theme.px(250))
        self.table.ends_with_rows = True
        self.table.let_sort()
        self._card = Card("By step", margins=(1, 0, 1, 1))
        self._card.body.setSpacing(0)
        for part in (Legend(theme, _LEGEND), rule(), self.table):
            self._card.body.addWidget(part)
        self._details = column(spacing=5)
        self._line = Card("The line", margins=(14, 10, 14, 12))
        self._line.body.addLayout(self._details)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        box.addWidget(flow(label("Coverage", "title"), None, self.framework))
        for part, stretch in ((self._said, 0), (self._editions, 0), (self._card, 100), (self._line, 0)):
            box.addWidget(part, stretch)
        box.addStretch(1)
        return box

    def refresh(self) -> None:
        """Read the frameworks of the cycle and what is recorded."""
        session = self.session
        every = lenses(session.casefile, session.context.cycle)
        cycle = session.context.cycle
        both = [edition for edition in editions_during(every, cycle.starts, cycle.ends) if edition.family == _FIRST]
        held = self.framework.value()
        self.framework.set_choices(
            [
                (framework.short_title, framework.id)
                for framework in every
                if framework.id != session.context.framework.id
            ]
        )
        self.framework.choose(held or (both[-1].id if both else None))
        self._show()

    def _show(self) -> None:
        session = self.session
        view = coverage(session.casefile, session.context, self.framework.value())
        chosen = self._chosen_row()
        column = max(0, self.table.currentIndex().column())
        self._view = view
        self._said.setText(view.in_words())
        self._show_editions(view)
        names = (*(f"{step.number} {step.label}" for step in view.steps), _COUNTS)
        heads = [f"{row.line.code} {row.line.label}" for row in view.rows]
        cells = [self._cells(view, covered_line) for covered_line in view.rows]
        self.table.show_cells(names, heads, cells, judged=_judged_steps(view))
        if not view.rows:
            self._show_line()
            return
        targets = [covered_line.line.target for covered_line in view.rows]
        stays = chosen is not None and chosen.line.target in targets
        place = targets.index(chosen.line.target) if chosen is not None and stays else 0
        self.table.setCurrentIndex(
            self.table.heat_model.index(self.table.heat_model.row_of(place), column if stays else 0)
        )

    def _show_editions(self, view: CoverageView) -> None:
        """Which editions the cycle spans, and how what is shown is known."""
        cycle, framework = self.session.context.cycle, view.framework
        every = lenses(self.session.casefile, cycle)
        family = [
            edition
            for edition in editions_during(every, cycle.starts, cycle.ends)
            if edition.family == framework.family
        ]
        parts = [framework.note]
        if framework.family and len(family) > 1:
            names = " and ".join(f"{edition.in_force.edition} ({edition.in_force.in_words()})" for edition in family)
            parts.insert(0, f"This cycle spans two editions: {names}. Look at both.")
        elif framework.family:
            parts.insert(0, f"{framework.in_force.edition}, {framework.in_force.in_words()}.")
        parts.insert(0, f"Known: {framework.in_force.known.in_words()}.")
        self._editions.setText(" ".join(parts))

    @staticmethod
    def _cells(view: CoverageView, covered_line: CoverageRow) -> list[HeatCell]:
        by_step = [_may_bear(covered_line.by_step.get(step.target)) for step in view.steps]
        return [*by_step, _counting(covered_line)]

    def _show_line(self) -> None:
        clear(self._details)
        covered_line = self._chosen_row()
        if covered_line is None or self._view is None:
            return
        line = covered_line.line
        self._line.title.setText(f"{line.code} {line.label}")
        self._details.addWidget(label(line.question, "strong", wrap=True))
        if line.says:
            self._details.addWidget(label(line.says, "dense", wrap=True))
        self._details.addWidget(label(f"Counts for it: {covered_line.counts.in_words()}.", "dense", wrap=True))
        if covered_line.looked_at:
            self._details.addWidget(flow(*self._ways(covered_line.counts), spacing=4))
        may_bear = self._chosen_cell(covered_line)
        if may_bear.is_there:
            words = f"May bear on it, and is not counted: {may_bear.in_words()}."
            self._details.addWidget(label(words, "dense", wrap=True))
            self._details.addWidget(flow(*self._ways(may_bear), spacing=4))
        hint = "Choose the items that count for this line, Ctrl+L"
        acts = [button("Link what counts", self.link, small=True, hint=hint)]
        if self._view.framework.kind in ANSWERABLE:
            target = ToChecklists(self._view.framework.id, None, line.target)
            acts.append(button("Hold a document against it", lambda: self.session.go(target), small=True))
        self._details.addWidget(flow(*acts))
        bears = ", ".join(target.split(":")[1] for target in line.maps_to) or "none of the steps"
        dated = f" {line.in_force.edition}, {line.in_force.in_words()}." if line.in_force.starts else ""
        checked = f" Checked {long_date(line.in_force.checked)}." if line.in_force.checked else ""
        known = f" Known: {line.in_force.known.in_words()}."
        source = line.source or self._view.framework.source
        self._details.addWidget(
            label(f"Bears on {bears}.{dated}{checked}{known} Source: {source}.", "small", wrap=True)
        )
        if line.context:
            self._details.addWidget(label("Context only: never counted as a gap of the partnership.", "small"))

    def _chosen_row(self) -> CoverageRow | None:
        number = self.table.heat_model.place(self.table.currentIndex().row())
        rows = self._view.rows if self._view else ()
        return rows[number] if 0 <= number < len(rows) else None

    def link(self) -> None:
        """Choose the items that count for the line; those that may bear on it are offered first."""
        chosen = self._chosen_row()
        if chosen is not None:
            name = f"{chosen.line.code} {chosen.line.label}"
            among = chosen.may_bear.ids
            LinkEvidenceDialog.for_line(self, self.session, chosen.line.target, name=name, among=among)

    def _chosen_cell(self, covered_line: CoverageRow) -> Covered:
        """What may bear on the line from the step whose cell is chosen, or from all of them."""
        column = self.table.currentIndex().column()
        steps = self._view.steps if self._view else ()
        chosen = steps[column].target if 0 <= column < len(steps) else None
        return covered_line.by_step.get(chosen, covered_line.may_bear) if chosen else covered_line.may_bear

    def _ways(self, covered: Covered) -> list[QPushButton]:
        """To what is recorded: items, judgements, challenges; each one step away."""
        context = self.session.context
        items = items_of(self.session.casefile, covered, _SHOWN)
        ways = [self._way(item.reference, item.title, ToItem(item.id)) for item in items]
        for judged in covered.judged[:_SHOWN]:
            word = f"{judged.target.split(':')[1]} {level_word(judged.scale_id, judged.level)}"
            ways.append(self._way(word, context.framework.name(judged.target), ToLine(judged.target)))
        for answer in answers_of(self.session.casefile, covered, _SHOWN):
            place = ToChecklists(answer.target.partition(":")[0], answer.evidence_id, answer.target)
            ways.append(self._way(answer.met.value.capitalize(), answer.place or answer.note, place))
        for challenge in challenges_of(self.session.casefile, covered, _SHOWN):
            ways.append(self._way(challenge.reference, challenge.question, ToChallenge(challenge.id)))
        return ways

    def _way(self, words: str, hint: str, destination: Destination) -> QPushButton:
        made = button(words, lambda: self.session.go(destination), kind="link", hint=hint)
        made.setAccessibleName(f"{words}, {hint}")
        return made

    def show_destination(self, destination: ToCoverage) -> None:
        """Show a framework."""
        if destination.framework_id is not None:
            self.framework.choose(destination.framework_id)
            self._show()

    def destination(self) -> ToCoverage:
        """The framework that is shown."""
        return ToCoverage(self.framework.value())


def _judged_steps(view: CoverageView) -> dict[int, LevelMark]:
    """By column, the judgement of the step itself."""
    judged = {j.target: j for line in view.rows for covered in line.by_step.values() for j in covered.judged}
    return {
        number: mark_on(given.scale_id, given.level, f"judged {level_word(given.scale_id, given.level)}")
        for number, step in enumerate(view.steps)
        if (given := judged.get(step.target)) is not None
    }


def _may_bear(covered: Covered | None) -> HeatCell:
    """By a step: what stands on it and may bear on the line, said quietly, for it counts for nothing yet."""
    if covered is None:
        return HeatCell("", spoken="does not bear on it")
    if not covered.is_there:
        return HeatCell("–", tone="text-3", spoken="nothing stands on the step")
    words = f"{covered.items} may bear" if covered.items else "May bear"
    return HeatCell(words, tone="text-3", spoken=f"{covered.in_words()} may bear on it, not counted")


def _counting(row: CoverageRow) -> HeatCell:
    """One meaning: how many items count; where none does, the one level judged; that nothing counts."""
    covered, context = row.counts, row.line.context
    spoken = row.in_words()
    if not covered.is_there:
        return HeatCell("Context" if context else "Not yet", tone="text-3", spoken=spoken,
                        shape="" if context else NOT_YET)  # fmt: skip
    if covered.items:
        return HeatCell(counted(covered.items, "item"), spoken=spoken, figure=covered.items)
    if covered.answers:
        return HeatCell(counted(len(covered.answers), "answer"), spoken=spoken)
    if not covered.judged:
        return HeatCell("Challenge", spoken=spoken)
    levels = {mark_on(judged.scale_id, judged.level, "").look for judged in covered.judged}
    return HeatCell("Judged", spoken=spoken, shape=levels.pop() if len(levels) == 1 else "")
