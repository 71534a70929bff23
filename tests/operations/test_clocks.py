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
from scrutineer.domain.possible_names import letters_that_could_name, possible_names
from scrutineer.errors import Doubtful, UserError
from scrutineer.frameworks import loader
from scrutineer.operations import casefiles, clocks, guarded_names, partnership
from scrutineer.operations.asking import asking
from scrutineer.operations.name_words import bodies, words_here
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


@pytest.mark.parametrize(
    "code", ["SMITH-26", "ALFIE 12", "JADE 2014", "BABY P1", "KHAN-2026/01", "JB 0309", "JO-ANN-1"]
)
def test_a_code_that_could_name_somebody_is_asked_about_and_taken_when_it_is_so(casefile, code):
    with pytest.raises(Doubtful, match="no initials") as asked, asking(casefile):
        clocks.add_review(casefile, review=review(code))
    assert asked.value.about == "code"
    assert known_clocks.reviews(casefile) == ()
    new = clocks.add_review(casefile, review=review(code)).value
    kept = tables.get(casefile, PracticeReview, new)
    with asking(casefile):
        clocks.change_review(casefile, review=replace(kept, decided_on=TODAY))
    with asking(casefile):
        clocks.add_review(casefile, review=review(f"{code.split('-')[0].split(' ')[0]}-RR-99"))
    with pytest.raises(Doubtful), asking(casefile):
        clocks.change_review(casefile, review=replace(kept, code="ELSE-1"))


@pytest.mark.parametrize(
    "words",
    [
        "Alfie, 4, was found",
        "The Khan family",
        "Child is called Kai",
        "J.S. was 3",
        "Mother of Jade",
        "kai was not seen",
        "Baby T",
    ],
)
@pytest.mark.parametrize("field", ["decision", "themes", "note"])
def test_a_name_alone_is_asked_about_in_a_review_and_in_a_clock_that_begins_with_it(casefile, field, words):
    with pytest.raises(Doubtful, match="looks like a name") as asked, asking(casefile):
        clocks.add_review(casefile, review=review(**{field: words}))
    assert asked.value.about == field
    with pytest.raises(Doubtful, match="looks like a name"), asking(casefile):
        clocks.add_review(casefile, review=review(), clocks=[begun("notification", note=words)])
    assert known_clocks.reviews(casefile) == ()


def test_no_ordinary_words_of_the_field_are_asked_about(example):
    """Every line of every framework that ships, every rule of clocks, every review of the worked example."""
    words = words_here(read_context(example))
    lines = [
        text
        for framework in loader.shipped()
        for step in framework.steps
        for text in (
            step.title,
            step.label,
            *(t for line in step.lines for t in (line.label, line.question, line.evidence, line.says)),
        )
    ]
    assert len(lines) > 500
    reviews = [text for known in known_clocks.reviews(example) for text in (known.decision, known.themes, known.note)]
    rules = [text for rule in loader.clock_rules() for text in (rule.title, rule.day_zero)]
    found = {name: text for text in (*lines, *reviews, *rules) for name in possible_names(text, words)}
    assert found == {}
    for known in known_clocks.reviews(example):
        assert letters_that_could_name(known.code, bodies(read_context(example)), words) == ()


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


def test_a_clock_that_is_met_before_its_day_0_is_asked_about_however_it_came_to_that(casefile):
    early = begun("notification", met_on=date(2026, 11, 1))
    with pytest.raises(Doubtful, match="before its day 0") as asked, asking(casefile):
        clocks.add_clock(casefile, clock=early)
    assert asked.value.about == "met_on"
    with pytest.raises(Doubtful, match="before its day 0"), asking(casefile):
        clocks.add_review(casefile, review=review(), clocks=[early])
    with asking(casefile):
        new = clocks.add_clock(casefile, clock=begun("notification", met_on=date(2026, 11, 5))).value
    kept = tables.get(casefile, StatutoryClock, new)
    with pytest.raises(Doubtful, match="before its day 0"), asking(casefile):
        clocks.change_clock(casefile, clock=replace(kept, day_zero=date(2026, 11, 6)))
    late = replace(kept, day_zero=date(2026, 11, 6))
    clocks.change_clock(casefile, clock=late)
    with asking(casefile):
        clocks.change_clock(casefile, clock=replace(late, note="Looked at"))  # it was asked about once
    with asking(casefile):
        clocks.add_clock(casefile, clock=begun("copy-before-publication", met_on=date(2026, 10, 1)))


def test_the_pattern_is_told_by_rule_and_cycle(casefile):
    for met in (date(2026, 11, 9), date(2026, 11, 12)):
        clocks.add_clock(casefile, clock=begun("notification", met_on=met))
    context = read_context(casefile)
    ((cycle, went),) = known_clocks.pattern(context, known_clocks.clocks(casefile, TODAY), TODAY)
    assert (cycle, went.in_words()) == (context.cycle.name, "1 of 2 in time, late by 3 days")
