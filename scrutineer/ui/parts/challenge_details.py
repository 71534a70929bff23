"""One challenge's life: what happened, what it rests on, what is recorded next, what stops it closing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import (
    Challenge,
    Ending,
    Event,
    EventKind,
    Impact,
    Life,
    Status,
)
from scrutineer.domain.challenge_closing import closing_blockers
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.citations import cite_challenge
from scrutineer.domain.dates import long_date
from scrutineer.domain.ids import ChallengeId, EvidenceId
from scrutineer.operations import challenges
from scrutineer.operations.challenge_letters import LetterKind
from scrutineer.operations.queries.challenges import RestsOn, ThreadMember, rests_on, thread_of
from scrutineer.operations.queries.lenses import named
from scrutineer.ui.destinations import ToItem
from scrutineer.ui.dialogs.link_evidence import LinkEvidenceDialog
from scrutineer.ui.kit.asks import bring_into_view
from scrutineer.ui.kit.basic import Card, Message, button, clear, column, holder, label, row, rule, scroll, set_tip
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Notes, Segments
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.row_menu import copier
from scrutineer.ui.ops import do
from scrutineer.ui.parts.challenge_letter_acts import ask_for_letters
from scrutineer.ui.parts.challenge_story import story_lines
from scrutineer.ui.parts.correction_form import CorrectionForm
from scrutineer.ui.parts.event_form import EventForm
from scrutineer.ui.parts.thread_card import ThreadCard
from scrutineer.ui.session import Session


class ChallengeDetails(QWidget):
    """The pane on the right of the log."""

    def __init__(self, session: Session, edit: Callable[[Challenge], None]) -> None:
        super().__init__()
        self._edit = edit
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._life: Life | None = None
        self._head = column(spacing=4, margins=(16, 12, 16, 10))
        self._box = column(spacing=8)
        self._foot = column(spacing=8)
        self._form = EventForm(session)
        self._correcting: CorrectionForm | None = None
        self._place_to_correct = column()
        self._closing = _ClosingCard(session, self._foot_message)
        story = column(spacing=8, margins=(16, 8, 16, 8))
        story.addLayout(self._box)
        story.addLayout(self._place_to_correct)
        story.addWidget(self._form)
        story.addWidget(self._closing)
        story.addStretch(1)
        record = button(
            "Record event", self._form.submit, theme=session.theme, kind="outline", icon="plus", hint="Ctrl+Enter"
        )
        self._blocked = label("", "warn", wrap=True)
        acts = column(self._blocked, spacing=8)
        acts.addLayout(row(record, self._closing.button, None))
        self._acts = holder(acts)
        foot = column(self._acts, spacing=8, margins=(16, 8, 16, 10))
        foot.addLayout(self._foot)
        outer = column(spacing=0)
        outer.addLayout(self._head)
        outer.addWidget(rule())
        outer.addWidget(scroll(holder(story, "side"), "side"), 1)
        outer.addWidget(rule())
        outer.addLayout(foot)
        self.setLayout(outer)
        self._shown: tuple[object, ...] = ()
        self._rests: tuple[RestsOn, ...] = ()
        self._thread: tuple[ThreadMember, ...] = ()

    def show_life(self, life: Life | None) -> None:
        """Show a challenge, or nothing. What is being written about the same one is left alone."""
        casefile = self._session.casefile
        rests = rests_on(casefile, [life.challenge.id]).get(life.challenge.id, ()) if life else ()
        thread = thread_of(casefile, life.challenge.thread) if life else ()
        targets = life.challenge.targets if life else ()
        names = ", ".join(named(casefile, self._session.context, target) for target in targets)
        shown = (life, rests, thread, names)
        if life is not None and self._shown == shown:
            return
        self._shown, self._life, self._rests, self._thread = shown, life, rests, thread
        self._follow_correction(life)
        for part in (self._head, self._box, self._foot):
            clear(part)
        self._ask_next(life)
        if life is None:
            self._box.addWidget(label("Choose a challenge to see its life here.", "muted", wrap=True))
            return
        self._show_head(life, names)
        for line in story_lines(self._session.theme, life, self.correct):
            self._box.addLayout(line)
        if not life.events:
            self._box.addWidget(label("A draft: not put to anybody yet.", "muted"))
        self._show_why(life)
        closing = life.closing
        if closing is not None:
            fact = f"{life.status.value}, {long_date(closing.on_date)}."
            self._foot.addWidget(Message(self._session.theme, "info", fact, closing.text))

    def begin_event(self, kind: EventKind) -> None:
        """Go on with what happened next, of this kind where it can follow."""
        self._form.begin_event(kind)

    def _ask_next(self, life: Life | None) -> None:
        """The forms stay as they are made, so that what is typed and the focus stay in them."""
        is_open = life is not None and life.is_open
        closes = (
            is_open
            and not self._is_correcting
            and life is not None
            and life.status not in (Status.DRAFT, Status.RAISED, Status.ACKNOWLEDGED)
        )
        if life is not None:
            self._form.show_life(life)
        if life is not None and closes:
            self._closing.show_life(life)
        elif life is not None:
            self._foot_message("")
        self._form.setVisible(life is not None and not self._is_correcting)
        self._acts.setVisible(life is not None and not self._is_correcting)
        self._closing.setVisible(closes)
        self._closing.button.setVisible(closes)

    def _show_head(self, life: Life, names: str) -> None:
        challenge = life.challenge
        copy = button(
            challenge.reference, copier(lambda: [challenge.reference]), kind="link", hint="Copy the reference"
        )
        copy.setAccessibleName(f"Copy the reference {challenge.reference}")
        head = row(copy, label(life.status.value, "chip"), None)
        head.addWidget(label(challenge.marking.value.capitalize(), "small"))
        cite = copier(lambda: [cite_challenge(challenge, life.raised_on)])
        head.addWidget(button("Cite", cite, kind="link", hint="Copy as a citation"))
        if life.is_open:
            head.addWidget(button("Reword", self.reword, kind="link"))
        self._head.addLayout(head)
        self._box.addWidget(label(challenge.question, "heading", wrap=True))
        self._box.addWidget(label(f"To {challenge.put_to}", "muted", wrap=True))
        if names:
            self._box.addWidget(label(names, "small", wrap=True))

    def _show_why(self, life: Life) -> None:
        for words, text in (("Why", life.challenge.why), ("The test", life.challenge.test)):
            if text:
                self._box.addWidget(label(words, "card"))
                self._box.addWidget(label(text, "dense", wrap=True))
        link = button("Link evidence", self.link, theme=self._session.theme, kind="link", icon="link", hint="Ctrl+L")
        self._box.addLayout(row(label("Rests on", "card"), None, link))
        for rest in self._rests:
            name = f"{rest.item.reference}  {rest.item.title}, {rest.link.bearing.value}"
            go = button(name if len(name) < 52 else f"{name[:50]}…", self._opener(rest.item.id), kind="link")
            set_tip(go, name)
            self._box.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)

        self._show_letters(life)
        self._box.addWidget(ThreadCard(self._session, life.challenge, self._thread))

    def _show_letters(self, life: Life) -> None:
        """The letters that can be written of it; of a draft there is none."""
        if life.raised_on is None:
            return
        line = row(label("Letters", "card"), None, spacing=12)
        kinds = [("Challenge letter", LetterKind.CHALLENGE)]
        if any(promise.theirs for promise in promises(life)):
            kinds.append(("Chaser", LetterKind.CHASER))
        for words, kind in kinds:
            line.addWidget(button(words, partial(self._write_letter, life.challenge.id, kind), kind="link"))
        self._box.addLayout(line)

    def _write_letter(self, challenge: ChallengeId, kind: LetterKind) -> None:
        ask_for_letters(self, self._session, [challenge], kind)

    def _opener(self, evidence_id: EvidenceId) -> Callable[[], None]:
        return lambda: self._session.go(ToItem(evidence_id))

    def _foot_message(self, words: str) -> None:
        self._blocked.setText(words)
        self._blocked.setVisible(bool(words))

    def reword(self) -> None:
        """Write the challenge anew, where it is open."""
        if self._life is not None and self._life.is_open:
            self._edit(self._life.challenge)

    def link(self) -> None:
        """Choose evidence to link to the challenge."""
        if self._life is not None:
            challenge = self._life.challenge
            LinkEvidenceDialog.for_challenge(self, self._session, str(challenge.id), challenge.reference)

    def correct(self, event: Event) -> None:
        """Ask what was wrong with an event, in the place of what happened next."""
        if self._life is not None and event in self._life.events:
            if self._correcting is None:
                self._correcting = CorrectionForm(self._session, self._leave_correction)
                self._place_to_correct.addWidget(self._correcting)
            self._correcting.show_event(self._life, event)
            self._correcting.show()
            self._ask_next(self._life)
            self._correcting.happened.setFocus()
            bring_into_view(self._correcting)

    @property
    def _is_correcting(self) -> bool:
        return self._correcting is not None and not self._correcting.isHidden()

    def _follow_correction(self, life: Life | None) -> None:
        """Go on with the event that is corrected, as it stands now; leave it where it is in this life no more."""
        if self._correcting is not None and self._is_correcting:
            events = life.events if life is not None else ()
            wrong = next((event for event in events if event.id == self._correcting.event_id), None)
            if life is None or wrong is None:
                self._hide_correction()
            else:
                self._correcting.show_event(life, wrong)

    def _hide_correction(self) -> None:
        if self._correcting is not None:
            self._correcting.hide()

    def _leave_correction(self) -> None:
        self._hide_correction()
        self._ask_next(self._life)

    def record(self) -> None:
        """Record what is being written: a correction, else an event."""
        if self._life is not None and self._correcting is not None and self._is_correcting:
            self._correcting.submit()
        elif self._life is not None:
            self._form.submit()


class _ClosingCard(Card):
    """What changed for children, how it ends, and what stops it closing."""

    def __init__(self, session: Session, tell: Callable[[str], None]) -> None:
        super().__init__("What changed for children?")
        self._session, self._tell = session, tell
        self._life: Life | None = None
        choices = [("Impact shown", Impact.SHOWN), ("Early signs", Impact.EARLY), ("None known", Impact.NONE_KNOWN)]
        self.impact: Segments[Impact] = Segments(choices, name="Impact", none=True)
        self.text = Notes(name="What changed", hint="What changed, or why nothing is known to have changed", lines=2)
        endings = [(ending.value.capitalize(), ending) for ending in Ending if ending is not Ending.IMPACT]
        self.ending = Combo(session.theme, [("How does it end?", None), *endings], name="Ending")
        self.form = Form(session, self)
        self.body.addWidget(self.form.note)
        for name, part in (("impact", self.impact), ("text", self.text), ("ending", self.ending)):
            self.form.add(name, part)
            self.body.addWidget(part)
        self.button = button("Close challenge", self.close_it, theme=session.theme, icon="circle-check")
        self.form.changed.connect(self._check)

    def show_life(self, life: Life) -> None:
        """Ask about a challenge; what is being written about the same one stays."""
        self._life = life
        self.form.follow(f"closing:{life.challenge.id}", f"Closing {life.challenge.reference}", {})

    def _ends(self) -> Ending | None:
        """How it ends. That impact was shown is said once, above: the ending follows from it."""
        chosen: Ending | None = self.ending.value()
        return Ending.IMPACT if chosen is None and self.impact.value() is Impact.SHOWN else chosen

    def _check(self) -> None:
        """Say what stops it closing."""
        if self._life is None:
            return
        self.ending.setItemText(
            0, "With the impact shown" if self.impact.value() is Impact.SHOWN else "How does it end?"
        )
        reasons = closing_blockers(self._life, self.impact.value(), self._ends(), self.text.toPlainText())
        self.button.setEnabled(not reasons)
        self._tell(f"Cannot be closed because: {'; '.join(reasons)}." if reasons else "")

    def close_it(self) -> None:
        """Close the challenge."""
        if self._life is not None and self.form.ready():
            self._session.record(
                self.form,
                do(
                    challenges.close_challenge, challenge_id=self._life.challenge.id, ending=self._ends(),
                    impact=self.impact.value(), text=self.text.toPlainText(),
                ),
                anew={},
            )  # fmt: skip
