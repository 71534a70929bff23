"""What was measured, in reports: indicators in small pictures with the table that says the same."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.editions import EditionView
from scrutineer.domain.indicator_picture import IndicatorsPicture, multiples_of
from scrutineer.domain.indicators import HELD_BACK
from scrutineer.domain.words import counted
from scrutineer.reports.document import Block, Figure, Grid, GridCell, Paragraph, plain
from scrutineer.reports.kinds.parts import not_here


def indicators(view: EditionView) -> Iterator[Block]:
    """Every indicator of the edition by group; what is missing, held back or not here is said."""
    year = view.year
    of_each = {
        indicator: [figure for figure in year.figures.shown if figure.indicator_id == indicator.id]
        for indicator in year.indicators.shown
    }
    series = [multiple for indicator, figures in of_each.items() for multiple in multiples_of(indicator, figures)]
    if series:
        picture = IndicatorsPicture(multiples=tuple(series), title="What was measured")
        table = picture.table
        rows = tuple(tuple(GridCell(plain(text)) for text in row) for row in table.rows)
        data = Grid(f"{picture.title}, in figures", rows, head=table.headings)
        yield Paragraph(plain(
            "Figures are as their agencies gave them; what a sample, an audit or a survey found stands beside them in "
            "a shape of its own. A missing figure is a gap, and no line is drawn through it."
        ))  # fmt: skip
        yield Figure(f"{picture.title}: {picture.legend}", picture.spoken, picture, data)
    held = sum(figure.missing == HELD_BACK for figure in year.figures.shown)
    if held:
        yield Paragraph(plain(f"{counted(held, 'figure')} held back here: of few people, or telling of them."))
    yield from not_here([(year.indicators.withheld, "indicator", "indicators"),
                         (year.figures.withheld, "figure", "figures")])  # fmt: skip
