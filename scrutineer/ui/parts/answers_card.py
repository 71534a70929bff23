"""Each answer by standard: the matrix of one kind of return, what to look at in it, and the answer chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from scrutineer.domain.ids import AgencyId, TargetId
from scrutineer.domain.partnership import Agency
from scrutineer.domain.returns import AnswerStatus, SelfAssessment
from scrutineer.domain.scale import Scale
from scrutineer.operations import answer_returns
from scrutineer.operations.queries.insights import key_of
from scrutineer.operations.queries.returns import ReturnsView, StandardRow, answer_history
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import Card, button, clear, column, label, row, rule
from scrutineer.ui.kit.fields import Combo, Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.heat import HeatTable
from scrutineer.ui.ops import do
from scrutineer.ui.parts.return_cells import answer_cells
from scrutineer.ui.session import Session


class AnswersCard(Card):
    """Agencies across, standards down. Below it the answer chosen, with its cell and its words."""

    def __init__(self, session: Session) -> None:
        theme = session.theme
        self.noticed = Combo(theme, [], name="Show answers", small=True)
        self.noticed.setMinimumWidth(theme.px(300))
        legend = label("Left: self-assessment. Arrow: moderated to.", "small")
        super().__init__("Answers by standard", self.noticed, legend, margins=(1, 0, 1, 1))
        self.session = session
        self._view: ReturnsView | None = None
        self._scale: Scale | None = None
        self.chosen: SelfAssessment | None = None
        self._agencies: tuple[Agency, ...] = ()
        self._standards: tuple[StandardRow, ...] = ()
        self.noticed.activated.connect(lambda _number: self._show_answers())
        self.answers = HeatTable(theme, "Answers by standard")
        self.answers.setMinimumHeight(theme.px(170))
        self.answers.selectionModel().currentChanged.connect(self._on_cell)
        self._details_box = column(spacing=6, margins=(14, 8, 14, 10))
        self.body.addWidget(self.answers, 1)
        self.body.addWidget(rule())
        self.body.addLayout(self._details_box)

    def show_view(self, view: ReturnsView, scale: Scale | None) -> None:
        """Show one kind of return."""
        self._view, self._scale = view, scale
        self._fill_noticed(view)
        self._show_answers()
        self._show_details(None)

    def select(self, answer: SelfAssessment) -> None:
        """Show every answer, with this one chosen."""
        self.noticed.choose("")
        self._show_answers()
        for number, standard in enumerate(self._standards):
            held = standard.answers.get(answer.agency_id)
            if held is not None and held.id == answer.id:
                place = [agency.id for agency in self._agencies].index(AgencyId(answer.agency_id))
                self.answers.setCurrentIndex(self.answers.heat_model.index(number, place))
                return

    def share_width(self) -> None:
        """Share the width where the agencies fit."""
        self.answers.fill(len(self._agencies))

    def _fill_noticed(self, view: ReturnsView) -> None:
        held = self.noticed.value()
        choices: list[tuple[str, object]] = [("Every answer", "")]
        choices += [(noticed.text, noticed.kind) for noticed in view.noticed]
        self.noticed.set_choices(choices)
        self.noticed.choose(held if any(noticed.kind == held for noticed in view.noticed) else "")

    def _show_answers(self) -> None:
        """The matrix, or the part of it that one of the things noticed is about."""
        view = self._view
        if view is None:
            return
        keys = next((noticed.keys for noticed in view.noticed if noticed.kind == self.noticed.value()), None)
        self._standards = tuple(
            standard
            for standard in view.standards
            if keys is None or any(key_of(a) in keys for a in standard.answers.values())
        )
        among = {agency for agency, _ in keys} if keys is not None else {agency.id for agency in view.agencies}
        self._agencies = tuple(agency for agency in view.agencies if agency.id in among)
        heads = [f"{standard.number} {standard.standard}".strip() for standard in self._standards]
        cells = answer_cells(self._standards, self._agencies, self._scale)
        self.answers.heat_model.set_cells(tuple(agency.name for agency in self._agencies), heads, cells)
        self.answers.fill(len(self._agencies))

    def _on_cell(self, index: QModelIndex, _before: QModelIndex) -> None:
        view = self._view
        if view is None or not index.isValid():
            return
        agency = self._agencies[index.column()]
        self._show_details(self._standards[index.row()].answers.get(agency.id))

    def _show_details(self, answer: SelfAssessment | None) -> None:
        self.chosen = answer
        clear(self._details_box)
        if answer is None:
            self._details_box.addWidget(
                label("Choose an answer to see its cell, its words and what it bears on.", "muted")
            )
            return
        context = self.session.context
        file = answer_history(self.session.casefile, answer)
        bears = context.framework.name(answer.target) if answer.target else "no line of enquiry yet"
        head = row(
            label(
                f"{context.agency_name(answer.agency_id)}, {answer.number} {answer.standard}",
                "strong",
                wrap=True,
            )
        )
        head.setStretch(0, 1)
        head.addWidget(
            button("Raise a challenge", self.raise_challenge, theme=self.session.theme, icon="flag", small=True)
        )
        self._details_box.addLayout(head)
        self._details_box.addWidget(label(_in_words(answer), "dense", wrap=True))
        before = self._view.before.get(key_of(answer)) if self._view else None
        more = [
            f"From {file.name}.",
            f"Bears on {bears}.",
            f"Evidence given: {answer.evidence}" if answer.evidence else "",
            f"To improve: {answer.improvement}" if answer.improvement else "",
            f"By: {answer.deadline}" if answer.deadline else "",
            f"Last round: {before.word or 'set aside'} (“{before.typed}”)." if before else "",
        ]
        self._details_box.addWidget(label("  ".join(part for part in more if part), "small", wrap=True))
        if answer.status is AnswerStatus.SET_ASIDE:
            self._details_box.addWidget(self._decision(answer))

    def _decision(self, answer: SelfAssessment) -> QWidget:
        scale = self._scale
        levels: list[tuple[str, object]] = (
            [(f"{rung.key}: {rung.word}", rung.key) for rung in scale.levels] if scale else []
        )
        choices = [("Your decision", None), *levels, ("Not applicable", "n/a")]
        level = Combo(self.session.theme, choices, name="Your decision", small=True)
        reason = Field()
        reason.setProperty("compact", "true")
        reason.setPlaceholderText("What you relied on")
        reason.setAccessibleName("Reason")
        reason.setMinimumWidth(self.session.theme.px(240))
        made = QWidget()
        form = Form(self.session, made)
        form.add("level", level, required="Choose what you decide.")
        form.add("reason", reason, required="Say what you relied on.")

        def decide() -> None:
            if form.ready():
                decision = do(
                    answer_returns.decide_answer, answer_id=answer.id, level=level.value(), reason=reason.text()
                )
                self.session.record(form, decision)

        record = button("Record decision", decide, kind="primary", small=True)
        made.setLayout(column(form.note, flow(label("You decide:", "warn"), level, reason, record), spacing=4))
        form.follow(f"answer:{answer.id}", f"Your decision on {answer.number} in {answer.cell}", {})
        return made

    def raise_challenge(self) -> None:
        """A challenge from the answer chosen, with its words and cell."""
        answer = self.chosen
        if answer is not None:
            words = f"Own answer to {answer.number} {answer.standard}: {_in_words(answer)}"
            target = TargetId(answer.target) if answer.target else None
            self.session.go(ToNewChallenge(target=target, agency_id=answer.agency_id, why=words))


def _in_words(answer: SelfAssessment) -> str:
    if answer.status is AnswerStatus.SET_ASIDE:
        return f"Set aside: “{answer.typed}” in {answer.cell}, {answer.reason}."
    words = f"Self {answer.word} (“{answer.typed}”), {answer.cell}."
    if answer.status is AnswerStatus.DECIDED:
        words = f"{answer.word}, decided by you: {answer.reason}. Typed “{answer.typed}” in {answer.cell}."
    if answer.moderated_cell:
        words += (
            f" Moderated {answer.moderated_word or 'set aside'} (“{answer.moderated_typed}”), {answer.moderated_cell}."
        )
    return words
