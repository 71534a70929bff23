"""What pages show of challenges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scrutineer.casefile import states, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import (
    ChallengeFilter,
    challenge_ids,
    challenge_meetings,
    challenge_pieces,
    challenge_threads,
    challenges_now,
    count_by_status,
    count_challenges,
    named_challenges,
    oldest_raised,
)
from scrutineer.domain import threads
from scrutineer.domain.activities import Activity, ActivityState, MeetingPart
from scrutineer.domain.challenge import Challenge, ChallengeNow, Life, Status
from scrutineer.domain.citations import cite_challenge
from scrutineer.domain.dates import short_date
from scrutineer.domain.evidence import Evidence, Link, LinkTarget
from scrutineer.domain.ids import ActivityId, ChallengeId, CycleId, PieceId
from scrutineer.domain.pieces import Piece
from scrutineer.domain.places import AboutChallenge, AboutRecommendation, Subject
from scrutineer.domain.recommendations import Recommendation
from scrutineer.operations.queries.context import Context

__all__ = [
    "ChallengeFilter",
    "RestsOn",
    "challenge_ids",
    "challenge_threads",
    "challenges_by_id",
    "challenges_now",
    "citations_of",
    "count_by_status",
    "count_challenges",
    "life_of",
    "lives",
    "named_challenges",
    "oldest_raised",
    "rests_on",
]


def lives(casefile: Casefile, ids: Collection[int] | None = None) -> tuple[Life, ...]:
    """Challenges with all their events, in the order they were raised: for what prints or tests whole lives.

    Cost grows with their events; a list of challenges reads `challenges_now` instead.
    """
    return tuple(states.lives_in(casefile.view, ids))


def challenges_by_id(casefile: Casefile, ids: Collection[ChallengeId]) -> dict[ChallengeId, ChallengeNow]:
    """Challenges as lists show them, by id; one that is gone is left out."""
    every = challenges_now(casefile, ChallengeFilter(ids=frozenset(ids)))
    return {known.challenge.id: known for known in every}


def references_of(casefile: Casefile, ids: Sequence[ChallengeId]) -> list[str]:
    """The references of these challenges, in their order; one that is gone has none."""
    known = tables.by_id(casefile, Challenge, ids)
    return [known[number].reference for number in ids if number in known]


def citations_of(casefile: Casefile, ids: Sequence[ChallengeId]) -> list[str]:
    """How these challenges are cited, in their order; one that is gone is not."""
    known = challenges_by_id(casefile, ids)
    return [cite_challenge(known[number].challenge, known[number].state.raised_on) for number in ids if number in known]


def life_of(casefile: Casefile, challenge_id: ChallengeId) -> Life:
    """One challenge with its events."""
    tables.get(casefile, Challenge, challenge_id)
    return lives(casefile, [challenge_id])[0]


@dataclass(frozen=True, slots=True)
class RestsOn:
    """An item a challenge rests on, with its link."""

    item: Evidence
    link: Link


def rests_on(casefile: Casefile, ids: Collection[int] | None = None) -> dict[int, tuple[RestsOn, ...]]:
    """The evidence linked to each of these challenges, or to every one."""
    if ids is None:
        links = tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE)
    else:
        targets = [str(challenge) for challenge in ids]
        links = tables.rows(casefile, Link, target_kind=LinkTarget.CHALLENGE, target=targets)
    items = tables.by_id(casefile, Evidence, (link.evidence_id for link in links))
    resting: dict[int, list[RestsOn]] = defaultdict(list)
    for link in links:
        resting[int(link.target)].append(RestsOn(items[link.evidence_id], link))
    return {challenge: tuple(rests) for challenge, rests in resting.items()}


def put_to(context: Context, challenge: Challenge) -> str:
    """Whom a challenge is put to, for lists: the agency, or the role where it is the partnership."""
    return context.agency_name(challenge.agency_id, challenge.put_to)


@dataclass(frozen=True, slots=True)
class LogChoices:
    """By what the log can be asked for beside steps and agencies: only what some challenge has, by its words."""

    threads: tuple[str, ...]
    meetings: tuple[tuple[str, ActivityId], ...]
    pieces: tuple[tuple[str, PieceId], ...]


def log_choices(casefile: Casefile) -> LogChoices:
    """The threads, meetings and pieces of all challenges."""
    activities = tables.by_id(casefile, Activity, challenge_meetings(casefile)).values()
    meetings = [(_when(activity), activity.id) for activity in activities]
    pieces = [(piece.title, piece.id) for piece in tables.by_id(casefile, Piece, challenge_pieces(casefile)).values()]
    return LogChoices(tuple(challenge_threads(casefile)), tuple(sorted(meetings)), tuple(sorted(pieces)))


def _when(activity: Activity) -> str:
    day = activity.done_on or activity.planned_on
    return f"{activity.title}, {short_date(day)}" if day else activity.title


def meetings_of(casefile: Casefile, cycle_id: CycleId) -> list[tuple[str, ActivityId]]:
    """The meetings of a cycle by their words, the newest first; one that is not going to happen is none."""
    held = [
        known
        for known in tables.rows(casefile, Activity, cycle_id=cycle_id)
        if known.meeting is not MeetingPart.NONE and known.state is not ActivityState.DROPPED
    ]
    newest = sorted(held, key=lambda known: known.done_on or known.planned_on or date.min, reverse=True)
    return [(_when(known), known.id) for known in newest]


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """Where challenges stand, with how many stand there and the first of them."""

    title: str
    statuses: frozenset[Status]
    total: int
    first: tuple[ChallengeNow, ...]


BOARD: tuple[tuple[str, tuple[Status, ...]], ...] = (
    ("Draft", (Status.DRAFT,)),
    ("Reply awaited", (Status.RAISED, Status.ACKNOWLEDGED, Status.REOPENED)),
    ("Escalated", (Status.ESCALATED,)),
    ("Reply to weigh", (Status.RESPONSE,)),
    ("Accepted or not", (Status.ACCEPTED, Status.PARTLY, Status.NOT_ACCEPTED)),
    ("Action under way", (Status.ACTION,)),
    ("To test", (Status.EVIDENCE,)),
    ("Tested", (Status.TESTED,)),
    ("Closed", (Status.CLOSED_IMPACT, Status.CLOSED_WITHOUT, Status.CLOSED_WITHDRAWN)),
)
"""The columns of the board, in the order in which a challenge goes through them; each status stands in one."""
ON_BOARD = 20
"""How many challenges a column of the board shows; how many more there are is said below them."""


def board_of(casefile: Casefile, wanted: ChallengeFilter, today: date) -> tuple[BoardColumn, ...]:
    """The challenges that fit, by where they stand, the most pressing first; a column where none stands is left out."""
    counts = count_by_status(casefile, wanted)
    columns = []
    for title, statuses in BOARD:
        total = sum(counts.get(status, 0) for status in statuses)
        if total:
            asked = frozenset(statuses) if wanted.statuses is None else wanted.statuses & frozenset(statuses)
            first = challenges_now(casefile, replace(wanted, statuses=asked), deciding_on=today, limit=ON_BOARD)
            columns.append(BoardColumn(title, asked, total, first))
    return tuple(columns)


@dataclass(frozen=True, slots=True)
class ThreadMember:
    """A challenge or a recommendation of one matter: what it is called, of when, what it says, where it stands."""

    reference: str
    on: date | None
    words: str
    stands: str
    about: Subject


def thread_of(casefile: Casefile, thread: str) -> tuple[ThreadMember, ...]:
    """Everything of one matter across all years, oldest first; none for a matter without a name."""
    spelt = [known for known in challenge_threads(casefile) if threads.is_same_thread(known, thread)]
    challenges = (
        ThreadMember(
            known.challenge.reference, known.state.raised_on, known.challenge.question, known.state.status.value,
            AboutChallenge(known.challenge.id),
        )
        for spelling in spelt
        for known in challenges_now(casefile, ChallengeFilter(thread=spelling))
    )  # fmt: skip
    advice = (
        ThreadMember("Recommendation", None, known.text, known.kind.value, AboutRecommendation(known.id))
        for known in tables.rows(casefile, Recommendation)
        if threads.is_same_thread(known.thread, thread)
    )
    return tuple(sorted((*challenges, *advice), key=lambda member: (member.on or date.max, member.reference)))


@dataclass(frozen=True, slots=True)
class Before:
    """A challenge or recommendation that seems to be of the same matter as another, and the words they share."""

    words: str
    shared: tuple[str, ...]
    about: Subject


def came_up_before(casefile: Casefile, challenge: Challenge) -> tuple[Before, ...]:
    """What else seems to be of the matter of a challenge, by its words. Reads every question and recommendation."""
    texts: dict[Subject, str] = {}
    for known in named_challenges(casefile):
        if known.id != challenge.id:
            texts[AboutChallenge(known.id)] = f"{known.reference} {known.question}"
    for advice in tables.rows(casefile, Recommendation):
        texts[AboutRecommendation(advice.id)] = advice.text
    alike = threads.came_up_before(challenge.question, texts.items())
    return tuple(Before(texts[match.key], match.shared, match.key) for match in alike)
