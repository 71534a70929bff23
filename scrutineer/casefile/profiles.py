"""Profiles of workbook layouts and pinned frameworks: texts by name."""

from __future__ import annotations

from scrutineer.casefile.casefile import Casefile


def save(casefile: Casefile, name: str, body: str) -> None:
    """Keep a profile's text under its name. Needs an open transaction."""
    casefile.writer.execute(
        "INSERT INTO profile (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body",
        [name, body],
    )


def all_texts(casefile: Casefile) -> dict[str, str]:
    """Every profile's text by name."""
    return dict(casefile.reader.execute("SELECT name, body FROM profile ORDER BY name").fetchall())


def pin_framework(casefile: Casefile, framework_id: str, version: str, body: str) -> None:
    """Keep the framework's text as it was when a cycle took it. Needs an open transaction."""
    casefile.writer.execute(
        "INSERT INTO framework (id, version, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [framework_id, version, body],
    )


def pinned_framework(casefile: Casefile, framework_id: str, version: str) -> str:
    """The text of a pinned framework."""
    row = casefile.view.execute(
        "SELECT body FROM framework WHERE id = ? AND version = ?", [framework_id, version]
    ).fetchone()
    return str(row[0])
