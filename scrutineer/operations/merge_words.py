"""What is merged in words: which row it is, and both sides of a conflict. No id and no name of a column is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from scrutineer.casefile.merging import pointing
from scrutineer.casefile.records import headline, record_in
from scrutineer.domain.casefile_merge import Item, Row, Values
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.dates import long_date
from scrutineer.domain.event_words import EVENT_WORDS, due_words
from scrutineer.domain.words import begun, shortened
from scrutineer.operations.merge_plan import Merge

LIVES = {"event": "challenge_id", "recommendation_event": "recommendation_id"}
"""The tables of dated events, with the column that says whose life each is of."""
_CALLED = {
    "id": "name", "instead_id": "what counts instead",
    "on_date": "day", "sha256": "file", "agency_id": "agency", "made": "written",
    "parent_id": "part of", "row_id": "what it is about", "typed": "as typed", "scale_id": "scale",
}  # fmt: skip
_WITHOUT_NAMES = ("level", "narrative", "kind", "text", "author", "by")
_IDS = ("_id", "_ids")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HASH = re.compile(r"[0-9a-f]{40,}")


def called(column: str) -> str:
    """What a column of a row is called: “what counts instead”, “reply due”."""
    if column in _CALLED:
        return _CALLED[column]
    bare = next((column.removesuffix(ending) for ending in _IDS if column.endswith(ending)), column)
    return bare.replace("_", " ").strip()


def which(merge: Merge, item: Item) -> str:
    """The row that an item is of, in words: what it is and its first words."""
    return of_row(merge, item.table, item.theirs or item.ours or {})


def of_row(merge: Merge, table: str, values: Values) -> str:
    """One row in words."""
    noun = record_in(table).noun
    noun = begun(noun)
    if table in LIVES:
        life = row_behind(merge, values[LIVES[table]])
        whose = "" if life is None else life.values.get("reference") or f"“{shortened(life.values['text'], 60)}”"
        return f"{noun}{f' of {whose}' if whose else ''}: {shortened(event_in_words(table, values), 160)}"
    if table == "event_correction":
        wrong = row_behind(merge, values["event_id"])
        said = of_row(merge, wrong.table, wrong.values) if wrong is not None else "an event"
        return f"Correction: {said[:1].lower()}{said[1:]}"
    target = f" of {str(values['target']).split(':')[-1]}" if values.get("target") and table != "link" else ""
    short = shortened(_plain(headline(table, values)), 90)
    return f"{noun}{target}" + (f": {short}" if short else "")


def row_behind(merge: Merge, mark: Any) -> Row | None:
    """The row that a mark stands for, in either casefile."""
    return merge.theirs.rows.get(str(mark)) or merge.ours.rows.get(str(mark))


def event_in_words(table: str, values: Values) -> str:
    """An event with its day and all that it says: “View of the response: accepted, 12 October 2027: As agreed”."""
    if table == "event":
        title = EVENT_WORDS[EventKind(values["kind"])]
        due = due_words(EventKind(values["kind"])).lower()
    else:
        kind = str(values["kind"])
        title, due = begun(kind), "next due"
    said = [str(values[name]) for name in ("view", "ending", "impact", "stage", "met") if values.get(name)]
    parts = [f"{title}: {', '.join(said)}" if said else title, _plain(values["on_date"])]
    parts += [f"{due} {_plain(values['due'])}"] if values.get("due") else []
    parts += [f"by {values['by']}"] if values.get("by") else []
    return ", ".join(parts) + (f": {values['text']}" if values.get("text") else "")


def side(merge: Merge, table: str, values: Values, names: Iterable[str]) -> str:
    """One side of a conflict: what each of these columns says there; of an event all that it says."""
    if table in LIVES and values:
        return event_in_words(table, values)
    shown = tuple(names) or tuple(name for name in _WITHOUT_NAMES if name in values)
    said = ((name, _value(merge, table, name, values)) for name in shown)
    return "; ".join(f"{called(name)}: {words}" for name, words in said if words)


def _value(merge: Merge, table: str, name: str, values: Values) -> str:
    value = values.get(name)
    if value is None and name == "instead_id":
        return "nothing, it never happened"
    if value in (None, ""):
        return ""
    if name in {column for column, _, _ in pointing(table, values)}:
        row = row_behind(merge, value)
        return "something that is not here" if row is None else of_row(merge, row.table, row.values)
    if name in {"sha256", "body", "sent"}:
        return "another one"
    if name in {"target", "step"}:
        return str(value).rpartition(":")[2]
    return _plain(value)


def _plain(value: Any) -> str:
    """A value as a person reads it: days in words, lists without brackets, flags as yes and no."""
    text = str(value)
    if _DAY.fullmatch(text):
        return long_date(date.fromisoformat(text))
    if _HASH.search(text):
        return "another one"
    if text.startswith(("[", "{")):
        return _listed(text)
    return text


def _listed(text: str) -> str:
    try:
        held = json.loads(text)
    except ValueError:
        return text
    parts = held if isinstance(held, list) else list(held.values())
    return ", ".join(str(part).rpartition(":")[2] for part in parts)


def life_since(merge: Merge, table: str, life: object) -> list[str]:
    """What we recorded of one life that they never had, each event and correction in words, by its day."""
    seen = set(merge.ours_of.values())
    own = [row for mark, row in merge.ours.rows.items() if mark not in seen]
    events = [row for row in own if row.table == table and row.values[LIVES[table]] == life]
    events.sort(key=lambda row: (row.values["on_date"], row.row))
    said = [row for row in own if row.table == "event_correction" and table == "event"]
    behind = ((row, merge.ours.rows.get(str(row.values["event_id"]))) for row in said)
    corrections = [row for row, wrong in behind if wrong is not None and wrong.values["challenge_id"] == life]
    return [event_in_words(table, row.values) for row in events] + [
        of_row(merge, row.table, row.values) for row in corrections
    ]
