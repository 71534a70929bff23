"""The register of evidence: sorted, filtered, searched; each row read when it is shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scrutineer.casefile import search, tables, weighing
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.records import headline, record_of
from scrutineer.casefile.rows import to_row
from scrutineer.casefile.search import Hit, Match
from scrutineer.casefile.weighing import EvidenceFilter, NamedItem
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.citations import cite_item
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Excerpt, Link, LinkTarget
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS
from scrutineer.domain.ids import AgencyId, EvidenceId, OutcomeId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.marking import Marking
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.words import shortened
from scrutineer.operations.queries.context import Context
from scrutineer.operations.standing import LINKED

__all__ = [
    "HIT_ENDS",
    "HIT_STARTS",
    "EvidenceFilter",
    "EvidenceRegister",
    "EvidenceRow",
    "Matches",
    "citations_of",
    "count_items",
    "item_view",
    "references_of",
    "register",
]

OF_ITEMS: tuple[type, ...] = (Evidence, Attachment, Excerpt, Recommendation)
"""The records in which words are found that lead to an item."""

_PASSAGE = 240  # letters of an item's text in its row

_COLUMNS = {"title": "title", "kind": "kind", "source": "agency_id", "dated": "dated", "marking": "marking"}
"""The orders of the register that one column decides. The other is "steps"."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of the register. `title` and `passage` carry hit marks where the search found something."""

    item: Evidence
    source: str
    steps: tuple[str, ...]
    title: str
    passage: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item with all that hangs on it."""

    item: Evidence
    attachments: tuple[Attachment, ...]
    excerpts: tuple[Excerpt, ...]
    links: tuple[tuple[Link, str], ...]


class Matches:
    """The items that hold all the words, themselves or in a file, an excerpt or a recommendation, the best first.

    Ranked once; titles and passages are cut for what is shown alone.
    """

    def __init__(self, casefile: Casefile, words: str) -> None:
        self._casefile, self._words = casefile, words
        self.ranking = search.ranked(casefile, words)
        self._cut: dict[Match, Hit] = {}

    @property
    def elsewhere(self) -> int:
        """How many hits there are that lead to something else than an item."""
        return len(self.ranking) - sum(self.ranking.counts.get(kind, 0) for kind in OF_ITEMS)

    def of_items(self) -> dict[EvidenceId, Match]:
        """The items that hold the words, each with its best match."""
        matches = [match for match in self.ranking.matches() if match.kind in OF_ITEMS]
        owners = _owners(self._casefile, matches)
        best: dict[EvidenceId, Match] = {}
        for match in matches:
            if match in owners:
                best.setdefault(owners[match], match)
        return best

    def cut(self, matches: Collection[Match]) -> dict[Match, Hit]:
        """The titles and passages of these."""
        missing = [match for match in matches if match not in self._cut]
        self._cut |= search.passages(self._casefile, self._words, missing)
        return {match: self._cut[match] for match in matches if match in self._cut}


def _owners(casefile: Casefile, matches: Collection[Match]) -> dict[Match, EvidenceId]:
    """The item that each match stands in, where it does: itself, or the one that it hangs on."""
    owners = {match: EvidenceId(match.row) for match in matches if match.kind is Evidence}
    for kind in {match.kind for match in matches} & {*OF_ITEMS[1:]}:
        rows = [match.row for match in matches if match.kind is kind]
        owners |= {Match(kind, row): item for row, item in weighing.items_of(casefile, kind, rows).items()}
    return owners


class EvidenceRegister:
    """The items that fit and, where there are matches, are among them: their ids in an order, and the rows of a few.

    Cost grows a little with the items that fit, to put them in order, and with the rows read.
    """

    def __init__(
        self,
        casefile: Casefile,
        context: Context,
        wanted: EvidenceFilter | None = None,
        matches: Matches | None = None,
    ) -> None:
        self._casefile, self._context, self._matches = casefile, context, matches
        self._best = matches.of_items() if matches else {}
        self._filtered = wanted is not None and wanted != EvidenceFilter()
        among = wanted or EvidenceFilter()
        self._wanted = replace(among, ids=frozenset(self._best)) if matches else among

    def ids(self, order: str = "") -> list[EvidenceId]:
        """The newest first, or the best match first; else by title, kind, source, dated, marking or steps, with “-”
        before it for the other way round."""
        if not order and self._matches and not self._filtered:
            return list(self._best)
        if not order:
            ids = weighing.item_ids(self._casefile, self._wanted)
            places = {item: place for place, item in enumerate(self._best)}
            return sorted(ids, key=places.__getitem__) if self._matches else ids
        keyed = self._keyed(order.removeprefix("-"))
        return [item for item, _ in sorted(keyed, key=lambda pair: pair[1], reverse=order.startswith("-"))]

    def _keyed(self, order: str) -> list[tuple[EvidenceId, Any]]:
        """The items, the newest first, each with what an order goes by."""
        if order == "steps":
            ids = weighing.item_ids(self._casefile, self._wanted)
            steps = self._steps(ids)
            return [(item, ", ".join(steps[item]) or "none") for item in ids]
        values = weighing.item_column(self._casefile, self._wanted, _COLUMNS[order])
        if order == "source":
            return [(item, self._source(agency).casefold()) for item, agency in values]
        if order == "marking":
            return [(item, list(Marking).index(Marking(marking))) for item, marking in values]
        return [(item, value.casefold()) for item, value in values]

    def rows(self, ids: Sequence[EvidenceId]) -> dict[EvidenceId, EvidenceRow]:
        """The rows of these items, by id and in their order; one that is gone is left out."""
        items, steps = tables.by_id(self._casefile, Evidence, ids), self._steps(ids)
        hits = self._matches.cut([self._best[item] for item in ids]) if self._matches else {}
        return {
            item: self._row(items[item], steps[item], hits.get(self._best[item]) if self._matches else None)
            for item in ids
            if item in items
        }

    def _row(self, item: Evidence, steps: tuple[str, ...], hit: Hit | None) -> EvidenceRow:
        source = self._source(item.agency_id)
        if hit is None:
            passage = shortened(" ".join(item.text.split(maxsplit=_PASSAGE)), _PASSAGE)
            return EvidenceRow(item, source, steps, item.title, passage)
        if hit.kind is Evidence:
            return EvidenceRow(item, source, steps, hit.title, hit.passage)
        return EvidenceRow(item, source, steps, item.title, hit.passage if HIT_STARTS in hit.passage else hit.title)

    def _source(self, agency_id: AgencyId | None) -> str:
        return self._context.agency_name(agency_id, self._context.partnership.scrutineer)

    def _steps(self, ids: Collection[EvidenceId]) -> dict[EvidenceId, tuple[str, ...]]:
        """The numbers of the steps of this cycle's framework that each item is linked to, or to a line of."""
        numbers: dict[EvidenceId, set[str]] = {item: set() for item in ids}
        framework = self._context.framework
        for item, target in weighing.lines_of(self._casefile, ids):
            if framework.knows(target):
                numbers[item].add(framework.step(target).number)
        return {item: tuple(sorted(known)) for item, known in numbers.items()}


def register(
    casefile: Casefile, context: Context, words: str = "", *, limit: int | None = None, skip: int = 0
) -> tuple[EvidenceRow, ...]:
    """The newest items, or those that hold all the words, the best first: after the first `skip`, at most `limit`."""
    shown = EvidenceRegister(casefile, context, matches=Matches(casefile, words) if words.strip() else None)
    ids = shown.ids()[skip:]
    return tuple(shown.rows(ids if limit is None else ids[:limit]).values())


def count_items(casefile: Casefile, context: Context) -> tuple[int, int]:
    """How many items there are, and how many of them are linked to no step or line of this cycle's framework."""
    return tables.count(casefile, Evidence), weighing.unlinked_items(casefile, context.framework.targets())


def items_of_kinds(casefile: Casefile, *kinds: EvidenceKind) -> list[NamedItem]:
    """The items of these kinds by name, the newest first: to choose one of."""
    return weighing.items_of_kinds(casefile, kinds)


def references_of(casefile: Casefile, ids: Sequence[EvidenceId]) -> list[str]:
    """The references of these items, in their order; one that is gone has none."""
    named = weighing.named_items(casefile, ids)
    return [named[item].reference for item in ids if item in named]


def citations_of(casefile: Casefile, context: Context, ids: Sequence[EvidenceId]) -> list[str]:
    """How these items are cited, in their order; one that is gone is not."""
    items, scrutineer = tables.by_id(casefile, Evidence, ids), context.partnership.scrutineer
    known = [items[item] for item in ids if item in items]
    return [cite_item(item, context.agency_name(item.agency_id, scrutineer)) for item in known]


def item_view(casefile: Casefile, context: Context, evidence_id: EvidenceId) -> ItemView:
    """One item with its attachments, excerpts and what it is linked to, in words."""
    links = tables.rows(casefile, Link, evidence_id=evidence_id)
    return ItemView(
        tables.get(casefile, Evidence, evidence_id),
        tables.rows(casefile, Attachment, evidence_id=evidence_id),
        tables.rows(casefile, Excerpt, evidence_id=evidence_id),
        tuple((link, link_name(casefile, context, link)) for link in links),
    )


def link_name(casefile: Casefile, context: Context, link: Link) -> str:
    """What a link leads to, in words."""
    if link.target_kind is LinkTarget.OUTCOME:
        return f"Outcome: {tables.get(casefile, DesiredOutcome, OutcomeId(int(link.target))).text}"
    if link.target_kind is LinkTarget.LINE and not context.framework.knows(link.target):
        return context.framework.name(link.target)
    if link.target_kind is LinkTarget.LINE:
        line = context.framework.line(link.target)
        return f"Line {line.code}" if line else f"Step {context.framework.step(link.target).number}"
    if link.target_kind is LinkTarget.CHALLENGE:
        return tables.get(casefile, Challenge, int(link.target)).reference
    if link.target_kind is LinkTarget.JUDGEMENT:
        return f"Judgement of {tables.get(casefile, Judgement, int(link.target)).target.split(':')[-1]}"
    linked = tables.get(casefile, LINKED[link.target_kind], int(link.target))
    words = headline(record_of(type(linked)).table, to_row(linked))
    return f"{link.target_kind.value.capitalize()}: {shortened(words, 60)}"
