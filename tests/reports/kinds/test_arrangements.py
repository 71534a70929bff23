"""The partnership's arrangements: what stands on the day, how clocks went, and no number that tells of few."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from scrutineer.domain.marking import Edition, Marking
from scrutineer.domain.structure import EscalationCount
from tests.reports.kinds.building import all_marked, built, grid, material_of, said, view_of


def with_year(material, **changed):
    return replace(material, year=replace(material.year, **changed))


def test_groups_that_have_ended_are_not_drawn_as_standing(example):
    material = material_of(example)
    ended = [group for group in material.year.groups if group.ends is not None and group.ends < material.today]
    words = said(built("arrangements", view_of(material)), "structure")
    assert all(f"{group.name} (ended)" not in words for group in ended)
    standing = [group for group in material.year.groups if group not in ended]
    assert f"{len({group.name for group in standing})} group" in words
    before = replace(material, today=date(2000, 1, 1))
    began = tuple(replace(group, starts=date(2020, 1, 1)) for group in material.year.groups)
    assert "No group of the partnership is recorded as standing today." in said(
        built("arrangements", view_of(with_year(before, groups=began)))
    )


def test_a_clock_says_its_day_0_its_day_in_force_and_how_it_stands(example):
    material = material_of(example)
    rows = grid(built("arrangements", view_of(material)), "Clocks of this cycle")
    assert len(rows) == len([clock for clock in material.year.clocks if clock.marking is not Marking.PRIVATE])
    met = next(clock for clock in material.year.clocks if clock.met_on is not None)
    late = with_year(material, clocks=(replace(met, met_on=date(2026, 11, 19), day_zero=date(2026, 1, 5)),))
    (row,) = grid(built("arrangements", view_of(late)), "Clocks of this cycle")
    assert row[1] == "5 January 2026"
    assert row[3].startswith("Met late, 19 November 2026, ")
    ((_, went),) = grid(built("arrangements", view_of(late)), "How they went")
    assert went.startswith("0 of 1 in time, late by ")


def test_a_number_of_escalations_that_tells_of_few_stands_in_no_edition_that_leaves_the_machine(example):
    material = material_of(example)
    few, many = (
        EscalationCount(id=number, cycle_id=material.cycle.id, period="2026/27", stage="Stage 2", number=of, days=33,
                        note="Both about one family")
        for number, of in ((901, 2), (902, 12))
    )  # fmt: skip
    guarded = replace(
        with_year(material, escalations=(few, many)), partnership=replace(material.partnership, smallest=5)
    )
    rows = grid(built("arrangements", view_of(guarded)), "How many, by stage")
    assert [row[3:] for row in rows] == [["Fewer than 5", "Not shown"], ["12", "33"]]
    private = grid(built("arrangements", view_of(guarded, Edition.PRIVATE)), "How many, by stage")
    assert [row[3] for row in private] == ["2", "12"]
    assert not any(
        "one family" in str(count) for count in view_of(guarded).year.escalations.shown if count.id == few.id
    )


def test_what_is_withheld_is_not_denied(example):
    words = said(built("arrangements", view_of(all_marked(material_of(example), Marking.PRIVATE))))
    for noun in ("group of the partnership", "practice review", "clock", "pair", "inspection"):
        assert f"No {noun} is in this edition." in words
        assert f"No {noun} is recorded" not in words


def test_of_an_empty_casefile_each_part_says_that_nothing_is_recorded(casefile):
    words = said(built("arrangements", view_of(material_of(casefile))))
    for noun in ("practice review", "inspection", "pair", "clock", "number of escalations"):
        assert f"No {noun} is recorded" in words
