"""Keep what was typed and not yet recorded, and find it again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scrutineer.casefile import drafts
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.drafts import Draft

T = TypeVar("T")


def keep_draft(casefile: Casefile, *, draft: Draft) -> Draft:
    """Keep a draft in place of the one of the same form, before anything else happens; returns it with its stamp."""
    return drafts.keep(casefile, draft)


def drop_draft(casefile: Casefile, *, form: str) -> None:
    """Let a draft go: it was recorded, or is not wanted."""
    drafts.drop(casefile, form)


def drafts_kept(casefile: Casefile) -> tuple[Draft, ...]:
    """Every draft, the one kept last first."""
    return drafts.every(casefile)


def store_draft(casefile: Casefile, operation: Callable[[], T], *, draft: Draft) -> T:
    """Do the operation that stores what a draft holds: the draft goes in the same commit, or stays where it fails."""
    with drafts.stored_by(casefile, draft):
        return operation()
