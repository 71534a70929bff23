"""Drafts inside the casefile: written outside the journal, since what is not recorded is nothing to undo or merge."""

from __future__ import annotations

import json

from scrutineer.casefile.casefile import Casefile
from scrutineer.clock import stamp
from scrutineer.domain.drafts import Draft


def keep(casefile: Casefile, draft: Draft) -> Draft:
    """Keep a draft in place of the one of the same form; returns it with its stamp. It is on the disk then."""
    kept = stamp(casefile.clock)
    with casefile.aside() as db:
        db.execute(
            "INSERT OR REPLACE INTO draft (form, title, fields, kept) VALUES (?, ?, ?, ?)",
            [draft.form, draft.title, json.dumps(dict(draft.fields), ensure_ascii=False), kept],
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
