"""The model is plain data: it cannot be changed on the way to a renderer, and it carries no record with it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, is_dataclass

import pytest

from scrutineer.domain.challenge import EventKind
from scrutineer.domain.marking import Edition, Marking
from scrutineer.reports.build import build
from scrutineer.reports.model import HELD_BACK, ChallengeReport, Material, Piece
from tests.reports.material import event, evidence, material, raised, step


@pytest.fixture
def report() -> ChallengeReport:
    """A report with something of everything."""
    life = raised(event(EventKind.RESPONSE), why="[E1] and [E2]")
    items = (evidence(1), evidence(2, Marking.PRIVATE))
    return build(material(life, items=items, rests_on={1: (1, 2)}, steps=(step(),)))


def parts(thing: object) -> list[object]:
    """Everything in a model, the model first."""
    if isinstance(thing, tuple):
        return [deeper for part in thing for deeper in parts(part)]
    held = [] if not is_dataclass(thing) else [getattr(thing, name) for name in thing.__dataclass_fields__]
    return [thing, *(deeper for part in held for deeper in parts(part))]


def test_nothing_in_a_report_can_be_changed_once_it_is_checked(report):
    for part in parts(report):
        for name in getattr(part, "__dataclass_fields__", {}):
            with pytest.raises(FrozenInstanceError):
                setattr(part, name, getattr(part, name))


def test_a_report_carries_no_record_of_the_casefile_with_it(report):
    """A renderer that is handed a record could print a part of it that no edition was asked about."""
    kinds = {type(part).__name__ for part in parts(report)}
    assert not kinds & {"Evidence", "Challenge", "Event", "Life", "Link", "SourcedItem", "Partnership", "Material"}
    assert {"ChallengeSection", "Happened", "Cited", "Piece", "Fact", "Check", "ChallengeToDecide", "StepNow"} <= kinds


def test_two_reports_of_the_same_material_are_equal():
    def made() -> Material:
        return material(raised(), edition=Edition.PUBLIC)

    assert build(made()) == build(made())


def test_what_is_held_back_leads_nowhere(report):
    (section,) = report.sections
    assert Piece(HELD_BACK, cites="", bold=True) in section.found[0]
    cited = {piece.cites for paragraph in section.found for piece in paragraph if piece.cites}
    assert cited <= {item.reference for item in report.register}  # each link of the page has its place
