"""What each partner paid in the newest years: a bar a year for each partner, all on one axis, each with its sum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scrutineer.domain.ledgers import Contribution
from scrutineer.domain.periods import span_of
from scrutineer.domain.picture import (
    EDGE,
    SMALL,
    Box,
    Drawn,
    Hairline,
    Measure,
    Shape,
    Tabled,
    Words,
    fitted,
    in_lines,
    named,
)
from scrutineer.domain.words import counted

YEARS = 10
"""As many years are drawn, the newest; the table holds all, and the legend says which are not drawn."""
_SIDE_BY_SIDE = 3
"""As many years stand side by side in the table; more stand one below the other, so that it fits a page."""


_Year = tuple[date | None, date | str]


@dataclass(frozen=True, slots=True)
class PartnerRow:
    """What one partner paid in each year, in pounds, None where no sum could be read; and what it gave in kind."""

    name: str
    sums: tuple[float | None, ...]
    in_kind: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """Each sum as it is written."""
        return tuple("no sum" if amount is None else f"£{amount:,.0f}" for amount in self.sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionsPicture:
    """A row for each partner, a bar for each of the newest years."""

    years: tuple[str, ...]
    rows: tuple[PartnerRow, ...]
    title: str = "What each partner paid"

    @property
    def drawn_from(self) -> int:
        """The place of the first year that is drawn."""
        return max(0, len(self.years) - YEARS)

    @property
    def legend(self) -> str:
        """Which years and how many partners it is of, and which years are in the table alone."""
        if not self.years:
            return counted(len(self.rows), "partner")
        paid = f"; £{self.totals[-1]:,.0f} in {self.years[-1]}"
        hidden = self.years[: self.drawn_from]
        left = f"; not drawn, and in the table: {_from_to(hidden)}" if hidden else ""
        return f"{counted(len(self.rows), 'partner')}, {_from_to(self.years[self.drawn_from :])}{paid}{left}"

    @property
    def spoken(self) -> str:
        """The whole picture in words."""
        return ". ".join([self.legend, *(self._spoken(row) for row in self.rows)])

    def _spoken(self, row: PartnerRow) -> str:
        sums = ", ".join(f"{words} in {year}" for year, words in zip(self.years, row.words, strict=True))
        return f"{row.name}: {sums}{f'; in kind: {row.in_kind}' if row.in_kind else ''}"

    @property
    def table(self) -> Tabled:
        """A row for each partner and one for all together; for each year a column of sums and one of the shares of what
        all paid in that year; and what was given in kind. Of many years, a row for each partner and year."""
        if len(self.years) > _SIDE_BY_SIDE:
            return Tabled(("Partner", "Year", "Paid", "Share of the year", "In kind"), tuple(self._one_below_another()))
        rows = tuple((row.name, *self._year_by_year(row), row.in_kind) for row in self.rows)
        years = (heading for year in self.years for heading in (year, f"Share, {year}"))
        return Tabled(("Partner", *years, "In kind"), (*rows, self._together()))

    @property
    def totals(self) -> tuple[float, ...]:
        """What all partners together paid in each year, as far as it could be read."""
        return tuple(sum(row.sums[place] or 0.0 for row in self.rows) for place in range(len(self.years)))

    def _year_by_year(self, row: PartnerRow) -> Iterator[str]:
        """The sum of each year, and “12%” of what was paid in it."""
        for amount, words, total in zip(row.sums, row.words, self.totals, strict=True):
            yield words
            yield f"{100 * amount / total:.0f}%" if total and amount is not None else ""

    def _one_below_another(self) -> Iterator[tuple[str, ...]]:
        every = [((row.name, *self._year_by_year(row)), row.in_kind) for row in self.rows]
        *together, given = self._together()
        for (name, *said), in_kind in [*every, (tuple(together), given)]:
            for place, year in enumerate(self.years):
                yield name, year, said[2 * place], said[2 * place + 1], "" if place else in_kind

    def _together(self) -> tuple[str, ...]:
        given = sum(bool(row.in_kind) for row in self.rows)
        words = (said for total in self.totals for said in (f"£{total:,.0f}", "100%" if total else ""))
        return "All together", *words, counted(given, "partner") if given else ""

    def laid_out(self, width: float, measure: Measure) -> Drawn:
        """The bars of a partner beside its name, one below the other, each between its year and its sum."""
        return _Layout(self, width, measure).drawn()


def _from_to(years: Sequence[str]) -> str:
    return f"{years[0]} to {years[-1]}" if len(years) > 1 else "".join(years)


def contributions_picture(rows: Sequence[Contribution]) -> ContributionsPicture:
    """The picture of what was read. Of two workbooks that say what a partner paid in a year, the newer one counts; one
    year is one, however it is written."""
    paid: dict[str, dict[_Year, list[Contribution]]] = {}
    in_kind: dict[str, str] = {}
    called: dict[_Year, str] = {}
    for row in sorted(rows, key=lambda row: row.return_id):
        year, by_year = span_of(row.year), paid.setdefault(row.partner, {})
        in_kind[row.partner] = row.in_kind or in_kind.get(row.partner, "")
        by_year[year] = [*(known for known in by_year.get(year, []) if known.return_id == row.return_id), row]
        if row.year:
            called[year] = row.year
    years = sorted(called, key=lambda year: (year[0] or date.max, called[year]))
    return ContributionsPicture(
        years=tuple(called[year] for year in years),
        rows=tuple(
            PartnerRow(name, tuple(_sum(by_year.get(year, [])) for year in years), in_kind[name])
            for name, by_year in paid.items()
        ),
    )


def _sum(rows: Sequence[Contribution]) -> float | None:
    amounts = [row.amount for row in rows if row.amount is not None]
    return sum(amounts) if amounts else None


# lengths in text sizes
_BAR_ROW, _BAR, _APART, _NAME_MOST = 1.25, 0.75, 0.7, 15.0


class _Layout:
    """Where everything stands in a width."""

    def __init__(self, picture: ContributionsPicture, width: float, measure: Measure) -> None:
        self.picture, self.width, self.measure = picture, width, measure
        longest = max([measure(words, False) for row in picture.rows for words in self._name(row)], default=0.0)
        self.name = min(longest, _NAME_MOST, width * 0.3)
        self.first = picture.drawn_from
        years = max([self.small(year) for year in picture.years[self.first :]], default=0.0)
        words = max([self.small(part) for row in picture.rows for part in row.words[self.first :]], default=0.0)
        self.year = EDGE + self.name + 1.0
        self.left = self.year + min(years, width * 0.2) + 0.6
        self.right = max(self.left, width - EDGE - words - 0.6)
        self.most = max([1.0, *(amount or 0.0 for row in picture.rows for amount in row.sums[self.first :])])

    @staticmethod
    def _name(row: PartnerRow) -> list[str]:
        return [row.name, *([f"In kind: {row.in_kind}"] if row.in_kind else [])]

    def small(self, words: str) -> float:
        """How wide small words are."""
        return self.measure(words, False) * SMALL

    def drawn(self) -> Drawn:
        """A block for each partner."""
        shapes: list[Shape] = []
        top = 0.0
        for row in self.picture.rows:
            lines = in_lines(row.name, self.name + 0.1, lambda words: self.measure(words, False))
            kind = fitted(f"In kind: {row.in_kind}", self.name + 0.1, self.small) if row.in_kind else ""
            tall = max(_BAR_ROW * len(self.picture.years[self.first :]), 1.3 * (len(lines) + bool(kind))) + _APART
            if top:
                shapes.append(Hairline(0, top, self.width, top))
            first = top + _APART / 2 + _BAR_ROW / 2
            shapes += named(lines, EDGE, first + 0.65 * (len(lines) - 1))
            if kind:
                shapes.append(Words(EDGE, first + 1.3 * len(lines), kind, tone="text-2", size=SMALL))
            shapes += self._bars(row, first)
            top += tall
        return Drawn(self.width, top, tuple(shapes))

    def _bars(self, row: PartnerRow, first: float) -> list[Shape]:
        shapes: list[Shape] = []
        for place, (amount, words) in enumerate(zip(row.sums[self.first :], row.words[self.first :], strict=True)):
            y = first + _BAR_ROW * place
            year = fitted(self.picture.years[self.first + place], self.left - self.year - 0.5, self.small)
            shapes.append(Words(self.year, y, year, tone="text-2", size=SMALL))
            wide = (self.right - self.left) * max(0.0, amount or 0.0) / self.most
            shapes.append(Box(self.left, y - _BAR / 2, wide, _BAR, "border-strong"))
            shapes.append(Words(self.left + wide + 0.5, y, words, size=SMALL))
        return shapes
