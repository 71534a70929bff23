"""A quoted passage is found among a document's words, whatever breaks its lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.passages import places_of

PAGE = [
    "Health",
    "was",
    "absent",
    "from",
    "3",
    "of",
    "20",
    "strategy",
    "discus-",
    "sions,",
    "all",
    "held",
    "out",
    "of",
    "hours.",
    "Health",
    "was",
    "absent",
    "again.",
]
WORDS = st.lists(st.text(alphabet="abcé3", min_size=1, max_size=4), min_size=1, max_size=12)


@pytest.mark.parametrize(("passage", "places"), [
    ("“Health was absent from 3”", [(0, 5)]),
    ("health was ABSENT", [(0, 3), (15, 18)]),
    ("20 strategy discussions, all held", [(6, 12)]),
    ("hours. Health", [(14, 16)]),
    ("ealth was", []), ("Health was abs", []), ("no such words", []), ("", []), (" … “” ", []),
])  # fmt: skip
def test_it_stands_where_the_same_letters_stand_as_whole_words(passage, places):
    assert [(place.start, place.stop) for place in places_of(passage, PAGE)] == places


@given(WORDS, st.data())
def test_any_run_of_words_is_found_where_it_was_taken_from(words, data):
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = data.draw(st.sampled_from([" ", "\n", "- ", ", "])).join(words[first : last + 1])
    runs = places_of(passage, words)
    letters = "".join(words[first : last + 1])
    assert runs
    assert all("".join(words[run.start : run.stop]) == letters for run in runs)


@given(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=8))
def test_runs_are_in_order_within_the_words_and_never_overlap(passage, words):
    runs = places_of(passage, words)
    places = [place for run in runs for place in run]
    assert places == sorted(set(places))
    assert all(0 <= place < len(words) for place in places)
