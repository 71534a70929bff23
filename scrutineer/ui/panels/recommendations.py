"""Recommendations: the register, with age and owner, and beside it what became of the one chosen."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.ids import RecommendationId
from scrutineer.domain.recommendations import Recommendation, RecommendationKind
from scrutineer.domain.words import counted
from scrutineer.operations import recommendations
from scrutineer.operations.queries.recommendations import (
    RecommendationFilter,
    RecommendationPart,
    RecommendationRow,
    national_left,
    national_parts,
    recommendation_lives,
    recommendation_rows,
    recommendation_view,
    threads,
)
from scrutineer.ui.destinations import RecommendationsPlace, ToNewRecommendation, ToRecommendations
from scrutineer.ui.kit.basic import EmptyState, button, carded, column, holder, label, scroll
from scrutineer.ui.kit.chips import ChipRow, combo_filters
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.day_cell import day_cell
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.parts.recommendation_details import RecommendationDetails
from scrutineer.ui.parts.recommendation_form import RecommendationForm
from scrutineer.ui.session import Session


class RecommendationsPanel(Panel[RecommendationsPlace]):
    """The register, filtered; what became of the one chosen, or the form for a new one."""

    shows = frozenset(
        {
            ChangeKind.LEARNING, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.JUDGEMENT, ChangeKind.PARTNERSHIP,
            ChangeKind.FRAMEWORK,
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._wanted: RecommendationId | None = None
        self._begun: ToNewRecommendation | None = None
        columns = [
            TableColumn("Recommendation, and what it follows from", 0, _words_cell),
            TableColumn("Owner", 150, lambda known: TableCell(known.owner or "Nobody named", tone="text-2")),
            TableColumn("Status", 132, _status_cell),
            TableColumn("To be done by", 132, self._due_cell),
        ]
        self.table = Register(session.theme, columns, name="Recommendations", height=57)
        self.table.selectionModel().selectionChanged.connect(lambda _now, _then: self._show_chosen())
        self.table.setMinimumHeight(session.theme.px(150))
        self.details = RecommendationDetails(session, self._reword)
        self.form = RecommendationForm(session, self._on_kept, self._show_details)
        self._side = QStackedWidget()
        self._side.addWidget(self.details)
        self._side.addWidget(self.form)
        left = scroll(holder(self._left()))
        self._panes = Panes(session.theme, [("Register", left, 0), ("Recommendation", self._side, 412)])
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        self._new = button("New recommendation", self.new, theme=theme, kind="primary", icon="plus", hint="Ctrl+N")
        head = flow(label("Recommendations", "title"), self._said, None, self._new, spacing=10)
        self.which: Segments[RecommendationPart] = Segments(
            [(part.value, part) for part in RecommendationPart], name="Which"
        )
        self.which.chosen.connect(lambda _which: self._show_register())
        kinds = [("Whosever it is", None), *((kind.value.capitalize(), kind) for kind in RecommendationKind)]
        self.kind = Narrowing(theme, kinds, name="Whose it is")
        self.agency = Narrowing(theme, [], name="Which agency")
        self.matter = Narrowing(theme, [], name="Which matter")
        for combo in (self.kind, self.agency, self.matter):
            combo.setFixedWidth(theme.px(150))
            combo.activated.connect(lambda _number: self._show_register())
        self.chips = ChipRow(theme, self.kind, self._ask_for_all)
        box = column(head, spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(flow(self.which, self.kind, self.agency, self.matter))
        box.addWidget(self.chips)
        self.national = Narrowing(theme, national_parts(), name="Recommendations of which national review")
        self.national.setFixedWidth(theme.px(330))
        self.national.activated.connect(lambda _number: self._show_register())
        self._take = button("", self._take_national, small=True)
        self._nationally = flow(label("Stated by a national review", "muted"), self.national, self._take)
        box.addWidget(self._nationally)
        self._carded = carded(self.table)
        box.addWidget(self._carded, 1)
        sentence = (
            "A recommendation follows from a judgement, a piece, a review, an audit or an inspection. It has an owner, "
            "a day and a test, and is followed until something changes for children."
        )
        first = button("Write the first recommendation", self.new, kind="primary")
        self._empty = EmptyState(theme, "list-checks", "No recommendations yet", sentence, first)
        box.addWidget(self._empty, 1)
        return box

    def _ask_for_all(self) -> None:
        for choice in (self.kind, self.agency, self.matter):
            choice.choose(None)
        self._show_register()

    def refresh(self) -> None:
        """Read the register again."""
        self.form.refresh()
        self.agency.set_choices(agency_choices(self.session.context.agencies, "Any agency"))
        self.matter.set_choices([("Any matter", None), *((words, words) for words in threads(self.session.casefile))])
        self._show_register()

    def _show_register(self) -> None:
        session = self.session
        lives, today = recommendation_lives(session.casefile), session.today()
        self.chips.show_filters(combo_filters(
            {"Whose": self.kind, "Agency": self.agency, "Matter": self.matter}, self._show_register
        ))  # fmt: skip
        counts = {
            part: sum(RecommendationFilter(part=part).takes(life, today) for life in lives)
            for part in RecommendationPart
        }
        for number, (part, count) in enumerate(counts.items()):
            self.which.set_words(number, f"{part.value} {count}")
        self._said.setText(
            f"{counts[RecommendationPart.OPEN]} open, {counts[RecommendationPart.LATE]} overdue" if lives else ""
        )
        left = len(national_left(session.casefile, self.national.value())) if self.national.count() else 0
        self._take.setText("Take in those for partnerships" if left else "All are taken in")
        self._take.setEnabled(left > 0)
        self._nationally.setVisible(self.which.value() is RecommendationPart.NATIONAL or not lives)
        self._empty.setVisible(not lives)
        for shown in (self._carded, self._new):
            shown.setVisible(bool(lives))
        asked_for = RecommendationFilter(
            part=self.which.value(), agency_id=self.agency.value(), kind=self.kind.value(),
            thread=self.matter.value() or "",
        )  # fmt: skip
        rows = recommendation_rows(
            session.casefile, session.context, (life for life in lives if asked_for.takes(life, today))
        )
        self.table.selectionModel().blockSignals(True)
        self.table.show_rows(rows, _key)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.select(lambda known: _key(known) == wanted)
        self.table.selectionModel().blockSignals(False)
        self._show_chosen()

    def _take_national(self) -> None:
        """Take in what the national review chosen recommends, to be benchmarked here."""
        self.which.choose(RecommendationPart.NATIONAL)
        self.session.run(do(recommendations.take_national, step=self.national.value()))

    def _chosen(self) -> RecommendationId | None:
        chosen: RecommendationRow | None = self.table.current()
        return None if chosen is None else chosen.life.recommendation.id

    def _show_chosen(self) -> None:
        chosen = self._chosen()
        self.details.show_view(recommendation_view(self.session.casefile, chosen) if chosen is not None else None)

    def _due_cell(self, known: RecommendationRow) -> TableCell:
        life = known.life
        late = life.days_late(self.session.today())
        if late:
            return TableCell(f"{counted(late, 'day')} overdue", icon="clock", tone="danger", order=-late)
        return day_cell(life.due if life.is_open else life.ended_on)

    def show_destination(self, destination: RecommendationsPlace) -> None:
        """Show a recommendation, or the form for a new one."""
        match destination:
            case ToRecommendations(recommendation_id, begins):
                if recommendation_id is not None:
                    self._bring(recommendation_id)
                if begins is not None:
                    self.details.events.begin(begins)
            case ToNewRecommendation():
                self._begun = destination
                self.form.refresh()
                self._side.setCurrentWidget(self.form)
                self._panes.show_pane(1)
                self.form.start(destination)
            case _:
                assert_never(destination)

    def _bring(self, recommendation_id: RecommendationId) -> None:
        """Choose a recommendation, in the part of the register that holds it."""
        for life in recommendation_lives(self.session.casefile, [recommendation_id]):
            self.which.choose(RecommendationPart.OPEN if life.is_open else RecommendationPart.ENDED)
        for choice in (self.kind, self.agency, self.matter):
            choice.choose(None)
        self._wanted = recommendation_id
        self._show_details()
        self._show_register()
        self._panes.show_pane(1)

    def destination(self) -> RecommendationsPlace:
        """The form as it was begun, else the recommendation that is chosen."""
        return self._begun if self._begun is not None else ToRecommendations(self._chosen())

    def _reword(self, recommendation: Recommendation) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.form)
        self.form.edit(recommendation)

    def _show_details(self) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.details)

    def _on_kept(self, recommendation_id: RecommendationId) -> None:
        self._bring(recommendation_id)

    def new(self) -> None:
        """Ctrl+N: the form for a new recommendation."""
        self.show_destination(ToNewRecommendation())

    def record(self) -> None:
        """Ctrl+Enter: keep what is written, or record the event."""
        if self._side.currentWidget() is self.form:
            self.form.submit()
        else:
            self.details.events.submit()

    def link(self) -> None:
        """Ctrl+L: link evidence to the recommendation shown."""
        self.details.link()

    def leave(self) -> bool:
        """Esc leaves the form."""
        inside = self._side.currentWidget() is self.form
        if inside:
            self.form.form.keep()
            self._show_details()
        return inside

    def toggle_details(self) -> None:
        """Show or hide the recommendation."""
        self._panes.toggle_side()


def _key(known: RecommendationRow) -> RecommendationId:
    return known.life.recommendation.id


def _words_cell(known: RecommendationRow) -> TableCell:
    kept = known.life.recommendation
    return marked(TableCell(f"{kept.number} {kept.text}".strip(), known.source), kept.marking)


def _status_cell(known: RecommendationRow) -> TableCell:
    """Where it stands; of one that was benchmarked, how far it is met here, below."""
    benchmark = known.life.benchmark
    met = f"{benchmark.met.value.capitalize()} here" if benchmark is not None and benchmark.met is not None else ""
    return TableCell(known.life.status.value, met)
