"""Child deaths in reports: by year beside the footprint, never added, and nothing that tells of few or is private."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.domain.child_deaths import INDICATOR
from scrutineer.domain.clocks import PracticeReview, ReviewKind
from scrutineer.domain.ids import IndicatorId, ReviewId, TargetId
from scrutineer.domain.indicators import Indicator, IndicatorValue
from scrutineer.domain.marking import Edition, Marking
from tests.reports.kinds.building import built, grid, material_of, read_back_whole, said, view_of

_CAPTION = "Child deaths in the area of the review"


def told(example, *numbers: int, marking: Marking = Marking.PUBLIC, smallest: int = 5):
    """The material of the example with a number of each year, the last of 2025-26, and a review of a child death."""
    material = material_of(example)
    indicator = Indicator(id=IndicatorId(901), name=INDICATOR, unit="deaths", marking=marking)
    years = range(2025 - len(numbers) + 1, 2026)
    figures = tuple(
        IndicatorValue(id=900 + year, indicator_id=indicator.id, period=f"{year}-{year % 100 + 1}",
                       starts=date(year, 4, 1), numerator=number, commentary="As the panel counted", marking=marking)
        for year, number in zip(years, numbers, strict=True)
    )  # fmt: skip
    review = PracticeReview(
        id=ReviewId(901), code="CDR-9", kind=ReviewKind.CHILD_DEATH, cycle_id=material.cycle.id, themes="Safer sleep",
        targets=(TargetId("six-steps:5"),), marking=marking,
    )  # fmt: skip
    year = replace(material.year, indicators=(indicator,), figures=figures, reviews=(review,))
    return replace(material, year=year, partnership=replace(material.partnership, smallest=smallest))


@pytest.mark.parametrize(("kind", "section"), [("annual", "child-deaths"), ("arrangements", "clocks")])
def test_each_year_stands_beside_the_footprint_and_the_years_are_not_added(example, kind, section):
    document = built(kind, view_of(told(example, 62, 41)))
    assert [[*row[:2], row[3][:14]] for row in grid(document, _CAPTION)] == [
        ["2025-26", "41 deaths", "Below 60 a yea"], ["2024-25", "62 deaths", "At or above 60"],
    ]  # fmt: skip
    words = said(document, section)
    assert "at least 60 deaths a year" in words
    assert "(second-hand)" in words
    assert "The years are not added up: the 60 is of one year." in words
    assert "103" not in words
    (review,) = grid(document, "Reviews of child deaths")
    assert review[:2] == ["CDR-9", "Safer sleep"]
    assert review[2].startswith("Step 5")


@pytest.mark.parametrize("edition", list(Edition))
def test_a_number_that_tells_of_few_stands_in_the_private_edition_alone(example, edition):
    document = built("annual", view_of(told(example, 62, 3), edition))
    shown = [row[1:] for row in grid(document, _CAPTION)]
    if edition is Edition.PRIVATE:
        assert shown[0][0] == "3 deaths"
        return
    assert shown[0][0] == "Held back: few people"
    assert shown[0][2] == "Nothing is said of it here"
    words = said(document, "child-deaths")
    assert "1 number held back here: of few people, or telling of them." in words
    assert "3 deaths" not in said(document)


def test_a_part_that_tells_of_few_in_the_rest_takes_its_year_with_it(example):
    material = told(example, 62, 44)
    part = replace(material.year.figures[-1], id=999, breakdown="North", numerator=41)
    with_part = replace(material, year=replace(material.year, figures=(*material.year.figures, part)))
    rows = grid(built("annual", view_of(with_part)), _CAPTION)
    assert [row[:2] for row in rows] == [
        ["2025-26", "Held back: few people"], ["2025-26, North", "Held back: few people"], ["2024-25", "62 deaths"],
    ]  # fmt: skip
    assert "41 deaths" not in said(built("annual", view_of(with_part)), "measured")


def test_what_is_marked_for_partners_stands_in_no_public_edition(example):
    document = built("annual", view_of(told(example, 62, 41, marking=Marking.PARTNER), Edition.PUBLIC))
    words = said(document)
    assert "child-deaths" not in [section.key for section in document.sections]
    assert not any(secret in words for secret in ("41 deaths", "62 deaths", "CDR-9", "Safer sleep"))
    assert "1 indicator" in said(document, "measured")


def test_without_a_number_nothing_is_said_to_be_known_and_withheld_is_not_the_same(example):
    material = told(example)
    assert "whether the area is large enough is not known" in said(built("annual", view_of(material)), "child-deaths")
    hidden = replace(material.year.indicators[0], marking=Marking.PRIVATE)
    withheld = replace(material, year=replace(material.year, indicators=(hidden,)))
    words = said(built("annual", view_of(withheld)), "child-deaths")
    assert "No number of child deaths is in this edition." in words
    assert "not known" not in words


def test_it_is_written_and_read_back(example):
    for kind in ("annual", "arrangements"):
        read_back_whole(built(kind, view_of(told(example, 62, 41, 3))))
