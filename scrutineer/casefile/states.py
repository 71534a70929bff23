"""Each challenge's state, kept beside it: what the pure rule `Life.state` reads from its events, in the same gate.

A list of challenges then reads rows, not every event. What is kept is only ever what the rule says: it is worked out
anew for each challenge that an entry touched, built from nothing when the rule is another one, and compared by `check`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from scrutineer.casefile.driver import Database, connection_of
from scrutineer.casefile.journal import RowChange
from scrutineer.casefile.rows import columns_of, from_values, plain, to_row
from scrutineer.domain.challenge import Challenge, ChallengeState, Event, EventCorrection, Life, life_of
from scrutineer.domain.challenge_due import promises
from scrutineer.domain.due_acts import DueAct

TABLES = ("challenge_state", "challenge_target", "challenge_due")

DDL = (
    """CREATE TABLE challenge_state (
        challenge_id INTEGER PRIMARY KEY, status TEXT NOT NULL, waiting_on TEXT NOT NULL, awaits_reply INTEGER NOT NULL,
        raised_on TEXT, closed_on TEXT, reply_due TEXT, action_due TEXT, retest_on TEXT, times_chased INTEGER NOT NULL,
        last_event_on TEXT) STRICT""",
    """CREATE INDEX challenge_state_open ON challenge_state (closed_on, waiting_on, reply_due)""",
    """CREATE TABLE challenge_target (
        target TEXT NOT NULL, challenge_id INTEGER NOT NULL,
        PRIMARY KEY (target, challenge_id)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX challenge_target_of ON challenge_target (challenge_id)""",
    """CREATE TABLE challenge_due (
        challenge_id INTEGER NOT NULL, kind TEXT NOT NULL, since TEXT, due_on TEXT, theirs INTEGER NOT NULL,
        act TEXT NOT NULL, why TEXT NOT NULL, PRIMARY KEY (challenge_id, kind)) STRICT, WITHOUT ROWID""",
    """CREATE INDEX challenge_due_on ON challenge_due (due_on)""",
)

RULE = "6"
"""Raised whenever `Life.state` or `promises` reads the same events another way: casefiles then work them out anew."""


def follow(db: Database, changes: Iterable[RowChange]) -> None:
    """Work out anew the state of each challenge that these changes touched. Cost grows with its events."""
    ids: set[int] = set()
    corrected: set[int] = set()
    for table, row, before, after in changes:
        if table == "challenge":
            ids.add(row)
        if table == "event":
            ids.update(json.loads(side)["challenge_id"] for side in (before, after) if side)
        if table == "event_correction":
            corrected.update(json.loads(side)["event_id"] for side in (before, after) if side)
    if corrected:
        rows = db.execute(
            "SELECT challenge_id FROM event WHERE id IN (SELECT value FROM json_each(?))", [_listed(corrected)]
        )
        ids.update(challenge for (challenge,) in rows)
    if ids:
        _write(db, ids)


def fill(db: Database) -> None:
    """Work out every state, into empty tables."""
    _write(db, None)


def _write(db: Database, ids: Collection[int] | None) -> None:
    connection = connection_of(db)
    if ids is not None:
        for table in TABLES:
            db.execute(f"DELETE FROM {table} WHERE challenge_id IN (SELECT value FROM json_each(?))", [_listed(ids)])
    lives = tuple(lives_in(db, ids))
    columns = columns_of(ChallengeState)
    connection.executemany(
        f"INSERT INTO challenge_state ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
        [list(to_row(life.state).values()) for life in lives],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO challenge_target (target, challenge_id) VALUES (?, ?)",
        [(target, life.challenge.id) for life in lives for target in life.challenge.targets],
    )
    connection.executemany(
        f"INSERT INTO challenge_due (challenge_id, {', '.join(_PROMISED)}) VALUES (?{', ?' * len(_PROMISED)})",
        [(life.challenge.id, *_kept(promise)) for life in lives for promise in promises(life)],
    )


_PROMISED = ("kind", "since", "due_on", "theirs", "act", "why")


def _kept(promise: DueAct) -> tuple[Any, ...]:
    """A promise as it is kept."""
    values = (promise.kind, promise.since, promise.on, promise.theirs, promise.act, promise.why)
    return tuple(map(plain, values))


def lives_in(db: Database, ids: Collection[int] | None = None) -> Iterator[Life]:
    """Challenges with their events, in the order they were raised: those asked for, or every one."""
    which, values = ("1", []) if ids is None else ("{} IN (SELECT value FROM json_each(?))", [_listed(ids)])
    events: dict[int, list[Event]] = defaultdict(list)
    for event in from_values(Event, _rows(db, "event", Event, which.format("challenge_id"), values)):
        events[event.challenge_id].append(event)
    ofs = "event_id IN (SELECT id FROM event WHERE " + which.format("challenge_id") + ")"
    corrections: dict[int, list[EventCorrection]] = defaultdict(list)
    owner = {event.id: event.challenge_id for known in events.values() for event in known}
    for said in from_values(EventCorrection, _rows(db, "event_correction", EventCorrection, ofs, values)):
        corrections[owner[said.event_id]].append(said)
    for challenge in from_values(Challenge, _rows(db, "challenge", Challenge, which.format("id"), values)):
        yield life_of(challenge, events[challenge.id], corrections[challenge.id])


def _rows(db: Database, table: str, kind: type[Any], which: str, values: list[str]) -> list[tuple[object, ...]]:
    # "+" keeps SQLite from walking the whole table in its order to find a few
    statement = f"SELECT {', '.join(columns_of(kind))} FROM {table} WHERE {which} ORDER BY +rowid"
    return list(db.execute(statement, values).fetchall())


def _listed(ids: Collection[int]) -> str:
    return json.dumps(sorted(ids))


def problems(db: Database) -> Iterator[str]:
    """Each challenge whose kept state is not what its events say, in words. Reads every event."""
    columns = ", ".join(columns_of(ChallengeState))
    kept_rows = db.execute(f"SELECT {columns} FROM challenge_state").fetchall()
    kept = {state.challenge_id: state for state in from_values(ChallengeState, kept_rows)}
    targets: dict[int, set[str]] = defaultdict(set)
    for target, challenge in db.execute("SELECT target, challenge_id FROM challenge_target"):
        targets[challenge].add(target)
    due: dict[int, set[tuple[Any, ...]]] = defaultdict(set)
    for challenge, *values in db.execute(f"SELECT challenge_id, {', '.join(_PROMISED)} FROM challenge_due"):
        due[challenge].add(tuple(values))
    for life in lives_in(db):
        challenge = life.challenge
        state, on_targets = kept.pop(challenge.id, None), targets.pop(challenge.id, set())
        awaited = due.pop(challenge.id, set())
        if (state, on_targets) != (life.state, set(challenge.targets)) or awaited != set(map(_kept, promises(life))):
            yield f"the state kept of {challenge.reference} is not what its events say"
    for challenge_id in {*kept, *targets, *due}:
        yield f"a state is kept of challenge {challenge_id}, which is not there"
