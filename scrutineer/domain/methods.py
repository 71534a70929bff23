"""Methods of scrutiny: what each can add to a body of evidence, and about how many days it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from scrutineer.domain.evidence import EvidenceKind
from scrutineer.errors import UserError


class Adds(Enum):
    """What a method can bring that a body of evidence may lack."""

    OWN_EYES = "own eyes"
    CHILD = "child"
    PRACTITIONER = "practitioner"
    SOURCE = "another source"
    FRESH = "fresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """A method, the kind of evidence it makes, what it adds, and a rough estimate of a scrutineer's days."""

    id: str
    name: str
    days: float
    kind: EvidenceKind
    adds: frozenset[Adds]


def parse_method(raw: Mapping[str, Any]) -> Method:
    """A method from a TOML table; what is missing or unknown is named."""
    try:
        return Method(
            id=raw["id"],
            name=raw["name"],
            days=float(raw["days"]),
            kind=EvidenceKind(raw["kind"]),
            adds=frozenset(Adds(what) for what in raw["adds"]),
        )
    except KeyError as missing:
        raise UserError(f"A method lacks {missing}.", "Add it and load it again.") from None
    except ValueError as error:
        raise UserError(f"A method is wrong: {error}.", "Correct it and load it again.") from None
