"""Rounds of a method's cycle: each turn by its stages, with their days and what was found."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scrutineer.domain.dates import short_date
from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import PieceId
from scrutineer.domain.marking import Marking
from scrutineer.domain.pieces import Piece, Round
from scrutineer.domain.typed_dates import When
from scrutineer.operations import pieces
from scrutineer.operations.queries.pieces import RoundView
from scrutineer.ui.kit.basic import Card, button, column, holder, label
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import marked
from scrutineer.ui.session import Session

_MOST_DAYS = 1_000


@dataclass(frozen=True, slots=True)
class _Stage:
    """A stage with its round and its place in it."""

    turn: RoundView
    stage: Round


class RoundsCard(Card):
    """A row a stage, the newest round first; the stage chosen is recorded below, and another round is begun there."""

    def __init__(self, session: Session) -> None:
        super().__init__("Rounds of a method", margins=(1, 0, 1, 1))
        self._session = session
        self._piece: Piece | None = None
        self._blank: dict[str, object] = {}
        theme, today = session.theme, session.today
        self.table = Register(theme, self._columns(), name="Stages of rounds")
        self.table.stands_whole = True
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._follow())
        self.starts = DateField(name="Stage begins", today=today)
        self.due = DateField(name="Stage ends", today=today, required=False)
        self.done_on = DateField(name="Stage done on", today=today, when=When.HAPPENED, required=False)
        self.done_on.setPlaceholderText("Done on")
        self.found_field = Notes(name="What the stage found", hint="What was found, in this stage", lines=2)
        self.form = Form(session, self)
        for name, part in (("starts", self.starts), ("due", self.due), ("done_on", self.done_on),
                           ("found", self.found_field)):  # fmt: skip
            self.form.add(name, part)
        self._question = label("", "small", wrap=True)
        keep = button("Record the stage", self.submit, small=True)
        away = button("Take the round away", self._take_away, kind="link", small=True)
        recording = flow(label("From", "muted"), self.starts, label("to", "muted"), self.due, label("done", "muted"),
                         self.done_on, keep, away, spacing=6)  # fmt: skip
        self._stage = holder(column(self._question, recording, self.found_field, self.form.note, spacing=6))
        self.method = Combo(theme, [], name="Method of a new round", called=called.framework(session))
        self.first = DateField(name="New round begins", today=today)
        self.days = Field(name="Days of each stage")
        begin = flow(label("Begin a round of", "muted"), self.method, label("on", "muted"), self.first,
                     label("with", "muted"), self.days, label("days a stage", "muted"),
                     button("Begin round", self.begin_round, small=True), spacing=6)  # fmt: skip
        self._new = Form(session, self)
        for name, field in (("framework_id", self.method), ("starts", self.first), ("days", self.days)):
            self._new.add(name, field)
        self.body.setSpacing(0)
        self.body.addWidget(self.table)
        self.body.addWidget(holder(column(self._stage, begin, self._new.note, spacing=10, margins=(13, 8, 13, 10))))
        for sized, width in ((self.starts, 170), (self.due, 170), (self.done_on, 170), (self.first, 170),
                             (self.days, 56), (self.method, 220)):  # fmt: skip
            sized.setFixedWidth(theme.px(width))

    def _columns(self) -> list[TableColumn]:
        return [
            TableColumn("Round", 150, self._round),
            TableColumn("Stage", 150, _name),
            TableColumn("Days", 150, _days),
            TableColumn("Found", 0, lambda shown: TableCell(shown.stage.found, tone="text-2")),
        ]

    def _round(self, shown: _Stage) -> TableCell:
        named = f"{shown.turn.framework.short_title}, {shown.turn.number}"
        of = self._session.context.of_cycle(shown.turn.cycle_id)
        return TableCell(f"{named}, {of}" if of else named, tone="text-2")

    def show_rounds(
        self, piece: Piece | None, turns: tuple[RoundView, ...], methods: tuple[Framework, ...], method_id: str = ""
    ) -> None:
        """Show the rounds of a piece, or (None) of none; `method_id` is the method that is offered first."""
        self._piece = piece
        self.method.set_choices([(method.short_title, method.id) for method in methods])
        first = method_id or (methods[0].id if methods else "")
        self._blank = {"framework_id": first, "starts": self._session.today(), "days": "30"}
        self._new.follow(f"round:{self._piece_id or 0}:new", "A new round of a method", self._blank)
        stages = [_Stage(turn, stage) for turn in turns for stage in turn.stages]
        self.table.selectionModel().blockSignals(True)
        self.table.show_rows(stages, lambda shown: shown.stage.id)
        self.table.selectionModel().blockSignals(False)
        self.table.setVisible(bool(stages))
        self.table.stand(whole=True)
        self._stage.setVisible(bool(stages))
        self._follow()

    def choose(self, stage_id: int) -> bool:
        """Choose one stage; says whether it is there."""
        return self.table.select(lambda shown: shown.stage.id == stage_id)

    def _current(self) -> _Stage | None:
        return self.table.current() if self.table.rows_model.rowCount() else None

    def _follow(self) -> None:
        shown = self._current()
        if shown is None:
            return
        line = shown.turn.framework.line(shown.stage.target)
        self._question.setText(line.question if line else "")
        stored = {name: getattr(shown.stage, name) for name in self.form.fields()}
        about = f"round:{self._piece.id if self._piece else 0}:{shown.stage.id}"
        self.form.follow(about, f"A stage of {shown.turn.framework.short_title}", stored)

    def submit(self) -> None:
        """Record the stage chosen."""
        shown, starts = self._current(), self.starts.value()
        if shown is None or not self.form.ready() or starts is None:
            return
        stage = replace(shown.stage, starts=starts, due=self.due.value(), done_on=self.done_on.value(),
                        found=self.found_field.toPlainText())  # fmt: skip
        self._session.record(self.form, do(pieces.change_stage, stage=stage))

    def begin_round(self) -> None:
        """Begin a round: each stage gets its days."""
        starts, days, piece = self.first.value(), self.days.text().strip(), self._piece
        if not self._new.ready() or starts is None:
            return
        if not days.isdecimal() or not 0 < int(days) <= _MOST_DAYS:
            self._new.refuse("days", f"Say how many days each stage has, at most {_MOST_DAYS:,}.")
            return
        made = do(
            pieces.start_round, framework_id=self.method.value(), starts=starts, days=int(days),
            piece_id=self._piece_id, marking=piece.marking if piece else Marking.PARTNER,
        )  # fmt: skip
        self._session.record(self._new, made, anew=self._blank)

    @property
    def _piece_id(self) -> PieceId | None:
        return self._piece.id if self._piece else None

    def _take_away(self) -> None:
        shown = self._current()
        if shown is not None:
            made = do(pieces.take_round_away, framework_id=shown.stage.framework_id, number=shown.stage.number,
                      piece_id=self._piece_id, cycle_id=shown.turn.cycle_id)  # fmt: skip
            self._session.run(made)


def _name(shown: _Stage) -> TableCell:
    line = shown.turn.framework.line(shown.stage.target)
    return marked(TableCell(line.label if line else shown.stage.target), shown.stage.marking)


def _days(shown: _Stage) -> TableCell:
    stage = shown.stage
    if stage.done_on is not None:
        return TableCell(f"Done {short_date(stage.done_on)}", tone="text-2", order=stage.starts)
    until = short_date(stage.due) if stage.due else "no day"
    return TableCell(f"{short_date(stage.starts)} to {until}", order=stage.starts)
