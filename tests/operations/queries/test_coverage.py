"""Coverage: what a person linked to a line counts for it; what stands on its steps may bear on it, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.checklists import Met
from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.framework import SIX_STEPS
from scrutineer.errors import UserError
from scrutineer.frameworks.loader import shipped
from scrutineer.operations import casefiles, challenges, checklists, evidence, judgements, partnership
from scrutineer.operations.queries.context import framework_of, read_context
from scrutineer.operations.queries.coverage import coverage
from scrutineer.operations.queries.lenses import Crosswalk, lenses
from tests.conftest import copied_testshire


def link(casefile, target: str, title: str = "Seen") -> None:
    evidence.capture_evidence(
        casefile, title=title, dated=date(2026, 5, 1), links=[(LinkTarget.LINE, target, Bearing.SUPPORTS)]
    )


def rows(casefile, framework_id: str):
    return {row.line.code: row for row in coverage(casefile, read_context(casefile), framework_id).rows}


def looked_at(casefile, framework_id: str) -> set[str]:
    return {code for code, row in rows(casefile, framework_id).items() if row.looked_at}


def borne_on(casefile, framework_id: str) -> set[str]:
    return {code for code, row in rows(casefile, framework_id).items() if row.may_bear.is_there}


def test_minutes_on_the_first_step_look_at_no_function_and_sign_nothing_off(casefile):
    link(casefile, "six-steps:1", "Minutes of the executive")
    functions = coverage(casefile, read_context(casefile), "wt-functions-2026")
    assert functions.in_words().startswith("0 of 7 functions looked at")
    assert "may bear on 6 of them" in functions.in_words()
    signed_off = rows(casefile, "wt-yearly-report-2026")["R10"]
    assert not signed_off.looked_at
    assert signed_off.in_words() == "not looked at in this cycle. May bear on it: 1 item"


def test_an_item_on_a_line_may_bear_on_every_mapped_line_and_counts_for_none(casefile):
    link(casefile, "six-steps:3c")
    assert borne_on(casefile, "wt-functions-2026") == {"F2", "F4", "F7"}
    assert borne_on(casefile, "ncb-principles") == {"13", "15"}
    assert borne_on(casefile, "wood-issues") == {"7"}
    for lens in ("wt-functions-2026", "ncb-principles", "wood-issues"):
        assert looked_at(casefile, lens) == set()


def test_what_a_person_links_to_the_line_itself_counts_and_bears_no_more(casefile):
    link(casefile, "six-steps:1")
    (item,) = rows(casefile, "wt-functions-2026")["F1"].may_bear.ids
    evidence.link_evidence(
        casefile, evidence_id=item, target_kind=LinkTarget.LINE, target="wt-functions-2026:F1", bearing=Bearing.SUPPORTS
    )
    functions = rows(casefile, "wt-functions-2026")
    assert functions["F1"].counts.ids == {item}
    assert not functions["F1"].may_bear.is_there
    assert [code for code, row in functions.items() if row.looked_at] == ["F1"]
    assert coverage(casefile, read_context(casefile), "wt-functions-2026").in_words().startswith("1 of 7")


def test_a_judgement_and_a_challenge_on_a_step_may_bear_too_and_never_count(casefile):
    judgements.record_judgement(casefile, target="six-steps:6", level="limited", narrative="Thin.")
    assert "6" in borne_on(casefile, "wood-issues")
    challenges.raise_challenge(
        casefile, question="Who funds it?", put_to="Chief nurse", targets=("six-steps:1c",), raised_on=date(2026, 6, 1)
    )
    assert {"1", "2", "3", "6"} == borne_on(casefile, "wood-issues")
    assert looked_at(casefile, "wood-issues") == set()


def test_an_answer_to_a_checklist_alone_may_bear_where_its_steps_lead_and_never_counts_there(casefile):
    report = evidence.capture_evidence(casefile, title="The yearly report", dated=date(2026, 5, 1)).value
    checklists.answer_item(casefile, evidence_id=report, target="wt-functions-2026:F4", met=Met.NOT)
    assert looked_at(casefile, "wt-functions-2026") == {"F4"}
    assert looked_at(casefile, "wood-issues") == set()
    assert rows(casefile, "wood-issues")["7"].in_words() == "not looked at in this cycle. May bear on it: 1 answer"


def test_a_judgement_of_not_yet_bears_on_nothing(casefile):
    judgements.record_judgement(casefile, target="six-steps:6", narrative="To come.")
    assert borne_on(casefile, "wood-issues") == set()


def test_an_item_on_a_lens_line_counts_for_it_and_may_bear_where_its_steps_lead(casefile):
    link(casefile, "ncb-principles:13")
    assert looked_at(casefile, "ncb-principles") == {"13"}
    assert looked_at(casefile, "wt-functions-2026") == set()
    assert borne_on(casefile, "wt-functions-2026") == {"F2", "F4", "F7"}
    assurance = rows(casefile, "wt-functions-2026")["F2"]
    assert [target for target, cell in assurance.by_step.items() if cell.is_there] == ["six-steps:3"]


def test_an_item_on_two_lines_may_bear_once(casefile):
    evidence.capture_evidence(
        casefile, title="Both", dated=date(2026, 5, 1),
        links=[(LinkTarget.LINE, f"six-steps:4{line}", Bearing.SUPPORTS) for line in "abc"],
    )  # fmt: skip
    view = coverage(casefile, read_context(casefile), "wood-issues")
    assert [row.may_bear.items for row in view.rows if row.line.code == "4"] == [1]
    assert view.in_words().startswith("0 of 9 issues looked at")
    assert "may bear on 3 of them" in view.in_words()


STEPS_AND_LINES = list(shipped()[0].targets())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    items=st.lists(st.sampled_from(STEPS_AND_LINES), max_size=8),
    judged=st.lists(st.sampled_from(STEPS_AND_LINES), max_size=3, unique=True),
    confirmed=st.lists(
        st.sampled_from([*(line.target for line in shipped()[-1].lines()), "wood-issues:4"]), max_size=2, unique=True
    ),
)
def test_no_number_of_items_on_a_step_makes_a_line_of_another_framework_looked_at(
    tmp_path_factory, items, judged, confirmed
):
    """Only what was linked to a line itself is counted for it, whatever else stands on the steps."""
    casefile = copied_testshire(tmp_path_factory.mktemp("drawn"))
    for target in items:
        link(casefile, target)
    for target in judged:
        judgements.record_judgement(casefile, target=target, level="limited", narrative="Thin.")
    for target in confirmed:
        link(casefile, target, "Confirmed")
    counted = set()
    for framework in lenses(casefile, read_context(casefile).cycle)[1:]:
        view = coverage(casefile, read_context(casefile), framework.id)
        counted |= {row.line.target for row in view.rows if row.looked_at}
        for row in view.rows:
            assert not row.counts.ids & row.may_bear.ids
            assert set().union(*(cell.ids for cell in row.by_step.values())) == row.may_bear.ids
    assert counted == set(confirmed)
    casefile.close()


def test_evidence_of_an_earlier_cycle_is_told_apart(casefile):
    link(casefile, "six-steps:3c")
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    row = next(r for r in coverage(casefile, read_context(casefile), "wood-issues").rows if r.line.code == "7")
    assert not row.looked_at
    assert not row.may_bear.is_there
    assert row.may_bear.in_words("nothing") == "nothing; 1 item of other cycles"


def test_context_lines_are_never_a_gap(casefile):
    view = coverage(casefile, read_context(casefile), "davis-questions")
    assert not {row.line.code for row in view.missing} & {"3a", "3b", "3c", "3d"}


def test_the_six_steps_cover_themselves(casefile):
    link(casefile, "six-steps:4c")
    assert looked_at(casefile, SIX_STEPS) == {"4c"}


def test_an_unknown_lens_is_named(casefile):
    with pytest.raises(UserError, match="ncb-principles"):
        coverage(casefile, read_context(casefile), "seven-steps")


def test_a_lens_line_reaches_no_more_than_its_mapping(casefile):
    walk = Crosswalk(lenses(casefile, read_context(casefile).cycle))
    assert walk.steps("ncb-principles:3") == {"six-steps:2", "six-steps:6"}
    assert walk.may_bear_on("six-steps:4c") == {"six-steps:4c", "six-steps:4"}


edits = st.lists(
    st.tuples(st.sampled_from(["reword", "relabel", "add line"]), st.sampled_from("123456"), st.text("abc ?", min_size=1, max_size=8)),
    max_size=6,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits)
def test_a_finished_cycle_keeps_its_wording_whatever_is_reworded_later(example, changes):
    context = read_context(example)
    finished = context.previous_cycle
    before = framework_of(example, finished)
    for what, step, text in changes:
        if what == "add line" and any(sign.isalpha() for sign in text):  # a line has a name
            partnership.add_line(example, step=f"six-steps:{step}", label=text, question=text)
        elif what == "reword":
            partnership.set_wording(example, target=f"six-steps:{step}a", question=text)
        else:
            partnership.set_wording(example, target=f"six-steps:{step}", label=text)
    assert framework_of(example, finished) == before


def test_a_cycle_older_than_a_framework_keeps_it_as_it_saw_it_once_finished(casefile):
    from scrutineer.casefile import framework_texts

    with casefile.transact("As an older version left it"):
        casefile.writer.execute("DELETE FROM cycle_framework")
    first = read_context(casefile).cycle
    seen = lenses(casefile, first)
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    assert set(framework_texts.used(casefile, first.id)) == {one.id for one in seen}
    assert lenses(casefile, first) == seen
