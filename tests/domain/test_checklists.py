"""Answers to checklists: what one must say to be looked up again, and how they are told together."""

from __future__ import annotations

import pytest

from scrutineer.domain.checklists import ChecklistAnswer, Met, require_answer, tally
from scrutineer.errors import UserError


def answer(met: Met, **said: str) -> ChecklistAnswer:
    return ChecklistAnswer(cycle_id=1, evidence_id=1, target="wt-yearly-report-2023:R1", met=met, **said)


@pytest.mark.parametrize("met", [Met.MET, Met.PARTLY])
def test_what_is_met_says_where_or_in_which_words(met):
    for said in ({"place": "page 4"}, {"words": "Signed by the three."}):
        require_answer(answer(met, **said))
    for said in ({}, {"place": "  "}, {"note": "Somewhere."}):
        with pytest.raises(UserError, match="Where does the document say so") as refused:
            require_answer(answer(met, **said))
        assert refused.value.about == "place"


def test_what_is_not_met_has_no_page_to_give():
    require_answer(answer(Met.NOT))


def test_what_does_not_apply_says_why():
    require_answer(answer(Met.NOT_APPLICABLE, note="A draft."))
    with pytest.raises(UserError, match="Why does the item not apply") as refused:
        require_answer(answer(Met.NOT_APPLICABLE, place="page 1"))
    assert refused.value.about == "note"


def test_answers_are_counted_each_by_itself_and_never_scored():
    assert tally([]) == ""
    given = [answer(Met.NOT), answer(Met.MET), answer(Met.NOT), answer(Met.NOT_APPLICABLE)]
    assert tally(given) == "1 met, 2 not met, 1 not applicable"
