"""A text that must show something on one line: asked for by whoever needs it, in their words."""

from __future__ import annotations

import pytest

from scrutineer.domain import rules
from scrutineer.errors import UserError


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\u3164"])
def test_a_line_that_shows_nothing_is_asked_for_in_the_words_of_who_needs_it(text):
    with pytest.raises(UserError, match="No name yet") as refused:
        rules.one_line(text, "No name yet.", "Give one.", about="name")
    assert (refused.value.advice, refused.value.about) == ("Give one.", "name")


def test_a_line_has_its_words_a_space_apart():
    assert rules.one_line(" Police\n and \t crime ", "", "") == "Police and crime"
