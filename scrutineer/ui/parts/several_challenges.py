"""Several challenges chosen at once: chased with a new reply date, or marked together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from scrutineer.domain.ids import ChallengeId
from scrutineer.domain.typed_dates import When
from scrutineer.domain.working_days import working_days_after
from scrutineer.operations import several
from scrutineer.operations.challenge_letters import LetterKind
from scrutineer.operations.queries.challenges import citations_of, references_of
from scrutineer.ui.kept import SEVERAL_CHALLENGES, SEVERAL_RETESTS
from scrutineer.ui.kit.basic import button, label
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.ops import do
from scrutineer.ui.parts.challenge_letter_acts import ask_for_letters
from scrutineer.ui.parts.several_pane import NAMED, SeveralPane
from scrutineer.ui.session import Session


class SeveralChallenges(SeveralPane[ChallengeId]):
    """Stands in the place of a challenge's life while several are chosen."""

    def __init__(self, session: Session, clear: Callable[[], None]) -> None:
        super().__init__(session, "challenge", clear)
        self.due = DateField(name="New reply date", today=session.today, when=When.AHEAD)
        self.form = Form(session, self)
        self.form.add("due", self.due)
        words = "Each that waits for a reply is recorded as chased today, with a new date. The others are named."
        self.add_act(
            "Ask again, with a new reply date", label(words, "muted", wrap=True), self.form.note, self.due,
            act=button("Chase", self.chase, kind="outline"),
        )  # fmt: skip
        self.retest = DateField(name="Re-test of all on", today=session.today, when=When.AHEAD)
        self.retest_form = Form(session, self)
        self.retest_form.add("retest", self.retest)
        said = "Each that was accepted, is under way or tested gets the day. The others are named."
        self.add_act(
            "Test again, on one day", label(said, "muted", wrap=True), self.retest_form.note,
            self.retest, act=button("Re-test", self.test_again, kind="outline"),
        )  # fmt: skip
        letters = flow(
            button("Write chasers", partial(self._write, LetterKind.CHASER), kind="link"),
            button("Write challenge letters", partial(self._write, LetterKind.CHALLENGE), kind="link"), spacing=14,
        )  # fmt: skip
        self.add_act("Letters, as Word and as text", letters)
        self.add_marking(lambda marking: do(several.mark_challenges, challenge_ids=self.chosen, marking=marking))
        self.add_citing(
            lambda: references_of(session.casefile, self.chosen), lambda: citations_of(session.casefile, self.chosen)
        )

    def _write(self, kind: LetterKind) -> None:
        ask_for_letters(self, self._session, self.chosen, kind)

    def show_challenges(self, challenges: Sequence[ChallengeId]) -> None:
        """Offer the acts for these."""
        self.show_chosen(challenges, references_of(self._session.casefile, challenges[:NAMED]))
        self.form.follow(SEVERAL_CHALLENGES, "A reply date for several challenges", self._blank())
        self.retest_form.follow(SEVERAL_RETESTS, "A re-test date for several challenges", {})

    def _blank(self) -> dict[str, object]:
        """The day by which a reply is asked for here."""
        days = self._session.context.partnership.reply_days
        return {"due": working_days_after(self._session.today(), days)}

    def test_again(self) -> None:
        """Set the day typed for each of these; what is not clear is said beside it."""
        due = self.retest.value()
        if self.retest_form.ready() and due is not None:
            dated = do(several.retest_challenges, challenge_ids=self.chosen, due=due)
            self._session.record(self.retest_form, dated, anew={})

    def chase(self) -> None:
        """Ask for each reply again by the day typed; what is not clear is said beside it."""
        due = self.due.value()
        if self.form.ready() and due is not None:
            chase = do(several.chase_challenges, challenge_ids=self.chosen, due=due)
            self._session.record(self.form, chase, anew=self._blank())
