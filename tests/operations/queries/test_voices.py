"""Every voice beside the others, separately and together."""

from __future__ import annotations

from dataclasses import replace

from scrutineer.domain.voices import Voice
from scrutineer.operations import (
    partnership,
    voices,
)
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.voices import MINE, voices_matrix
from tests.operations.acts import LINE, TODAY, answer, capture, judge


def test_every_voice_stands_beside_the_others_and_the_widest_spread_comes_first(casefile):
    answer(casefile, "Police", "strong")
    voices.record_view(casefile, target=LINE, kind=Voice.YOUNG, level="none", words="Nobody asked us.")
    voices.record_view(casefile, target=LINE, kind=Voice.PRACTITIONERS, favourable=26, answered=41, dont_know=6)
    voices.record_view(casefile, target="six-steps:1a", kind=Voice.JOINT, level="strong", words="We attend.")
    voices.record_view(casefile, target="six-steps:1a", kind=Voice.AGENCY, agency_id=1, level="reasonable")
    voices.record_view(casefile, target="six-steps:2a", kind=Voice.JOINT, level="insufficient")
    capture(casefile)
    judge(casefile, "limited")
    matrix = voices_matrix(casefile, read_context(casefile))
    assert matrix.names == ("Police", "Partners’ joint view", "Young scrutineers", "Practitioners", MINE)
    assert [row.target for row in matrix.by_disagreement()] == [LINE, "six-steps:1a", "six-steps:2a"]
    first = matrix.by_disagreement()[0]
    assert (first.spread.levels, first.spread.placed) == (3, 3)  # the survey has counts and no level
    assert first.voices["Practitioners"].words == "26 of 41 favourable, 6 more did not know"


def test_a_judgement_is_told_in_the_words_of_its_own_scale_whatever_scale_is_in_use(casefile):
    from scrutineer.operations import across
    from scrutineer.operations.queries.authors import who_judged

    capture(casefile)
    judge(casefile, "limited")
    voices.record_view(casefile, target=LINE, kind=Voice.JOINT, level="strong")
    partnership.set_partnership(casefile, details=replace(read_context(casefile).partnership, scale_id="met"))
    context = read_context(casefile)
    (row,) = voices_matrix(casefile, context).rows
    assert row.voices[MINE].words == "Limited assurance, on another scale"
    assert row.voices["Partners’ joint view"].words == "Strong assurance, on another scale"
    assert row.spread.levels is None
    assert across.area_profile(casefile, context, TODAY, label="A").levels[0].word == "Limited assurance"
    assert {one.word for one in who_judged(casefile, context)} == {"Limited assurance"}
