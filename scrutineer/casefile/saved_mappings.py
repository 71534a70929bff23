"""Mappings of workbook layouts that a person kept: their text by name."""

from __future__ import annotations

from scrutineer.casefile import validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.own_records import SavedMapping


def save(casefile: Casefile, name: str, body: str) -> None:
    """Keep a mapping's text under its name; an earlier one of that name gives way. Needs an open transaction."""
    validation.require(SavedMapping(name=name, body=body), casefile.clock.today())
    casefile.writer.execute(
        "INSERT INTO profile (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        [name, body],
    )


def all_texts(casefile: Casefile) -> dict[str, str]:
    """Every mapping's text by name."""
    return dict(casefile.reader.execute("SELECT name, body FROM profile ORDER BY name").fetchall())
