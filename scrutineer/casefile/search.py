"""Full-text search over what a person wrote, in every record that declares what is searched of it.

Words are compared as `domain.spelling` says, and a part of a word finds it: the words kept beside the index say which
stems hold what was asked for, and the index says where those stand.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import record_of
from scrutineer.casefile.rows import plain
from scrutineer.casefile.search_index import SEARCHED, place_of
from scrutineer.casefile.searched import Searched
from scrutineer.domain.spelling import SHORTEST_PART, SHORTEST_STEM, Asked, Term, stem

_KINDS = [record.kind for record, _ in SEARCHED]


class Match(NamedTuple):
    """Something that holds the words: the type of its record and its row."""

    kind: type
    row: int


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found: the type of its record, its row, its title and the passage, hits between HIT_STARTS and
    HIT_ENDS; and the row itself."""

    kind: type
    row: int
    title: str
    passage: str
    thing: Any


class Ranking:
    """All that holds the words, the best first and the newest first where equal: of each kind, or of every kind."""

    def __init__(self, entries: Sequence[int]) -> None:
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def counts(self) -> dict[type, int]:
        """How many there are of each kind that there is any of, in the order of their best."""
        return {_KINDS[slot]: len(entries) for slot, entries in self._by_slot.items()}

    @cached_property
    def _by_slot(self) -> dict[int, list[int]]:
        by_slot: dict[int, list[int]] = defaultdict(list)
        for entry in self._entries:
            by_slot[place_of(entry).slot].append(entry)
        return by_slot

    def matches(self, first: int = 0, last: int | None = None) -> tuple[Match, ...]:
        """Those from one place to another among all."""
        return _matches(self._entries[first:last])

    def of(self, kind: type, first: int = 0, last: int | None = None) -> tuple[Match, ...]:
        """Those of one kind, from one place to another among them."""
        return _matches(self._by_slot.get(_KINDS.index(kind), [])[first:last])


def _matches(entries: Iterable[int]) -> tuple[Match, ...]:
    return tuple(Match(_KINDS[slot], row) for slot, row in map(place_of, entries))


def ranked(casefile: Casefile, words: str) -> Ranking:
    """All that holds all the words.

    Cost grows with everything that matches, as the index itself does, and a little with the words known: no text is
    read.
    """
    query = query_for(casefile, words)
    statement = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY CAST(rank * 4 AS INTEGER), rowid DESC"
    return Ranking([entry for (entry,) in casefile.reader.execute(statement, [query])] if query else [])


def query_for(casefile: Casefile, words: str) -> str:
    """What the index is asked for these words; "" where there are none."""
    return _Query(casefile, Asked.read(words).terms).text()


class _Query:
    """Words as the index is asked for them: each as all the stems that it may stand for here."""

    def __init__(self, casefile: Casefile, terms: Sequence[Term]) -> None:
        self._casefile = casefile
        self._pairs = {
            place: Term((first.joined + second.joined,))
            for place, (first, second) in enumerate(pairwise(terms))
            if min(len(first.joined), len(second.joined)) < SHORTEST_PART  # as “e mail” for email
        }
        self._terms = terms
        self._halves = {
            term: [(stem(term.joined[:cut]), stem(term.joined[cut:])) for cut in range(1, len(term.joined))]
            for term in (*terms, *self._pairs.values())
            if len(term.joined) >= SHORTEST_PART
        }
        self._known = self._stems({half for halves in self._halves.values() for pair in halves for half in pair})

    def text(self) -> str:
        """All of it."""
        asked, place = [], 0
        while place < len(self._terms):
            alone = self._any_of(self._terms[place])
            if place in self._pairs:
                both = f"(({alone}) AND ({self._any_of(self._terms[place + 1])}))"
                asked.append(f"({' OR '.join([both, *self._of_word(self._pairs[place])])})")
            else:
                asked.append(f"({alone})")
            place += 1 + (place in self._pairs)
        return " AND ".join(asked)

    def _any_of(self, term: Term) -> str:
        ways = list(self._of_word(term))
        if len(term.parts) > 1:
            *first, last = term.parts
            stems = [stem(part) for part in first]
            ways += [f'"{" ".join([*stems, stem(last)])}"', f'"{" ".join([*stems, last])}" *']
        return " OR ".join(ways)

    def _of_word(self, term: Term) -> Iterator[str]:
        """What begins with a word, is it, holds it where it is long enough, or is two words that make it."""
        word = term.joined
        yield f'"{word}" *'
        stems = {known for known in (term.stem, *self._holding(word)) if not known.startswith(word)}
        yield from (f'"{known}"' for known in sorted(stems))
        for half, other in self._halves.get(term, ()):
            if half in self._known and other in self._known:
                yield f'"{half} {other}"'

    def _holding(self, word: str) -> list[str]:
        """The stems of the words known that hold this one, where it is long enough."""
        if len(word) < SHORTEST_PART:
            return []
        wanted = [("word", word)]
        if len(stem(word)) >= SHORTEST_STEM:  # agencies in multiagency
            wanted.append(("stem", stem(word)))
        return [
            known
            for column, part in wanted
            for (known,) in self._casefile.reader.execute(
                f"SELECT DISTINCT search_word.stem FROM search_part JOIN search_word ON id = search_part.rowid "
                f"WHERE search_part.{column} GLOB ?",
                [f"*{part}*"],
            )
        ]

    def _stems(self, stems: Collection[str]) -> set[str]:
        """Those of these stems that stand in the casefile."""
        rows = self._casefile.reader.execute(
            "SELECT DISTINCT stem FROM search_word WHERE stem IN (SELECT value FROM json_each(?))",
            [json.dumps(list(stems))],
        )
        return {known for (known,) in rows}


def passages(casefile: Casefile, words: str, matches: Collection[Match]) -> dict[Match, Hit]:
    """The title and the passage of each of these matches of the words, those that are there still.

    Cost grows with those asked for, and with their texts up to the first hits.
    """
    asked = Asked.read(words)
    by_kind: dict[type, list[int]] = defaultdict(list)
    for match in matches:
        by_kind[match.kind].append(match.row)
    hits: dict[Match, Hit] = {}
    for kind, rows in by_kind.items():
        searched = record_of(kind).searched
        if searched is None:
            continue
        things: Mapping[int, Any] = tables.by_id(casefile, kind, rows)
        hits |= {Match(kind, row): _hit(asked, searched, kind, row, thing) for row, thing in things.items()}
    return hits


def _hit(asked: Asked, searched: Searched, kind: type, row: int, thing: Any) -> Hit:
    body = " · ".join(filter(None, (str(plain(getattr(thing, column)) or "") for column in searched.body)))
    title = asked.passage(str(plain(getattr(thing, searched.title)) or ""))
    return Hit(kind, row, title, asked.passage(body), thing)


def find(casefile: Casefile, words: str, *, limit: int = 50, skip: int = 0) -> tuple[Hit, ...]:
    """What holds all the words, the best first: those after the first `skip`, at most `limit`."""
    wanted = ranked(casefile, words).matches(skip, skip + limit)
    cut = passages(casefile, words, wanted)
    return tuple(cut[match] for match in wanted if match in cut)
