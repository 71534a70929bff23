"""Two casefiles side by side: which rows are the same, as both knew them last, and writing one's rows into the other.

A row's mark is the hash of the journal entry that made it. Two copies of one casefile share the first part of their
journals, and so the marks of everything made before they parted; a row taken over keeps the mark of where it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.driver import Database
from scrutineer.domain.casefile_merge import Row, Values

TABLES = (
    "partnership", "framework", "agency", "seat", "cycle", "cycle_framework", "cycle_wording", "wording", "added_line",
    "evidence", "attachment", "excerpt", "challenge", "event", "judgement", "pack", "return_file", "answer", "profile",
    "asked", "contribution", "attendance", "training_number", "log_entry", "voice", "priority", "outcome",
    "outcome_challenge", "recommendation", "link", "shelf_item",
)  # fmt: skip
"""What is merged, each table after those it points to."""

NATURAL: dict[str, tuple[str, ...]] = {
    "partnership": (), "framework": ("id", "version"), "agency": ("name",), "seat": ("agency_id", "title"),
    "cycle": ("starts", "ends"), "cycle_framework": ("cycle_id", "framework_id"), "cycle_wording": ("cycle_id",),
    "wording": ("target",), "added_line": ("target",), "evidence": ("title", "kind", "dated", "agency_id", "text"),
    "attachment": ("evidence_id", "sha256"), "excerpt": ("evidence_id", "place", "quote"),
    "challenge": ("question", "put_to"), "event": ("challenge_id", "kind", "on_date", "text"),
    "judgement": ("cycle_id", "target", "level", "narrative", "made"), "pack": ("token",),
    "return_file": ("sha256", "profile", "cycle_id"), "answer": ("return_id", "agency_id", "number", "standard"),
    "profile": ("name",), "asked": ("cycle_id", "profile", "agency_id"), "contribution": ("return_id", "cell"),
    "attendance": ("return_id", "cell"), "training_number": ("return_id", "cell"), "log_entry": ("return_id", "cell"),
    "voice": ("cycle_id", "target", "kind", "agency_id", "who"), "priority": ("title",),
    "outcome": ("priority_id", "text"), "outcome_challenge": ("outcome_id", "challenge_id"),
    "recommendation": ("evidence_id", "text"), "link": ("evidence_id", "target_kind", "target"),
    "shelf_item": ("mark",),
}  # fmt: skip
"""By what two rows that were made apart are known to be the same thing."""

_SOFT = {"judgement": "judgement", "challenge": "challenge", "outcome": "outcome"}
"""What link.target points to, by target_kind; a line is named by its own target."""

RowKey = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One change that made or unmade a row."""

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


class Side:
    """One casefile's rows by their marks."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._points: dict[str, dict[str, str]] = {table: _references(db, table) for table in TABLES}

    @cached_property
    def hashes(self) -> list[str]:
        """The journal's hashes in order."""
        return [str(row[0]) for row in self.db.execute("SELECT hash FROM journal ORDER BY seq")]

    @cached_property
    def taken(self) -> dict[str, Taken]:
        """What was taken from others, by mark."""
        found = self.db.execute("SELECT uid, name, row, origin, taken FROM merged")
        return {
            str(uid): Taken((str(name), int(row)) if row is not None else None, bool(origin), json.loads(taken))
            for uid, name, row, origin, taken in found
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
            alive.update({one.key: uid for uid, one in self.taken.items() if one.key is not None and one.origin})
        return alive

    def _made(self, until: int | None) -> Iterable[Entry]:
        rows = self.db.execute(
            "SELECT c.seq, j.hash, j.reverses, c.name, c.row, c.before IS NULL FROM journal_change c "
            "JOIN journal j ON j.seq = c.seq WHERE (c.before IS NULL) <> (c.after IS NULL) AND c.seq <= ? "
            "ORDER BY c.id",
            [until if until is not None else len(self.hashes)],
        )
        for seq, digest, reverses, name, row, made in rows:
            if name in NATURAL:
                yield Entry(int(seq), str(digest), reverses, (str(name), int(row)), bool(made))

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every row by its mark, what it points to as marks; a row no entry made is known by its place."""
        marks = self.marks()
        raw = {key: values for table in TABLES for key, values in self._read(table)}
        for key in raw:
            marks.setdefault(key, f"{key[0]}:{key[1]}")
        return {marks[key]: Row(key[0], key[1], self.marked(key[0], values, marks)) for key, values in raw.items()}

    def _read(self, table: str) -> Iterable[tuple[RowKey, dict[str, Any]]]:
        cursor = self.db.execute(f"SELECT rowid AS merging_row, * FROM {table} ORDER BY rowid")
        names = [column[0] for column in cursor.description][1:]
        for row, *values in cursor.fetchall():
            read = dict(zip(names, values, strict=True))
            if table != "framework":
                read.pop("id", None)
            yield (table, int(row)), read

    def marked(self, table: str, values: Mapping[str, Any], marks: Mapping[RowKey, str]) -> Values:
        """A row with marks where it points to other rows."""
        told = dict(values)
        for column, pointed in self._points[table].items():
            if told.get(column) is not None:
                told[column] = marks.get((pointed, int(told[column])), told[column])
        if table == "link" and told["target_kind"] in _SOFT:
            told["target"] = marks.get((_SOFT[told["target_kind"]], int(told["target"])), told["target"])
        return told

    def unmarked(self, table: str, values: Values, places: Mapping[str, int]) -> dict[str, Any]:
        """The row with ids where it held marks. KeyError where it points to a row that is not there."""
        told = dict(values)
        for column in self._points[table]:
            if told.get(column) is not None:
                told[column] = places[told[column]]
        if table == "link" and told["target_kind"] in _SOFT:
            told["target"] = str(places[told["target"]])
        return told

    def as_of(self, seq: int) -> dict[str, Values]:
        """Every row as it stood after one entry, by mark: what both sides knew when they parted."""
        marks = self.marks(seq)
        now = {key: values for table in TABLES for key, values in self._read(table)}
        then: dict[RowKey, dict[str, Any] | None] = dict(now)
        changed = self.db.execute(
            "SELECT name, row, before FROM journal_change WHERE seq > ? ORDER BY id DESC", [seq]
        ).fetchall()
        for name, row, before in changed:  # newest first, so that the oldest change has the last word
            if name in NATURAL:
                values = json.loads(before) if before else None
                if values is not None and name != "framework":
                    values.pop("id", None)
                then[str(name), int(row)] = values
        return {
            marks[key]: self.marked(key[0], values, marks)
            for key, values in then.items()
            if values is not None and key in marks
        }


def _references(db: Database, table: str) -> dict[str, str]:
    """Which columns of a table point to rows of which table; frameworks and files are named by their own keys."""
    found = db.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {str(row[3]): str(row[2]) for row in found if row[2] not in {"framework", "blob"}}


def parted_at(ours: Side, theirs: Side) -> int:
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
        if row is not None:
            casefile.writer.execute("INSERT INTO blob VALUES (?, ?) ON CONFLICT DO NOTHING", [sha256, row[0]])


def one_current_cycle(casefile: Casefile) -> None:
    """Exactly one cycle is the current one: the newest of those that claim it. Needs an open transaction."""
    rows = casefile.view.execute("SELECT id FROM cycle WHERE current = 1 ORDER BY starts DESC, id DESC").fetchall()
    for row in rows[1:]:
        casefile.writer.execute("UPDATE cycle SET current = 0 WHERE id = ?", [row[0]])
