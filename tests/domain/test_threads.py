"""What turns up again under other words: suggested, never decided."""

from __future__ import annotations

from scrutineer.domain.threads import came_up_before

OTHERS = (
    (1, "Night visits are not recorded by the duty team"),
    (2, "Why are night visits still not recorded?"),
    (3, "Who chairs the executive?"),
)


def test_texts_that_share_most_of_their_own_words_are_suggested_the_most_alike_first():
    assert [known.key for known in came_up_before("Are night visits recorded now?", OTHERS)] == [1, 2]
    assert came_up_before("Are night visits recorded now?", OTHERS)[0].shared[:1] == ("night",)


def test_one_word_in_common_is_not_enough_and_no_more_than_asked_for_are_given():
    assert came_up_before("Who chairs?", OTHERS[:2]) == ()
    assert len(came_up_before("night visits recorded", OTHERS, most=1)) == 1
    assert came_up_before("", OTHERS) == ()
