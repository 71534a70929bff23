"""Child deaths in the area of their review, in reports: each year beside the footprint, and where the learning goes."""

from __future__ import annotations

from collections.abc import Iterator

from scrutineer.domain.child_deaths import NOT_KEPT, DeathsKept, deaths_kept, is_of_deaths
from scrutineer.domain.clocks import PracticeReview, ReviewKind
from scrutineer.domain.editions import EditionView
from scrutineer.domain.indicators import HELD_BACK
from scrutineer.domain.words import as_shown, begun, counted
from scrutineer.reports.document import Block, Grid, GridCell, Heading, Paragraph, Source, plain
from scrutineer.reports.kinds import findings
from scrutineer.reports.kinds.parts import cell, not_here

TITLE = "Child deaths in the area of the review"


def are_told(view: EditionView) -> bool:
    """Whether the edition holds anything of child deaths: their numbers, or a review of one."""
    return any(is_of_deaths(known) for known in view.year.indicators.shown) or bool(_reviews(view))


def child_deaths(view: EditionView) -> Iterator[Block]:
    """The number of each year beside what guidance asks of an area, then what was learned. Numbers of few people are
    held back by the same rule as every other figure, and the years are never added."""
    asks = view.year.child_death_review
    if asks is None:
        return
    yield Paragraph(plain(f"{asks.words} Source: {asks.source} ({asks.known.value})."))
    yield from _numbers(view, asks.footprint)
    yield from _learning(view)


def _numbers(view: EditionView, footprint: int) -> Iterator[Block]:
    year = view.year
    ids = {known.id for known in year.indicators.shown if is_of_deaths(known)}
    kept = deaths_kept((value for value in year.figures.shown if value.indicator_id in ids), footprint)
    whole = year.indicators.is_whole and year.figures.is_whole
    if not kept:
        yield findings.none_of(NOT_KEPT, whole, "No number of child deaths is in this edition.")
        return
    yield Grid(
        findings.if_part(f"{TITLE}, the newest year first", whole), tuple(map(_row, kept)),
        head=("Year", "Number", "Who says it", f"Beside {footprint} a year"), widths=(0.2, 0.2, 0.22, 0.38),
    )  # fmt: skip
    held = sum(each.value.missing == HELD_BACK for each in kept)
    if held:
        yield Paragraph(plain(f"{counted(held, 'number')} held back here: of few people, or telling of them."))
    if len(kept) > 1:
        yield Paragraph(plain(f"The years are not added up: the {footprint} is of one year."))


def _row(kept: DeathsKept) -> tuple[GridCell, ...]:
    value = kept.value
    return (
        cell(kept.whose, Source("indicator_value", value.id, "numerator"), strong=True), cell(begun(kept.in_words)),
        cell(begun(as_shown(value.source))), cell(begun(kept.meaning)),
    )  # fmt: skip


def _reviews(view: EditionView) -> tuple[PracticeReview, ...]:
    return tuple(review for review in view.year.reviews.shown if review.kind is ReviewKind.CHILD_DEATH)


def _learning(view: EditionView) -> Iterator[Block]:
    """What reviews of child deaths taught, and on which step or line it is taken up."""
    reviews = view.year.reviews
    yield Heading("Where the learning goes")
    of_deaths = _reviews(view)
    if of_deaths:
        rows = tuple(
            (
                cell(review.code, Source("practice_review", review.id, "code"), strong=True),
                cell(review.themes or "None recorded"), cell(_taken_up(view, review)),
            )
            for review in of_deaths
        )  # fmt: skip
        yield Grid(
            findings.if_part("Reviews of child deaths, by their codes", reviews.is_whole), rows,
            head=("Review", "Themes", "Taken up under"), widths=(0.2, 0.4, 0.4),
        )  # fmt: skip
    else:
        yield findings.none_of(
            "No review of a child death is recorded.", reviews.is_whole,
            "No review of a child death is in this edition.",
        )  # fmt: skip
    yield from not_here([(reviews.withheld, "practice review", "practice reviews")])


def _taken_up(view: EditionView, review: PracticeReview) -> str:
    return "; ".join(map(view.year.target_name, review.targets)) or "No step or line yet"
