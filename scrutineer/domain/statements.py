"""What the scrutineer says of a cycle as a whole: independence, the summary, the opinion, the limits, plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from scrutineer.domain.ids import CycleId
from scrutineer.domain.marking import Marking


class StatementKind(Enum):
    """Which of the texts of a cycle it is; its value names the field of `StatementTexts`."""

    DECLARATION = "declaration"
    SUMMARY = "summary"
    OPINION = "opinion"
    LIMITS = "limits"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleStatement:
    """One text of one cycle: there is at most one of a kind."""

    id: int = 0
    cycle_id: CycleId
    kind: StatementKind
    text: str
    marking: Marking = Marking.PARTNER


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTexts:
    """The texts of one cycle side by side, "" for what is not said yet. The opinion is words and never a level.

    `plain` is what the scrutineer says to children and young people: it is written, never made from the others.
    """

    declaration: str = ""
    summary: str = ""
    opinion: str = ""
    limits: str = ""
    plain: str = ""

    def text(self, kind: StatementKind) -> str:
        """What is said of this kind."""
        return str(getattr(self, kind.value))


def texts_in(statements: Iterable[CycleStatement]) -> StatementTexts:
    """The texts of one cycle's statements."""
    return StatementTexts(**{statement.kind.value: statement.text for statement in statements})
