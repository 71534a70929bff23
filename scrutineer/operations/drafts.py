"""Keep what was typed and not yet recorded, and find it again."""

from __future__ import annotations

from scrutineer.casefile import drafts
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.drafts import Draft


def keep_draft(casefile: Casefile, *, draft: Draft) -> Draft:
    """Keep a draft in place of the one of the same form, before anything else happens; returns it with its stamp."""
    return drafts.keep(casefile, draft)


def drop_draft(casefile: Casefile, *, form: str) -> None:
    """Let a draft go: it was recorded, or is not wanted."""
    drafts.drop(casefile, form)


def drafts_kept(casefile: Casefile) -> tuple[Draft, ...]:
    """Every draft, the one kept last first."""
    return drafts.every(casefile)
