"""Drafts inside the casefile: written outside the journal, since what is not recorded is nothing to undo or merge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scrutineer.clock import stamp
from scrutineer.domain.drafts import Draft

if TYPE_CHECKING:
    from scrutineer.casefile.casefile import Casefile
    from scrutineer.casefile.driver import Database


def keep(casefile: Casefile, draft: Draft) -> Draft:
    """Keep a draft in place of the one of the same form; returns it with its stamp. It is on the disk then."""
    kept = stamp(casefile.clock)
    with casefile.aside() as db:
        db.execute(
            "INSERT OR REPLACE INTO draft (form, title, fields, kept) VALUES (?, ?, ?, ?)",
            [draft.form, draft.title, _written(draft), kept],
        )
    return Draft(draft.form, draft.title, dict(draft.fields), kept)


def drop(casefile: Casefile, form: str) -> None:
    """Let the draft of a form go, where there is one."""
    with casefile.aside() as db:
        db.execute("DELETE FROM draft WHERE form = ?", [form])


def every(casefile: Casefile) -> tuple[Draft, ...]:
    """Every draft, the one kept last first."""
    rows = casefile.view.execute("SELECT form, title, fields, kept FROM draft ORDER BY kept DESC, form")
    return tuple(Draft(form, title, json.loads(fields), kept) for form, title, fields, kept in rows)


@contextmanager
def stored_by(casefile: Casefile, draft: Draft) -> Iterator[None]:
    """What is written inside stores this draft, which goes in the same commit: after a kill at any place there is the
    one or the other, never both and never neither. Where it fails, the draft stays; where it had nothing to write, the
    draft held nothing new and goes."""
    casefile.storing = draft
    try:
        yield
    finally:
        casefile.storing = None
    with casefile.aside() as db:
        _let_go(db, draft)


def go_with_entry(casefile: Casefile) -> None:
    """Within a transaction: let the draft go that it stores. What was typed and kept since then stays."""
    if casefile.storing is not None:
        _let_go(casefile.writer, casefile.storing)


def _let_go(db: Database, draft: Draft) -> None:
    db.execute("DELETE FROM draft WHERE form = ? AND fields = ?", [draft.form, _written(draft)])


def _written(draft: Draft) -> str:
    return json.dumps(dict(draft.fields), ensure_ascii=False)
