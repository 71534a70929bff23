"""What needs more than one table at a time: each question a query, each answer typed.

Plain rows of one record are asked for in `tables`, items of evidence with their links in `weighing`. Everything here
only looks, and sees the caller's own transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.record import Record
from scrutineer.casefile.records import RECORDS, record_of
from scrutineer.casefile.rows import columns_of, from_values, plain, read_day, read_member
from scrutineer.domain.challenge import Challenge, ChallengeNow, ChallengeState, EventKind, Status, Waiting
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.ids import ActivityId, AgencyId, AnswerId, ChallengeId, CycleId, EvidenceId, PackId, PieceId
from scrutineer.domain.returns import AnswerStatus

T = TypeVar("T")


def listed(values: Collection[Any]) -> str:
    """Values as one parameter, however many, for json_each."""
    return json.dumps(list(values), default=plain)


# Any record


def resting_on(casefile: Casefile, kind: type[Any], row_id: int) -> Iterator[tuple[Record, int]]:
    """How many rows of which records point to one row: those that it cannot go without."""
    for record in RECORDS:
        for column in (column for column, pointed in record.points.items() if pointed is kind):
            (number,) = casefile.view.execute(
                f"SELECT count(*) FROM {record.table} WHERE {column} = ?", [row_id]
            ).fetchone()
            if number:
                yield record, int(number)


# Evidence


def attached_items(casefile: Casefile) -> dict[str, tuple[str, str]]:
    """By the digest of each attached file, the reference and the title of the first item that it hangs on."""
    rows = casefile.view.execute(
        "SELECT a.sha256, e.number, e.title FROM attachment a JOIN evidence e ON e.id = a.evidence_id "
        "ORDER BY a.id DESC"
    )
    return {digest: (f"E{number}", title) for digest, number, title in rows}


def attachment_names(casefile: Casefile) -> dict[EvidenceId, tuple[str, ...]]:
    """The names of the files of each item that has any, without the texts in them, in the order they were attached."""
    names: dict[EvidenceId, tuple[str, ...]] = {}
    for item, name in casefile.view.execute("SELECT evidence_id, name FROM attachment ORDER BY id"):
        names[item] = (*names.get(item, ()), name)
    return names


# Challenges


_ON_TARGETS = (
    "s.challenge_id IN "
    "(SELECT challenge_id FROM challenge_target WHERE target IN (SELECT value FROM json_each(:targets)))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeFilter:
    """Which challenges are asked for; None or empty asks for any.

    `overdue_on` asks for those whose reply is overdue on that day. `not_of` leaves out those raised in that cycle.
    """

    open: bool | None = None
    overdue_on: date | None = None
    waiting_on: Waiting | None = None
    cycle_id: CycleId | None = None
    not_of: CycleId | None = None
    agency_id: AgencyId | None = None
    targets: frozenset[str] | None = None
    ids: frozenset[int] | None = None
    statuses: frozenset[Status] | None = None
    piece_id: PieceId | None = None
    activity_id: ActivityId | None = None
    thread: str | None = None

    def source(self) -> str:
        """From where they are read: the challenge itself, with all its text, only where a condition is on it."""
        on_challenge = (self.cycle_id, self.not_of, self.agency_id, self.piece_id, self.activity_id, self.thread)
        return "FROM challenge_state s" if on_challenge == (None,) * 6 else _FROM_CHALLENGES

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The condition on challenge c and state s, and its values."""
        parts = {
            "s.closed_on IS NULL": self.open is True,
            "s.closed_on IS NOT NULL": self.open is False,
            "s.reply_due < :overdue_on": self.overdue_on is not None,
            "s.waiting_on = :waiting_on": self.waiting_on is not None,
            "c.cycle_id = :cycle_id": self.cycle_id is not None,
            "c.cycle_id <> :not_of": self.not_of is not None,
            "c.agency_id = :agency_id": self.agency_id is not None,
            _ON_TARGETS: self.targets is not None,
            "s.challenge_id IN (SELECT value FROM json_each(:ids))": self.ids is not None,
            "s.status IN (SELECT value FROM json_each(:statuses))": self.statuses is not None,
            "c.piece_id = :piece_id": self.piece_id is not None,
            "c.activity_id = :activity_id": self.activity_id is not None,
            "c.thread = :thread": self.thread is not None,
        }
        values = {
            "overdue_on": plain(self.overdue_on), "waiting_on": plain(self.waiting_on), "cycle_id": self.cycle_id,
            "not_of": self.not_of, "agency_id": self.agency_id, "targets": listed(self.targets or ()),
            "ids": listed(self.ids or ()), "statuses": listed(self.statuses or ()), "piece_id": self.piece_id,
            "activity_id": self.activity_id, "thread": self.thread,
        }  # fmt: skip
        return " AND ".join(part for part, asked in parts.items() if asked) or "1", values


_FROM_CHALLENGES = "FROM challenge_state s JOIN challenge c ON c.id = s.challenge_id"
_DECIDING = (
    "s.closed_on IS NOT NULL, "
    "CASE WHEN s.reply_due < :today THEN s.reply_due END NULLS LAST, "
    "s.raised_on NULLS LAST, s.challenge_id"
)


def challenges_now(
    casefile: Casefile,
    wanted: ChallengeFilter,
    *,
    deciding_on: date | None = None,
    limit: int | None = None,
    skip: int = 0,
) -> tuple[ChallengeNow, ...]:
    """Challenges with their states, in the order they were raised.

    With `deciding_on`: the open ones first, the most days overdue on that day before the longest open. No event is
    read: cost grows with the challenges that fit, and what is built with those returned.
    """
    condition, values = wanted.condition()
    order = "s.challenge_id" if deciding_on is None else _DECIDING
    ending = "" if limit is None else f" LIMIT {int(limit)} OFFSET {int(skip)}"
    columns = [f"c.{column}" for column in columns_of(Challenge)] + [f"s.{name}" for name in columns_of(ChallengeState)]
    rows = casefile.view.execute(
        f"SELECT {', '.join(columns)} {_FROM_CHALLENGES} WHERE s.challenge_id IN "
        f"(SELECT s.challenge_id {wanted.source()} WHERE {condition} ORDER BY {order}{ending}) ORDER BY {order}",
        {**values, "today": plain(deciding_on)},
    ).fetchall()
    width = len(columns_of(Challenge))
    challenges = from_values(Challenge, (row[:width] for row in rows))
    states = from_values(ChallengeState, (row[width:] for row in rows))
    return tuple(ChallengeNow(*pair) for pair in zip(challenges, states, strict=True))


class DueChallenge(NamedTuple):
    """What one challenge waits for, with its own words and whom it was put to; no event is read."""

    challenge_id: ChallengeId
    kind: DueKind
    since: date | None
    due_on: date | None
    theirs: bool
    act: NextAct
    why: str
    reference: str
    question: str
    put_to: str
    agency_id: AgencyId | None


def due_challenges(casefile: Casefile) -> Iterator[DueChallenge]:
    """What every challenge waits for. Cost grows with what is open, not with what happened."""
    rows = casefile.view.execute(
        "SELECT d.challenge_id, d.kind, d.since, d.due_on, d.theirs, d.act, d.why, c.reference, c.question, c.put_to, "
        "c.agency_id FROM challenge_due d JOIN challenge c ON c.id = d.challenge_id"
    )
    kinds, acts = {kind.value: kind for kind in DueKind}, {act.value: act for act in NextAct}
    for challenge, kind, began, by, theirs, act, *rest in rows:
        since, due_on = (None if day is None else read_day(day) for day in (began, by))
        known = kinds.get(kind) or read_member(DueKind, kind)
        yield DueChallenge(
            challenge, known, since, due_on, bool(theirs), acts.get(act) or read_member(NextAct, act), *rest
        )


_DAYS_OPEN = (
    "CASE WHEN s.raised_on IS NULL THEN 0 ELSE julianday(coalesce(s.closed_on, :today)) - julianday(s.raised_on) END"
)
CHALLENGE_ORDERS = {
    "reference": "s.challenge_id",
    "put_to": "coalesce((SELECT name FROM agency WHERE id = c.agency_id), c.put_to) COLLATE NOCASE",
    "status": "s.status COLLATE NOCASE",
    "days_open": f"max(0, {_DAYS_OPEN})",
    "reply_due": "CASE WHEN s.reply_due < :today THEN julianday(s.reply_due) - julianday(:today) "
    "WHEN NOT s.awaits_reply AND s.closed_on IS NULL THEN 1 "
    "ELSE 2 + coalesce(julianday(coalesce(s.closed_on, s.reply_due)), 0) END",
}
"""By name, what challenges can be ordered by. A reply's day goes from the most overdue over what waits for no
reply to the latest; a closed challenge stands at the day it closed."""


def challenge_ids(casefile: Casefile, wanted: ChallengeFilter, *, today: date, order: str = "") -> list[ChallengeId]:
    """The ids of the challenges that fit, in an order of `CHALLENGE_ORDERS`, “-” before it for the other way round.

    Equal ones, and all where no order is named, stand as `challenges_now` has them `deciding_on` that day. No
    challenge is read.
    """
    condition, values = wanted.condition()
    direction = "DESC" if order.startswith("-") else "ASC"
    chosen = f"{CHALLENGE_ORDERS[order.removeprefix('-')]} {direction}, " if order else ""
    rows = casefile.view.execute(
        f"SELECT s.challenge_id {_FROM_CHALLENGES} WHERE {condition} ORDER BY {chosen}{_DECIDING}",
        {**values, "today": plain(today)},
    )
    return [ChallengeId(challenge) for (challenge,) in rows]


class NamedChallenge(NamedTuple):
    """A challenge as lists name it."""

    id: ChallengeId
    reference: str
    question: str


def named_challenges(casefile: Casefile) -> list[NamedChallenge]:
    """Every challenge by name, as they were raised: to choose one of."""
    rows = casefile.view.execute("SELECT id, reference, question FROM challenge ORDER BY id")
    return [NamedChallenge(*row) for row in rows]


def challenge_threads(casefile: Casefile) -> list[str]:
    """The matters that challenges belong to, by name."""
    rows = casefile.view.execute(
        "SELECT DISTINCT thread FROM challenge WHERE thread <> '' ORDER BY thread COLLATE NOCASE"
    )
    return [thread for (thread,) in rows]


def challenge_meetings(casefile: Casefile) -> list[ActivityId]:
    """The meetings and other activities in which challenges were raised."""
    rows = casefile.view.execute("SELECT DISTINCT activity_id FROM challenge WHERE activity_id IS NOT NULL")
    return [ActivityId(activity) for (activity,) in rows]


def challenge_pieces(casefile: Casefile) -> list[PieceId]:
    """The scrutiny pieces that challenges belong to."""
    rows = casefile.view.execute("SELECT DISTINCT piece_id FROM challenge WHERE piece_id IS NOT NULL")
    return [PieceId(piece) for (piece,) in rows]


def count_by_status(casefile: Casefile, wanted: ChallengeFilter) -> dict[Status, int]:
    """How many of the challenges that fit stand at each status; one at which none stands is left out."""
    condition, values = wanted.condition()
    rows = casefile.view.execute(
        f"SELECT s.status, count(*) {wanted.source()} WHERE {condition} GROUP BY s.status", values
    )
    return {Status(status): int(number) for status, number in rows}


def count_challenges(casefile: Casefile, wanted: ChallengeFilter) -> int:
    """How many challenges fit."""
    condition, values = wanted.condition()
    (number,) = casefile.view.execute(f"SELECT count(*) {wanted.source()} WHERE {condition}", values).fetchone()
    return int(number)


def oldest_raised(casefile: Casefile) -> date | None:
    """The day the longest open challenge was raised; None where none is open."""
    (day,) = casefile.view.execute("SELECT min(raised_on) FROM challenge_state WHERE closed_on IS NULL").fetchone()
    return None if day is None else read_day(day)


def raised_by_day(casefile: Casefile, starts: date, ends: date) -> list[tuple[date, int]]:
    """On which days between two, both included, how many challenges were raised."""
    rows = casefile.view.execute(
        "SELECT raised_on, count(*) FROM challenge_state WHERE raised_on BETWEEN ? AND ? GROUP BY 1",
        [plain(starts), plain(ends)],
    )
    return [(read_day(day), number) for day, number in rows]


def replies_by_day(casefile: Casefile) -> list[tuple[date, int]]:
    """On which days how many of the replies that are awaited are or were due."""
    rows = casefile.view.execute(
        "SELECT reply_due, count(*) FROM challenge_state WHERE reply_due IS NOT NULL GROUP BY 1"
    )
    return [(read_day(day), number) for day, number in rows]


def challenges_by_target(casefile: Casefile, wanted: ChallengeFilter) -> dict[str, list[ChallengeId]]:
    """The challenges that fit, by each step and line they bear on, in the order they were raised."""
    condition, values = wanted.condition()
    return _by_target(casefile, f"SELECT s.challenge_id {_FROM_CHALLENGES} WHERE {condition}", values)


def ended_by_target(casefile: Casefile, starts: date, ends: date) -> dict[str, list[ChallengeId]]:
    """The challenges with a test or a closing between two days, both included, by what they bear on."""
    ended = (
        "SELECT challenge_id FROM event WHERE kind IN (:tested, :closed) AND on_date BETWEEN :starts AND :ends "
        "AND id NOT IN (SELECT event_id FROM event_correction)"
    )
    return _by_target(
        casefile,
        ended,
        {
            "tested": EventKind.TESTED.value, "closed": EventKind.CLOSED.value,
            "starts": plain(starts), "ends": plain(ends),
        },
    )  # fmt: skip


def _by_target(casefile: Casefile, which: str, values: dict[str, Any]) -> dict[str, list[ChallengeId]]:
    rows = casefile.view.execute(
        "SELECT target, json_group_array(challenge_id) FROM challenge_target "
        f"WHERE challenge_id IN ({which}) GROUP BY target",
        values,
    )
    return {target: sorted(json.loads(challenges)) for target, challenges in rows}


# Returns


class OwnAnswer(NamedTuple):
    """What an agency answered on a line: the level it was declared to stand for, and the word of its own scale."""

    target: str
    agency_id: AgencyId
    assurance: str
    word: str


def own_answers(casefile: Casefile, cycle_id: CycleId) -> Iterator[OwnAnswer]:
    """Each different answer of a cycle by line and agency; what is set aside, or bears on no line, is left out."""
    rows = casefile.view.execute(
        "SELECT DISTINCT target, agency_id, assurance, word FROM answer "
        "WHERE cycle_id = ? AND target <> '' AND status <> ?",
        [cycle_id, AnswerStatus.SET_ASIDE.value],
    )
    return (OwnAnswer(*row) for row in rows)


class UnplacedAnswer(NamedTuple):
    """An answer that bears on no step or line yet, as far as it takes to order and to choose several."""

    id: AnswerId
    profile: str
    agency_id: AgencyId
    number: str
    standard: str
    area: str


def unplaced_answers(casefile: Casefile, cycle_id: CycleId) -> list[UnplacedAnswer]:
    """The answers of a cycle that bear on no step or line, as they came."""
    rows = casefile.view.execute(
        "SELECT id, profile, agency_id, number, standard, area FROM answer WHERE +cycle_id = ? AND target = '' "
        "ORDER BY +id",
        [cycle_id],
    )
    return [UnplacedAnswer._make(row) for row in rows]


def count_unplaced_answers(casefile: Casefile, cycle_id: CycleId) -> int:
    """How many answers of a cycle bear on no step or line."""
    (number,) = casefile.view.execute(
        "SELECT count(*) FROM answer WHERE +cycle_id = ? AND target = ''", [cycle_id]
    ).fetchone()
    return int(number)


class PlacedStandard(NamedTuple):
    """A standard of a kind of return, and a step or line that an answer to it was placed on."""

    profile: str
    number: str
    standard: str
    target: str


def placed_standards(casefile: Casefile, cycle_id: CycleId) -> list[PlacedStandard]:
    """Each standard of a cycle with the step or line of its answers, each pair once."""
    rows = casefile.view.execute(
        "SELECT DISTINCT profile, number, standard, target FROM answer WHERE cycle_id = ? AND target <> ''", [cycle_id]
    )
    return [PlacedStandard._make(row) for row in rows]


def waiting_answers(casefile: Casefile, cycle_id: CycleId) -> dict[AgencyId, int]:
    """By agency, how many of its answers of a cycle are set aside."""
    rows = casefile.view.execute(
        "SELECT agency_id, count(*) FROM answer WHERE cycle_id = ? AND status = ? GROUP BY agency_id",
        [cycle_id, AnswerStatus.SET_ASIDE.value],
    )
    return {AgencyId(agency): int(number) for agency, number in rows}


def rows_of_mapping(casefile: Casefile, kind: type[T], cycle_id: CycleId, profile: str) -> tuple[T, ...]:
    """The ledger rows that stand in a cycle for one mapping."""
    return _of_returns(casefile, kind, "cycle_id = ? AND profile = ?", [cycle_id, profile])


def rows_of_pack(casefile: Casefile, kind: type[T], pack_id: PackId) -> tuple[T, ...]:
    """The ledger rows that stand from a pack."""
    return _of_returns(casefile, kind, "pack_id = ?", [pack_id])


def _of_returns(casefile: Casefile, kind: type[T], which: str, values: list[Any]) -> tuple[T, ...]:
    rows = casefile.view.execute(
        f"SELECT {', '.join(columns_of(kind))} FROM {record_of(kind).table} "
        f"WHERE return_id IN (SELECT id FROM return_file WHERE {which}) ORDER BY rowid",
        values,
    )
    return from_values(kind, rows.fetchall())


_OF_AGENCIES = """
    SELECT profile, agency_id, return_id FROM answer WHERE cycle_id = :cycle
    UNION ALL SELECT f.profile, c.agency_id, f.id FROM contribution c JOIN return_file f ON f.id = c.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, a.agency_id, f.id FROM attendance a JOIN return_file f ON f.id = a.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, t.agency_id, f.id FROM training_number t JOIN return_file f ON f.id = t.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, v.agency_id, f.id FROM indicator_value v JOIN return_file f ON f.id = v.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, p.agency_id, f.id FROM return_file f JOIN pack p ON p.id = f.pack_id
        WHERE f.cycle_id = :cycle
"""


def newest_returns(casefile: Casefile, cycle_id: CycleId) -> dict[str, dict[int, int]]:
    """By kind of return and agency id, the id of the newest workbook that holds something of that agency.

    Cost grows with the cycle's answers.
    """
    newest: dict[str, dict[int, int]] = {}
    rows = casefile.view.execute(
        f"SELECT profile, agency_id, max(return_id) FROM ({_OF_AGENCIES}) WHERE agency_id IS NOT NULL GROUP BY 1, 2",
        {"cycle": cycle_id},
    )
    for profile, agency, file in rows:
        newest.setdefault(profile, {})[agency] = file
    return newest
