"""The register of evidence: sorted, filtered, searched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from scrutineer.casefile import search, tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.search import Hit
from scrutineer.domain.challenge import Challenge
from scrutineer.domain.evidence import Attachment, Evidence, EvidenceKind, Excerpt, Link, LinkTarget
from scrutineer.domain.hits import HIT_ENDS, HIT_STARTS
from scrutineer.domain.ids import EvidenceId, OutcomeId, VoiceId
from scrutineer.domain.judgement import Judgement
from scrutineer.domain.outcomes import DesiredOutcome
from scrutineer.domain.places import (
    AboutChallenge,
    AboutEvidence,
    AboutOutcome,
    AboutShelf,
    AboutTarget,
    Subject,
)
from scrutineer.domain.recommendations import Recommendation
from scrutineer.domain.shelf import ShelfItem
from scrutineer.domain.voices import View
from scrutineer.operations.queries.context import Context
from scrutineer.operations.queries.voices import name_of

__all__ = ["HIT_ENDS", "HIT_STARTS", "EvidenceRow", "Found", "find", "item_view", "register"]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of the register. `title` and `passage` carry hit marks where the search found something."""

    item: Evidence
    source: str
    steps: tuple[str, ...]
    links: int
    title: str
    passage: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """One item with all that hangs on it."""

    item: Evidence
    attachments: tuple[Attachment, ...]
    excerpts: tuple[Excerpt, ...]
    links: tuple[tuple[Link, str], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Something found by search: what it is, its reference, its title and passage, and what it is about."""

    kind: str
    reference: str
    title: str
    passage: str
    about: Subject


def register(casefile: Casefile, context: Context, words: str = "") -> tuple[EvidenceRow, ...]:
    """Every item, or those that hold all the words in titles, notes, attachments or recommendations, best first."""
    items = {item.id: item for item in tables.rows(casefile, Evidence, order=("-dated", "-id"))}
    links = _links(casefile)
    if not words.strip():
        return tuple(_row(context, item, links[item.id], item.title, _first_line(item.text)) for item in items.values())
    found: dict[EvidenceId, tuple[str, str]] = {}
    hits = search.find(casefile, words, limit=200, kinds=frozenset({Evidence, Attachment, Recommendation}))
    owners = _owners(casefile, hits)
    for hit in hits:
        owner = owners[hit.kind, hit.row]
        if owner in items and owner not in found:
            title = hit.title if hit.kind is Evidence else items[owner].title
            found[owner] = (title, hit.passage)
    return tuple(_row(context, items[owner], links[owner], *said) for owner, said in found.items())


def items_of_kinds(casefile: Casefile, *kinds: EvidenceKind) -> tuple[Evidence, ...]:
    """The items of these kinds, the newest first."""
    return tables.rows(casefile, Evidence, kind=kinds, order=("-dated", "-id"))


def _owners(casefile: Casefile, hits: Iterable[Hit]) -> dict[tuple[type, int], EvidenceId]:
    """The item that each hit stands in: itself, or that of the attachment or recommendation."""
    rows_of: dict[type, set[int]] = defaultdict(set)
    for hit in hits:
        rows_of[hit.kind].add(hit.row)
    owners: dict[tuple[type, int], EvidenceId] = {(Evidence, row): EvidenceId(row) for row in rows_of[Evidence]}
    files = tables.by_id(casefile, Attachment, rows_of[Attachment])
    owners |= {(Attachment, row): file.evidence_id for row, file in files.items()}
    recommended = tables.by_id(casefile, Recommendation, rows_of[Recommendation])
    owners |= {(Recommendation, row): recommendation.evidence_id for row, recommendation in recommended.items()}
    return owners


def _links(casefile: Casefile) -> dict[int, list[Link]]:
    links: dict[int, list[Link]] = defaultdict(list)
    for link in tables.rows(casefile, Link):
        links[link.evidence_id].append(link)
    return links


def _row(context: Context, item: Evidence, links: list[Link], title: str, passage: str) -> EvidenceRow:
    lines = [link.target for link in links if link.target_kind is LinkTarget.LINE]
    numbers = {context.framework.step(target).number for target in lines if context.framework.knows(target)}
    source = context.agency_name(item.agency_id, context.partnership.scrutineer)
    return EvidenceRow(item, source, tuple(sorted(numbers)), len(links), title, passage)


def _first_line(text: str) -> str:
    return " ".join(text.split())[:240]


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
    judgement = tables.get(casefile, Judgement, int(link.target))
    return f"Judgement of {judgement.target.split(':')[-1]}"


def find(casefile: Casefile, context: Context, words: str) -> tuple[Found, ...]:
    """Everything in this casefile that holds all the words."""
    return tuple(found for hit in search.find(casefile, words) if (found := _found(casefile, context, hit)))


def _found(casefile: Casefile, context: Context, hit: Hit) -> Found:
    if hit.kind is Challenge:
        challenge = tables.get(casefile, Challenge, hit.row)
        return Found("challenge", challenge.reference, hit.title, hit.passage, AboutChallenge(challenge.id))
    if hit.kind is Judgement:
        judgement = tables.get(casefile, Judgement, hit.row)
        name = context.framework.name(judgement.target)
        return Found("judgement", judgement.target.split(":")[-1], name, hit.passage, AboutTarget(judgement.target))
    if hit.kind in _ELSEWHERE:
        return _ELSEWHERE[hit.kind](casefile, context, hit)
    owner = hit.row
    if hit.kind is Attachment:
        owner = tables.get(casefile, Attachment, hit.row).evidence_id
    item = tables.get(casefile, Evidence, owner)
    title = hit.title if hit.kind is Evidence else item.title
    return Found(
        "evidence" if hit.kind is Evidence else "attachment", item.reference, title, hit.passage, AboutEvidence(item.id)
    )


def _voice(casefile: Casefile, context: Context, hit: Hit) -> Found:
    view = tables.get(casefile, View, VoiceId(hit.row))
    title = f"{name_of(context, view)} on {context.framework.name(view.target)}"
    return Found("view", view.target.split(":")[-1], title, hit.passage, AboutTarget(view.target))


def _outcome(_casefile: Casefile, _here: Context, hit: Hit) -> Found:
    return Found("outcome", "Outcome", hit.title, hit.passage, AboutOutcome(OutcomeId(hit.row)))


def _recommendation(casefile: Casefile, _here: Context, hit: Hit) -> Found:
    one = tables.get(casefile, Recommendation, hit.row)
    reference = tables.get(casefile, Evidence, one.evidence_id).reference
    return Found("recommendation", reference, hit.title, hit.passage, AboutEvidence(one.evidence_id))


def _shelved(_casefile: Casefile, _here: Context, hit: Hit) -> Found:
    return Found("lesson", "Shelf", hit.title, hit.passage, AboutShelf())


_ELSEWHERE: dict[type, Callable[[Casefile, Context, Hit], Found]] = {
    View: _voice, DesiredOutcome: _outcome, Recommendation: _recommendation, ShelfItem: _shelved,
}  # fmt: skip
