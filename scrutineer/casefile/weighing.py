"""Items of evidence and what they are linked to: listed, counted and weighed without building any of them.

Everything here only looks, and sees the caller's own transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.reading import listed
from scrutineer.casefile.records import record_of
from scrutineer.casefile.rows import columns_of, plain, read_day, read_member
from scrutineer.domain.evidence import Bearing, Evidence, EvidenceKind, LinkTarget, Weight
from scrutineer.domain.ids import AgencyId, CycleId, EvidenceId, LinkId
from scrutineer.domain.marking import Marking


class Body(NamedTuple):
    """What is linked to a few targets together, each item once: how many items, of which kinds, the day the newest
    was received, and what of it weighs."""

    items: int
    kinds: frozenset[EvidenceKind]
    received: date | None
    weight: Weight


Ends = Collection[tuple[LinkTarget, str]]
"""Several ends of links, taken together: a step and its lines, a judgement."""

_LINKS_OF_ENDS = (
    "(SELECT value ->> 0 AS kind, value ->> 1 AS target FROM json_each(:ends)) AS ends "
    "CROSS JOIN link l ON l.target_kind = ends.kind AND l.target = ends.target"
)
"""The links of several ends: the few are walked, and their links sought."""

_BODY = f"""
    SELECT count(*), json_group_array(DISTINCT e.kind), max(e.received), coalesce(sum(weighs), 0),
        json_group_array(DISTINCT e.kind) FILTER (WHERE weighs),
        json_group_array(DISTINCT e.agency_id) FILTER (WHERE weighs), max(e.dated) FILTER (WHERE weighs)
    FROM (SELECT l.evidence_id AS item, max(l.bearing <> 'context') AS weighs FROM {_LINKS_OF_ENDS} GROUP BY 1)
    CROSS JOIN evidence e INDEXED BY evidence_weighed ON e.id = item
"""


def body_on(casefile: Casefile, ends: Ends) -> Body:
    """What is linked to these ends, as `weigh` weighs it: an item linked to several weighs unless all are context.

    No item is read: cost is that of the index entries of what is linked.
    """
    row = casefile.view.execute(_BODY, {"ends": _ends(ends)}).fetchone()
    items, kinds, received, weighing, weighing_kinds, sources, newest = row
    weight = Weight(
        weighing, _kinds(weighing_kinds),
        frozenset(AgencyId(source) if source else None for source in json.loads(sources)),
        None if newest is None else read_day(newest),
    )  # fmt: skip
    return Body(items, _kinds(kinds), None if received is None else read_day(received), weight)


def _ends(ends: Ends) -> str:
    return json.dumps([[kind.value, target] for kind, target in ends])


def _kinds(listed: str) -> frozenset[EvidenceKind]:
    return frozenset(read_member(EvidenceKind, kind) for kind in json.loads(listed))


class StandingLink(NamedTuple):
    """The link that stands for an item where it is linked to several ends."""

    link_id: LinkId
    evidence_id: EvidenceId


_LATE = 1 << 52
_IN_ORDER = f"(l.target_kind = '{LinkTarget.JUDGEMENT.value}') * {_LATE} + l.id"
_STANDING = f"""
    SELECT coalesce(weighing, first) % {_LATE}, item FROM (
        SELECT l.evidence_id AS item, min({_IN_ORDER}) AS first,
            min({_IN_ORDER}) FILTER (WHERE l.bearing <> 'context') AS weighing,
            min({_IN_ORDER}) FILTER (WHERE l.bearing = :bearing) AS wanted
        FROM {_LINKS_OF_ENDS} GROUP BY 1)
    CROSS JOIN evidence e INDEXED BY evidence_weighed ON e.id = item
    WHERE :bearing IS NULL OR wanted = coalesce(weighing, first) ORDER BY e.dated DESC, first
"""


def standing_links(casefile: Casefile, ends: Ends, bearing: Bearing | None = None) -> list[StandingLink]:
    """For each item linked to these ends the link that stands, the newest item first; those of a bearing, or all.

    It is the first that weighs, else the first, those to lines before one to a judgement.
    """
    rows = casefile.view.execute(_STANDING, {"ends": _ends(ends), "bearing": plain(bearing)})
    return list(map(StandingLink._make, rows))


def standing_link_ids(casefile: Casefile, ends: Ends) -> list[LinkId]:
    """The same links by id alone: what a long list needs before it is looked at."""
    rows = casefile.view.execute(_STANDING, {"ends": _ends(ends), "bearing": None})
    return [link_id for link_id, _item in rows]


def bearings_of(casefile: Casefile, links: Collection[LinkId]) -> dict[Bearing, int]:
    """How many of these links bear which way; a way that none does is left out."""
    rows = casefile.view.execute(
        "SELECT bearing, count(*) FROM link WHERE id IN (SELECT value FROM json_each(?)) GROUP BY 1", [listed(links)]
    )
    return {read_member(Bearing, bearing): number for bearing, number in rows}


def contradicted_lines(
    casefile: Casefile, targets: Collection[str], kinds: Collection[EvidenceKind], cycle_id: CycleId
) -> list[tuple[str, EvidenceId]]:
    """Which of these lines items of these kinds, of one cycle, are linked to as contradicting."""
    rows = casefile.view.execute(
        f"SELECT l.target, e.id FROM {_LINKS_OF_ENDS} "
        "CROSS JOIN evidence e INDEXED BY evidence_weighed ON e.id = l.evidence_id WHERE l.bearing = 'contradicts' "
        "AND e.cycle_id = :cycle AND e.kind IN (SELECT value FROM json_each(:kinds)) ORDER BY e.id",
        {
            "ends": _ends([(LinkTarget.LINE, target) for target in targets]), "cycle": cycle_id,
            "kinds": listed(kinds),
        },
    )  # fmt: skip
    return list(rows.fetchall())


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFilter:
    """Which items are asked for; None asks for any. `targets` asks for those linked to any of these steps and lines."""

    kind: EvidenceKind | None = None
    agency_id: AgencyId | None = None
    marking: Marking | None = None
    targets: frozenset[str] | None = None
    ids: frozenset[int] | None = None
    since: date | None = None

    def condition(self) -> tuple[str, dict[str, Any]]:
        """The condition on evidence e, and its values."""
        parts = {
            "e.kind = :kind": self.kind is not None,
            "e.agency_id = :agency_id": self.agency_id is not None,
            "e.marking = :marking": self.marking is not None,
            f"e.id IN ({_LINKED})": self.targets is not None,
            "e.id IN (SELECT value FROM json_each(:ids))": self.ids is not None,
            "e.dated >= :since": self.since is not None,
        }
        values = {
            "kind": plain(self.kind), "agency_id": self.agency_id, "marking": plain(self.marking),
            "targets": listed(self.targets or ()), "ids": listed(self.ids or ()),
            "since": plain(self.since),
        }  # fmt: skip
        return " AND ".join(part for part, asked in parts.items() if asked) or "1", values


_LINKED = (
    "SELECT evidence_id FROM link WHERE target_kind = 'line' AND target IN (SELECT value FROM json_each(:targets))"
)


def item_ids(casefile: Casefile, wanted: EvidenceFilter) -> list[EvidenceId]:
    """The items that fit, the newest first. No item is read: cost is the index's."""
    return [row for (row,) in _items(casefile, wanted, "e.id")]


def item_column(casefile: Casefile, wanted: EvidenceFilter, column: str) -> list[tuple[EvidenceId, Any]]:
    """One column of the items that fit, as it is stored, in the same order: to sort them by it."""
    if column not in columns_of(Evidence):
        raise TypeError(f"an item has no field called {column}")
    return _items(casefile, wanted, f"e.id, e.{column}")


def _items(casefile: Casefile, wanted: EvidenceFilter, columns: str) -> list[Any]:
    condition, values = wanted.condition()
    order = "e.dated DESC, e.id DESC"
    rows = casefile.view.execute(f"SELECT {columns} FROM evidence e WHERE {condition} ORDER BY {order}", values)
    return list(rows.fetchall())


class NamedItem(NamedTuple):
    """An item as lists name it."""

    id: EvidenceId
    reference: str
    title: str
    kind: EvidenceKind
    dated: date


_NAMED = "SELECT id, 'E' || number, title, kind, dated FROM evidence WHERE id IN "


def named_items(casefile: Casefile, ids: Collection[int]) -> dict[EvidenceId, NamedItem]:
    """These items by name, by id: as many as are there."""
    rows = casefile.view.execute(f"{_NAMED} (SELECT value FROM json_each(?))", [listed(ids)])
    return {item.id: item for item in _named(rows)}


def items_of_kinds(casefile: Casefile, kinds: Collection[EvidenceKind]) -> list[NamedItem]:
    """The items of these kinds by name, the newest first; the others are not read."""
    rows = casefile.view.execute(
        f"{_NAMED} (SELECT id FROM evidence INDEXED BY evidence_weighed "
        "WHERE kind IN (SELECT value FROM json_each(?))) ORDER BY +dated DESC, +id DESC",
        [listed(kinds)],
    )
    return list(_named(rows))


def _named(rows: Iterable[Any]) -> Iterator[NamedItem]:
    kinds = {kind.value: kind for kind in EvidenceKind}
    for item, reference, title, kind, dated in rows:
        yield NamedItem(item, reference, title, kinds.get(kind) or read_member(EvidenceKind, kind), read_day(dated))


def items_of(casefile: Casefile, kind: type[Any], ids: Collection[int]) -> dict[int, EvidenceId]:
    """The item that each of these attachments, excerpts or recommendations belongs to; the row itself is not read."""
    rows = casefile.view.execute(
        f"SELECT rowid, evidence_id FROM {record_of(kind).table} WHERE rowid IN (SELECT value FROM json_each(?))",
        [listed(ids)],
    )
    return {row: EvidenceId(item) for row, item in rows}


class LineItems(NamedTuple):
    """The items that are linked to a line or a step itself: those of one cycle, and those of all others."""

    target: str
    items: tuple[EvidenceId, ...]
    older: tuple[EvidenceId, ...]


def line_items(casefile: Casefile, cycle_id: CycleId) -> list[LineItems]:
    """What is linked to each line, by whether it belongs to this cycle. Cost: index entries of the casefile's links."""
    rows = casefile.view.execute(
        "SELECT l.target, json_group_array(e.id) FILTER (WHERE e.cycle_id = :cycle), "
        "json_group_array(e.id) FILTER (WHERE e.cycle_id <> :cycle) FROM link l "
        "CROSS JOIN evidence e INDEXED BY evidence_weighed ON e.id = l.evidence_id "
        "WHERE l.target_kind = 'line' GROUP BY l.target",
        {"cycle": cycle_id},
    )
    return [LineItems(target, tuple(json.loads(items)), tuple(json.loads(older))) for target, items, older in rows]


def lines_of(casefile: Casefile, items: Collection[EvidenceId]) -> list[tuple[EvidenceId, str]]:
    """The lines that each of these items is linked to."""
    rows = casefile.view.execute(
        "SELECT evidence_id, target FROM link WHERE target_kind = 'line' "
        "AND evidence_id IN (SELECT value FROM json_each(?))",
        [listed(items)],
    )
    return list(rows.fetchall())


def unlinked_items(casefile: Casefile, targets: Collection[str] | None = None) -> int:
    """How many items are linked to none of these steps and lines, or to none at all."""
    # "+" has each item's few links looked at, not every link of every line
    on_these = "" if targets is None else "AND +l.target IN (SELECT value FROM json_each(:targets))"
    (number,) = casefile.view.execute(
        "SELECT count(*) FROM evidence e WHERE NOT EXISTS "
        f"(SELECT 1 FROM link l WHERE l.evidence_id = e.id AND l.target_kind = 'line' {on_these})",
        {"targets": listed(targets or ())},
    ).fetchone()
    return int(number)


def unlinked_item_ids(casefile: Casefile) -> list[EvidenceId]:
    """The items that are linked to no step or line at all, the newest first; none of them is read."""
    rows = casefile.view.execute(
        "SELECT e.id FROM evidence e WHERE NOT EXISTS "
        "(SELECT 1 FROM link l WHERE l.evidence_id = e.id AND l.target_kind = 'line') ORDER BY e.dated DESC, e.id DESC"
    )
    return [item for (item,) in rows]


def attachments_of(casefile: Casefile, items: Collection[EvidenceId]) -> dict[EvidenceId, int]:
    """How many files are attached to each of these items; one without any is left out."""
    rows = casefile.view.execute(
        "SELECT evidence_id, count(*) FROM attachment WHERE evidence_id IN (SELECT value FROM json_each(?)) GROUP BY 1",
        [listed(items)],
    )
    return dict(rows.fetchall())


def unused_file_ids(casefile: Casefile) -> list[int]:
    """The files of items that are linked to no step or line and from which nothing was quoted, the newest item's first;
    none of them is read."""
    rows = casefile.view.execute(
        "SELECT a.id FROM attachment a JOIN evidence e ON e.id = a.evidence_id WHERE NOT EXISTS "
        "(SELECT 1 FROM link l WHERE l.evidence_id = e.id AND l.target_kind = 'line') AND NOT EXISTS "
        "(SELECT 1 FROM excerpt x WHERE x.evidence_id = e.id) ORDER BY e.dated DESC, e.id DESC, a.id"
    )
    return [file for (file,) in rows]


class FileBeginning(NamedTuple):
    """An attached file, as far as it takes to say what it is: its text can be long."""

    id: int
    evidence_id: EvidenceId
    name: str
    size: int
    beginning: str


def file_beginnings(casefile: Casefile, files: Collection[int], letters: int) -> list[FileBeginning]:
    """These files with so many letters of the text of each; one that is gone is left out."""
    rows = casefile.view.execute(
        "SELECT id, evidence_id, name, size, substr(text, 1, ?) FROM attachment "
        "WHERE id IN (SELECT value FROM json_each(?))",
        [letters, listed(files)],
    )
    return [FileBeginning._make(row) for row in rows]


_RECEIVED = f"""
    SELECT e.received, count(*) FROM (SELECT DISTINCT l.evidence_id AS item FROM {_LINKS_OF_ENDS})
    CROSS JOIN evidence e INDEXED BY evidence_weighed ON e.id = item WHERE e.cycle_id = :cycle GROUP BY 1
"""


def received_on(casefile: Casefile, ends: Ends, cycle_id: CycleId) -> list[tuple[date, int]]:
    """How many items of a cycle that are linked to these ends were received on which day."""
    rows = casefile.view.execute(_RECEIVED, {"ends": _ends(ends), "cycle": cycle_id})
    return [(read_day(day), number) for day, number in rows]
