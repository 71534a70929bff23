"""The life of a recommendation: where it stands, what may follow, what waits for whom, all by its dated events.

In the style of `domain.challenge`: nothing is stored but the events, and a wrong step is answered by a further one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.challenge import Waiting
from scrutineer.domain.checklists import Met
from scrutineer.domain.dates import days_past, long_date
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.due_acts import DueAct, asked_again, if_unset
from scrutineer.domain.impact_again import next_impact
from scrutineer.domain.recommendations import (
    Recommendation,
    RecommendationEvent,
    RecommendationKind,
    RecommendationMove,
)
from scrutineer.domain.rules import is_blank


class RecommendationStatus(Enum):
    """Where a recommendation stands."""

    MADE = "Made"
    ACCEPTED = "Accepted"
    NOT_ACCEPTED = "Not accepted"
    UNDER_WAY = "Under way"
    EVIDENCE = "Evidence submitted"
    TESTED = "Tested"
    REOPENED = "Reopened"
    DONE = "Done"
    LAPSED = "Lapsed"


ENDED = frozenset({RecommendationStatus.DONE, RecommendationStatus.LAPSED})

_M, _S = RecommendationMove, RecommendationStatus
_OPEN = (_M.LAPSED, _M.BENCHMARK, _M.NOTE)
_ALLOWED: dict[RecommendationStatus, tuple[RecommendationMove, ...]] = {
    _S.MADE: (_M.ACCEPTED, _M.CHASED, _M.NOT_ACCEPTED, _M.UNDER_WAY, _M.EVIDENCE, _M.TESTED, _M.RETEST, *_OPEN),
    _S.ACCEPTED: (_M.UNDER_WAY, _M.CHASED, _M.EVIDENCE, _M.TESTED, _M.RETEST, _M.NOT_ACCEPTED, *_OPEN),
    _S.NOT_ACCEPTED: (_M.ACCEPTED, _M.UNDER_WAY, *_OPEN),
    _S.UNDER_WAY: (_M.UNDER_WAY, _M.CHASED, _M.EVIDENCE, _M.TESTED, _M.RETEST, *_OPEN),
    _S.EVIDENCE: (_M.TESTED, _M.EVIDENCE, _M.UNDER_WAY, _M.RETEST, *_OPEN),
    _S.TESTED: (_M.DONE, _M.UNDER_WAY, _M.EVIDENCE, _M.TESTED, _M.RETEST, *_OPEN),
    _S.REOPENED: (_M.UNDER_WAY, _M.CHASED, _M.EVIDENCE, _M.TESTED, _M.RETEST, *_OPEN),
    _S.DONE: (_M.IMPACT, _M.REOPENED, _M.BENCHMARK, _M.NOTE),
    _S.LAPSED: (_M.REOPENED, _M.BENCHMARK, _M.NOTE),
}
_STATUS_AFTER = {
    _M.ACCEPTED: _S.ACCEPTED, _M.NOT_ACCEPTED: _S.NOT_ACCEPTED, _M.UNDER_WAY: _S.UNDER_WAY, _M.EVIDENCE: _S.EVIDENCE,
    _M.TESTED: _S.TESTED, _M.DONE: _S.DONE, _M.LAPSED: _S.LAPSED, _M.REOPENED: _S.REOPENED,
}  # fmt: skip
REMARKS = frozenset({_M.NOTE, _M.BENCHMARK})
"""What is said of it at any time and moves nothing."""

_WORDS_ASKED = {
    _M.NOT_ACCEPTED: "Write why it was not accepted",
    _M.TESTED: "Write what the test showed: what was looked at, and what was found",
    _M.DONE: "Write what changed for children, or why nothing is known to have changed",
    _M.LAPSED: "Say why it lapsed",
    _M.BENCHMARK: "Write how it stands here, and where that is seen",
    _M.IMPACT: "Write what is known of it now, and from whom",
    _M.REOPENED: "Say why it is opened again",
    _M.NOTE: "Write what was said or done",
}


@dataclass(frozen=True, slots=True)
class RecommendationLife:
    """A recommendation with its events, oldest first, and everything that follows from them.

    `made_on` is the day it was made, where the thing it rests on has one: a review's, a judgement's, an inspection's.
    """

    recommendation: Recommendation
    events: tuple[RecommendationEvent, ...] = ()
    made_on: date | None = None

    @property
    def status(self) -> RecommendationStatus:
        """Where it stands now."""
        status = _S.MADE
        for event in self.events:
            status = _STATUS_AFTER.get(event.kind, status)
        return status

    @property
    def is_open(self) -> bool:
        """Neither done nor lapsed."""
        return self.status not in ENDED

    @property
    def since(self) -> date | None:
        """The day since which it stands where it stands."""
        moves = [event.on_date for event in self.events if event.kind in _STATUS_AFTER]
        made = [event.on_date for event in self.events if event.kind is _M.MADE]
        return next(iter((moves or made)[-1:]), self.made_on)

    @property
    def ended_on(self) -> date | None:
        """The day it was done or lapsed, None while it is open."""
        return None if self.is_open else self.since

    @property
    def due(self) -> date | None:
        """The day in force by which it is to be done: that of the newest event that set one, else its own. One that was
        opened again has none before somebody sets it anew."""
        for event in reversed(self.events):
            if event.due is not None and event.kind not in (_M.RETEST, _M.IMPACT):
                return event.due
            if event.kind is _M.REOPENED:
                return None
        return self.recommendation.due

    @property
    def test_due(self) -> date | None:
        """The day of a test that is still to be made; None where one was made since that day was set."""
        for event in reversed(self.events):
            if event.kind in (_M.TESTED, _M.DONE, _M.LAPSED):
                return None
            if event.kind is _M.RETEST and event.due is not None:
                return event.due
        return None

    @property
    def benchmark(self) -> RecommendationEvent | None:
        """How far it is met here, as it was said last."""
        return next((event for event in reversed(self.events) if event.kind is _M.BENCHMARK), None)

    @property
    def impact(self) -> RecommendationEvent | None:
        """What is known to have changed for children, as it was said last."""
        return next((event for event in reversed(self.events) if event.impact is not None), None)

    def days_late(self, today: date) -> int:
        """Days past the day in force while it is open; 0 otherwise."""
        return days_past(self.due, today) if self.is_open else 0

    def allowed(self) -> tuple[RecommendationMove, ...]:
        """What may be recorded next. A national review's that is met here may be done without a test of its own."""
        moves = _ALLOWED[self.status]
        benchmark = self.benchmark
        is_met = (
            self.recommendation.kind is RecommendationKind.NATIONAL
            and benchmark is not None
            and benchmark.met is Met.MET
        )
        return (_M.DONE, *moves) if is_met and self.is_open and _M.DONE not in moves else moves

    def next_act(self) -> DueAct | None:
        """What it waits for; None only where it lapsed, or was done and its impact was asked about to the end."""
        if self.status is _S.LAPSED:
            return None
        if self.status is _S.DONE:
            return self._impact_again()
        waiting, act, why = self._waits()
        if self._is_test_next:
            return self._re_test(DueKind.RECOMMENDATION)
        if waiting is Waiting.YOU:
            return DueAct(DueKind.RECOMMENDATION, self.since, self.since, waiting, act, why)
        why = f"{why.removesuffix('.')}{if_unset(self.due)}."
        return DueAct(DueKind.RECOMMENDATION, self.since, self._asked_by(), waiting, act, why)

    def test_beside(self) -> DueAct | None:
        """The re-test that a day was set for, while something else is waited for before it: what is late before a test
        never hides the test. None where there is none, or where it is what comes next."""
        if not self.is_open or self.test_due is None or self._is_test_next:
            return None
        return self._re_test(DueKind.RECOMMENDATION_TEST)

    def _re_test(self, kind: DueKind) -> DueAct:
        return DueAct(kind, self.since, self.test_due, Waiting.YOU, NextAct.TEST, "Its re-test date was set.")

    def _asked_by(self) -> date | None:
        """The day in force; without one, four weeks after it came to stand where it stands."""
        if self.due is not None or self.since is None:
            return self.due
        return asked_again(self.since)

    @property
    def _is_test_next(self) -> bool:
        """Whether it waits for nothing but the test that a day was set for: no such day hides what is to be accepted,
        done or decided before."""
        return self.test_due is not None and self.status in (_S.EVIDENCE, _S.TESTED)

    def _waits(self) -> tuple[Waiting, NextAct, str]:
        """What it waits for by where it stands, and of a national review's by how far it is met here."""
        benchmark = self.benchmark
        if self.recommendation.kind is RecommendationKind.NATIONAL and self.status is _S.MADE:
            return _BENCHMARK_ASKED if benchmark is None or benchmark.met is None else _WAITS_OF_MET[benchmark.met]
        return _WAITS[self.status]

    def _impact_again(self) -> DueAct | None:
        """Impact is asked about again some months after it was done; an answer settles the days that lie behind it."""
        ended = self.ended_on
        if ended is None:
            return None
        ahead = next_impact(ended, (event.on_date for event in self.events if event.kind is _M.IMPACT))
        if ahead is None:
            return None
        why = f"Done on {long_date(ended)}: ask again what changed for children."
        return DueAct(DueKind.RECOMMENDATION, ended, ahead.on, Waiting.YOU, NextAct.ASK_IMPACT, why)


_BENCHMARK_ASKED = (Waiting.YOU, NextAct.LOOK, "A national review's: say how far it is met here.")
_WAITS_OF_MET: dict[Met, tuple[Waiting, NextAct, str]] = {
    Met.MET: (Waiting.YOU, NextAct.CLOSE, "Met here: say that it is done, and what changed for children."),
    Met.PARTLY: (Waiting.THEM, NextAct.ASK_ACTION, "Partly met here; nothing is known to be under way."),
    Met.NOT: (Waiting.THEM, NextAct.ASK_ACTION, "Not met here; nothing is known to be under way."),
    Met.NOT_APPLICABLE: (Waiting.YOU, NextAct.CLOSE, "Does not apply here: let it lapse with the reason."),
}
_WAITS: dict[RecommendationStatus, tuple[Waiting, NextAct, str]] = {
    _S.MADE: (Waiting.THEM, NextAct.CHASE, "Nobody has said whether it is accepted."),
    _S.ACCEPTED: (Waiting.THEM, NextAct.ASK_ACTION, "Accepted; nothing is known to be under way."),
    _S.NOT_ACCEPTED: (Waiting.YOU, NextAct.DECIDE, "Not accepted: go on with it, or let it lapse with the reason."),
    _S.UNDER_WAY: (Waiting.THEM, NextAct.ASK_EVIDENCE, "Under way; no evidence has come."),
    _S.EVIDENCE: (Waiting.YOU, NextAct.TEST, "Evidence came and was not tested."),
    _S.TESTED: (Waiting.YOU, NextAct.CLOSE, "Tested: say that it is done, or go on."),
    _S.REOPENED: (Waiting.THEM, NextAct.ASK_ACTION, "Opened again; nothing is known to be under way."),
}


def event_problems(life: RecommendationLife, event: RecommendationEvent) -> dict[str, str]:
    """Why this event cannot follow, in words, by the field that each is about; empty where it can."""
    problems = {}
    if event.kind not in life.allowed():
        problems["kind"] = f"A recommendation that stands at “{life.status.value}” cannot be {_PAST[event.kind]}"
    # a remark may be made of an earlier day, and holds no later move back
    moves = [known.on_date for known in life.events if known.kind not in REMARKS]
    if moves and event.kind not in REMARKS and event.on_date < max(moves):
        problems["on_date"] = f"The date is before the event that it follows, of {long_date(max(moves))}"
    if event.kind in (_M.DONE, _M.IMPACT) and event.impact is None:
        problems["impact"] = "Say what has changed for children, or that nothing is known to have changed"
    if event.kind is _M.BENCHMARK and event.met is None:
        problems["met"] = "Say how far it is met here"
    if event.kind is _M.RETEST and event.due is None:
        problems["due"] = "A re-test needs its date; “ongoing” is not one"
    if event.due is not None and _STATUS_AFTER.get(event.kind, life.status) in ENDED:
        problems["due"] = "A recommendation that has ended waits for nothing by a day"
    if event.kind in _WORDS_ASKED and is_blank(event.text):
        problems["text"] = _WORDS_ASKED[event.kind]
    return problems


_PAST = {
    _M.MADE: "made again", _M.CHASED: "chased", _M.ACCEPTED: "accepted", _M.NOT_ACCEPTED: "refused",
    _M.UNDER_WAY: "put under way", _M.EVIDENCE: "given evidence", _M.TESTED: "tested",
    _M.RETEST: "given a re-test date", _M.DONE: "done", _M.LAPSED: "let lapse", _M.BENCHMARK: "benchmarked",
    _M.IMPACT: "asked about its impact", _M.REOPENED: "reopened", _M.NOTE: "given a note",
}  # fmt: skip


def recommendation_life(
    recommendation: Recommendation, events: Iterable[RecommendationEvent], made_on: date | None = None
) -> RecommendationLife:
    """A life from all events of a recommendation: by their days, those of one day as they were recorded."""
    ordered = sorted(events, key=lambda event: (event.on_date, event.id))
    return RecommendationLife(recommendation, tuple(ordered), made_on)
