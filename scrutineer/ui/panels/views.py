"""Separately and together: where every voice stands on every line, the widest disagreement first."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.ids import TargetId
from scrutineer.operations.queries.voices import VoicesMatrix, agencies_by_line, voices_matrix
from scrutineer.ui.destinations import ToLine, ToNewChallenge, ToNewView, ToVoices, VoicesPlace
from scrutineer.ui.kit.basic import Card, EmptyState, button, column, holder, label, scroll
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.picture_card import PictureCard
from scrutineer.ui.parts.view_form import ViewForm
from scrutineer.ui.parts.voice_rows import VoiceRow, VoicesTable, row_of
from scrutineer.ui.parts.voice_side import VoiceSide
from scrutineer.ui.session import Session

_HEADINGS = {"apart": "Line, widest apart first", "order": "Line, in order"}
_AGENCIES = "agencies"
"""In the place of the lines, each agency in a column of its own."""


class ViewsPanel(Panel[VoicesPlace]):
    """A row a line; beside it the line chosen, or the form for one more view of it."""

    shows = frozenset(
        {ChangeKind.VOICE, ChangeKind.RETURN, ChangeKind.JUDGEMENT, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._matrix: VoicesMatrix | None = None
        self._target: TargetId | None = None  # the line that the side is about
        self.form = ViewForm(session, back=self._show_line)
        self.line = VoiceSide(session.theme, self.raise_challenge, self._open_line)
        self._side = QStackedWidget()
        for part in (self.line, self.form):
            self._side.addWidget(part)
        page = scroll(holder(self._build(), "page"))
        self._panes = Panes(session.theme, [("Lines", page, 0), ("Who stands where", self._side, 384)])
        self.setLayout(column(self._panes, spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        ways = [("By disagreement", "apart"), ("In order", "order"), ("By agency", _AGENCIES)]
        self.order: Segments[str] = Segments(ways, name="Show")
        self.order.chosen.connect(lambda _which: self._show())
        self._record = button("Record a view", self.new, theme=theme, icon="plus")
        self.table = VoicesTable(theme, "Voices by line")
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _then: self._choose())
        self._card = Card(margins=(1, 1, 1, 1))
        self._card.body.addWidget(self.table)
        box = column(spacing=10, margins=(20, 10, 20, 14))
        box.addWidget(flow(label("Separately and together", "title"), None, self.order, self._record))
        box.addWidget(self._said)
        self.agencies = PictureCard(theme, "Agencies by line")
        box.addWidget(self._card, 1)
        self.agencies.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        box.addWidget(self.agencies)
        box.addStretch(0)
        self._empty = self._empty_state()
        box.addWidget(self._empty, 1)
        return box

    def _empty_state(self) -> QWidget:
        sentence = (
            "Take in a return, or record what the partners together, young scrutineers or practitioners say of a "
            "line. Each view stays theirs; nothing is added up."
        )
        first = button("Record a view", self.new)  # the filled button is that of the form beside it
        return EmptyState(self.session.theme, "users", "No voice has spoken yet", sentence, first)

    def refresh(self) -> None:
        """Read every voice again."""
        self._matrix = voices_matrix(self.session.casefile, self.session.context)
        self.form.refresh()
        self._show()

    def _show(self) -> None:
        matrix, scale = self._matrix, self.session.context.scale
        if matrix is None:
            return
        which = self.order.value() or "apart"
        lines = matrix.by_disagreement() if which == "apart" else matrix.rows
        for part in (self._said, self.order, self._record):
            part.setVisible(bool(lines))
        by_agency = which == _AGENCIES
        self._card.setVisible(bool(lines) and not by_agency)
        self.agencies.show_any(agencies_by_line(self.session.context, matrix) if lines and by_agency else None)
        self._empty.setVisible(not lines)
        apart = sum((heard.spread.levels or 0) >= 2 for heard in lines)
        self._said.setText(
            f"{apart} of {len(lines)} lines: voices two levels or more apart. Nobody has spoken of {matrix.silent}. "
            "The ring is your judgement."
        )
        held, self._target = self._target, None
        self.table.show_rows([row_of(heard, scale) for heard in lines], scale, _HEADINGS.get(which, ""), held)
        chosen = self.table.current()
        self._target = chosen.heard.target if chosen else None
        self.line.show_row(chosen)
        if chosen is None:
            self._side.setCurrentWidget(self.form)
        self.form.offer_way_back(chosen is not None)

    def _choose(self) -> None:
        """A row was chosen: the side is about it. What is being typed there is kept."""
        chosen = self.table.current()
        if chosen is None or self._target is None or chosen.heard.target == self._target:
            return
        self._target = chosen.heard.target
        self.line.show_row(chosen)
        self._show_line()

    def _show_line(self) -> None:
        """Leave the form for the line; what was typed in it is kept."""
        self.form.form.keep()
        self._side.setCurrentWidget(self.line)

    def _chosen(self) -> VoiceRow | None:
        return self.table.current()

    def _open_line(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.session.go(ToLine(chosen.heard.target))

    def raise_challenge(self) -> None:
        """A challenge from the line chosen, with what each voice says as its ground."""
        chosen = self._chosen()
        if chosen is not None:
            words = "; ".join(f"{voice.name}: {voice.words}" for voice in chosen.heard.voices.values())
            self.session.go(ToNewChallenge(target=chosen.heard.target, why=words))

    def show_destination(self, destination: VoicesPlace) -> None:
        """The form for a view, or the row of a step or line."""
        match destination:
            case ToNewView(target):
                self.table.select(target)
                self._side.setCurrentWidget(self.form)
                self._panes.show_pane(1)
                self.form.start(target)
            case ToVoices(target):
                if target is not None and self.table.select(target):
                    self._show_line()
            case _:
                assert_never(destination)

    def destination(self) -> VoicesPlace:
        """The form where it is open, else the row that is chosen."""
        chosen = self._chosen()
        if chosen is not None and self._side.currentWidget() is self.form:
            return ToNewView(self.form.begun_on)
        return ToVoices(chosen.heard.target if chosen else None)

    def new(self) -> None:
        """Ctrl+N: record a view of the line chosen."""
        chosen = self._chosen()
        self.show_destination(ToNewView(chosen.heard.target if chosen else None))

    def record(self) -> None:
        """Ctrl+Enter records the view being written."""
        if self._side.currentWidget() is self.form:
            self.form.submit()

    def leave(self) -> bool:
        """Escape leaves the form for the line."""
        if self._side.currentWidget() is not self.form or self._chosen() is None:
            return False
        self._show_line()
        self.table.setFocus()
        return True

    def toggle_details(self) -> None:
        """Show or hide the side."""
        self._panes.toggle_side()
