"""Full-text search over what a person wrote, in every record that declares what is searched of it."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.search_index import SEARCHED, SLOTS
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS


class Match(NamedTuple):
    """Something that holds the words: the type of its record and its row."""

    kind: type
    row: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the type of its record, its row, its title and the passage, hits between HIT_STARTS and
    HIT_ENDS."""

    kind: type
    row: int
    title: str
    passage: str


def _query(words: str) -> str:
    """All words must be there; the last may be unfinished. Nothing a person types is read as an operator."""
    terms = re.findall(r"\w+", words)
    return " ".join([*(f'"{term}"' for term in terms[:-1]), f'"{terms[-1]}"*']) if terms else ""


def ranked(casefile: Casefile, words: str) -> tuple[Match, ...]:
    """All that holds all the words, the best first.

    Cost grows with everything that matches, as the index itself does: no text is read.
    """
    query = _query(words)
    if not query:
        return ()
    rows = casefile.reader.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rank", [query])
    return tuple(Match(SEARCHED[row % SLOTS][0].kind, row // SLOTS) for (row,) in rows)


def passages(casefile: Casefile, words: str, matches: Collection[Match]) -> dict[Match, Hit]:
    """The title and the passage of each of these matches of the words, those that are there still.

    Cost grows with those asked for.
    """
    slots = {record.kind: slot for slot, (record, _) in enumerate(SEARCHED)}
    rows = {match.row * SLOTS + slots[match.kind]: match for match in matches}
    if not rows:
        return {}
    # "+" keeps SQLite from searching anew for each row
    cut = casefile.reader.execute(
        "SELECT rowid, highlight(search, 0, :starts, :ends), snippet(search, 1, :starts, :ends, '…', 14) FROM search "
        "WHERE search MATCH :query AND +rowid IN (SELECT value FROM json_each(:rows))",
        {"starts": HIT_STARTS, "ends": HIT_ENDS, "query": _query(words), "rows": json.dumps(list(rows))},
    )
    return {rows[row]: Hit(*rows[row], title, " ".join(passage.split())) for row, title, passage in cut}


def find(casefile: Casefile, words: str, *, limit: int = 50, skip: int = 0) -> tuple[Hit, ...]:
    """What holds all the words, the best first: those after the first `skip`, at most `limit`."""
    wanted = ranked(casefile, words)[skip : skip + limit]
    cut = passages(casefile, words, wanted)
    return tuple(cut[match] for match in wanted if match in cut)
