"""The frameworks kept in a casefile as they were when a cycle took them, and which version each cycle looks through."""

from __future__ import annotations

from scrutineer.casefile import validation
from scrutineer.casefile.casefile import Casefile
from scrutineer.casefile.own_records import PinnedFramework
from scrutineer.errors import UserError


def pin(casefile: Casefile, framework_id: str, version: str, body: str) -> None:
    """Keep the framework's text as it was when a cycle took it. Needs an open transaction."""
    validation.require(PinnedFramework(id=framework_id, version=version, body=body), casefile.clock.today())
    casefile.writer.execute(
        "INSERT INTO framework (id, version, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [framework_id, version, body],
    )


def pinned(casefile: Casefile, framework_id: str, version: str) -> str:
    """The text of a pinned framework."""
    row = casefile.view.execute(
        "SELECT body FROM framework WHERE id = ? AND version = ?", [framework_id, version]
    ).fetchone()
    if row is None:
        raise UserError(
            f"The casefile does not hold version {version} of the framework “{framework_id}”. Nothing was changed.",
            "Run a check of the casefile. A backup may hold it.",
        )
    return str(row[0])


def use(casefile: Casefile, cycle_id: int, framework_id: str, version: str) -> None:
    """Say which version of a framework a cycle looks through; the one before it gives way."""
    casefile.writer.execute(
        "INSERT INTO cycle_framework (cycle_id, framework_id, version) VALUES (?, ?, ?) "
        "ON CONFLICT (cycle_id, framework_id) DO UPDATE SET version = excluded.version",
        [cycle_id, framework_id, version],
    )


def used(casefile: Casefile, cycle_id: int) -> dict[str, str]:
    """The text of each framework that a cycle looks through, by id."""
    rows = casefile.view.execute(
        "SELECT f.id, f.body FROM cycle_framework c "
        "JOIN framework f ON f.id = c.framework_id AND f.version = c.version "
        "WHERE c.cycle_id = ?",
        [cycle_id],
    )
    return {str(row[0]): str(row[1]) for row in rows.fetchall()}


def pinned_versions(casefile: Casefile) -> dict[str, dict[str, str]]:
    """Every framework's text kept in this casefile, by id and version, versions in the order they came."""
    versions: dict[str, dict[str, str]] = {}
    for row in casefile.view.execute("SELECT id, version, body FROM framework ORDER BY rowid").fetchall():
        versions.setdefault(str(row[0]), {})[str(row[1])] = str(row[2])
    return versions
