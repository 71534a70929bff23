"""What a person made of the columns of tables, each table by its name: kept with this person's settings."""

from __future__ import annotations

from scrutineer.settings import TableWidths

WIDEST = 2_000  # pixels at 100%: beyond any screen


class ColumnWidths:
    """Widths by table, at 100%; 0 for a column whose width is left to its words. Beside them the columns left out."""

    def __init__(self) -> None:
        self._by_table: dict[str, tuple[int, ...]] = {}
        self._hidden: dict[str, frozenset[int]] = {}

    def put_back(self, kept: tuple[TableWidths, ...]) -> None:
        """Begin with what the settings kept."""
        self._by_table = {table.table: table.widths for table in kept if any(table.widths)}
        self._hidden = {table.table: frozenset(table.hidden) for table in kept if table.hidden}

    def kept(self) -> tuple[TableWidths, ...]:
        """What the settings keep, the tables by name."""
        tables = sorted(self._by_table.keys() | self._hidden)
        return tuple(
            TableWidths(table, self._by_table.get(table, ()), tuple(sorted(self.left_out(table)))) for table in tables
        )

    def of(self, table: str, columns: int) -> list[int]:
        """The widths of a table; those of one that had other columns then are forgotten."""
        widths = self._by_table.get(table, ())
        return list(widths) if len(widths) == columns else [0] * columns

    def give(self, table: str, widths: list[int]) -> None:
        """Keep the widths of a table, or forget it where none was given by hand."""
        if any(widths):
            self._by_table[table] = tuple(min(max(0, width), WIDEST) for width in widths)
        else:
            self._by_table.pop(table, None)

    def left_out(self, table: str) -> frozenset[int]:
        """The places of the columns that were left out of a table."""
        return self._hidden.get(table, frozenset())

    def leave_out(self, table: str, columns: frozenset[int]) -> None:
        """Keep which columns of a table are left out, or forget it where none is."""
        if columns:
            self._hidden[table] = columns
        else:
            self._hidden.pop(table, None)
