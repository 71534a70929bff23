"""Who changed what and when, read from the journal."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from scrutineer.casefile import journal
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.journal import JournalEntry
from scrutineer.casefile.records import record_of
from scrutineer.domain.dates import local_day
from scrutineer.domain.rules import is_blank
from scrutineer.domain.statements import CycleStatement, StatementKind

__all__ = ["JournalEntry", "JudgementChange", "history", "judgement_history", "opinion_on", "written_on"]


def history(casefile: Casefile, limit: int = 200) -> tuple[JournalEntry, ...]:
    """The newest entries of the journal."""
    return tuple(journal.entries(casefile.reader, limit))


@dataclass(frozen=True, slots=True)
class JudgementChange:
    """One change of what a step or line was judged: the level as it was and as it became, each with its scale's id.

    `level` is "" where the judgement was taken back, `before` where there was none. `narrative` is that of a final one.
    """

    made: str
    author: str
    scale_id: str
    level: str
    final: bool
    narrative: str
    scale_before: str
    before: str


def judgement_history(casefile: Casefile, target: str, limit: int = 20) -> tuple[JudgementChange, ...]:
    """The newest changes of the level or status of a step's or line's judgement, in every cycle, the newest first."""
    changes = journal.judgement_changes(casefile.reader, target, limit)
    return tuple(_change(at, author, _row(before), _row(after)) for at, author, before, after in changes)


def written_on(casefile: Casefile, statement: CycleStatement) -> date | None:
    """The day on which a text of a cycle was worded as it stands, by the journal; marking it changes no word."""
    stamp = journal.reworded_at(casefile.view, record_of(CycleStatement).table, statement.id, "text")
    return local_day(stamp) if stamp else None


def opinion_on(casefile: Casefile, statements: Iterable[CycleStatement]) -> date | None:
    """The day of the opinion among these, None where none is written."""
    opinion = next(
        (said for said in statements if said.kind is StatementKind.OPINION and not is_blank(said.text)), None
    )
    return written_on(casefile, opinion) if opinion is not None else None


def _row(stored: str | None) -> dict[str, Any]:
    row: dict[str, Any] = json.loads(stored) if stored else {}
    return row


def _change(at: str, author: str, before: dict[str, Any], after: dict[str, Any]) -> JudgementChange:
    final = after.get("status") == "final"
    return JudgementChange(
        made=after.get("made") or at, author=after.get("author") or author,
        scale_id=after.get("scale_id", ""), level=after.get("level", ""), final=final,
        narrative=after.get("narrative", "") if final else "",
        scale_before=before.get("scale_id", ""), before=before.get("level", ""),
    )  # fmt: skip
