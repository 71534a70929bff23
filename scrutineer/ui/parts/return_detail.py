"""All of what the cell chosen on Returns says: the answer, its cell, what it bears on, and what can be done with it."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from scrutineer.domain.dates import local_day, long_date, short_date
from scrutineer.domain.evidence import Bearing, EvidenceKind, LinkTarget
from scrutineer.domain.ids import TargetId
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted
from scrutineer.operations import answer_returns, evidence, placing
from scrutineer.operations.queries.expected import ExpectedCell, Standing
from scrutineer.operations.queries.returns import ReturnsView, answer_history
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.asks import bring_into_view
from scrutineer.ui.kit.basic import Card, Remark, button, clear, column, holder, label, row
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.row_menu import RowAct
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.marking_field import StandingMarking, mark_act
from scrutineer.ui.parts.return_cells import Columns
from scrutineer.ui.session import Session

_LEGEND = "After an arrow: what an answer was moderated to. Silence is recorded, not scored."
_LONGEST = 200  # letters of a title; the whole stands in the item's text
_LARGE = 150  # per cent of text from which what can be done stands below the words


class ReturnDetail(Card):
    """A few lines and the acts beside them; the decision on an answer that was set aside below."""

    def __init__(self, session: Session) -> None:
        super().__init__(margins=(14, 9, 14, 9))
        self._session = session
        self.chosen: SelfAssessment | None = None
        self._level: Combo | None = None
        self._name, self._said, self._more = label("", "strong", wrap=True), label("", "dense", wrap=True), Remark()
        self._more.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        theme = session.theme
        self._raise = button("Raise a challenge", self.raise_challenge, theme=theme, icon="flag", kind="primary")
        self._open = button("Open the cell", self.open_cell, theme=theme, icon="file-text")
        self._link = button("Link as evidence", self.ask_bearing, theme=theme, icon="link")
        self._place = button(
            "Place", self.ask_line, theme=theme, icon="list-checks", hint="Choose the line it bears on"
        )
        self.marking = StandingMarking(session, SelfAssessment, "Marking of the answer")
        self._acts = holder(row(self.marking, self._open, self._place, self._link, self._raise))
        words = column(self._name, self._said, self._more, spacing=3)
        if theme.zoom < _LARGE:
            beside = row(spacing=12)
            beside.addLayout(words, 1)
            beside.addWidget(self._acts)
            self.body.addLayout(beside)
        else:
            self.body.addLayout(words)
            self.body.addLayout(row(self._acts, None))
        self.asked_marking = StandingMarking(session, AskedReturn, "Marking of this request")
        self._asked = holder(row(label("Marking of this request", "small"), self.asked_marking, None, spacing=8))
        self.body.addWidget(self._asked)
        self._decided, self._placing = column(spacing=0), column(spacing=0)
        self.body.addLayout(self._decided)
        self.body.addLayout(self._placing)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how to see something, and how to read the table."""
        self._show("", "Choose an answer to see its cell, its words and what it bears on.",
                   _LEGEND)  # fmt: skip

    def show_unasked(self, columns: Columns) -> None:
        """Say who was not asked."""
        names = ", ".join(agency.name for agency in columns.quiet)
        others = f", and {counted(columns.more, 'agency', 'agencies')} without a column of their own"
        self._show("Not asked", f"{names}{others if columns.more else ''}.", "Ask for returns asks them.")

    def show_return(self, view: ReturnsView, agency: Agency) -> None:
        """Say when an agency's return came, or that it did not."""
        request = view.asked_for
        if request is not None:
            cell = request.cells[agency.id]
            self._show(f"{agency.name}, {view.kind}", _came(cell), _LEGEND)
            if cell.request is not None:
                self.asked_marking.show_marking(cell.request.id, cell.request.marking)
                self._asked.show()

    def show_answer(self, answer: SelfAssessment, scale: Scale | None, before: SelfAssessment | None) -> None:
        """Show an answer; one that was set aside can be decided."""
        context = self._session.context
        bears = context.framework.name(answer.target) if answer.target else "no line of enquiry yet"
        more = [
            f"Bears on {bears}.",
            f"From {answer_history(self._session.casefile, answer).name}.",
            f"Evidence given: {answer.evidence}" if answer.evidence else "",
            f"To improve: {answer.improvement}" if answer.improvement else "",
            f"By: {answer.deadline}" if answer.deadline else "",
            f"Last round: {before.word or 'set aside'} (“{before.typed}”)." if before else "",
        ]
        head = f"{context.agency_name(answer.agency_id)}, {answer.number} {answer.standard}"
        self._show(
            head,
            in_words(answer),
            " ".join(f"{part.strip().rstrip('.')}." for part in more if part),
        )
        self.chosen = answer
        self.marking.show_marking(answer.id, answer.marking)
        self._acts.show()
        self._link.setVisible(answer.status is not AnswerStatus.SET_ASIDE and context.framework.knows(answer.target))
        if answer.status is AnswerStatus.SET_ASIDE:
            self._decided.addWidget(self._decision(answer, scale))

    def _show(self, head: str, said: str, more: str) -> None:
        self.chosen, self._level = None, None
        for asked in (self._decided, self._placing):
            clear(asked)
        self._acts.hide()
        self._asked.hide()
        for part, words in ((self._name, head), (self._said, said), (self._more, " ".join(more.split()))):
            part.setText(words)
            part.setVisible(bool(words))

    def row_acts(self) -> list[RowAct | None]:
        """What the buttons beside the answer do, for the menu of its cell."""
        answer = self.chosen
        if answer is None:
            return []
        acts: list[RowAct | None] = [RowAct("Open the cell", self.open_cell), RowAct("Place on a line", self.ask_line)]
        if not self._link.isHidden():
            acts.append(RowAct("Link as evidence", self.ask_bearing))
        return [
            *acts,
            RowAct("Raise a challenge", self.raise_challenge),
            mark_act(self._session, lambda: [answer]),
        ]

    def begin_act(self) -> None:
        """Do the first thing that can be done with the answer: decide it where it waits."""
        if self._level is not None:
            self._level.setFocus()
        elif self.chosen is not None:
            self.open_cell()

    def open_cell(self) -> None:
        """Show the cell that the answer came from in its sheet, with all that was written beside it."""
        answer = self.chosen
        if answer is not None:
            from scrutineer.ui.dialogs.cell_view import CellDialog  # the page stands without it

            CellDialog(self.window(), self._session, answer, self._name.text(), self._said.text()).show()

    def ask_line(self) -> None:
        """Ask which step or line the answer bears on, the one it was placed on before first."""
        answer = self.chosen
        if answer is None:
            return
        clear(self._placing)
        choices = target_choices(self._session.context.framework, "No line of enquiry")
        line = Combo(
            self._session.theme,
            choices,
            name="Line that the answer bears on",
            small=True,
            called=called.line(self._session),
        )
        line.setMinimumWidth(self._session.theme.px(240))
        line.choose(answer.target)

        def place() -> None:
            self._session.run(do(placing.place_answers, places={answer.id: line.value()}))

        record = button("Place it", place, kind="primary", small=True)
        leave = button("Leave it", self._leave_line, kind="link", small=True)
        self._placing.addWidget(flow(label("Bears on:", "muted"), line, record, leave))
        line.setFocus()
        bring_into_view(line, record)

    def _leave_line(self) -> None:
        self._place.setFocus()
        clear(self._placing)

    def ask_bearing(self) -> None:
        """Ask how the answer bears on its line: nothing that is a judgement is chosen beforehand."""
        answer = self.chosen
        if answer is None:
            return
        clear(self._decided)
        words = label(f"To {self._session.context.framework.name(answer.target)}:", "muted")
        ways = [self._way(answer, bearing) for bearing in Bearing]
        self._decided.addWidget(flow(words, *ways, button("Leave it", self._leave, kind="link", small=True)))
        ways[0].setFocus()

    def _way(self, answer: SelfAssessment, bearing: Bearing) -> QPushButton:
        """A button of its own for each bearing: a choice of segments would take one in passing, by an arrow key."""
        made = button(bearing.value.capitalize(), lambda: self._link_as_evidence(answer, bearing), small=True)
        made.setAccessibleName(f"Bearing: {made.text()}")
        return made

    def _leave(self) -> None:
        self._link.setFocus()
        clear(self._decided)

    def _link_as_evidence(self, answer: SelfAssessment, bearing: Bearing) -> None:
        """The answer as an item of evidence of its own, linked to the line that it bears on."""
        file = answer_history(self._session.casefile, answer)
        self._leave()
        capture = do(
            evidence.capture_evidence, title=self._name.text()[:_LONGEST], kind=EvidenceKind.RETURN,
            dated=file.returned_on or local_day(file.imported), agency_id=answer.agency_id,
            text=f"{in_words(answer)} {self._more.text()}", links=[(LinkTarget.LINE, answer.target, bearing)],
        )  # fmt: skip
        self._session.run(capture)

    def _decision(self, answer: SelfAssessment, scale: Scale | None) -> QWidget:
        levels: list[tuple[str, object]] = (
            [(f"{rung.key}: {rung.word}", rung.key) for rung in scale.levels] if scale else []
        )
        choices = [("Your decision", None), *levels, ("Not applicable", "n/a")]
        level = Combo(self._session.theme, choices, name="Your decision", small=True)
        level.setMinimumWidth(self._session.theme.px(170))
        self._level = level
        reason = Field(spelt=True)
        reason.setProperty("compact", "true")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self._session.theme.px(240))
        made = QWidget()
        form = Form(self._session, made)
        form.add("level", level, required="Choose what you decide.")
        form.add("reason", reason, required="Say what you relied on.")

        def decide() -> None:
            if form.ready():
                decision = do(
                    answer_returns.decide_answer, answer_id=answer.id, level=level.value(), reason=reason.text()
                )
                self._session.record(form, decision)

        record = button("Record decision", decide, kind="primary", small=True)
        made.setLayout(column(form.note, flow(label("You decide:", "warn"), level, reason, record), spacing=4))
        form.follow(f"answer:{answer.id}", f"Your decision on {answer.number} in {answer.cell}", {})
        return made

    def raise_challenge(self) -> None:
        """A challenge from the answer chosen, with its words and cell."""
        answer = self.chosen
        if answer is not None:
            words = f"Own answer to {answer.number} {answer.standard}: {in_words(answer)}"
            target = TargetId(answer.target) if answer.target else None
            self._session.go(ToNewChallenge(target=target, agency_id=answer.agency_id, why=words))


def in_words(answer: SelfAssessment) -> str:
    """What was said and moderated to, each with its words as typed and its cell."""
    if answer.status is AnswerStatus.SET_ASIDE:
        typed = f"“{answer.typed}”" if answer.typed else "nothing"
        return f"Set aside: {typed} in {answer.cell}, {answer.reason}."
    words = f"Said {answer.word} (“{answer.typed}”), {answer.cell}."
    if answer.status is AnswerStatus.DECIDED:
        words = f"{answer.word}, decided by you: {answer.reason}. Typed “{answer.typed}” in {answer.cell}."
    if answer.moderated_cell:
        words += (
            f" Moderated {answer.moderated_word or 'set aside'} (“{answer.moderated_typed}”), {answer.moderated_cell}."
        )
    return words


def _came(cell: ExpectedCell) -> str:
    """When a return came, or by how much it is late."""
    due = f" It was due on {long_date(cell.due)}." if cell.due else ""
    if cell.received is not None:
        late = f", {counted(cell.days, 'day')} late" if cell.standing is Standing.LATE else ""
        return f"Received {short_date(cell.received)}{late}.{due}"
    if cell.standing is Standing.OVERDUE:
        return f"Not received, {counted(cell.days, 'day')} past its day.{due}"
    return f"Not received yet. It is due on {long_date(cell.due)}." if cell.due else "Asked for, with no day set."
