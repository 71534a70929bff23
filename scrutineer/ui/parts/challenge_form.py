"""The form for a new challenge: one open question, whom it is put to, why, and the test of its resolution."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import Challenge, Life
from scrutineer.domain.evidence import Bearing
from scrutineer.domain.ids import AgencyId, ChallengeId, EvidenceId
from scrutineer.domain.immediate_risk import USE_PROCEDURES, risk_remark
from scrutineer.domain.marking import Marking
from scrutineer.domain.partnership import Agency
from scrutineer.domain.seat_days import role_of
from scrutineer.domain.typed_dates import When
from scrutineer.domain.words import counted
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import challenges
from scrutineer.operations.queries.challenges import life_of
from scrutineer.operations.queries.lenses import named
from scrutineer.operations.queries.pieces import framework_of_piece, piece_of
from scrutineer.operations.queries.standing import standing
from scrutineer.operations.queries.steps import body_of_evidence, linked
from scrutineer.ui.destinations import ToNewChallenge
from scrutineer.ui.kept import new_challenge_form
from scrutineer.ui.kit.basic import button, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import agency_choices, bearing_choices, target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import DateField, Field, Notes
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.remarks import remark_under
from scrutineer.ui.ops import do
from scrutineer.ui.parts import called
from scrutineer.ui.parts.events_asked import EventsAsked
from scrutineer.ui.parts.marking_field import MarkingField
from scrutineer.ui.session import Session


class ChallengeForm(QWidget):
    """Writes a challenge; what it is raised from is linked already."""

    def __init__(self, session: Session, raised: Callable[[ChallengeId], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._raised, self._leave = session, raised, leave
        theme = session.theme
        self.question = Notes(name="The question", hint="One open question", lines=3)
        self.put_to = Field(name="Put to", hint="The role that is to answer")
        self.agency = Combo(theme, [], name="Agency", called=called.row(session, Agency))
        self.agency.activated.connect(lambda _number: self._suggest_role())
        self.target = Combo(theme, [], name="Step or line", called=called.line(session))
        self.target.activated.connect(lambda _number: self._say_linked())
        self.why = Notes(name="Why", hint="What it rests on. Cite items as [E12].", lines=5)
        self.test = Notes(name="The test", hint="What good would look like, so that it can be tested", lines=2)
        self.at = Field(name="Where raised", hint="At the executive, by letter")
        self.raised_on = DateField(session.today(), name="Date raised", today=session.today, when=When.HAPPENED)
        self.due = DateField(name="Reply due", today=session.today, when=When.AHEAD, required=False)
        self._due_words = label("", "small", wrap=True)
        self.matter = Field(name="Thread", hint="The matter it belongs to, where it has come up before")
        self.marking = MarkingField(session)  # for partners, unless it is said otherwise: it is put to somebody
        self.events = EventsAsked()
        self.bearing = Combo(theme, bearing_choices(), name="How what you came from bears on it")
        self.linked = label("", "small", wrap=True)
        self._of_piece = label("", "muted", wrap=True)
        self._evidence: tuple[tuple[EvidenceId, Bearing], ...] = ()
        self._from: tuple[EvidenceId, ...] = ()
        self._begun = ToNewChallenge()
        self._editing: Challenge | None = None
        self._life: Life | None = None  # of the one that is worded anew
        self._suggested = ""  # the role last suggested: what was typed instead is never overwritten
        self._raising: list[QWidget] = []  # what is asked only when a challenge is raised
        self.form = Form(session, self, roles=("put_to",))
        for field, part, required in (
            ("question", self.question, "Write the question."), ("agency_id", self.agency, ""),
            ("put_to", self.put_to, "Say which role is to answer."), ("targets", self.target, ""),
            ("why", self.why, ""),
            ("test", self.test, ""), ("raised_at", self.at, ""), ("raised_on", self.raised_on, ""),
            ("reply_due", self.due, ""), ("thread", self.matter, ""), ("marking", self.marking, ""),
            ("bearing", self.bearing, "Say whether what you came from supports it, contradicts it or is context."),
        ):  # fmt: skip
            self.form.add(field, part, required=required)
        self.form.changed.connect(self._ask_about_events)
        self.refresh()
        self._lay_out()

    def _lay_out(self) -> None:
        urgent = label(USE_PROCEDURES, "warn", wrap=True)
        self._title = label("New challenge", "heading")
        box = column(self._title, self._of_piece, urgent, self.form.note, spacing=6, margins=(16, 12, 16, 12))
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
            ("Thread", self.matter),
            ("Marking", self.marking),
        ]
        for words, part in parts:
            name = label(words, "strong")
            box.addWidget(name)
            box.addWidget(part)
            if part in (self.at, self.raised_on, self.due):
                self._raising += [name, part]
            if part in (self.question, self.why):
                risk = remark_under(part, risk_remark)
                risk.setProperty("role", "warn")
                box.addWidget(risk)
            if part is self.due:
                box.addWidget(self._due_words)
                self._raising.append(self._due_words)
            if part is self.target:
                box.addWidget(self.linked)
                box.addWidget(self.bearing)
        box.addWidget(self.events)
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
        foot = row(
            self._submit_button,
            self._draft,
            None,
            button("Leave", self._leave_it, hint="Esc"),
            margins=(16, 10, 16, 10),
        )
        outer = column(scroll(holder(box, "side"), "side"), rule(), spacing=0)
        outer.addLayout(foot)
        self.setLayout(outer)

    def refresh(self) -> None:
        """Follow changed agencies and lines, and the challenge that is worded anew."""
        self.agency.set_choices(agency_choices(self._session.context.agencies, "The partnership"))
        if self._editing is not None:
            self._follow(standing(self._session.casefile, self._editing))
        else:
            self._offer_targets()

    def _offer_targets(self) -> None:
        """The steps and lines of the cycle, of what its piece is judged by, and what the challenge names already: what
        is not offered would be lost with the next wording."""
        session, editing = self._session, self._editing
        casefile, context = session.casefile, session.context
        piece_id = editing.piece_id if editing is not None else self._begun.piece_id
        piece = piece_of(casefile, piece_id)
        choices = target_choices(context.framework, "None")
        by = framework_of_piece(casefile, context, piece) if piece is not None else None
        if by is not None and by.id != context.framework.id:
            choices += [(f"{by.short_title}: {words}", target) for words, target in target_choices(by, "")[1:]]
        offered = {target for _, target in choices}
        named_before = editing.targets[:1] if editing is not None else ()
        choices += [(named(casefile, context, known), known) for known in named_before if known not in offered]
        self.target.set_choices(choices)
        self._of_piece.setText(f"Of the scrutiny piece “{piece.title}”" if piece is not None else "")
        self._of_piece.setVisible(piece is not None)

    def start(self, begun: ToNewChallenge) -> None:
        """Begin with what the challenge is raised from. Of what is raised from elsewhere the typing is kept."""
        self._begun, self._from = begun, begun.evidence_ids
        self._show_editing(None)
        self.events.ask_nothing()
        agency = begun.agency_id
        chosen = agency is not None or begun.target is not None or bool(begun.why)
        self._suggested = self._role_of(agency) if chosen else ""
        stored = {
            "question": begun.question, "why": begun.why, "agency_id": agency, "targets": begun.target or "",
            "put_to": self._suggested, **self._dates(), "marking": Marking.PARTNER,
        }  # fmt: skip
        self.form.follow(new_challenge_form(begun), "A new challenge", stored)
        self._say_linked()
        self.question.setFocus()

    def _dates(self) -> dict[str, object]:
        """The day, and that by which a reply is asked for here."""
        today, days = self._session.today(), self._session.context.partnership.reply_days
        self._due_words.setText(f"{counted(days, 'working day')} are offered; Settings says how many.")
        return {"raised_on": today, "reply_due": working_days_after(today, days)}

    def edit(self, challenge: Challenge) -> None:
        """Reword a challenge: its reference, its dates and its history stay as they are."""
        self._from, self._suggested = (), challenge.put_to
        self._follow(challenge)
        self.question.setFocus()

    def _follow(self, challenge: Challenge | None) -> None:
        """Go on with one that is worded anew, as it stands now; the form is left where it is gone."""
        self._show_editing(challenge)
        if challenge is None:
            self._leave_it()
            return
        stored = {
            "question": challenge.question, "put_to": challenge.put_to, "agency_id": challenge.agency_id,
            "targets": challenge.targets[0] if challenge.targets else "", "why": challenge.why,
            "test": challenge.test, "thread": challenge.thread, "marking": challenge.marking, **self._dates(),
        }  # fmt: skip
        self.form.follow(f"challenge:{challenge.id}", f"The wording of {challenge.reference}", stored)
        self.linked.hide()
        self.bearing.hide()

    def _show_editing(self, challenge: Challenge | None) -> None:
        self._editing = challenge
        self._life = life_of(self._session.casefile, challenge.id) if challenge is not None else None
        for part in (*self._raising, self._draft):
            part.setVisible(challenge is None)
        self._offer_targets()
        self._title.setText(f"Reword {challenge.reference}" if challenge else "New challenge")
        self._submit_button.setText("Record the wording" if challenge else "Raise challenge")

    def _ask_about_events(self) -> None:
        """Another marking than it has: what of its events is to go along is for a person to say, each by itself."""
        life = self._life
        if life is None or self.marking.value() is life.challenge.marking:
            self.events.ask_nothing()
        else:
            self.events.ask(life, self.marking.value())

    def _role_of(self, agency: AgencyId | None) -> str:
        if agency is None:
            return "Lead safeguarding partners"
        return role_of(self._session.context.seats, agency, self._session.today())

    def _suggest_role(self) -> None:
        """The role that answers for the agency chosen, where none was typed."""
        if self.put_to.text().strip() in ("", self._suggested):
            self._suggested = self._role_of(self.agency.value())
            self.put_to.setText(self._suggested)

    def _say_linked(self) -> None:
        target = self.target.value()
        self._evidence = ()
        self.bearing.setVisible(bool(self._from))
        if self._from and not target:
            self.linked.setText(f"Linked with it: the {counted(len(self._from), 'item')} you came from.")
        is_judged_here = bool(target) and self._session.context.framework.knows(target)
        if is_judged_here:
            body = body_of_evidence(self._session.casefile, self._session.context, target, self._session.today())
            items = linked(self._session.casefile, body.links).values()
            known = {linked_item.item.id: linked_item.link.bearing for linked_item in items}
            self._evidence = tuple(known.items())
            references = ", ".join(linked_item.item.reference for linked_item in items)
            self.linked.setText(f"Linked with it: {references}." if references else "Nothing is linked there yet.")
        self.linked.setVisible(is_judged_here or (not target and bool(self._from)))

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
            thread=self.matter.text().strip(),
            marking=self.marking.value(),
        )
        if self.form.ready():
            self._session.record(
                self.form,
                do(challenges.change_challenge, challenge=changed, along=self.events.ticked()),
                done=lambda _outcome: self._raised(challenge.id),
            )

    def _rests_on(self) -> tuple[tuple[EvidenceId, Bearing], ...]:
        """What is linked to the line already, and what the challenge is raised from."""
        came_from = {item: self.bearing.value() for item in self._from}
        return tuple((came_from | dict(self._evidence)).items())

    def _submit(self, draft: bool) -> None:
        day = self.raised_on.value()
        if not self.form.ready() or day is None:
            return
        target = self.target.value()
        self._session.record(
            self.form,
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
                evidence=self._rests_on(),
                draft=draft,
                thread=self.matter.text(),
                activity_id=self._begun.activity_id,
                piece_id=self._begun.piece_id,
            ),
            done=lambda outcome: self._raised(outcome.value),
            anew={**self._dates(), "marking": Marking.PARTNER},
        )

    def _leave_it(self) -> None:
        """Leave the form; what was typed is kept as a draft."""
        self.form.keep()
        self._leave()
