"""How an item stands in the register of evidence."""

from __future__ import annotations

from scrutineer.domain.dates import short_date
from scrutineer.domain.words import as_shown
from scrutineer.ui.kit.choices import MARKING_ICONS
from scrutineer.ui.kit.tables import TableCell, TableColumn


def evidence_columns() -> list[TableColumn]:
    """The columns of the register; each names its order."""
    return [
        TableColumn(
            "Title and passage", 0, lambda r: TableCell(f"{r.item.reference}  {r.title}", r.passage or " "), by="title"
        ),
        TableColumn("Kind", 104, lambda r: TableCell(as_shown(r.item.kind), tone="text-2"), by="kind"),
        TableColumn("Source", 108, lambda r: TableCell(r.source, tone="text-2"), by="source"),
        TableColumn("Date", 82, lambda r: TableCell(short_date(r.item.dated), tone="text-2"), by="dated"),
        TableColumn("Steps", 52, lambda r: TableCell(", ".join(r.steps) or "None", tone="text-2"), by="steps"),
        TableColumn(
            "Marking",
            90,
            lambda r: TableCell(r.item.marking.value.capitalize(), icon=MARKING_ICONS[r.item.marking.value]),
            by="marking",
        ),
    ]
