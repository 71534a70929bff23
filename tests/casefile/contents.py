"""All that a casefile holds, to be compared."""

from __future__ import annotations

from scrutineer.casefile.driver import Database


def rows_in(db: Database) -> dict[str, list[tuple]]:
    """Every row of every table that is not derived, with its row id."""
    names = [
        row[1] for row in db.execute("PRAGMA table_list") if row[2] == "table" and not row[1].startswith("sqlite_")
    ]
    kept = [name for name in names if not name.startswith("search") and name not in {"derived", "identity"}]
    rowids = {row[1]: "" if row[4] else "rowid, " for row in db.execute("PRAGMA table_list")}
    return {name: sorted(db.execute(f"SELECT {rowids[name]}* FROM {name}").fetchall(), key=repr) for name in kept}
