"""Separately and together: every voice on every line, the widest disagreement first, and the form for one more view."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.scale import INSUFFICIENT
from scrutineer.domain.voices import Standpoint
from scrutineer.operations.queries.voices import LineVoices, VoicesMatrix, voices_matrix
from scrutineer.ui.destinations import ToLine, ToNewChallenge, ToNewView, ToVoices, VoicesPlace
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.heat import HeatCell, HeatTable
from scrutineer.ui.kit.paint import look_of
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.strip import VoiceStrip
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.view_form import ViewForm
from scrutineer.ui.session import Session


class ViewsPanel(Panel[VoicesPlace]):
    """Lines down, voices across; what each said of the line chosen below; the form on the right."""

    shows = frozenset(
        {ChangeKind.VOICE, ChangeKind.RETURN, ChangeKind.JUDGEMENT, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK}
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._rows: tuple[LineVoices, ...] = ()
        self._matrix: VoicesMatrix | None = None
        self.form = ViewForm(session)
        page = scroll(holder(self._build(), "page"))
        self._panes = Panes(session.theme, [("Views", page, 0), ("Record a view", self.form, 320)])
        self.setLayout(column(self._panes, spacing=0))

    def _build(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted", wrap=True)
        self.order: Segments[str] = Segments([("By disagreement", "apart"), ("In order", "order")], name="Sort")
        self.order.chosen.connect(lambda _which: self._show())
        self.table = HeatTable(theme, "Voices by line", narrowest=112, heads=290)
        self.table.selectionModel().currentChanged.connect(lambda _now, _then: self._show_line())
        self.table.setMinimumHeight(theme.px(180))
        self._card = Card("Each voice by line", label("Separate views, never combined.", "small"), margins=(1, 0, 1, 1))
        self._card.body.addWidget(self.table)
        self._details = column(spacing=6)
        self._line = Card("The line", margins=(14, 10, 14, 12))
        self._line.body.addLayout(self._details)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        head = row(label("Separately and together", "title"), None)
        head.addWidget(flow(self.order))
        box.addLayout(head)
        for part, stretch in ((self._said, 0), (self._card, 1), (self._line, 0)):
            box.addWidget(part, stretch)
        self._empty = self._empty_state()
        box.addWidget(self._empty, 1)
        return box

    def _empty_state(self) -> QWidget:
        sentence = (
            "Take in a return, or record what the partners together, young scrutineers or practitioners say of a "
            "line. Each view stays theirs; nothing is added up."
        )
        first = button("Record a view", self.new, kind="primary")
        return EmptyState(self.session.theme, "users", "No voice has spoken yet", sentence, first)

    def refresh(self) -> None:
        """Read every voice again."""
        self._matrix = voices_matrix(self.session.casefile, self.session.context)
        self.form.refresh()
        self._show()

    def _show(self) -> None:
        matrix = self._matrix
        if matrix is None:
            return
        held = self._chosen()
        self._rows = matrix.by_disagreement() if self.order.value() == "apart" else matrix.rows
        some = bool(self._rows)
        for part in (self._said, self._card, self._line, self.order):
            part.setVisible(some)
        self._empty.setVisible(not some)
        apart = sum((heard.spread.levels or 0) >= 2 for heard in self._rows)
        self._said.setText(
            f"{len(self._rows)} steps and lines have a voice; on {apart} of them voices stand two levels or more "
            f"apart. Nobody has spoken of {matrix.silent}."
        )
        cells = [[self._cell(heard.voices.get(name)) for name in matrix.names] for heard in self._rows]
        self.table.heat_model.set_cells(matrix.names, [self._head(heard) for heard in self._rows], cells)
        self.table.fill(len(matrix.names))
        place = next((n for n, heard in enumerate(self._rows) if held is not None and heard.target == held.target), 0)
        if self._rows:
            self.table.setCurrentIndex(self.table.heat_model.index(place, 0))
        else:
            self._show_line()

    @staticmethod
    def _head(heard: LineVoices) -> str:
        apart = {None: "–", 0: "agree"}.get(heard.spread.levels, f"{heard.spread.levels} apart")
        return f"{apart}  ·  {heard.name}"

    def _cell(self, standpoint: Standpoint | None) -> HeatCell:
        scale = self.session.context.scale
        if standpoint is None:
            return HeatCell("–", tone="text-3", spoken="said nothing")
        low, high = scale.level(standpoint.low), scale.level(standpoint.high)
        if low is None or high is None:
            unsure = standpoint.words.startswith(scale.word(INSUFFICIENT))
            return HeatCell("Insufficient" if unsure else "In words", tone="text-2", spoken=standpoint.words)
        short = [level.short.split()[0] for level in (low, high)]
        words = high.short if low == high else "–".join(short)
        return HeatCell(
            words, look_of(scale, standpoint.high) if low == high else "", tone="text", spoken=standpoint.words
        )

    def _chosen(self) -> LineVoices | None:
        number = self.table.currentIndex().row()
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _show_line(self) -> None:
        clear(self._details)
        heard = self._chosen()
        if heard is None:
            return
        self._line.title.setText(heard.name)
        head = row(label(heard.line.question if heard.line else heard.step.title, "strong", wrap=True), spacing=8)
        head.setStretch(0, 1)
        head.addWidget(button("Open the line", lambda: self.session.go(ToLine(heard.target)), small=True))
        head.addWidget(
            button("Raise a challenge", self.raise_challenge, theme=self.session.theme, icon="flag", small=True)
        )
        self._details.addLayout(head)
        strip = VoiceStrip(self.session.theme, self.session.context.scale)
        strip.show_voices(tuple(heard.voices.values()), heard.spread)
        self._details.addWidget(strip)
        self._details.addWidget(label(heard.spread.in_words(self.session.context.scale), "small", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(self.session.theme.px(20))
        for number, voice in enumerate(heard.voices.values()):
            words = label(f"{voice.name}: {voice.words or 'a level, no words'}", "dense", wrap=True)
            grid.addWidget(words, number // 2, number % 2, Qt.AlignmentFlag.AlignTop)
        for place in (0, 1):
            grid.setColumnStretch(place, 1)
        self._details.addLayout(grid)

    def raise_challenge(self) -> None:
        """A challenge from the line chosen, with what each voice says as its ground."""
        heard = self._chosen()
        if heard is not None:
            words = "; ".join(f"{voice.name}: {voice.words}" for voice in heard.voices.values())
            self.session.go(ToNewChallenge(target=heard.target, why=words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.table.fill(self.table.heat_model.columnCount())

    def show_destination(self, destination: VoicesPlace) -> None:
        """The form for a view, or the row of a step or line."""
        match destination:
            case ToNewView(target):
                self.form.start(target)
                self._panes.show_pane(1)
            case ToVoices(target):
                number = next((number for number, line in enumerate(self._rows) if line.target == target), None)
                if number is not None:
                    self.table.setCurrentIndex(self.table.heat_model.index(number, 0))
            case _:
                assert_never(destination)

    def destination(self) -> ToVoices:
        """The row that is chosen."""
        line = self._chosen()
        return ToVoices(line.target if line else None)

    def new(self) -> None:
        """Ctrl+N: record a view of the line chosen."""
        line = self._chosen()
        self.show_destination(ToNewView(line.target if line else None))

    def record(self) -> None:
        """Ctrl+Enter records the view being written."""
        self.form.submit()

    def toggle_details(self) -> None:
        """Show or hide the form."""
        self._panes.toggle_side()
