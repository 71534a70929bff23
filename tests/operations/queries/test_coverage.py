"""Coverage: what is recorded on a step shows in every mapped framework, and only there."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scrutineer.domain.evidence import Bearing, LinkTarget
from scrutineer.domain.framework import SIX_STEPS
from scrutineer.errors import UserError
from scrutineer.operations import casefiles, challenges, evidence, judgements, partnership
from scrutineer.operations.queries.context import framework_of, read_context
from scrutineer.operations.queries.coverage import coverage
from scrutineer.operations.queries.lenses import Crosswalk, lenses


def link(casefile, target: str, title: str = "Seen") -> None:
    evidence.capture_evidence(
        casefile, title=title, dated=date(2026, 5, 1), links=[(LinkTarget.LINE, target, Bearing.SUPPORTS)]
    )


def looked_at(casefile, framework_id: str) -> set[str]:
    return {
        row.line.code for row in coverage(casefile, read_context(casefile), framework_id).rows if row.whole.looked_at
    }


def test_an_item_on_a_line_shows_in_every_mapped_framework(casefile):
    link(casefile, "six-steps:3c")
    assert looked_at(casefile, "wt-functions-2026") == {"F2", "F4", "F7"}
    assert looked_at(casefile, "ncb-principles") == {"13", "15"}
    assert looked_at(casefile, "wood-issues") == {"7"}


def test_a_judgement_and_a_challenge_count_too(casefile):
    judgements.record_judgement(casefile, target="six-steps:6", level="limited", narrative="Thin.")
    assert "6" in looked_at(casefile, "wood-issues")
    challenges.raise_challenge(
        casefile, question="Who funds it?", put_to="Chief nurse", targets=("six-steps:1c",), raised_on=date(2026, 6, 1)
    )
    assert {"1", "2", "3", "6"} == looked_at(casefile, "wood-issues")


def test_a_judgement_of_not_yet_is_not_looked_at(casefile):
    judgements.record_judgement(casefile, target="six-steps:6", narrative="To come.")
    assert looked_at(casefile, "wood-issues") == set()


def test_an_item_on_a_lens_line_reaches_the_steps_it_maps_to_and_back(casefile):
    link(casefile, "ncb-principles:13")
    view = coverage(casefile, read_context(casefile), "wt-functions-2026")
    assert {row.line.code for row in view.rows if row.whole.looked_at} == {"F2", "F4", "F7"}
    voice = next(row for row in view.rows if row.line.code == "F2")
    assert [target for target, cell in voice.cells.items() if cell.looked_at] == ["six-steps:3"]


def test_an_item_on_two_lines_counts_once(casefile):
    evidence.capture_evidence(
        casefile, title="Both", dated=date(2026, 5, 1),
        links=[(LinkTarget.LINE, f"six-steps:4{line}", Bearing.SUPPORTS) for line in "abc"],
    )  # fmt: skip
    view = coverage(casefile, read_context(casefile), "wood-issues")
    assert [row.whole.items for row in view.rows if row.line.code == "4"] == [1]
    assert "4 of 9 issues" not in view.in_words()
    assert view.in_words().startswith("3 of 9 issues looked at")


def test_evidence_of_an_earlier_cycle_is_told_apart(casefile):
    link(casefile, "six-steps:3c")
    casefiles.start_cycle(
        casefile, name="Cycle 2", starts=date(2027, 4, 1), ends=date(2028, 3, 31), guidance="Working Together 2026"
    )
    row = next(r for r in coverage(casefile, read_context(casefile), "wood-issues").rows if r.line.code == "7")
    assert not row.whole.looked_at
    assert row.whole.in_words() == "not looked at in this cycle; 1 item of other cycles"


def test_context_lines_are_never_a_gap(casefile):
    view = coverage(casefile, read_context(casefile), "davis-questions")
    assert not {line.code for line in view.missing} & {"3a", "3b", "3c", "3d"}


def test_the_six_steps_cover_themselves(casefile):
    link(casefile, "six-steps:4c")
    assert looked_at(casefile, SIX_STEPS) == {"4c"}


def test_an_unknown_lens_is_named(casefile):
    with pytest.raises(UserError, match="ncb-principles"):
        coverage(casefile, read_context(casefile), "seven-steps")


def test_a_lens_line_reaches_no_more_than_its_mapping(casefile):
    walk = Crosswalk(lenses(casefile, read_context(casefile).cycle))
    assert walk.steps("ncb-principles:3") == {"six-steps:2", "six-steps:6"}
    assert walk.reached("six-steps:4c") == {"six-steps:4c", "six-steps:4"}


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
