"""Reviews and clocks are kept one entry and one undo each; names that are to be kept out have no place in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.clocks import OWN, PracticeReview, ReviewKind, StatutoryClock
from scrutineer.domain.due import DueKind, NextAct
from scrutineer.domain.ids import CycleId
from scrutineer.domain.partnership import AgencyKind
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles, clocks, guarded_names, partnership
from scrutineer.operations.asking import asking
from scrutineer.operations.queries import clocks as known_clocks
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.due import DueReader
from tests.operations.acts import TODAY

ZERO = date(2026, 11, 2)


def review(code: str = "RR-26-01", kind: ReviewKind = ReviewKind.RAPID, **said: object) -> PracticeReview:
    return PracticeReview(cycle_id=CycleId(0), code=code, kind=kind, **said)  # type: ignore[arg-type]


def begun(rule: str, zero: date | None = ZERO, **said: object) -> StatutoryClock:
    return StatutoryClock(cycle_id=CycleId(0), rule=rule, day_zero=zero, **said)  # type: ignore[arg-type]


def test_a_review_is_kept_with_its_clocks_and_taken_away_with_them(casefile):
    new = clocks.add_review(casefile, review=review(), clocks=[begun("notification"), begun("rapid-review")]).value
    first, second = known_clocks.clocks(casefile, TODAY)
    assert [(known.clock.rule, known.due) for known in (first, second)] == [
        ("notification", date(2026, 11, 9)), ("rapid-review", date(2026, 11, 23)),
    ]  # fmt: skip
    assert {known.clock.review_id for known in (first, second)} == {new}
    assert first.clock.cycle_id == read_context(casefile).cycle.id
    clocks.take_review_away(casefile, review=tables.get(casefile, PracticeReview, new))
    assert known_clocks.clocks(casefile, TODAY) == known_clocks.reviews(casefile) == ()
    casefiles.undo(casefile)
    assert len(known_clocks.clocks(casefile, TODAY)) == 2


def test_what_a_child_death_review_learned_goes_to_the_step_of_learning(casefile):
    clocks.add_review(casefile, review=review("CDR-26-1", ReviewKind.CHILD_DEATH))
    clocks.add_review(casefile, review=review("CDR-26-2", ReviewKind.CHILD_DEATH, targets=("six-steps:5h",)))
    clocks.add_review(casefile, review=review("LR-26-1", ReviewKind.LOCAL))
    assert [known.targets for known in known_clocks.reviews(casefile)] == [("six-steps:5",), ("six-steps:5h",), ()]


def test_two_reviews_of_a_kind_have_two_codes(casefile):
    clocks.add_review(casefile, review=review())
    clocks.add_review(casefile, review=review(kind=ReviewKind.LOCAL))
    with pytest.raises(UserError) as refused:
        clocks.add_review(casefile, review=review())
    assert refused.value.about == "code"


@pytest.mark.parametrize("field", ["decision", "themes", "note"])
def test_a_name_to_keep_out_is_refused_however_it_is_written(casefile, field):
    guarded_names.keep_out(casefile, name="Alex Example")
    with pytest.raises(UserError, match="kept out") as refused:
        clocks.add_review(casefile, review=review(**{field: "What EXAMPLE, Alex said"}))
    assert refused.value.about == field
    new = clocks.add_review(casefile, review=review()).value
    kept = tables.get(casefile, PracticeReview, new)
    with pytest.raises(UserError, match="kept out"):
        clocks.change_review(casefile, review=replace(kept, **{field: "A. Example said"}))
    with pytest.raises(UserError, match="kept out"):
        clocks.add_clock(casefile, clock=begun("notification", note="Dr  Alex-Example"))
    assert tables.rows(casefile, StatutoryClock) == ()


@pytest.mark.parametrize("field", ["name", "basis", "other_basis", "reason", "note"])
def test_no_clock_names_anybody_whether_it_comes_alone_or_with_its_review(casefile, field):
    guarded_names.keep_out(casefile, name="Alex Example")
    for words, said in (("What EXAMPLE, Alex said", "kept out"), ("Mrs Smith said so", "seems to name a person")):
        clock = begun("notification", **{field: words})
        with pytest.raises(UserError, match=said) as refused:
            clocks.add_review(casefile, review=review(), clocks=[clock])
        assert refused.value.about == field
        with pytest.raises(UserError, match=said):
            clocks.add_clock(casefile, clock=clock)
    assert known_clocks.clocks(casefile, TODAY) == known_clocks.reviews(casefile) == ()


@pytest.mark.parametrize("field", ["decision", "themes", "note"])
def test_what_is_written_as_a_name_is_asked_about_once_and_an_agencys_is_nobodys(casefile, field):
    named = review(**{field: "Neglect; Jane Smith was not seen"})
    with pytest.raises(Doubtful, match="“Jane Smith” looks like a name") as asked, asking(casefile):
        clocks.add_review(casefile, review=named)
    assert asked.value.about == field
    assert known_clocks.reviews(casefile) == ()
    new = clocks.add_review(casefile, review=named).value
    kept = tables.get(casefile, PracticeReview, new)
    with asking(casefile):
        clocks.change_review(casefile, review=replace(kept, decided_on=TODAY))
        with pytest.raises(Doubtful, match="Ann Other"):
            clocks.change_review(casefile, review=replace(kept, **{field: "Ann Other"}))
        with pytest.raises(Doubtful, match="Jane Smith"):
            clocks.add_clock(casefile, clock=begun("notification", note="Jane Smith"))
        partnership.add_agency(casefile, name="Jane Smith Foundation", kind=AgencyKind.OTHER)
        clocks.add_clock(casefile, clock=begun("notification", note="The Jane Smith Foundation was late"))


def test_a_code_that_names_somebody_is_refused(casefile):
    with pytest.raises(UserError):
        clocks.add_review(casefile, review=review("Alex Example"))
    assert known_clocks.reviews(casefile) == ()


def test_a_clock_is_met_in_one_step_and_leaves_the_list_of_what_is_due(casefile):
    new = clocks.add_clock(casefile, clock=begun("notification")).value

    def due() -> list[tuple[NextAct, date | None]]:
        every = DueReader(casefile).read(read_context(casefile), TODAY)
        return [(thing.act, thing.on) for thing in every if thing.kind is DueKind.CLOCK]

    assert due() == [(NextAct.CHASE, date(2026, 11, 9))]
    clocks.change_clock(casefile, clock=replace(tables.get(casefile, StatutoryClock, new), met_on=TODAY))
    assert due() == []
    casefiles.undo(casefile)
    assert due() == [(NextAct.CHASE, date(2026, 11, 9))]


@pytest.mark.parametrize("wrong", [begun("moon"), begun(OWN), begun("notification", due_override=TODAY)])
def test_a_clock_without_a_rule_a_name_or_a_reason_is_refused(casefile, wrong):
    with pytest.raises(UserError):
        clocks.add_clock(casefile, clock=wrong)
    assert tables.rows(casefile, StatutoryClock) == ()


def test_the_pattern_is_told_by_rule_and_cycle(casefile):
    for met in (date(2026, 11, 9), date(2026, 11, 12)):
        clocks.add_clock(casefile, clock=begun("notification", met_on=met))
    context = read_context(casefile)
    ((cycle, went),) = known_clocks.pattern(context, known_clocks.clocks(casefile, TODAY), TODAY)
    assert (cycle, went.in_words()) == (context.cycle.name, "1 of 2 in time, late by 3 days")
