"""Words broken and fitted: nothing is lost that has room, nothing is wider than its room."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.picture import fitted, wrapped

texts = st.lists(st.text(alphabet="abcmw", min_size=1, max_size=12), max_size=12).map(" ".join)


@given(texts, st.integers(1, 60))
def test_wrapped_lines_hold_every_word_and_are_as_long_as_may_be(words, width):
    lines = wrapped(words, width, len)
    assert " ".join(lines).split() == words.split()
    assert all(len(line) <= width or " " not in line for line in lines)
    assert all(len(f"{line} {after.split()[0]}") > width for line, after in pairwise(lines))


@given(texts, st.integers(1, 60))
def test_what_does_not_fit_ends_in_an_ellipsis_as_late_as_it_can(words, width):
    shown = fitted(words, width, len)
    assert len(shown) <= width
    if len(words) <= width:
        assert shown == words
    else:
        assert shown.endswith("…")
        assert words.startswith(shown[:-1])
        assert len(shown) >= width - 1 or words[: width - 1].rstrip() == shown[:-1]
