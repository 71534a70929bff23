"""Markings, and the editions that are named by them."""

from __future__ import annotations

from enum import Enum


class Marking(Enum):
    """What an export may contain: an edition holds its own marking and the wider ones."""

    PRIVATE = "private"
    PARTNER = "partner"
    PUBLIC = "public"


Edition = Marking
"""An edition of a report is named by the most private marking it may hold."""

_OPENNESS = (Marking.PRIVATE, Marking.PARTNER, Marking.PUBLIC)


def may_appear(marking: Marking, edition: Edition) -> bool:
    """Whether something with this marking may stand in that edition."""
    return _OPENNESS.index(marking) >= _OPENNESS.index(edition)
