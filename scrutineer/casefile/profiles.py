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


def use_framework(casefile: Casefile, cycle_id: int, framework_id: str, version: str) -> None:
    """Say which version of a framework a cycle looks through; the one before it gives way."""
    casefile.writer.execute(
        "INSERT INTO cycle_framework (cycle_id, framework_id, version) VALUES (?, ?, ?) "
        "ON CONFLICT (cycle_id, framework_id) DO UPDATE SET version = excluded.version",
        [cycle_id, framework_id, version],
    )


def used_frameworks(casefile: Casefile, cycle_id: int) -> dict[str, str]:
    """The text of each framework that a cycle looks through, by id."""
    found = casefile.view.execute(
        "SELECT f.id, f.body FROM cycle_framework c "
        "JOIN framework f ON f.id = c.framework_id AND f.version = c.version "
        "WHERE c.cycle_id = ?",
        [cycle_id],
    )
    return {str(row[0]): str(row[1]) for row in found.fetchall()}


def pinned_versions(casefile: Casefile) -> dict[str, dict[str, str]]:
    """Every framework's text kept in this casefile, by id and version, versions in the order they came."""
    found: dict[str, dict[str, str]] = {}
    for row in casefile.view.execute("SELECT id, version, body FROM framework ORDER BY rowid").fetchall():
        found.setdefault(str(row[0]), {})[str(row[1])] = str(row[2])
    return found
