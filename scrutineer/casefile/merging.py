"""Two casefiles side by side: which rows are the same, as both knew them last, and writing one's rows into the other.

A row's mark is the hash of the journal entry that made it. Two copies of one casefile share the first part of their
journals, and so the marks of everything made before they parted; a row taken over keeps the mark of where it was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.driver import Database
from scrutineer.casefile.record import Record
from scrutineer.casefile.records import RECORDS, record_in, record_of
from scrutineer.casefile.rows import UnreadableRow
from scrutineer.casefile.validation import typed
from scrutineer.domain.casefile_merge import Row, Values
from scrutineer.domain.rules import Problem, problems_of
from scrutineer.errors import UserError

MERGED = tuple(record for record in RECORDS if record.merged)
"""What is merged, each record after those it points to."""

RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Birth:
    """One change that made a row, or unmade it where `made` is false."""

    seq: int
    hash: str
    reverses: int | None
    key: RowKey
    made: bool


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that was taken from another casefile: the row here (None: it was not taken in), whether it was made here
    by taking it, and its values there at that time (None: it was gone there)."""

    key: RowKey | None
    origin: bool
    values: Values | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A row of theirs that is not taken, and why."""

    table: str
    values: Values
    why: str


RowRules = Callable[[Any], Iterator[Problem]]


class MergeSide:
    """One casefile's rows by their marks."""

    def __init__(self, db: Database, known: Mapping[str, Row] | None = None, rules: RowRules | None = None) -> None:
        """With `rules` this is a stranger's side: what cannot be read, breaks a rule or belongs to such a row is
        refused, unless it is `known` as it is."""
        self.db = db
        self.refused: dict[str, Refused] = {}
        self._known, self._rules = known or {}, rules

    @cached_property
    def hashes(self) -> list[str]:
        """The journal's hashes in order."""
        return [str(row[0]) for row in self.db.execute("SELECT hash FROM journal ORDER BY seq")]

    @cached_property
    def taken(self) -> dict[str, Taken]:
        """What was taken from others, by mark."""
        kept = self.db.execute("SELECT uid, name, row, origin, taken FROM merged")
        return {
            str(uid): Taken((str(name), int(row)) if row is not None else None, bool(origin), json.loads(taken))
            for uid, name, row, origin, taken in kept
        }

    def marks(self, until: int | None = None) -> dict[RowKey, str]:
        """The mark of every row alive at the end, or after one entry of the journal."""
        alive: dict[RowKey, str] = {}
        died: dict[tuple[int, RowKey], str] = {}
        for entry in self._made(until):
            if not entry.made:
                died[entry.seq, entry.key] = alive.pop(entry.key, "")
                continue
            back = died.get((entry.reverses, entry.key)) if entry.reverses is not None else None
            alive[entry.key] = back or f"{entry.hash}:{entry.key[0]}:{entry.key[1]}"
        if until is None:
            alive.update(
                {taken.key: uid for uid, taken in self.taken.items() if taken.key is not None and taken.origin}
            )
        return alive

    def _made(self, until: int | None) -> Iterable[Birth]:
        rows = self.db.execute(
            "SELECT c.seq, j.hash, j.reverses, c.name, c.row, c.before IS NULL FROM journal_change c "
            "JOIN journal j ON j.seq = c.seq WHERE (c.before IS NULL) <> (c.after IS NULL) AND c.seq <= ? "
            "ORDER BY c.id",
            [until if until is not None else len(self.hashes)],
        )
        for seq, digest, reverses, name, row, made in rows:
            if record_in(name).merged:
                yield Birth(int(seq), str(digest), reverses, (str(name), int(row)), bool(made))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every row by its mark, what it points to as marks; a row no entry made is known by its place."""
        marks = self.marks()
        raw = {key: values for record in MERGED for key, values in self._read(record)}
        for key in raw:
            marks.setdefault(key, f"{key[0]}:{key[1]}")
        if self._rules is not None:
            raw = self._sound(raw, marks)
        return {marks[key]: Row(key[0], key[1], self.marked(key[0], values, marks)) for key, values in raw.items()}

    def _sound(self, raw: Mapping[RowKey, dict[str, Any]], marks: Mapping[RowKey, str]) -> dict[RowKey, dict[str, Any]]:
        """The rows that can be taken, each after those it points to; the others are refused."""
        sound: dict[RowKey, dict[str, Any]] = {}
        for key, values in raw.items():
            why = self._fault(key, values, marks, sound)
            if why:
                self.refused[marks[key]] = Refused(key[0], values, why)
            else:
                sound[key] = values
        return sound

    def _fault(
        self, key: RowKey, values: dict[str, Any], marks: Mapping[RowKey, str], sound: Mapping[RowKey, object]
    ) -> str:
        """Why a row cannot be taken; "" where it can."""
        table, row = key
        try:
            thing = typed(table, {"id": row, **values})
            pointed = [(name, int(values[column])) for column, name, _ in pointing(table, values) if values[column]]
        except UnreadableRow as error:
            return f"it cannot be read, {error.what}"
        except (ValueError, TypeError):
            return "it points at something that is not there"
        mine = self._known.get(marks[key])
        if mine is not None and mine.values == self.marked(table, values, marks):
            return ""
        for target in pointed:
            if target not in sound and marks.get(target) not in self._known:
                return f"the {record_in(target[0]).noun} that it belongs to is not taken or not there"
        problems = (*problems_of(thing, record_in(table).noun), *(self._rules(thing) if self._rules else ()))
        return next((f"{problem.message[:1].lower()}{problem.message[1:]}" for problem in problems), "")

    def _read(self, record: Record) -> Iterable[tuple[RowKey, dict[str, Any]]]:
        cursor = self.db.execute(f"SELECT rowid AS merging_row, * FROM {record.table} ORDER BY rowid")
        names = [column[0] for column in cursor.description][1:]
        for row, *values in cursor.fetchall():
            read = dict(zip(names, values, strict=True))
            if record.keyed:
                read.pop("id", None)
            yield (record.table, int(row)), read

    @staticmethod
    def marked(table: str, values: Mapping[str, Any], marks: Mapping[RowKey, str]) -> Values:
        """A row with marks where it points to other rows."""
        with_marks = dict(values)
        for column, pointed, _text in pointing(table, values):
            held = with_marks.get(column)
            if held is not None:
                with_marks[column] = marks.get((pointed, int(held)), held)
        return with_marks

    @staticmethod
    def unmarked(table: str, values: Values, places: Mapping[str, int]) -> dict[str, Any]:
        """The row with ids where it held marks. KeyError where it points to a row that is not there."""
        with_ids = dict(values)
        for column, _pointed, text in pointing(table, values):
            held = with_ids.get(column)
            if held is not None:
                with_ids[column] = str(places[held]) if text else places[held]
        return with_ids

    def as_of(self, seq: int) -> dict[str, Values]:
        """Every row as it stood after one entry, by mark: what both sides knew when they parted."""
        marks = self.marks(seq)
        now = {key: values for record in MERGED for key, values in self._read(record)}
        then: dict[RowKey, dict[str, Any] | None] = dict(now)
        changed = self.db.execute(
            "SELECT name, row, before FROM journal_change WHERE seq > ? ORDER BY id DESC", [seq]
        ).fetchall()
        for name, row, before in changed:  # newest first, so that the oldest change has the last word
            if record_in(name).merged:
                values = json.loads(before) if before else None
                if values is not None and record_in(name).keyed:
                    values.pop("id", None)
                then[str(name), int(row)] = values
        return {
            marks[key]: self.marked(key[0], values, marks)
            for key, values in then.items()
            if values is not None and key in marks
        }


def pointing(table: str, values: Mapping[str, Any]) -> Iterable[tuple[str, str, bool]]:
    """Each column of a row that names a row of another table, that table, and whether it does so as text."""
    record = record_in(table)
    yield from ((column, record_of(kind).table, False) for column, kind in record.points.items())
    for pointer in record.pointers:
        if values.get(pointer.when) == pointer.equals:
            yield pointer.column, record_of(pointer.to).table, True


def parted_at(ours: MergeSide, theirs: MergeSide) -> int:
    """The last journal entry that both have; 0 where they were made apart."""
    for number, (mine, other) in enumerate(zip(ours.hashes, theirs.hashes, strict=False)):
        if mine != other:
            return number
    return min(len(ours.hashes), len(theirs.hashes))


def remember(
    casefile: Casefile, mark: str, table: str, row: int | None, taken: Values | None, *, origin: bool = False
) -> None:
    """Keep which row stands for one of theirs, and that row as it was taken: merging it again then changes nothing."""
    casefile.writer.execute(
        "INSERT INTO merged (uid, name, row, origin, taken) VALUES (?, ?, ?, ?, ?) ON CONFLICT (uid) DO UPDATE SET "
        "name = excluded.name, row = excluded.row, taken = excluded.taken",
        [mark, table, row, int(origin), json.dumps(taken, ensure_ascii=False)],
    )


def sign(casefile: Casefile, mark: str) -> None:
    """Give a new casefile's first entry something no other has, so that no two share a mark by chance."""
    remember(casefile, f"casefile:{mark}", "casefile", None, None)


def copy_files(casefile: Casefile, theirs: Database, hashes: Iterable[str]) -> None:
    """Copy the bytes of files by their SHA-256, those that are here already left alone."""
    for sha256 in hashes:
        row = theirs.execute("SELECT content FROM blob WHERE sha256 = ?", [sha256]).fetchone()
        if row is not None and hashlib.sha256(row[0]).hexdigest() != sha256 and not _is_kept(casefile, sha256):
            raise UserError(
                "A file in their casefile is not the one that was stored there. Nothing was changed.",
                "Ask your co-scrutineer to run a check of it, and to restore a backup that is whole.",
            )
        if row is not None:
            casefile.writer.execute("INSERT INTO blob VALUES (?, ?) ON CONFLICT DO NOTHING", [sha256, row[0]])


def _is_kept(casefile: Casefile, sha256: str) -> bool:
    return casefile.view.execute("SELECT 1 FROM blob WHERE sha256 = ?", [sha256]).fetchone() is not None


def one_current_cycle(casefile: Casefile) -> None:
    """Exactly one cycle is the current one: the newest of those that claim it. Needs an open transaction."""
    rows = casefile.view.execute("SELECT id FROM cycle WHERE current = 1 ORDER BY starts DESC, id DESC").fetchall()
    for row in rows[1:]:
        casefile.writer.execute("UPDATE cycle SET current = 0 WHERE id = ?", [row[0]])
