"""A level in a form: it stays on its scale whatever scale is in use."""

from __future__ import annotations

import pytest

from scrutineer.domain.scale import NON_SCORES
from scrutineer.frameworks.loader import scales
from scrutineer.ui.parts.level_held import held_called, level_held, levels_held, scale_and_level

PAIRS = [(scale, in_use) for scale in scales() for in_use in scales()]


@pytest.mark.parametrize(("scale", "in_use"), PAIRS, ids=lambda scale: scale.id)
def test_what_a_form_holds_says_the_scale_and_is_offered_on_that_scale_alone(scale, in_use):
    offered = {held for _, held in levels_held(in_use)}
    for level in scale.levels:
        held = level_held(scale.id, level.key)
        assert scale_and_level(held, in_use) == (scale.id, level.key)
        assert (held in offered) is (scale.id == in_use.id)
        assert held_called(held) == f"{level.word}, on another scale"


@pytest.mark.parametrize("level", NON_SCORES)
def test_what_is_no_level_is_of_whatever_scale_is_in_use(level):
    first, second = scales()[:2]
    assert scale_and_level(level_held(first.id, level), second) == (second.id, level)
