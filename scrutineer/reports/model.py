"""A report as plain data: everything a renderer prints, and nothing that its edition may not hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrutineer.domain.challenge import Life
from scrutineer.domain.evidence import Evidence, Link, Strength
from scrutineer.domain.framework import Framework
from scrutineer.domain.judgement import Direction
from scrutineer.domain.marking import Edition
from scrutineer.domain.partnership import Cycle, Partnership
from scrutineer.domain.scale import Scale
from scrutineer.domain.statements import StatementTexts


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNow:
    """A step's level now and in the last cycle ("" where there was none on this scale)."""

    number: str
    label: str
    level: str
    before: str
    strength: Strength | None
    direction: Direction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcedItem:
    """An item of evidence with the name of the agency it came from."""

    item: Evidence
    agency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Everything a challenge report is made from, private items included. Only `build` sees it whole.

    `rests_on` holds, by challenge id, the items linked to it; `names` the agency's name by id.
    """

    partnership: Partnership
    texts: StatementTexts
    cycle: Cycle
    before: Cycle | None
    framework: Framework
    scale: Scale
    steps: tuple[StepNow, ...]
    lives: tuple[Life, ...]
    rests_on: dict[int, tuple[tuple[SourcedItem, Link], ...]]
    evidence: dict[int, SourcedItem]
    names: dict[int, str]
    edition: Edition
    agency: str
    version: int
    today: date
    journal_entry: int
    journal_hash: str


HELD_BACK = "[held back]"
"""What is printed in place of a citation that an edition may not name."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `cites` is the reference of an item ("E31") that it links to, "held back" runs have none."""

    text: str
    cites: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its words."""

    label: str
    words: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Happened:
    """One dated event in words."""

    day: str
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Cited:
    """One item in the register of evidence, or relied on by one challenge."""

    reference: str
    title: str
    kind: str
    source: str
    day: str
    bearing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeSection:
    """One challenge as it is printed."""

    reference: str
    where: str
    question: str
    facts: tuple[Fact, ...]
    test: str
    found: tuple[tuple[Piece, ...], ...]
    reply: tuple[str, ...]
    reply_by: str
    impact_lead: str
    impact: str
    impact_tone: str
    events: tuple[Happened, ...]
    evidence: tuple[Cited, ...]
    next_step: str


@dataclass(frozen=True, slots=True)
class ChallengeToDecide:
    """One line of the list of challenges that most need a decision."""

    reference: str
    question: str
    put_to: str
    stands: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Check:
    """Something to know before exporting: tone is stop, look or passed."""

    tone: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeReport:
    """The challenge report, ready for a renderer."""

    edition: Edition
    title: str
    partnership: str
    about: str
    handling: str
    cover: tuple[Fact, ...]
    declaration: str
    summary: str
    counts: tuple[tuple[str, str], ...]
    day: str
    judged_against: str
    steps: tuple[StepNow, ...]
    scale: Scale
    before: str
    decisions: tuple[ChallengeToDecide, ...]
    limits: str
    sections: tuple[ChallengeSection, ...]
    register: tuple[Cited, ...]
    held_back: int
    footer: str
    checks: tuple[Check, ...]
