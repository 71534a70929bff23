"""Full-text search over what a person wrote: evidence and its attachments, challenges, judgements, views, outcomes,
recommendations, the shelf."""

from __future__ import annotations

import re
from dataclasses import dataclass

from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS

_KINDS = (
    "evidence", "attachment", "challenge", "judgement", "voice", "outcome", "recommendation", "shelf_item",
)  # fmt: skip
"""In the order of their places in a search row's id, as the schema has them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: its kind, its row, its title and the passage, hits between HIT_STARTS and HIT_ENDS."""

    kind: str
    row: int
    title: str
    passage: str


def _query(words: str) -> str:
    """All words must be there; the last may be unfinished. Nothing a person types is read as an operator."""
    terms = re.findall(r"\w+", words)
    return " ".join(f'"{term}"' for term in terms[:-1]) + (f' "{terms[-1]}"*' if terms else "")


def find(casefile: Casefile, words: str, limit: int = 200) -> tuple[Hit, ...]:
    """What holds all the words, the best first. Cost grows with the number of hits shown."""
    query = _query(words).strip()
    if not query:
        return ()
    found = casefile.reader.execute(
        "SELECT rowid, highlight(search, 0, ?, ?), snippet(search, 1, ?, ?, '…', 14) FROM search "
        "WHERE search MATCH ? ORDER BY rank LIMIT ?",
        [HIT_STARTS, HIT_ENDS, HIT_STARTS, HIT_ENDS, query, limit],
    )
    return tuple(Hit(_KINDS[row % 16], row // 16, title, " ".join(passage.split())) for row, title, passage in found)
