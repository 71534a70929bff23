"""Decisions for the chair, on one page: what waits for whom and by when, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from scrutineer.domain.challenge import Status
from scrutineer.domain.dates import long_date
from scrutineer.domain.editions import EditionView, ShownChallenge
from scrutineer.domain.recommendation_life import RecommendationLife
from scrutineer.domain.words import counted
from scrutineer.reports.document import (
    Block,
    Document,
    Face,
    Grid,
    GridCell,
    Paragraph,
    Section,
    Source,
    plain,
)
from scrutineer.reports.kinds import challenges, findings, parts
from scrutineer.reports.kinds.kind import Kind, Making
from scrutineer.reports.kinds.parts import by_when, cell, not_here
from scrutineer.reports.kinds.waiting import known_lives, moves_unseen, origin_of, owner_of

MOST = 8
"""Decisions on the page: as many as one meeting can take. How many more there are is said below them."""
_ASKED = {
    Status.NOT_ACCEPTED: "Have it answered anew, or escalate it",
    Status.ESCALATED: "Have the escalation answered",
    Status.PARTLY: "Have the reply completed",
}


class _Decision(NamedTuple):
    reference: str
    what: str
    about: str
    owner: str
    by_when: str
    pressing: bool
    source: Source


def build(view: EditionView, making: Making) -> Document:
    """The page of one edition, of all agencies or one."""
    blocks = tuple(_decisions(view))
    return parts.made(
        view, making, kind=KIND.id, title=KIND.title, about=f"As at {long_date(view.today)}",
        sections=(Section("decisions", "What needs a decision", blocks),), prepared_for="The chair", own_page=False,
        brief=True,
    )  # fmt: skip


def _decisions(view: EditionView) -> Iterator[Block]:
    challenged = list(_of_challenges(view))
    every = [*challenged, *_of_recommendations(view)]
    unknown = sum(shown.life.is_open and shown.moves_withheld for shown in view.challenges.shown)
    whole = view.challenges.is_whole and not unknown and view.recommendations.is_whole and not view.year.unseen_moves
    if every:
        yield Paragraph(plain("The longest overdue first, then the longest open, then recommendations."), Face.SMALL)
        head = ("Reference", "Decision", "Owner", "By when")
        caption = findings.if_part("Decisions for the chair", whole)
        rows = tuple(_row(decision) for decision in every[:MOST])
        yield Grid(caption, rows, head=head, widths=(0.17, 0.45, 0.18, 0.2))
        if len(every) > MOST:
            yield Paragraph(plain(_more(len(every) - MOST, len(challenged) > MOST)))
    else:
        yield findings.none_of("Nothing waits for a decision.", whole, "Nothing in this edition waits for a decision.")
    known = [shown for shown in view.challenges.shown if not shown.moves_withheld and shown.life.status in _OPEN]
    rest = len(known) - len(challenged)
    if rest:
        said = f"{counted(rest, 'other open challenge')} {'waits' if rest == 1 else 'wait'} for a reply in time or for"
        qualified = "" if view.challenges.is_whole and not unknown else f", {challenges.AS_SHOWN}"
        yield Paragraph(plain(f"{said} the scrutineer{qualified}."))
    yield from not_here([
        (view.challenges.withheld, "challenge", "challenges"),
        (view.recommendations.withheld, "recommendation", "recommendations"),
    ])  # fmt: skip
    yield from moves_unseen(view)


def _more(number: int, of_challenges: bool) -> str:
    """How many decisions there is no room for, and where the challenges among them are found."""
    said = f"{number} more {'is' if number == 1 else 'are'} not on this page."
    return f"{said} The challenge log has the challenges among them." if of_challenges else said


_OPEN = frozenset(Status) - {
    Status.DRAFT, Status.CLOSED_IMPACT, Status.CLOSED_WITHOUT, Status.CLOSED_WITHDRAWN,
}  # fmt: skip


def _row(decision: _Decision) -> tuple[GridCell, ...]:
    words = parts.words(f"{decision.what}: {decision.about}")
    return (
        cell(decision.reference, strong=True), GridCell(parts.unlinked(words), sources=(decision.source,)),
        cell(decision.owner), cell(decision.by_when, warns=decision.pressing),
    )  # fmt: skip


def _of_challenges(view: EditionView) -> Iterator[_Decision]:
    for shown in challenges.in_order(view):
        asked = _asked(view, shown)
        if not asked:
            continue
        challenge, late = shown.challenge, challenges.days_overdue(shown, view)
        due = by_when(shown.life.reply_due, view.today)
        yield _Decision(
            challenge.reference, asked, challenge.question, shown.put_to,
            f"Was due {long_date(shown.life.reply_due)}, {counted(late, 'day')} ago"
            if late and shown.life.reply_due else due,
            late > 0, Source("challenge", challenge.id, "question"),
        )  # fmt: skip


def _asked(view: EditionView, shown: ShownChallenge) -> str:
    """What the chair may decide of a challenge; "" where it waits for a day to come, or for the scrutineer."""
    if shown.moves_withheld or shown.life.status not in _OPEN:
        return ""
    if challenges.days_overdue(shown, view):
        return "Have the overdue reply sent, or escalate it"
    return _ASKED.get(shown.life.status, "")


def _of_recommendations(view: EditionView) -> Iterator[_Decision]:
    for life in known_lives(view):
        recommendation = life.recommendation
        asked = _lacks(life) if life.is_open else ""
        if asked:
            number = f" {recommendation.number}" if recommendation.number else ""
            yield _Decision(
                f"{origin_of(view, recommendation)}{number}", asked, recommendation.text,
                owner_of(view, recommendation), by_when(life.due, view.today), False,
                Source("recommendation", recommendation.id, "text"),
            )  # fmt: skip


def _lacks(life: RecommendationLife) -> str:
    """What a recommendation lacks before anybody can be held to it."""
    recommendation = life.recommendation
    nobody = not (recommendation.owner or recommendation.agency_id or recommendation.seat_id)
    if nobody:
        return "Name an owner" if life.due else "Name an owner and a day"
    return "" if life.due else "Set a day"


KIND = Kind(
    id="decisions",
    title="Decisions for the chair",
    about="What waits for a decision, on one page, each with its owner and its day.",
    build=build,
    by_agency=True,
    most_pages=1,
)
