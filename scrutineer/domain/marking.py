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


def narrowest(*markings: Marking) -> Marking:
    """The most private of these: what is made of several things is never marked wider than one of them."""
    return min(markings, key=_OPENNESS.index)


def is_wider(marking: Marking, than: Marking) -> bool:
    """Whether something with this marking may stand in an edition that may not hold the other."""
    return _OPENNESS.index(marking) > _OPENNESS.index(than)


def may_appear(marking: Marking, edition: Edition) -> bool:
    """Whether something with this marking may stand in that edition."""
    return _OPENNESS.index(marking) >= _OPENNESS.index(edition)
