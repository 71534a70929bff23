"""What is found is grouped by kind, told by its row, and leads to its place: every kind of record that is searched."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date

import pytest

from scrutineer.casefile import tables
from scrutineer.casefile.records import RECORDS, record_of
from scrutineer.domain.challenge import EventKind
from scrutineer.domain.hits import without_marks
from scrutineer.domain.ledgers import AskedReturn
from scrutineer.domain.places import (
    AboutChallenge,
    AboutEvidence,
    AboutFramework,
    AboutIndicator,
    AboutReturns,
    AboutTarget,
    AboutWorkbook,
)
from scrutineer.domain.returns import ReturnFile, SelfAssessment
from scrutineer.domain.shelf import ShelfItem
from scrutineer.operations import casefiles, challenges, evidence, indicators
from scrutineer.operations.queries import search
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.search import FIRST, LINES, MORE, Search, find
from tests.casefile.test_records import add, stored
from tests.conftest import CLOCK, PASSPHRASE

DAY = date(2026, 6, 1)
SEARCHED = [record for record in RECORDS if record.searched]


@pytest.fixture(scope="module")
def filled(example_folder, tmp_path_factory):
    """The worked example with a row of every record besides."""
    copy = tmp_path_factory.mktemp("filled") / "Filled.scrutiny"
    shutil.copyfile(example_folder / "Northmoor.scrutiny", copy)
    opened = casefiles.open_casefile(copy, passphrase=PASSPHRASE, clock=CLOCK)
    yield opened, {record.table: add(opened, record) for record in RECORDS}
    opened.close()


def test_every_kind_that_is_searched_says_how_it_is_told():
    assert set(search.TOLD) == {record.kind for record in SEARCHED}


@pytest.mark.parametrize("record", SEARCHED, ids=lambda record: record.table)
def test_every_kind_is_told_with_a_reference_a_title_and_a_place(filled, record):
    casefile, rows = filled
    values = stored(casefile, record, rows[record.table])
    words = values[record.searched.title]
    found = Search(casefile, read_context(casefile), words)
    (group,) = [group for group in found.groups(1000) if group.kind == (record.plural or f"{record.noun}s")]
    assert group.total == len(group.found) > 0
    for hit in group.found:
        assert hit.kind == record.noun
        assert hit.reference
        assert hit.title
        assert hit.about


@pytest.mark.parametrize(("words", "about"), [
    ("E14", AboutEvidence(14)), ("NSCP-26-002", AboutChallenge(2)), ("4c", AboutTarget("six-steps:4c")),
    ("4C", AboutTarget("six-steps:4c")),
])  # fmt: skip
def test_a_reference_or_a_code_leads_to_what_it_names(example, words, about):
    context = read_context(example)
    first = Search(example, context, words).groups()[0].found[0]
    assert type(first.about) is type(about)
    if isinstance(about, AboutTarget):
        assert first.about == about
    else:
        assert first.reference == words


def test_lines_of_every_framework_are_found_by_their_words(example):
    context = read_context(example)
    line = context.framework.lines()[3]
    lines = Search(example, context, line.question).groups(1000)[-1]
    assert lines.kind == LINES
    assert AboutTarget(line.target) in [hit.about for hit in lines.found]
    others = Search(example, context, "safeguarding").groups(1000)
    assert any(isinstance(hit.about, AboutFramework) for hit in others[-1].found)


def shelve(casefile, number: int) -> None:
    with casefile.transact("Shelve"):
        for place in range(number):
            tables.insert(
                casefile, ShelfItem(title=f"Harbour {place}", text="x", came_from="", added_on=DAY, mark=f"{place}")
            )


def test_a_group_shows_its_first_and_more_of_them_as_they_are_asked_for(casefile):
    shelve(casefile, 60)
    evidence.capture_evidence(casefile, title="The harbour", dated=DAY)
    found = Search(casefile, read_context(casefile), "harbour")
    lessons = record_of(ShelfItem).plural or f"{record_of(ShelfItem).noun}s"
    assert found.total == 61
    assert found.counts == {"lessons": 60, "items of evidence": 1}
    groups = {group.kind: group for group in found.groups()}
    shown = groups[lessons].found
    assert len(shown) == FIRST
    while len(shown) < 60:
        more = found.more(lessons, len(shown))
        assert 0 < len(more) <= MORE
        shown += more
    assert len({hit.title for hit in shown}) == 60
    assert found.more(lessons, 60) == ()
    everything = find(casefile, read_context(casefile), "harbour", limit=100)
    paged = [find(casefile, read_context(casefile), "harbour", limit=7, skip=skip) for skip in range(0, 70, 7)]
    assert tuple(hit for page in paged for hit in page) == everything
    assert len(everything) == 61


def test_what_goes_while_it_is_looked_at_is_left_out(casefile):
    shelve(casefile, 30)
    found = Search(casefile, read_context(casefile), "harbour")
    casefiles.undo(casefile)
    assert [(group.total, group.found) for group in found.groups()] == [(30, ())]
    assert found.more("lessons", 5) == ()


def test_nothing_is_found_without_a_word(example):
    for words in ("", "  ", "“”", "*", "-"):
        found = Search(example, read_context(example), words)
        assert (found.total, found.groups(), found.best(0, 50)) == (0, (), ())


def test_an_event_that_was_recorded_wrongly_is_told_as_struck_out_and_its_correction_beside_it(casefile):
    raised = challenges.raise_challenge(casefile, question="Who answers?", put_to="Chair").value
    life = challenges.record_event(
        casefile, challenge_id=raised, kind=EventKind.RESPONSE, text="The lighthouse keeper."
    ).value
    wrong = life.events[-1]
    challenges.correct_event(
        casefile, event_id=wrong.id, reason="The lighthouse was meant", instead=replace(wrong, text="The lighthouse.")
    )
    titles = [without_marks(known.title) for known in find(casefile, read_context(casefile), "lighthouse")]
    assert sum(title.startswith("Struck out: Response") for title in titles) == 1
    assert sum(title.startswith("Response") for title in titles) == 2


def test_a_figure_that_stands_in_no_workbook_leads_to_its_indicator(casefile):
    kept = indicators.add_indicator(casefile, name="Seen within ten days").value
    indicators.add_figure(casefile, indicator_id=kept, period="2025-26", missing="The lighthouse was shut")
    (hit,) = find(casefile, read_context(casefile), "lighthouse")
    assert hit.about == AboutIndicator(kept)


def test_an_answer_of_an_earlier_cycle_leads_to_its_workbook_and_what_was_asked_then_to_that_cycle(example):
    answer, asked = (tables.rows(example, kind)[0] for kind in (SelfAssessment, AskedReturn))
    file = tables.get(example, ReturnFile, answer.return_id)
    casefiles.start_cycle(
        example, name="Next", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    led = {
        (hit.kind, hit.about)
        for words in (answer.standard, file.name, asked.profile)
        for hit in find(example, read_context(example), words, limit=200)
    }
    assert (record_of(SelfAssessment).noun, AboutWorkbook(file.id)) in led
    assert (record_of(ReturnFile).noun, AboutWorkbook(file.id)) in led
    assert (record_of(AskedReturn).noun, AboutReturns(asked.profile, asked.cycle_id, asked.agency_id)) in led
