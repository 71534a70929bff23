"""Scrutiny pieces: the list of them, and of the one chosen its terms, whom it asked, what it found and what follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from scrutineer.domain.changes import ChangeKind, Outcome
from scrutineer.domain.dates import short_date
from scrutineer.domain.ids import PieceId
from scrutineer.domain.pieces import Piece
from scrutineer.operations import pieces
from scrutineer.operations.queries.lenses import lenses
from scrutineer.operations.queries.pieces import (
    PieceView,
    cycle_of,
    framework_of_piece,
    methods_in_rounds,
    piece_view,
    pieces_at_hand,
    rounds_of,
)
from scrutineer.ui.destinations import (
    Destination,
    ToChallenge,
    ToNewChallenge,
    ToNewRecommendation,
    ToPieces,
    ToRecommendations,
    ToYear,
)
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.basic import Card, EmptyState, button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.fields import EnterFilter, Field
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.asked_card import AskedCard
from scrutineer.ui.parts.evidence_chips import EvidenceChips
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.parts.piece_findings import PieceFindingsCard
from scrutineer.ui.parts.piece_form import PieceForm
from scrutineer.ui.parts.rounds_card import RoundsCard
from scrutineer.ui.session import Session


@dataclass(frozen=True, slots=True)
class _Listed:
    """A row of the list: a piece, or (None) the rounds that belong to none."""

    piece: Piece | None

    @property
    def id(self) -> int:
        """The piece's, 0 for none."""
        return self.piece.id if self.piece is not None else 0


class PiecesPanel(Panel[ToPieces]):
    """Pieces on the left, the newest first, with the rounds that belong to none below them."""

    shows = frozenset({ChangeKind.PIECE, ChangeKind.PLAN, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.JUDGEMENT,
                       ChangeKind.LEARNING, ChangeKind.CHALLENGE, ChangeKind.PARTNERSHIP,
                       ChangeKind.FRAMEWORK})  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._view: PieceView | None = None
        columns = [TableColumn("Piece", 0, self._piece_cell)]
        self.list = Register(session.theme, columns, name="Scrutiny pieces", height=51, sortable=False)
        self.list.horizontalHeader().hide()
        self.list.selectionModel().selectionChanged.connect(lambda *_: self._show())
        left, page = holder(self._left(), "left"), scroll(holder(self._middle(), "page"))
        self._panes = Panes(session.theme, [("Pieces", left, 300), ("Piece", page, 0)])
        self.setLayout(column(self._panes, spacing=0))

    def _left(self) -> QVBoxLayout:
        self.title = Field(name="Theme of a new piece", hint="Theme of a new piece, then Enter", spelt=True)
        self._new = Form(self.session, self)
        self._new.add("title", self.title, required="Say in a few words what is looked at.")
        self._enter = EnterFilter(self.title, self.add)
        box = column(holder(row(label("Scrutiny pieces", "title"), margins=(14, 12, 14, 8))), rule(), spacing=0)
        box.addWidget(self.list, 1)
        adding = row(self.title, button("Begin", self.add, small=True))
        box.addWidget(rule())
        self._adding = holder(column(holder(adding), self._new.note, spacing=6, margins=(14, 8, 14, 12)))
        box.addWidget(self._adding)
        return box

    def _middle(self) -> QVBoxLayout:
        session = self.session
        self.piece = PieceForm(session)
        self.asked = AskedCard(session)
        self.findings = PieceFindingsCard(session)
        self.rounds = RoundsCard(session)
        self.evidence = EvidenceChips(session, self.link)
        self._rests = Card("What it rests on, and what follows from it", margins=(14, 8, 14, 12))
        self._rests.body.addWidget(self.evidence)
        self._follows = column(spacing=4)
        self._rests.body.addLayout(self._follows)
        sentence = (
            "A piece looks at one theme across the steps: terms of reference, the agencies asked, what was found, "
            "and a report of its own. Its findings stand beside the cycle’s judgements and never change them."
        )
        first = button("Begin the first piece", self.new, kind="primary")
        self._empty = EmptyState(session.theme, "flag", "No scrutiny piece in this cycle yet", sentence, first)
        self._of_piece = (self.piece, self.asked, self._rests, self.findings)
        box = column(spacing=10, margins=(20, 12, 20, 14))
        for part in (self._empty, self.piece, self.asked, self._rests, self.findings, self.rounds):
            box.addWidget(part)
        box.addStretch(1)
        return box

    def refresh(self) -> None:
        """Read the pieces again."""
        session = self.session
        known = [_Listed(piece) for piece in (*pieces_at_hand(session.casefile, session.context), None)]
        if not self._new.about:
            self._new.follow("piece:new", "A new piece", {})
        self.list.selectionModel().blockSignals(True)
        self.list.show_rows(known, lambda listed: listed.id)
        self.list.selectionModel().blockSignals(False)
        self._show()

    def _piece_cell(self, listed: _Listed) -> TableCell:
        piece = listed.piece
        if piece is None:
            return TableCell("Rounds of a method", "That belong to no piece", tone="text-2")
        due = f"due {short_date(piece.due)}" if piece.due else ""
        stands = [f"Since {short_date(piece.starts)}", due]
        if piece.reported_on is not None:
            stands = [f"Reported {short_date(piece.reported_on)}"]
        words = ", ".join(filter(None, (*stands, self.session.context.of_cycle(piece.cycle_id))))
        return marked(TableCell(piece.title, words), piece.marking)

    def _show(self) -> None:
        session, listed = self.session, self.list.current()
        piece: Piece | None = listed.piece if listed is not None else None
        for part in self._of_piece:
            part.setVisible(piece is not None)
        self._empty.setVisible(piece is None and self.list.rows_model.rowCount() == 1)
        cycle = session.context.cycle if piece is None else cycle_of(session.context, piece)
        methods = methods_in_rounds(session.casefile, cycle)
        if piece is None:
            self._view = None
            self.rounds.show_rounds(None, rounds_of(session.casefile, session.context, None), methods)
            return
        self._view = view = piece_view(session.casefile, session.context, piece)
        frameworks = lenses(session.casefile, cycle)
        self.piece.show_piece(piece, frameworks)
        self.asked.show_piece(view)
        self.findings.show_piece(view, framework_of_piece(session.casefile, session.context, piece))
        self.evidence.show_linked(view.evidence)
        self.rounds.show_rounds(piece, view.rounds, methods, piece.method_id)
        self._show_what_follows(view)

    def _show_what_follows(self, view: PieceView) -> None:
        clear(self._follows)
        for activity in view.activities:
            self._lead(f"Activity, {activity.state.value}: {activity.title}", ToYear(activity.id))
        for challenge in view.challenges:
            self._lead(f"Challenge {challenge.reference}: {challenge.question}", ToChallenge(challenge.id))
        for advice in view.recommendations:
            self._lead(f"Recommendation {advice.number}: {advice.text}".replace(" :", ":"),
                       ToRecommendations(advice.id))  # fmt: skip
        go, piece = self.session.go, view.piece.id
        recommend = button("Make a recommendation", partial(go, ToNewRecommendation(piece_id=piece)), small=True)
        raising = button("Raise a challenge", partial(go, ToNewChallenge(piece_id=piece)), small=True)
        self._follows.addLayout(row(recommend, raising, None))

    def _lead(self, words: str, place: Destination) -> None:
        said = label(words, "dense", wrap=True)
        line = row(said, button("Open", partial(self.session.go, place), kind="link", small=True))
        line.setStretch(0, 1)
        self._follows.addLayout(line)

    def add(self) -> None:
        """Begin a piece of the theme that is typed, today."""
        if self._new.ready():
            session = self.session
            piece = Piece(cycle_id=session.context.cycle.id, title=self.title.text(), starts=session.today())
            session.record(self._new, do(pieces.add_piece, piece=piece), done=self._added, anew={})

    def _added(self, outcome: Outcome[PieceId]) -> None:
        self._choose(outcome.value)

    def _choose(self, piece_id: PieceId) -> None:
        if not self.list.select(lambda listed: listed.id == piece_id):
            self.refresh()
            self.list.select(lambda listed: listed.id == piece_id)

    def show_destination(self, destination: ToPieces) -> None:
        """Show a piece, with what is named of it chosen."""
        if destination.piece_id is not None:
            self._choose(destination.piece_id)
            self._panes.show_pane(1)
        for wanted, part in ((destination.asked_id, self.asked), (destination.stage_id, self.rounds)):
            if wanted and part.choose(wanted):
                part.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def destination(self) -> ToPieces:
        """The piece chosen."""
        return ToPieces(self._view.piece.id if self._view else None)

    def new(self) -> None:
        """Ctrl+N: a new piece."""
        self._panes.show_pane(0)
        self.title.setFocus()

    def record(self) -> None:
        """Ctrl+Enter records what the focus is in."""
        focused = self.window().focusWidget()
        for part, act in ((self.findings, self.findings.save), (self.asked, self.asked.add),
                          (self.rounds, self.rounds.submit), (self.title, self.add)):  # fmt: skip
            if focused is not None and (part is focused or part.isAncestorOf(focused)):
                act()
                return
        self.piece.submit()

    def link(self) -> None:
        """Ctrl+L: link evidence to the finding that the focus is in, else to the piece."""
        focused = self.window().focusWidget()
        if focused is not None and self.findings.isAncestorOf(focused):
            self.findings.link()
        elif self._view is not None:
            LinkEvidenceDialog.for_piece(self, self.session, str(self._view.piece.id), "the piece")
