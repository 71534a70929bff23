"""Local labels, questions and lines: as they stand now, and as they stood when a cycle was finished."""

from __future__ import annotations

import json
from dataclasses import asdict

from scrutineer.casefile import tables, validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.rows import UnreadableValue
from scrutineer.domain.framework import AddedLine, Wording

Local = tuple[tuple[Wording, ...], tuple[AddedLine, ...]]


def put(casefile: Casefile, wording: Wording) -> None:
    """Keep what this casefile calls a step or line; an empty wording gives the framework's own back."""
    validation.require(wording, casefile.clock.today())
    if wording.label or wording.question:
        casefile.writer.execute(
            "INSERT INTO wording (target, label, question) VALUES (?, ?, ?) "
            "ON CONFLICT (target) DO UPDATE SET label = excluded.label, question = excluded.question",
            [wording.target, wording.label, wording.question],
        )
    else:
        casefile.writer.execute("DELETE FROM wording WHERE target = ?", [wording.target])


def local(casefile: Casefile, cycle_id: int) -> Local:
    """The local wordings and lines of a cycle: as they were frozen when it was finished, else as they stand now."""
    row = casefile.view.execute("SELECT body FROM cycle_wording WHERE cycle_id = ?", [cycle_id]).fetchone()
    if row is None:
        return tables.rows(casefile, Wording), tables.rows(casefile, AddedLine)
    try:
        body = json.loads(row[0])
        return tuple(Wording(**row) for row in body["wordings"]), tuple(AddedLine(**row) for row in body["added"])
    except (ValueError, TypeError, KeyError):
        raise UnreadableValue(row[0]) from None


def thaw(casefile: Casefile, cycle_id: int) -> None:
    """Let the wordings that a finished cycle kept stand again, as it is taken up: freeze those of the other one first.
    Lines that were added since stay, so that nothing linked to them loses its line."""
    kept, added = local(casefile, cycle_id)
    casefile.writer.execute("DELETE FROM wording")
    tables.insert_all(casefile, kept)
    for line in added:
        casefile.writer.execute("DELETE FROM added_line WHERE target = ?", [line.target])
    tables.insert_all(casefile, added)
    casefile.writer.execute("DELETE FROM cycle_wording WHERE cycle_id = ?", [cycle_id])


def freeze(casefile: Casefile, cycle_id: int) -> None:
    """Keep the wordings and lines as they stand for a cycle that is finished: later rewording does not reach it."""
    wordings, added = local(casefile, cycle_id)
    body = {"wordings": [asdict(row) for row in wordings], "added": [asdict(row) for row in added]}
    casefile.writer.execute(
        "INSERT INTO cycle_wording (cycle_id, body) VALUES (?, ?) ON CONFLICT (cycle_id) DO NOTHING",
        [cycle_id, json.dumps(body, ensure_ascii=False)],
    )
