"""The form for a new challenge: one open question, whom it is put to, why, and the test of its resolution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import Bearing, Marking
from scrutineer.domain.ids import ChallengeId, EvidenceId
from scrutineer.domain.privacy import remark
from scrutineer.domain.words import counted
from scrutineer.operations import challenges
from scrutineer.operations.queries.steps import body_of_evidence, linked
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll
from scrutineer.ui.kit.choices import agency_choices, target_choices
from scrutineer.ui.kit.fields import Combo, DateField, Field, Notes
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class ChallengeForm(QWidget):
    """Writes a challenge; what it is raised from is linked already."""

    def __init__(self, session: Session, raised: Callable[[ChallengeId], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._raised, self._leave = session, raised, leave
        theme, today = session.theme, session.today()
        self.question = Notes(name="Question", hint="One open question", lines=3)
        self.put_to = Field()
        self.put_to.setAccessibleName("Put to")
        self.put_to.setPlaceholderText("The role that is to answer")
        self.remark = remark_under(self.put_to, partial(remark, names_a_role=True))
        self.agency = Combo(theme, [], name="Agency")
        self.agency.activated.connect(lambda _number: self._suggest_role())
        self.target = Combo(theme, [], name="Step or line")
        self.target.activated.connect(lambda _number: self._say_linked())
        self.why = Notes(name="Why", hint="What it rests on. Cite items as [E12].", lines=5)
        self.test = Notes(
            name="Test of resolution", hint="What good would look like, so that it can be tested", lines=2
        )
        self.at = Field()
        self.at.setAccessibleName("Where raised")
        self.at.setPlaceholderText("At the executive, by letter")
        self.raised_on = DateField(today, name="Date raised")
        self.due = DateField(today + timedelta(days=28), name="Reply due", required=False)
        self.marking = Combo(theme, [(m.value.capitalize(), m) for m in Marking], name="Marking")
        self.marking.choose(Marking.PARTNER)  # a challenge is put to somebody
        self.linked = label("", "small", wrap=True)
        self._evidence: tuple[tuple[EvidenceId, Bearing], ...] = ()
        self._from: tuple[EvidenceId, ...] = ()
        self._editing: Challenge | None = None
        self._raising: list[QWidget] = []  # what is asked only when a challenge is raised
        self.refresh()
        self._lay_out()

    def _lay_out(self) -> None:
        urgent = label(
            "A child at risk now? Use your local child protection procedures first, not this log.",
            "warn",
            wrap=True,
        )
        self._title = label("New challenge", "heading")
        box = column(self._title, urgent, spacing=6, margins=(16, 12, 16, 12))
        parts: list[tuple[str, QWidget]] = [
            ("The question", self.question),
            ("Agency", self.agency),
            ("Put to", self.put_to),
            ("Step or line", self.target),
            ("Why", self.why),
            ("The test", self.test),
            ("Where raised", self.at),
            ("Date raised", self.raised_on),
            ("Reply due", self.due),
            ("Marking", self.marking),
        ]
        for words, part in parts:
            name = label(words, "strong")
            box.addWidget(name)
            box.addWidget(part)
            if part in (self.at, self.raised_on, self.due):
                self._raising += [name, part]
            if part is self.put_to:
                box.addWidget(self.remark)
            if part is self.target:
                box.addWidget(self.linked)
        box.addStretch(1)
        self._submit_button = button(
            "Raise challenge",
            self.submit,
            theme=self._session.theme,
            kind="primary",
            icon="flag",
            hint="Ctrl+Enter",
        )
        self._draft = button("Keep as draft", lambda: self._submit(draft=True))
        foot = row(self._submit_button, self._draft, None, button("Cancel", self._cancel), margins=(16, 10, 16, 10))
        outer = column(scroll(holder(box, "side"), "side"), spacing=0)
        outer.addLayout(foot)
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed agencies and lines."""
        context = self._session.context
        self.agency.set_choices(agency_choices(context.agencies, "The partnership"))
        self.target.set_choices(target_choices(context.framework, "None"))

    def start(self, begun: ToNewChallenge) -> None:
        """Begin with what the challenge is raised from; what it leaves out stays as it was typed."""
        self._show_editing(None)
        if begun.target is not None or begun.agency_id is not None or begun.why:
            self.target.choose(begun.target or "")
            self.agency.choose(begun.agency_id)
            self._suggest_role()
            if begun.why:
                self.why.setPlainText(begun.why)
        if begun.question:
            self.question.setPlainText(begun.question)
        self._from = begun.evidence_ids
        self._say_linked()
        self.question.setFocus()

    def edit(self, challenge: Challenge) -> None:
        """Reword a challenge: its reference, its dates and its history stay as they are."""
        self._show_editing(challenge)
        self.question.setPlainText(challenge.question)
        self.put_to.setText(challenge.put_to)
        self.agency.choose(challenge.agency_id)
        self.target.choose(challenge.targets[0] if challenge.targets else "")
        self.why.setPlainText(challenge.why)
        self.test.setPlainText(challenge.test)
        self.marking.choose(challenge.marking)
        self.linked.hide()
        self.question.setFocus()

    def _show_editing(self, challenge: Challenge | None) -> None:
        self._editing = challenge
        for part in (*self._raising, self._draft):
            part.setVisible(challenge is None)
        self._title.setText(f"Reword {challenge.reference}" if challenge else "New challenge")
        self._submit_button.setText("Record the wording" if challenge else "Raise challenge")

    def _suggest_role(self) -> None:
        agency = self.agency.value()
        seat = next((seat.title for seat in self._session.context.seats if seat.agency_id == agency), "")
        self.put_to.setText(seat if agency is not None else "Lead safeguarding partners")

    def _say_linked(self) -> None:
        target = self.target.value()
        self._evidence = tuple((item, Bearing.SUPPORTS) for item in self._from)
        if self._from and not target:
            self.linked.setText(f"Linked with it: the {counted(len(self._from), 'item')} you came from.")
        if target:
            body = body_of_evidence(self._session.casefile, self._session.context, target, self._session.today())
            items = linked(self._session.casefile, body.links).values()
            known = {linked_item.item.id: linked_item.link.bearing for linked_item in items}
            self._evidence = tuple((dict(self._evidence) | known).items())
            references = ", ".join(linked_item.item.reference for linked_item in items)
            self.linked.setText(f"Linked with it: {references}." if references else "Nothing is linked there yet.")
        self.linked.setVisible(bool(target) or bool(self._from))

    def submit(self) -> None:
        """Raise it, or record the new wording."""
        if self._editing is None:
            self._submit(draft=False)
        else:
            self._reword(self._editing)

    def _reword(self, challenge: Challenge) -> None:
        target = self.target.value()
        others = tuple(known for known in challenge.targets[1:] if known != target)
        changed = replace(
            challenge,
            question=self.question.toPlainText(),
            put_to=self.put_to.text(),
            agency_id=self.agency.value(),
            why=self.why.toPlainText(),
            test=self.test.toPlainText(),
            targets=((target, *others) if target else others),
            marking=self.marking.value(),
        )
        self._session.run(
            do(challenges.change_challenge, challenge=changed), done=lambda _outcome: self._reworded(challenge)
        )

    def _reworded(self, challenge: Challenge) -> None:
        self._clear()
        self._raised(challenge.id)

    def _submit(self, draft: bool) -> None:
        day = self.raised_on.value()
        if day is None or self.due.is_wrong():
            self._session.tell("warn", "Not raised yet.", "One of the dates is no date; write it as 20/11/2026.")
            return
        target = self.target.value()
        self._session.run(
            do(
                challenges.raise_challenge,
                question=self.question.toPlainText(),
                put_to=self.put_to.text(),
                agency_id=self.agency.value(),
                why=self.why.toPlainText(),
                test=self.test.toPlainText(),
                targets=[target] if target else [],
                marking=self.marking.value(),
                raised_on=day,
                raised_at=self.at.text(),
                reply_due=self.due.value(),
                evidence=self._evidence,
                draft=draft,
            ),
            done=self._done,
        )

    def _done(self, outcome: object) -> None:
        self._clear()
        self._raised(getattr(outcome, "value", ChallengeId(0)))

    def _clear(self) -> None:
        for notes in (self.question, self.why, self.test):
            notes.clear()
        for field in (self.put_to, self.at):
            field.setText("")
        self.target.choose("")
        self._from, self._evidence = (), ()
        self._show_editing(None)

    def _cancel(self) -> None:
        self._clear()
        self._leave()

    def keep_typed(self) -> None:
        """What was typed is kept as a draft."""
        question = self.question.toPlainText().strip()
        if self._editing is not None:
            self._reword(self._editing)
        elif question:
            self._session.run(
                do(
                    challenges.raise_challenge,
                    question=question,
                    put_to=self.put_to.text() or "Not yet said",
                    agency_id=self.agency.value(),
                    why=self.why.toPlainText(),
                    test=self.test.toPlainText(),
                    draft=True,
                )
            )
            self._clear()
