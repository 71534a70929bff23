"""Why the evidence under a judgement is weak, in words, and the cheapest activity that would mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from scrutineer.domain.evidence import EvidenceKind, Weight, months_between
from scrutineer.domain.methods import Adds, Method
from scrutineer.domain.words import counted

OLD = 12
"""Months after which the newest item under a judgement is old (this program's own rule)."""

PRACTITIONERS = frozenset({EvidenceKind.SURVEY, EvidenceKind.FOCUS_GROUP, EvidenceKind.INTERVIEW, EvidenceKind.VISIT})
"""Kinds in which practitioners speak for themselves."""


class Weakness(Enum):
    """What a body of evidence lacks, the gravest first."""

    NOTHING = "rests on no evidence that supports or contradicts it"
    OWN_WORDS = "rests only on agencies' own words"
    NO_VOICE = "has no child's and no practitioner's voice"
    ONE_SOURCE = "rests on one source"
    OLD = "rests on old evidence"


_NEEDS = {
    Weakness.NOTHING: frozenset({Adds.OWN_EYES, Adds.SOURCE}),
    Weakness.OWN_WORDS: frozenset({Adds.OWN_EYES, Adds.CHILD, Adds.PRACTITIONER}),
    Weakness.NO_VOICE: frozenset({Adds.CHILD, Adds.PRACTITIONER}),
    Weakness.ONE_SOURCE: frozenset({Adds.SOURCE}),
    Weakness.OLD: frozenset({Adds.FRESH}),
}


@dataclass(frozen=True, slots=True)
class Weak:
    """One weakness with its own sentence."""

    weakness: Weakness
    detail: str


def weaknesses(weight: Weight, today: date) -> tuple[Weak, ...]:
    """What the evidence lacks, the gravest first; items linked as context are left out. Empty: nothing is lacking."""
    if weight.newest is None:
        return (Weak(Weakness.NOTHING, "nothing linked supports or contradicts it"),)
    items = counted(weight.items, "item")
    weak = []
    if not weight.first_hand and None not in weight.sources:
        weak.append(Weak(Weakness.OWN_WORDS, f"{items}, all from agencies about themselves"))
    if EvidenceKind.CHILDREN not in weight.kinds and not weight.kinds & PRACTITIONERS:
        weak.append(Weak(Weakness.NO_VOICE, "nobody who receives or gives help speaks in it"))
    if len(weight.sources) == 1:
        weak.append(Weak(Weakness.ONE_SOURCE, f"{items} from one source"))
    age = months_between(weight.newest, today)
    if age >= OLD:
        weak.append(Weak(Weakness.OLD, f"the newest item is {counted(age, 'month')} old"))
    return tuple(weak)


@dataclass(frozen=True, slots=True)
class NextActivity:
    """A method not used yet under this judgement, and which of its weaknesses it would mend."""

    method: Method
    mends: tuple[Weakness, ...]

    def in_words(self) -> str:
        """“Interview a practitioner (about half a day): would mend that it rests on one source.”"""
        why = " and ".join(weakness.value for weakness in self.mends)
        named = {0.25: "about two hours", 0.5: "about half a day", 0.75: "most of a day", 1.0: "about a day"}
        days = named.get(self.method.days, f"about {self.method.days:g} days")
        return f"{self.method.name} ({days}). It would mend that the judgement {why}."


def next_activity(weak: Iterable[Weak], used: Iterable[EvidenceKind], methods: Iterable[Method]) -> NextActivity | None:
    """The cheapest method not used yet that mends every weakness; else the cheapest that mends the gravest.

    None where nothing is weak, or no unused method helps.
    """
    wanted = tuple(lacking.weakness for lacking in weak)
    if not wanted:
        return None
    used_kinds = set(used)
    options = [
        NextActivity(method, tuple(weakness for weakness in wanted if method.adds & _NEEDS[weakness]))
        for method in methods
        if method.kind not in used_kinds
    ]
    whole = [option for option in options if option.mends == wanted]
    gravest = [option for option in options if wanted[0] in option.mends]
    return min(whole or gravest, key=lambda option: (option.method.days, -len(option.mends)), default=None)
