"""Inspections and peer reviews: recorded, held to their days, kept while recommendations rest on them."""

from __future__ import annotations

from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.structure import Inspection, InspectionKind
from scrutineer.errors import UserError
from scrutineer.operations import inspections, recommendations
from scrutineer.operations.queries.inspections import inspection_views


def recorded(casefile, title="Joint inspection", **more):
    inspection = Inspection(kind=InspectionKind.JTAI, title=title, **more)
    return tables.get(casefile, Inspection, inspections.record_inspection(casefile, inspection=inspection).value)


def test_its_actions_are_the_recommendations_that_rest_on_it(casefile):
    known = recorded(casefile, next_due=date(2027, 3, 31))
    recommendations.add_recommendation(casefile, text="Draw the tracked cases.", inspection_id=known.id)
    (view,) = inspection_views(casefile)
    assert [life.recommendation.text for life in view.actions] == ["Draw the tracked cases."]
    assert view.open_actions == 1
    with pytest.raises(UserError, match="Recommendations rest on"):
        inspections.take_inspection_away(casefile, inspection=known)


def test_what_is_looked_for_first_is_first_and_the_newest_held_before_older(casefile):
    for title, days in (
        ("Held long ago", {"held_on": date(2024, 5, 1)}), ("Held lately", {"held_on": date(2026, 5, 1)}),
        ("Later", {"next_due": date(2027, 9, 1)}), ("Sooner", {"next_due": date(2027, 3, 1)}),
    ):  # fmt: skip
        recorded(casefile, title, **days)
    titles = [view.inspection.title for view in inspection_views(casefile)]
    assert titles == ["Sooner", "Later", "Held lately", "Held long ago"]


def test_it_is_not_published_before_it_is_held(casefile):
    with pytest.raises(UserError) as refused:
        recorded(casefile, held_on=date(2026, 5, 1), published_on=date(2026, 4, 1))
    assert refused.value.about == "published_on"


def test_one_that_nothing_rests_on_goes_and_undo_brings_it_back(casefile):
    known = recorded(casefile)
    inspections.take_inspection_away(casefile, inspection=known)
    assert tables.rows(casefile, Inspection) == ()
    casefile.undo()
    assert tables.rows(casefile, Inspection) == (known,)


def test_the_next_one_is_never_looked_for_before_this_one_was_held(casefile):
    with pytest.raises(UserError, match="before this one was held") as refused:
        recorded(casefile, held_on=date(2026, 5, 1), next_due=date(2026, 4, 30))
    assert refused.value.about == "next_due"
    assert tables.rows(casefile, Inspection) == ()
