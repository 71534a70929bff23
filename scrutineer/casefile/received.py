"""Which workbook is the newest that holds something of an agency, for each kind of return."""

from __future__ import annotations

from scrutineer.casefile.casefile import Casefile

_OF_AGENCIES = """
    SELECT profile, agency_id, return_id FROM answer WHERE cycle_id = :cycle
    UNION ALL SELECT f.profile, c.agency_id, f.id FROM contribution c JOIN return_file f ON f.id = c.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, a.agency_id, f.id FROM attendance a JOIN return_file f ON f.id = a.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, t.agency_id, f.id FROM training_number t JOIN return_file f ON f.id = t.return_id
        WHERE f.cycle_id = :cycle
    UNION ALL SELECT f.profile, p.agency_id, f.id FROM return_file f JOIN pack p ON p.id = f.pack_id
        WHERE f.cycle_id = :cycle
"""


def newest_by_agency(casefile: Casefile, cycle: int) -> dict[str, dict[int, int]]:
    """By kind of return and agency id, the id of the newest workbook. Cost grows with the cycle's answers."""
    found: dict[str, dict[int, int]] = {}
    rows = casefile.reader.execute(
        f"SELECT profile, agency_id, max(return_id) FROM ({_OF_AGENCIES}) WHERE agency_id IS NOT NULL GROUP BY 1, 2",
        {"cycle": cycle},
    )
    for profile, agency, file in rows:
        found.setdefault(profile, {})[agency] = file
    return found
