"""One act on several things is the same as doing it to each, is one entry, and one undo takes all of it back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.casefile import journal, tables
from scrutineer.casefile.records import TABLES
from scrutineer.domain.challenge import Challenge, EventKind, ResponseView
from scrutineer.domain.evidence import Bearing, Evidence, LinkTarget
from scrutineer.domain.marking import Marking
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations import casefiles, challenges, evidence, several
from scrutineer.operations.asking import asking
from scrutineer.operations.casefiles import Casefile
from scrutineer.operations.queries.challenges import life_of
from scrutineer.progress import Cancelled
from tests.conftest import copied_testshire, examples
from tests.operations.acts import LINE, TODAY

DUE, DAYS = date(2026, 12, 4), (date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casefile]:
    """Items received on different days, one of them linked; challenges that may be chased and some that may not."""
    made = copied_testshire(tmp_path_factory.mktemp("several"))
    for number, received in enumerate((*DAYS, TODAY)):
        links = [(LinkTarget.LINE, LINE, Bearing.CONTEXT)] if number == 1 else []
        evidence.capture_evidence(made, title=f"Item {number}", dated=DAYS[0], received=received, links=links)
    for number in range(3):
        raised = challenges.raise_challenge(
            made, question=f"Question {number}?", put_to="Police", raised_on=DAYS[0], draft=number == 2
        ).value
        if number == 1:
            challenges.record_event(made, challenge_id=raised, kind=EventKind.RESPONSE, on_date=DAYS[1], text="So.")
    yield made
    made.close()


NOTHING = " Nothing was changed."


def everything(casefile: Casefile) -> str:
    """Every row; the ids of rows that an undo took away are not given again."""
    rows = {table: tables.whole_table(casefile, table)[1] for table in TABLES}
    for table in ("link", "challenge_event"):
        for row in rows.get(table, ()):
            row.pop("id", None)
    return json.dumps(rows, sort_keys=True)


Single = Callable[[Casefile, int], object]
ids = st.lists(st.integers(1, 4), min_size=1, max_size=6)


def acts() -> st.SearchStrategy[tuple[str, dict[str, Any], Single]]:
    """An act on several: its name, its arguments, and how it is done to one."""
    linked = st.sampled_from(Bearing).map(lambda bearing: (
        "link_several", {"target_kind": LinkTarget.LINE, "target": LINE, "bearing": bearing},
        lambda c, n: evidence.link_evidence(
            c, evidence_id=n, target_kind=LinkTarget.LINE, target=LINE, bearing=bearing)))  # fmt: skip
    marked = st.sampled_from(Marking).map(lambda marking: (
        "mark_evidence", {"marking": marking},
        lambda c, n: evidence.change_evidence(c, item=replace(tables.get(c, Evidence, n), marking=marking))))  # fmt: skip
    dated = st.sampled_from((*DAYS, TODAY)).map(lambda day: (
        "date_evidence", {"dated": day},
        lambda c, n: evidence.change_evidence(c, item=replace(tables.get(c, Evidence, n), dated=day))))  # fmt: skip
    weighed = st.sampled_from(Marking).map(lambda marking: (
        "mark_challenges", {"marking": marking},
        lambda c, n: challenges.change_challenge(c, challenge=replace(tables.get(c, Challenge, n), marking=marking))))  # fmt: skip
    chased = st.sampled_from((DUE, date(2026, 4, 1))).map(lambda due: (
        "chase_challenges", {"due": due},
        lambda c, n: challenges.record_event(c, challenge_id=n, kind=EventKind.CHASED, due=due)))  # fmt: skip
    return st.one_of(linked, marked, dated, weighed, chased)


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(chosen=ids, act=acts())
def test_it_is_the_same_as_one_by_one_and_one_undo_takes_it_back(filled, chosen, act):
    name, arguments, single = act
    of = "challenge_ids" if "challenge" in name else "evidence_ids"
    before, tip = everything(filled), journal.tip(filled.reader)
    together, left, said = before, list(dict.fromkeys(chosen)), ""
    try:
        outcome = getattr(several, name)(filled, **{of: chosen}, **arguments)
    except UserError as error:
        said = error.message
        assert everything(filled) == before
    else:
        together, left, said = everything(filled), [number for number, _ in outcome.value.left], outcome.label
        if together != before:
            assert journal.entries(filled.reader, 1)[0].previous == tip
            casefiles.undo(filled)
            assert everything(filled) == before
        else:
            assert journal.tip(filled.reader) == tip
    reasons: list[str] = []
    entries = 0
    for number in dict.fromkeys(chosen):
        at = journal.tip(filled.reader)
        try:
            single(filled, number)
        except UserError as error:
            reasons.append("no longer there" if "no longer" in error.message else error.message.removesuffix(NOTHING))
        entries += journal.tip(filled.reader) != at
    assert everything(filled) == together
    assert len(reasons) == len(left)
    assert all(reason in said for reason in reasons)
    for _ in range(entries):
        casefiles.undo(filled)
    assert everything(filled) == before


def test_what_is_left_is_named_with_its_reason_once(filled):
    outcome = several.date_evidence(filled, evidence_ids=[1, 2, 3, 4], dated=DAYS[2])
    assert outcome.value.done == ("E3", "E4")
    assert outcome.label == ("2 items dated. Left as it was: E1, E2. The evidence was received before it was dated.")
    casefiles.undo(filled)
    outcome = several.chase_challenges(filled, challenge_ids=[1, 2, 3], due=DUE)
    assert outcome.value.done == ("TSCP-26-001",)
    assert "TSCP-26-002. A challenge that stands at “Response received” cannot be recorded as chased." in outcome.label
    assert "TSCP-26-003. A challenge that stands at “Draft”" in outcome.label
    assert life_of(filled, 1).reply_due == DUE
    casefiles.undo(filled)


def test_where_nothing_can_be_done_it_is_a_sentence_and_no_entry(filled):
    tip = journal.tip(filled.reader)
    with pytest.raises(UserError, match=r"Nothing was changed\. Left as it was: E1, E2"):
        several.date_evidence(filled, evidence_ids=[1, 2], dated=TODAY)
    for chosen in ([], [99]):
        with pytest.raises(UserError, match="Nothing was changed"):
            several.mark_evidence(filled, evidence_ids=chosen, marking=Marking.PUBLIC)
    assert journal.tip(filled.reader) == tip


def test_what_is_gone_meanwhile_is_said_and_the_rest_is_done(filled):
    outcome = several.mark_evidence(filled, evidence_ids=[1, 99], marking=Marking.PUBLIC)
    assert outcome.label == "1 item marked public. Left as it was: 1 item. What was asked for is no longer there."
    casefiles.undo(filled)


def test_cancelling_half_way_changes_nothing(filled):
    class _CancelledAtTheThird:
        def step(self, done, _total, _label):
            if done == 2:
                raise Cancelled

    before = everything(filled)
    with pytest.raises(Cancelled):
        several.mark_evidence(filled, evidence_ids=[1, 2, 3], marking=Marking.PUBLIC, progress=_CancelledAtTheThird())
    assert everything(filled) == before


def test_one_re_test_day_is_set_for_each_that_can_be_tested_and_an_unlikely_one_is_asked_about(casefile):
    raised, answered = (
        challenges.raise_challenge(casefile, question=f"Question {n}?", put_to="Police", raised_on=DAYS[0]).value
        for n in range(2)
    )
    for kind, more in ((EventKind.RESPONSE, {"text": "So."}), (EventKind.VIEW, {"view": ResponseView.ACCEPTED})):
        challenges.record_event(casefile, challenge_id=answered, kind=kind, on_date=DAYS[1], **more)
    with pytest.raises(Doubtful), asking(casefile):
        several.retest_challenges(casefile, challenge_ids=[raised, answered], due=date(2036, 1, 1))
    with asking(casefile):
        outcome = several.retest_challenges(casefile, challenge_ids=[raised, answered], due=DUE)
    assert [reference for reference, _ in outcome.value.left] == ["TSCP-26-001"]
    assert life_of(casefile, answered).test_due == DUE
    with pytest.raises(Doubtful), asking(casefile):
        several.chase_challenges(casefile, challenge_ids=[raised], due=date(2036, 1, 1))
