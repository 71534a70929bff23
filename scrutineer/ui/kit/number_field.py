"""A field for a number, typed as people type it; what is none is asked about."""

from __future__ import annotations

from scrutineer.domain.indicators import plain_number, read_figure
from scrutineer.ui.kit.fields import Field


class NumberField(Field):
    """A number with its thousands parted or not; empty where none is said. `whole`: only whole numbers are taken."""

    def __init__(self, *, name: str, hint: str = "", whole: bool = False) -> None:
        super().__init__(name=name, hint=hint)
        self._whole = whole

    def value(self) -> float | None:
        """The number; None where none is said, or what stands there is none."""
        read = read_figure(self.text()) if self.text().strip() else None
        if (
            read is None
            or read.of is not None
            or read.percent
            or (self._whole and read.number != round(read.number or 0))
        ):
            return None
        return read.number

    def whole(self) -> int | None:
        """The number as a whole one."""
        number = self.value()
        return None if number is None else round(number)

    def question(self) -> str:
        """What is not clear about it, or ""."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return f"“{self.text().strip()}” is no {'whole ' if self._whole else ''}number. Write it in figures."

    @staticmethod
    def shown(number: float | None) -> str:
        """A number as it stands in the field."""
        return "" if number is None else plain_number(number)
