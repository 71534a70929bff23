"""How each kind of report is laid out here, kept for the next time it is made."""

from __future__ import annotations

from scrutineer.casefile import tables
from scrutineer.casefile.casefile import Casefile
from scrutineer.domain.changes import Outcome
from scrutineer.domain.issues import ReportLayout
from scrutineer.progress import SILENT, Progress
from scrutineer.reports.arranging import Arrangement, SectionLayout, ordered_keys, read_arrangement, written_arrangement
from scrutineer.reports.kinds import kind_named

__all__ = ["Arrangement", "SectionLayout", "layout_of", "ordered_keys", "record_layout"]


def layout_of(casefile: Casefile, kind: str) -> Arrangement:
    """How a kind is laid out; as it comes where nobody laid it out."""
    kept = tables.rows(casefile, ReportLayout, kind=kind)
    return read_arrangement(kept[0].body) if kept else Arrangement()


def record_layout(casefile: Casefile, *, kind: str, layout: Arrangement, progress: Progress = SILENT) -> Outcome[None]:
    """Keep how a kind is laid out from now on; the kind's own where the layout names no section."""
    progress.step(0, 1, "Keeping the sections")
    title = kind_named(kind).title
    with casefile.transact(f"Lay out the {title[0].lower()}{title[1:]}") as changes:
        wanted = written_arrangement(layout) if layout.sections else ""
        standing = tables.rows(casefile, ReportLayout, kind=kind)
        if wanted != (standing[0].body if standing else ""):
            tables.delete_where(casefile, ReportLayout, kind=kind)
            if wanted:
                tables.insert(casefile, ReportLayout(kind=kind, body=wanted))
    return changes.outcome(None, f"Sections of the {title[0].lower()}{title[1:]} kept")
