"""What an edition shows of single things: an item with its source, a challenge as far as it is shown, a step."""

from __future__ import annotations

from dataclasses import dataclass

from scrutineer.domain.challenge import Challenge, Event, Life
from scrutineer.domain.evidence import Evidence, Excerpt, Link, Strength
from scrutineer.domain.framework import Step
from scrutineer.domain.held import Held, Seen
from scrutineer.domain.judgement import Direction, Judgement, JudgementStatus
from scrutineer.domain.voices import View


@dataclass(frozen=True, slots=True)
class SourcedItem:
    """An item of evidence with the name of the agency it came from, or of the scrutineer."""

    item: Evidence
    source: str


@dataclass(frozen=True, slots=True)
class Rests:
    """An item that something rests on, with its link."""

    item: SourcedItem
    link: Link


@dataclass(frozen=True, slots=True)
class Quoted:
    """A passage that may stand as a quotation; `source` is "" where the person was promised not to be named."""

    excerpt: Excerpt
    item: SourcedItem | None

    @property
    def source(self) -> str:
        """Whose words they are, as far as may be said."""
        return f"{self.item.source}, {self.item.item.reference}" if self.item else ""


@dataclass(frozen=True, slots=True)
class ShownChallenge:
    """A challenge with the life that its shown events make. `withheld_events` are those that are not.

    Where `moves_withheld`, what follows from the events (its status, what is due) is so only as far as is shown.
    """

    life: Life
    put_to: str
    rests_on: Held[Rests]
    withheld_events: int
    moves_withheld: bool
    reply: Seen[Event] | None
    closing: Seen[Event] | None

    @property
    def challenge(self) -> Challenge:
        """The challenge itself."""
        return self.life.challenge


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, its strength of evidence, and whether it is a draft.

    `direction` is None where it would tell of an earlier level that is withheld; the judgement's own says nothing then.
    """

    judgement: Judgement
    strength: Strength | None
    direction: Direction | None = None

    @property
    def is_draft(self) -> bool:
        """A draft stands in the private edition alone."""
        return self.judgement.status is JudgementStatus.DRAFT


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step with the judgement that stands, the last cycle's, and what bears on it and its lines.

    `made` are all judgements of the cycle, oldest first: the last of them stands now.
    """

    step: Step
    made: tuple[Seen[Judged], ...]
    now: Seen[Judged] | None
    before: Seen[Judged] | None
    evidence: Held[Rests]
    views: Held[View]
